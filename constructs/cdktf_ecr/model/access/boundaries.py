"""Permissions boundaries: the managed policies that limit what a role may ever do."""

from __future__ import annotations

from cdktf_ecr.model.terraform.values import check_text

# Permissions boundaries are managed policies (IAM user guide). A path takes every printable character (CreatePolicy,
# parameter Path); "*" and "?" would make a pattern of it. Reads the same in Python and in Terraform's regex().
BOUNDARY_ARN_PATTERN = "^arn:aws[a-z0-9-]*:iam::([0-9]{12}|aws):policy/[!-)+->@-~]*[A-Za-z0-9_+=,.@-]$"
BOUNDARY_ARN_RULE = (
    "must be the ARN of a managed policy without wildcards: arn:<partition>:iam::<account>:policy/<name>"
)
BOUNDARIES = "IAM permissions boundaries"


def check_boundary_arn(setting: str, arn: str) -> str:
    """Return ``arn`` if it is the ARN of a managed policy, as permissions boundaries are, or a Terraform expression.

    Raises:
        InvalidSettingError: It is something else.
    """
    return check_text(setting, arn, BOUNDARY_ARN_PATTERN, BOUNDARY_ARN_RULE, source=BOUNDARIES)
