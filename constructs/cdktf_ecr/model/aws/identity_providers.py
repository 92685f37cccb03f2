"""OIDC providers of an account."""

from __future__ import annotations

import re

from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.rules import Matches


def oidc_provider_arn(issuer: str) -> Matches:
    """Return the rule of the ARN of an account's provider for an issuer of tokens.

    Args:
        issuer: The issuer's URL without ``https://``, or a Terraform expression of it.
    """
    path = "[^ *?]+" if is_expression(issuer) else re.escape(issuer)
    return Matches(
        pattern=f"^arn:aws[a-z0-9-]*:iam::[0-9]{{12}}:oidc-provider/{path}$",
        words=f"must be the ARN of the account's OIDC provider for {issuer}: arn:...:oidc-provider/{issuer}",
        source="IAM roles for OIDC federation",
    )
