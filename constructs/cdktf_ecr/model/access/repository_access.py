"""One grant in a repository's own policy: who beyond its account may pull or push, and on which condition."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.principals import ORGANIZATION_ID
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.types import checked

from .arns import account_root_arns, check_principal_arns, function_arns
from .iam import PULL_ACTIONS, PUSH_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringListValue

    from .statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryAccess:
    """One grant, as the statements of a repository policy that make it up.

    Account ids, ARNs, regions and partitions may be Terraform expressions; those are not checked.

    Attributes:
        statements: The statements, in the order they are written.
        condition: Whether they are in the policy: True, or what Terraform evaluates to a bool.

    Raises:
        InvalidSettingError: The condition is no boolean.
    """

    statements: tuple[Statement, ...]
    condition: BooleanValue = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "condition", checked("condition", self.condition, type_="bool"))

    @classmethod
    def pull_by_accounts(cls, account_ids: StringListValue, *, partition: str = "aws") -> RepositoryAccess:
        """Let every principal of other accounts pull, as far as their own accounts allow it.

        Args:
            account_ids: The accounts, 12 digits each, as strings; or a Terraform expression of a list, which may turn
                out to be empty.
            partition: The partition the accounts are in; ``${data.aws_partition.current.partition}`` fits everywhere.

        Raises:
            InvalidSettingError: An account id or the partition is malformed, or there is no account.
        """
        roots = account_root_arns("account_ids", account_ids, partition)
        return _allowed(account_ids, _allow("PullByAccounts", {"AWS": roots}, PULL_ACTIONS))

    @classmethod
    def push_by_accounts(cls, account_ids: StringListValue, *, partition: str = "aws") -> RepositoryAccess:
        """Let every principal of other accounts push, as far as their own accounts allow it.

        Args:
            account_ids: The accounts, as `pull_by_accounts` takes them.
            partition: The partition the accounts are in.

        Raises:
            InvalidSettingError: An account id or the partition is malformed, or there is no account.
        """
        roots = account_root_arns("account_ids", account_ids, partition)
        return _allowed(account_ids, _allow("PushByAccounts", {"AWS": roots}, PUSH_ACTIONS))

    @classmethod
    def pull_by_principals(cls, principal_arns: StringListValue) -> RepositoryAccess:
        """Let single roles and users pull.

        Args:
            principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list,
                which must not be empty.

        Raises:
            InvalidSettingError: Something is not the ARN of a principal, or there is none.
        """
        return cls(statements=(_allow("PullByPrincipals", {"AWS": _principals(principal_arns)}, PULL_ACTIONS),))

    @classmethod
    def push_by_principals(cls, principal_arns: StringListValue) -> RepositoryAccess:
        """Let single roles and users push.

        Args:
            principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list,
                which must not be empty.

        Raises:
            InvalidSettingError: Something is not the ARN of a principal, or there is none.
        """
        return cls(statements=(_allow("PushByPrincipals", {"AWS": _principals(principal_arns)}, PUSH_ACTIONS),))

    @classmethod
    def pull_by_organization(cls, organization_id: str) -> RepositoryAccess:
        """Let every principal of every account in an AWS Organization pull, as far as its own account allows it.

        Args:
            organization_id: The organization's id, such as ``o-a1b2c3d4e5``.

        Raises:
            InvalidSettingError: The id is malformed.
        """
        member = {"aws:PrincipalOrgID": checked("organization_id", organization_id, ORGANIZATION_ID)}
        return cls(statements=(_allow("PullByOrganization", "*", PULL_ACTIONS, {"StringEquals": member}),))

    @classmethod
    def pull_by_lambda(cls, account_ids: StringListValue, *, region: str, partition: str = "aws") -> RepositoryAccess:
        """Let AWS Lambda functions of other accounts use images of this repository.

        Two statements, as Lambda's guide has them: the accounts, whose users create the functions, and the service,
        which fetches the image again whenever a function has been idle. Within one account none of this is needed.

        Args:
            account_ids: The functions' accounts, as `pull_by_accounts` takes them.
            region: The functions' region, which has to be the repository's.
            partition: The partition the accounts are in.

        Raises:
            InvalidSettingError: An account id, the region or the partition is malformed, or there is no account.
        """
        roots = account_root_arns("account_ids", account_ids, partition)
        functions = function_arns("account_ids", account_ids, region, partition)
        actions = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
        condition = {"StringLike": {"aws:SourceArn": functions}}
        return _allowed(
            account_ids,
            _allow("PullByLambdaAccounts", {"AWS": roots}, actions),
            _allow("PullByLambdaFunctions", {"Service": "lambda.amazonaws.com"}, actions, condition),
        )

    def with_values(self, change: Callable[[Any], Any]) -> RepositoryAccess:
        """Return the same with everything that may hold a Terraform expression changed."""
        return dataclasses.replace(self, statements=change(self.statements), condition=change(self.condition))


def _allow(
    sid: str, principal: object, actions: Sequence[str], condition: Mapping[str, object] | None = None
) -> Statement:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": list(actions)}
    return statement if condition is None else {**statement, "Condition": condition}


def _allowed(account_ids: StringListValue, *statements: Statement) -> RepositoryAccess:
    """Return what accounts may do; a list that only Terraform knows may be empty, and then allows nothing."""
    known = read(account_ids)
    some = Expression(f"length({known.source}) > 0") if isinstance(known, Expression) else True
    return RepositoryAccess(statements=statements, condition=some)


def _principals(arns: StringListValue) -> list[str] | Expression:
    return check_principal_arns("principal_arns", arns)
