"""Roles that ECR assumes, to pull from another account's registry or to create repositories from a template."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_text

# IAM identifiers (IAM user guide), and CustomRoleArn (ECR API reference): at most 2,048 characters.
_ROLE_ARN = r"arn:aws[a-z0-9-]*:iam::[0-9]{12}:role/[^\s*?]+"
_ROLE_ARN_LENGTH = 2048
_RULE = "must be the ARN of a role in the registry's account: arn:<partition>:iam::<account>:role/<name>"


def check_role_arn(setting: str, arn: object) -> str:
    """Return ``arn`` if it is the ARN of a role, or a Terraform expression.

    Raises:
        InvalidSettingError: It is something else.
    """
    text = check_text(setting, arn, _ROLE_ARN, _RULE, source="ECR API, CustomRoleArn")
    if not is_expression(text) and len(text) > _ROLE_ARN_LENGTH:
        rule = f"must be at most {_ROLE_ARN_LENGTH:,} characters"
        raise InvalidSettingError(setting, text, rule, source="ECR API, CustomRoleArn")
    return text
