"""ARNs of those whom a policy lets in, made of a list that Python or only Terraform knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.accounts import ACCOUNT_ID, PARTITION
from cdktf_ecr.model.aws.principals import PRINCIPAL_ARN
from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Each
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import StringListValue

_PRINCIPALS = "IAM JSON policy elements: Principal"


def account_root_arns(setting: str, account_ids: StringListValue, partition: str) -> list[str] | Expression:
    """Return the principals that stand for whole accounts.

    Args:
        setting: The setting to name in the error.
        account_ids: Account ids, or what Terraform evaluates to a list of them.
        partition: The accounts' partition, or an expression of it.

    Raises:
        InvalidSettingError: An account id or the partition is malformed, or there is no account.
    """
    return _of_accounts(setting, account_ids, f"arn:{checked('partition', partition, PARTITION)}:iam::", ":root")


def function_arns(setting: str, account_ids: StringListValue, region: str, partition: str) -> list[str] | Expression:
    """Return the pattern of every Lambda function in each of the accounts, in one region.

    Args:
        setting: The setting to name in the error.
        account_ids: Account ids, or what Terraform evaluates to a list of them.
        region: The functions' region, or an expression of it.
        partition: The accounts' partition, or an expression of it.

    Raises:
        InvalidSettingError: An account id, the region or the partition is malformed, or there is no account.
    """
    service = f"arn:{checked('partition', partition, PARTITION)}:lambda:{checked('region', region, REGION)}:"
    return _of_accounts(setting, account_ids, service, ":function:*")


def check_principal_arns(setting: str, arns: StringListValue) -> list[str] | Expression:
    """Return ``arns`` if they are ARNs of accounts, users, roles and sessions, each once.

    Args:
        setting: The setting to name in the error.
        arns: The ARNs, or what Terraform evaluates to a list of them.

    Raises:
        InvalidSettingError: Something is not the ARN of a principal, or there is none.
    """
    return _at_least_one(setting, checked(setting, arns, Each(rule=PRINCIPAL_ARN), type_="list(string)"), "ARN")


def _of_accounts(setting: str, account_ids: StringListValue, start: str, end: str) -> list[str] | Expression:
    """Return an ARN for each account, in the order of the accounts wherever the list is known."""
    known = checked(setting, account_ids, Each(rule=ACCOUNT_ID), type_="list(string)")
    accounts = _at_least_one(setting, known, "account id")
    if not isinstance(accounts, Expression):
        return [f"{start}{account}{end}" for account in sorted(accounts)]
    each = Expression.of_template(f"{start}${{id}}{end}")
    if accounts.token is not None or each.token is not None:
        rule = (
            "must be known in Python, or text such as '${var.accounts}': CDKTF's token of a list is for constructs, "
            "which hold it in a local, as Repository(pull_account_ids=...) does"
        )
        raise InvalidSettingError(setting, account_ids, rule, source="CDKTF tokens")
    return Expression(f"[for id in sort({accounts.source}) : {each.source}]")


def _at_least_one(setting: str, items: tuple[str, ...] | Expression, what: str) -> list[str] | Expression:
    """Return items, each once. Whether a list of Terraform's has any is for its user to ask there."""
    if isinstance(items, Expression):
        return items
    if not items:
        raise InvalidSettingError(setting, [], f"must be at least one {what}", source=_PRINCIPALS)
    return list(dict.fromkeys(items))
