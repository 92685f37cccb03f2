"""Roles of IAM."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

# CreateRole, parameter RoleName (IAM API reference).
ROLE_NAME = Matches(
    pattern="^[A-Za-z0-9_+=,.@-]{1,64}$",
    words="must be 1 to 64 letters, digits and + = , . @ _ -",
    source="IAM API, CreateRole",
)
# CustomRoleArn (ECR API reference), and IAM identifiers (IAM user guide).
ECR_ROLE_ARN = Matches(
    pattern=r"^arn:aws[a-z0-9-]*:iam::[0-9]{12}:role/[^\s*?]+$",
    length=(1, 2048),
    words="must be the ARN of a role in the registry's account, of at most 2,048 characters: "
    "arn:<partition>:iam::<account>:role/<name>",
    source="ECR API, CustomRoleArn",
)
