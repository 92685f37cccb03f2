"""Principals as policies name them: accounts, users and roles, functions, organizations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_strings, check_text

if TYPE_CHECKING:
    from collections.abc import Sequence

# AWS account identifiers (AWS account management guide). Reads the same in Python and in Terraform's regex().
ACCOUNT_ID_PATTERN = "^[0-9]{12}$"
ACCOUNT_ID_RULE = "must be an AWS account id: a string of 12 digits, leading zeros included and without hyphens"

# Element Principal (IAM user guide): accounts, users, roles and sessions, without wildcards.
_PRINCIPAL_ARN = (
    r"arn:aws[a-z0-9-]*:(iam::[0-9]{12}:(root|(user|role)/[^\s*?]+)"
    r"|sts::[0-9]{12}:(assumed-role|federated-user)/[^\s*?]+)"
)
_PARTITION = "aws[a-z0-9-]*"
_PARTITION_RULE = "must be a partition such as 'aws', 'aws-us-gov' or 'aws-cn'"
_REGION = "[a-z]+(-[a-z0-9]+)+"
# OrganizationId (AWS Organizations API reference).
_ORGANIZATION_ID = "o-[a-z0-9]{10,32}"
_PRINCIPALS = "IAM JSON policy elements: Principal"
_SERVICE = "[a-z0-9-]+([.][a-z0-9-]+)*[.]amazonaws[.]com([.]cn)?"
# How CDKTF writes a list that only Terraform knows (see values.py): such a list has no items to work on here.
_LIST_TOKEN = "#{TfToken["  # noqa: S105 - a marker, no secret


def check_account_ids(setting: str, account_ids: object) -> tuple[str, ...]:
    """Return ``account_ids``, each once, if they are ids of AWS accounts or Terraform expressions.

    Raises:
        InvalidSettingError: An id is malformed, there is none, or the list is one only Terraform knows.
    """
    items = account_ids if isinstance(account_ids, (list, tuple)) else check_strings(setting, account_ids)
    if not items:
        raise InvalidSettingError(setting, [], "must be at least one account id", source=_PRINCIPALS)
    for item in items:
        if not isinstance(item, str) or not (is_expression(item) or re.fullmatch(ACCOUNT_ID_PATTERN, item)):
            raise InvalidSettingError(setting, item, ACCOUNT_ID_RULE, source="AWS account identifiers")
        if _LIST_TOKEN in item:
            rule = "must be a list whose length is known in Python; each id in it may be a Terraform expression"
            raise InvalidSettingError(setting, item, rule, source="CDKTF tokens")
    return tuple(dict.fromkeys(items))


def account_root_arns(setting: str, account_ids: Sequence[str], partition: str) -> list[str]:
    """Return the principals that stand for whole accounts, each account once.

    Args:
        setting: The setting to name in the error.
        account_ids: Account ids, each of which may be a Terraform expression.
        partition: The accounts' partition, or a Terraform expression of it.

    Raises:
        InvalidSettingError: An account id or the partition is malformed, or there is no account.
    """
    check_text("partition", partition, _PARTITION, _PARTITION_RULE)
    return [f"arn:{partition}:iam::{account_id}:root" for account_id in check_account_ids(setting, account_ids)]


def function_arns(setting: str, account_ids: Sequence[str], region: str, partition: str) -> list[str]:
    """Return the pattern of every Lambda function in each of the accounts, in one region.

    Args:
        setting: The setting to name in the error.
        account_ids: Account ids, each of which may be a Terraform expression.
        region: The functions' region, or a Terraform expression of it.
        partition: The accounts' partition, or a Terraform expression of it.

    Raises:
        InvalidSettingError: An account id, the region or the partition is malformed, or there is no account.
    """
    check_text("partition", partition, _PARTITION, _PARTITION_RULE)
    check_text("region", region, _REGION, "must be a region such as 'eu-west-1'")
    return [
        f"arn:{partition}:lambda:{region}:{account_id}:function:*"
        for account_id in check_account_ids(setting, account_ids)
    ]


def check_principal_arns(setting: str, arns: str | Sequence[str]) -> str | list[str]:
    """Return ``arns``, each once, if they are ARNs of accounts, users, roles or sessions, or a Terraform expression.

    Raises:
        InvalidSettingError: Something is not the ARN of a principal, or there is none.
    """
    if isinstance(arns, str) and is_expression(arns):
        return arns
    checked = list(dict.fromkeys(check_strings(setting, arns)))
    if not checked:
        raise InvalidSettingError(setting, [], "must be at least one ARN", source=_PRINCIPALS)
    rule = "must be the ARN of a role, user or account, without wildcards: arn:<partition>:iam::<account>:role/<name>"
    return [check_text(setting, arn, _PRINCIPAL_ARN, rule, source=_PRINCIPALS) for arn in checked]


def check_organization_id(organization_id: str, *, setting: str = "pull_organization_id") -> str:
    """Return ``organization_id`` if it is an organization's id or a Terraform expression.

    Raises:
        InvalidSettingError: It is something else, such as an organizational unit's id or the organization's ARN.
    """
    rule = "must be an organization's id: 'o-' and 10 to 32 lower-case letters and digits"
    return check_text(setting, organization_id, _ORGANIZATION_ID, rule, source="AWS Organizations API")


def check_service(setting: str, service: str, *, example: str) -> str:
    """Return ``service`` if it is a service's principal or a Terraform expression.

    Raises:
        InvalidSettingError: It is something else, such as the service's name alone.
    """
    return check_text(
        setting, service, _SERVICE, f"must be a service principal such as {example!r}", source=_PRINCIPALS
    )
