"""A repository's own policy: who beyond its account may pull from it or push to it.

Nobody in another account gets in through this policy alone: their own IAM policy must allow the same actions, and
``ecr:GetAuthorizationToken`` to log in, which is why the latter has no place here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdktf_ecr.model.errors import InvalidSettingError

from .iam import POLICY_VERSION, PULL_ACTIONS, PUSH_ACTIONS
from .policy_statements import API, ELEMENTS, POLICY, check_statement, shortest_length
from .principals import (
    account_root_arns,
    check_organization_id,
    check_principal_arns,
    function_arns,
)
from .statements import Statement, check_sids

# SetRepositoryPolicy, parameter policyText (ECR API reference): characters.
POLICY_TEXT_LIMIT = 10_240


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryAccess:
    """One grant, as the statements of a repository policy that make it up.

    Account ids, ARNs, regions and partitions may be Terraform expressions; those are not checked.

    Attributes:
        statements: The statements, in the order they are written.
    """

    statements: tuple[Statement, ...]

    @classmethod
    def pull_by_accounts(cls, account_ids: Sequence[str], *, partition: str = "aws") -> RepositoryAccess:
        """Let every principal of other accounts pull, as far as their own accounts allow it.

        Args:
            account_ids: The accounts, 12 digits each, as strings.
            partition: The partition the accounts are in; ``${data.aws_partition.current.partition}`` fits everywhere.

        Raises:
            InvalidSettingError: An account id or the partition is malformed, or there is no account.
        """
        roots = account_root_arns("pull_account_ids", account_ids, partition)
        return cls(statements=(_allow("PullByAccounts", {"AWS": roots}, PULL_ACTIONS),))

    @classmethod
    def push_by_accounts(cls, account_ids: Sequence[str], *, partition: str = "aws") -> RepositoryAccess:
        """Let every principal of other accounts push, as far as their own accounts allow it.

        Args:
            account_ids: The accounts, 12 digits each, as strings.
            partition: The partition the accounts are in.

        Raises:
            InvalidSettingError: An account id or the partition is malformed, or there is no account.
        """
        roots = account_root_arns("push_account_ids", account_ids, partition)
        return cls(statements=(_allow("PushByAccounts", {"AWS": roots}, PUSH_ACTIONS),))

    @classmethod
    def pull_by_principals(cls, principal_arns: Sequence[str]) -> RepositoryAccess:
        """Let single roles and users pull.

        Args:
            principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list.

        Raises:
            InvalidSettingError: Something is not the ARN of a principal, or there is none.
        """
        arns = check_principal_arns("pull_principal_arns", principal_arns)
        return cls(statements=(_allow("PullByPrincipals", {"AWS": arns}, PULL_ACTIONS),))

    @classmethod
    def push_by_principals(cls, principal_arns: Sequence[str]) -> RepositoryAccess:
        """Let single roles and users push.

        Args:
            principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list.

        Raises:
            InvalidSettingError: Something is not the ARN of a principal, or there is none.
        """
        arns = check_principal_arns("push_principal_arns", principal_arns)
        return cls(statements=(_allow("PushByPrincipals", {"AWS": arns}, PUSH_ACTIONS),))

    @classmethod
    def pull_by_organization(cls, organization_id: str) -> RepositoryAccess:
        """Let every principal of every account in an AWS Organization pull, as far as its own account allows it.

        Args:
            organization_id: The organization's id, such as ``o-a1b2c3d4e5``.

        Raises:
            InvalidSettingError: The id is malformed.
        """
        condition = {"StringEquals": {"aws:PrincipalOrgID": check_organization_id(organization_id)}}
        return cls(statements=(_allow("PullByOrganization", "*", PULL_ACTIONS, condition),))

    @classmethod
    def pull_by_lambda(cls, account_ids: Sequence[str], *, region: str, partition: str = "aws") -> RepositoryAccess:
        """Let AWS Lambda functions of other accounts use images of this repository.

        Two statements, as Lambda's guide has them: the accounts, whose users create the functions, and the service,
        which fetches the image again whenever a function has been idle. Within one account none of this is needed.

        Args:
            account_ids: The functions' accounts, 12 digits each, as strings.
            region: The functions' region, which has to be the repository's.
            partition: The partition the accounts are in.

        Raises:
            InvalidSettingError: An account id, the region or the partition is malformed, or there is no account.
        """
        setting = "pull_lambda_account_ids"
        roots = account_root_arns(setting, account_ids, partition)
        functions = function_arns(setting, account_ids, region, partition)
        actions = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
        condition = {"StringLike": {"aws:SourceArn": functions}}
        return cls(
            statements=(
                _allow("PullByLambdaAccounts", {"AWS": roots}, actions),
                _allow("PullByLambdaFunctions", {"Service": "lambda.amazonaws.com"}, actions, condition),
            )
        )


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
        statements = _flattened(self.statements)
        object.__setattr__(self, "statements", statements)
        if not statements:
            raise InvalidSettingError(POLICY, [], "must have at least one statement", source=API)
        for statement in statements:
            check_statement(statement, allow_public=self.allow_public)
        check_sids(POLICY, statements, remedy="give all accounts or principals to one grant")
        length = shortest_length(self.to_json())
        if length > POLICY_TEXT_LIMIT:
            rule = (
                f"must be at most {POLICY_TEXT_LIMIT:,} characters of JSON, not {length:,}; let an organization in "
                "instead of its accounts or roles one by one"
            )
            raise InvalidSettingError(POLICY, f"{len(statements)} statements", rule, source=API)

    def render(self) -> dict[str, object]:
        """Return the policy document."""
        return {"Version": POLICY_VERSION, "Statement": _copied(self.statements)}

    def to_json(self) -> str:
        """Return the policy document as compact JSON text.

        For a policy that holds Terraform expressions let Terraform's ``jsonencode`` encode `render` instead.
        """
        return json.dumps(self.render(), separators=(",", ":"), ensure_ascii=False)


def _allow(
    sid: str, principal: object, actions: Sequence[str], condition: Mapping[str, object] | None = None
) -> Statement:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": list(actions)}
    return statement if condition is None else {**statement, "Condition": condition}


def _flattened(grants: object) -> tuple[Statement, ...]:
    if isinstance(grants, Mapping) or not isinstance(grants, (list, tuple)):
        raise InvalidSettingError(POLICY, grants, "must be a list of statements", source=ELEMENTS)
    flat: list[Statement] = []
    for grant in grants:
        for statement in grant.statements if isinstance(grant, RepositoryAccess) else (grant,):
            if statement not in flat:
                flat.append(_copied(statement))
    return tuple(flat)


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, (list, tuple)) else value
