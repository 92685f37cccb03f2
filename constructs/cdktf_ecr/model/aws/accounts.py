"""AWS accounts, and the partitions they are in."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches

ACCOUNT_ID = Matches(
    pattern="^[0-9]{12}$",
    words="must be an AWS account id: a string of 12 digits, leading zeros included and without hyphens",
    source="AWS account identifiers",
)
ACCOUNT_IDS = (
    Each(words=f"each account id {ACCOUNT_ID.words}", rule=ACCOUNT_ID),
    Distinct(words="must not list an account twice", source="ECR repository policies"),
)
PARTITION = Matches(
    pattern="^aws[a-z0-9-]*$",
    words="must be a partition such as 'aws', 'aws-us-gov' or 'aws-cn'",
    source="AWS ARN format",
)
