"""AWS regions."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.variables import Variable

REGION = Matches(
    pattern="^[a-z]{2,4}(-[a-z]+)+-[0-9]+$",
    words="must be the code of an AWS region, such as us-east-1",
    source="AWS regions",
)
AWS_REGION = Variable(
    type="string", description="AWS region of the registry and everything around it.", rules=(REGION,)
)
