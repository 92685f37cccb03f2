"""What the tests of grants grant, and to whom."""

from __future__ import annotations

from typing import Any

from cdktf_cdktf_provider_aws.iam_role import IamRole
from constructs import Construct

from cdktf_ecr import Repository

MEMBER = "444455556666"


def role(scope: Construct, id: str = "ci", **settings: Any) -> IamRole:
    return IamRole(scope, id, name=id, assume_role_policy="{}", **settings)


def api(scope: Construct, **settings: Any) -> Repository:
    return Repository(scope, "api", name="team/api", lifecycle_policy=None, **settings)
