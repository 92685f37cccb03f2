"""Policies of KMS keys: who manages a key, and which services encrypt with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .iam import POLICY_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .iam import PolicyDocument

Statement = dict[str, object]


def key_policy(account_root_arn: str, statements: Iterable[Statement] = ()) -> PolicyDocument:
    """Return the policy of a key that its account's IAM policies manage.

    The first statement is the default key policy's ("Allows access to the AWS account and enables IAM policies", KMS
    developer guide): without it nobody could manage the key any more whom the policy does not name.

    Args:
        account_root_arn: The account whose IAM policies decide who manages and uses the key; a Terraform expression of
            it too.
        statements: What else the policy allows.
    """
    manage: Statement = {
        "Sid": "ManageByIAM",
        "Effect": "Allow",
        "Principal": {"AWS": account_root_arn},
        "Action": "kms:*",
        "Resource": "*",
    }
    return {"Version": POLICY_VERSION, "Statement": [manage, *statements]}
