"""Managed policies of IAM."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

# Permissions boundaries are managed policies (IAM user guide). A path takes every printable character (CreatePolicy,
# parameter Path); "*" and "?" would make a pattern of it.
BOUNDARY_ARN = Matches(
    pattern="^arn:aws[a-z0-9-]*:iam::([0-9]{12}|aws):policy/[!-)+->@-~]*[A-Za-z0-9_+=,.@-]$",
    words="must be the ARN of a managed policy without wildcards: arn:<partition>:iam::<account>:policy/<name>",
    source="IAM permissions boundaries",
)
