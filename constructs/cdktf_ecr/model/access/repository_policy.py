"""A repository's own policy: who beyond its account may pull from it or push to it.

Nobody in another account gets in through this policy alone: their own IAM policy must allow the same actions, and
``ecr:GetAuthorizationToken`` to log in, which is why the latter has no place here.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.principals import ORGANIZATION_ID
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, either, operand_of, read, source_of
from cdktf_ecr.model.terraform.types import checked

from .arns import account_root_arns, check_principal_arns, function_arns
from .iam import POLICY_VERSION, PULL_ACTIONS, PUSH_ACTIONS
from .policy_statements import API, ELEMENTS, POLICY, check_statement, shortest_length
from .statements import Statement, check_sids

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringListValue

# SetRepositoryPolicy, parameter policyText (ECR API reference): characters.
POLICY_TEXT_LIMIT = 10_240


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryPolicy:
    """The policy of one repository. A repository has one: writing it replaces whatever was there.

    Attributes:
        statements: What the policy allows: `RepositoryAccess` grants and plain statement dicts, mixed at will. A
            statement that is there twice is written once.
        allow_public: Whether a statement may let in every AWS account there is.

    Raises:
        InvalidSettingError: There is no statement, two different ones share a Sid, one of them is malformed, public,
            names a resource or ``ecr:GetAuthorizationToken``, or the policy is too long.
    """

    statements: Sequence[RepositoryAccess | Statement]
    allow_public: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "statements", _accesses(self.statements))
        statements = [statement for access in self.accesses for statement in access.statements]
        if not statements:
            raise InvalidSettingError(POLICY, [], "must have at least one statement", source=API)
        for statement in statements:
            check_statement(statement, allow_public=self.allow_public)
        check_sids(POLICY, statements, remedy="give all accounts or principals to one grant")
        length = shortest_length(self._shortest())
        if length > POLICY_TEXT_LIMIT:
            rule = (
                f"must be at most {POLICY_TEXT_LIMIT:,} characters of JSON, not {length:,}; let an organization in "
                "instead of its accounts or roles one by one"
            )
            raise InvalidSettingError(POLICY, f"{len(statements)} statements", rule, source=API)

    @property
    def accesses(self) -> tuple[RepositoryAccess, ...]:
        """The statements, those together that are there on one condition."""
        return tuple(each for each in self.statements if isinstance(each, RepositoryAccess))

    @property
    def condition(self) -> BooleanValue:
        """Whether there is anything to allow, and so a policy: True, or an expression."""
        return reduce(either, (access.condition for access in self.accesses))

    def render(self) -> dict[str, object]:
        """Return the policy document, for where `condition` holds."""
        return {"Version": POLICY_VERSION, "Statement": _written(self.accesses)}

    def to_json(self) -> str:
        """Return the policy document as compact JSON text.

        For a policy that holds Terraform expressions let Terraform's ``jsonencode`` encode `render` instead.
        """
        return _json(self.render())

    def _shortest(self) -> str:
        """Return the document with what is in it whenever there is a policy."""
        certain = [each for each in self.accesses if each.condition is True] or self.accesses[:1]
        statements = [statement for each in certain for statement in each.statements]
        return _json({"Version": POLICY_VERSION, "Statement": statements})


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


def _json(document: Mapping[str, object]) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def _accesses(grants: object) -> tuple[RepositoryAccess, ...]:
    """Return statements by the conditions they are there on, in order, read, and each once."""
    if isinstance(grants, Mapping) or not isinstance(grants, (list, tuple)):
        raise InvalidSettingError(POLICY, grants, "must be a list of statements", source=ELEMENTS)
    found: dict[BooleanValue, list[Statement]] = {}
    for grant in grants:
        access = grant if isinstance(grant, RepositoryAccess) else RepositoryAccess(statements=(grant,))
        for statement in map(read, access.statements if access.condition is not False else ()):
            same = found.setdefault(access.condition, [])
            if statement not in same:
                same.append(statement)
    return tuple(RepositoryAccess(statements=tuple(those), condition=condition) for condition, those in found.items())


def _written(accesses: Sequence[RepositoryAccess]) -> list[Statement] | Expression:
    """Return the element Statement; Terraform puts it together where it alone knows what is in it."""
    if len(accesses) == 1:
        return [read(statement) for statement in accesses[0].statements]
    return Expression(f"concat({', '.join(map(_if_there, accesses))})")


def _if_there(access: RepositoryAccess) -> str:
    statements = source_of(access.statements)
    if access.condition is True:
        return statements
    # No conditional: its two sides would have to be of one type, and statements have different elements.
    return f"[for statement in {statements} : statement if {operand_of(access.condition)}]"
