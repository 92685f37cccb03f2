"""A registry's policy: which other accounts may replicate into it, and who may fill it through a cache.

Unlike a repository's policy its statements name resources: repositories of this registry, which may not exist yet.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.arns import account_root_arns, check_principal_arns
from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.access.statements import Statement, check_sids
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression, read
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches
from cdktf_ecr.model.terraform.types import check_fields

from .statements import STATEMENTS, check_statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.model.terraform.expressions import StringListValue

# RegistryPolicyText (ECR API reference): characters.
POLICY_TEXT_LIMIT = 10_240
# The shortest ARN a registry's repositories can have in front of their names: a policy too long with it always is.
_SHORTEST_REGISTRY_ARN = "arn:aws:ecr:eu-west-1:111122223333"

_API = "ECR API, PutRegistryPolicy"
_ELEMENTS = "IAM JSON policy elements"
_CHECKS = {
    "sid": (
        "known string",
        Matches(pattern="^[A-Za-z0-9]+$", words="must be letters and digits", source=f"{_ELEMENTS}: Sid"),
    ),
    "actions": ("known list(string)",),
    "repositories": (
        "known list(string)",
        Each(
            rule=Matches(
                pattern="^[a-z0-9._/*?-]{1,256}$",
                words="must be 1 to 256 characters of a repository's name, in which '*' and '?' are wildcards: "
                '"prod/*"',
                source="ECR resource types in IAM",
            )
        ),
        Distinct(words="must not list a name twice", source=_ELEMENTS),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryAccess:
    """One statement of a registry's policy.

    Attributes:
        sid: Its Sid, letters and digits.
        principals: Whom it lets in: ARNs of accounts, users or roles, or one Terraform expression of a list.
        actions: What they may do.
        repositories: With which repositories, as names that may hold IAM's wildcards: "prod/*", or "*" for all.

    Raises:
        InvalidSettingError: The Sid or a repository's name is malformed, or there is no repository.
    """

    sid: str
    principals: StringListValue
    actions: Sequence[str]
    repositories: Sequence[str] = ("*",)

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        if not self.repositories:
            raise InvalidSettingError("repositories", [], "must be at least one name or '*'", source=_ELEMENTS)
        principals = check_principal_arns("principals", self.principals)
        object.__setattr__(self, "principals", principals if isinstance(principals, str) else tuple(principals))

    @classmethod
    def replication_by_accounts(
        cls,
        account_ids: StringListValue,
        *,
        repositories: Sequence[str] = ("*",),
        create_repositories: bool = True,
        partition: str = "aws",
        sid: str = "ReplicateByAccounts",
    ) -> RegistryAccess:
        """Let other accounts replicate their images into this registry.

        Args:
            account_ids: The accounts that are copied from, 12 digits each, as strings; or one Terraform expression of a
                list.
            repositories: The repositories they may copy to.
            create_repositories: Whether repositories that are not there yet are created; without, nothing is copied.
            partition: The partition the accounts are in.
            sid: The statement's Sid, to tell several such grants in one policy apart.

        Raises:
            InvalidSettingError: An account id, the partition or a repository is malformed, or there is none.
        """
        create = ("ecr:CreateRepository",) if create_repositories else ()
        return cls(
            sid=sid,
            principals=account_root_arns("account_ids", account_ids, partition),
            actions=(*create, "ecr:ReplicateImage"),
            repositories=repositories,
        )

    @classmethod
    def pull_through_by_principals(
        cls,
        principal_arns: StringListValue,
        *,
        repositories: Sequence[str] = ("*",),
        sid: str = "PullThroughByPrincipals",
    ) -> RegistryAccess:
        """Let principals of this account fill its pull-through caches, without a policy of their own that says so.

        To pull what is there already they need the permissions for pulling in any case.

        Args:
            principal_arns: ARNs of roles, users or accounts, which must exist; or one Terraform expression of a list.
            repositories: The cached repositories: "docker-hub/*", the rule's prefix and what follows.
            sid: The statement's Sid, to tell several such grants in one policy apart.

        Raises:
            InvalidSettingError: Something is not the ARN of a principal or a repository's name, or there is none.
        """
        return cls(
            sid=sid,
            principals=check_principal_arns("principal_arns", principal_arns),
            actions=("ecr:CreateRepository", "ecr:BatchImportUpstreamImage"),
            repositories=repositories,
        )

    def render(self, registry_arn: str) -> dict[str, object]:
        """Return the statement.

        Args:
            registry_arn: What the ARNs of the registry's repositories start with: ``arn:aws:ecr:<region>:<account>``.
        """
        return {
            "Sid": self.sid,
            "Effect": "Allow",
            "Principal": {"AWS": self.principals if isinstance(self.principals, str) else list(self.principals)},
            "Action": list(self.actions),
            "Resource": [f"{registry_arn}:repository/{name}" for name in self.repositories],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryPolicy:
    """The policy of one registry. A registry has one per region: writing it replaces whatever was there.

    Attributes:
        statements: What the policy allows: `RegistryAccess` grants and plain statement dicts, mixed at will. Actions
            other than ecr:ReplicateImage, ecr:BatchImportUpstreamImage and ecr:CreateRepository need the registry
            policy scope V2, which new registries have by default.

    Raises:
        InvalidSettingError: There is no statement, two share a Sid, one is malformed, lets in everybody or names no
            resource, or the policy is too long.
    """

    statements: Sequence[RegistryAccess | Statement]

    def __post_init__(self) -> None:
        if not isinstance(self.statements, (list, tuple)) or not self.statements:
            rule = "must be a list of at least one statement"
            raise InvalidSettingError(STATEMENTS, self.statements, rule, source=_API)
        object.__setattr__(self, "statements", tuple(map(read, self.statements)))
        statements = self._render_statements(_SHORTEST_REGISTRY_ARN)
        for statement in statements:
            check_statement(statement)
        check_sids(STATEMENTS, statements, remedy="give one of the grants another sid")
        length = 0 if is_expression(statements) else len(_text(self.render(_SHORTEST_REGISTRY_ARN)))
        if length > POLICY_TEXT_LIMIT:
            rule = f"must be at most {POLICY_TEXT_LIMIT:,} characters of JSON, not {length:,}"
            raise InvalidSettingError(STATEMENTS, f"{len(statements)} statements", rule, source=_API)

    @property
    def names_repositories(self) -> bool:
        """Whether a statement names repositories without saying in which registry."""
        return any(isinstance(statement, RegistryAccess) for statement in self.statements)

    def render(self, registry_arn: str) -> dict[str, object]:
        """Return the policy document.

        Args:
            registry_arn: What the ARNs of the registry's repositories start with, ``arn:aws:ecr:<region>:<account>``,
                or a Terraform expression of it.
        """
        return {"Version": POLICY_VERSION, "Statement": self._render_statements(registry_arn)}

    def _render_statements(self, registry_arn: str) -> list[Statement]:
        return [
            statement.render(registry_arn) if isinstance(statement, RegistryAccess) else statement
            for statement in self.statements
        ]


def _text(document: Mapping[str, object]) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)
