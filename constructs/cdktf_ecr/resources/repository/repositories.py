"""Any number of private repositories with their lifecycle policies and their own policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.access.repository_access import RepositoryAccess
from cdktf_ecr.model.access.repository_policy import POLICY_TEXT_LIMIT, RepositoryPolicy
from cdktf_ecr.model.lifecycle import standard_policy
from cdktf_ecr.model.repository.encryption import AES256
from cdktf_ecr.model.terraform.expressions import Expression, json_document, operand_of, source_of
from cdktf_ecr.model.terraform.versions import EXCLUSION_FILTERS
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import boolean, lifecycle_block, structs, tag_map, untouched
from cdktf_ecr.resources.framework import aws

from .claims import claim_policy, claim_repository

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider

# Each policy lets the counts of its own row in; a count is a number wherever it comes from.
_LIFECYCLE_POLICY = standard_policy(
    max_image_count="${each.value.max_image_count}",
    dev_image_count="${each.value.dev_image_count}",
    untagged_image_days="${each.value.untagged_image_days}",
)
_FITTING_POLICY = {
    "condition": f"${{length(each.value) <= {POLICY_TEXT_LIMIT}}}",
    "error_message": f"policy of ${{each.key}}: must be at most {POLICY_TEXT_LIMIT} characters: let an organization in "
    "instead of single accounts (ECR API, SetRepositoryPolicy).",
}


class Repositories(Component):
    """Repositories as instances of one resource, by name: adding or removing one leaves the addresses of all others.

    Attributes:
        repositories: The ``aws_ecr_repository``, an instance per name.
        lifecycle: The ``aws_ecr_lifecycle_policy``, likewise.
        policies: The ``aws_ecr_repository_policy``, an instance per name that has one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        rows: Mapping[str, Mapping[str, Any]] | str,
        partition: str,
        key_arn: str | None = None,
        exclusion_filters: Sequence[Mapping[str, str]] = (),
        prevent_destroy: bool = False,
        preconditions: Sequence[Mapping[str, str]] = (),
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the repositories.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            rows: The settings of each repository by its name (see `collection_rows`), or a Terraform expression of it.
            partition: The partition of the accounts that pull, or a Terraform expression of it.
            key_arn: The key of those that are encrypted with KMS and name none; null for the key AWS manages.
            exclusion_filters: Tags that the mutability does not apply to, as the resource takes them.
            prevent_destroy: Whether Terraform refuses to destroy any of the repositories.
            preconditions: Conditions Terraform checks at plan for each instance.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            ConflictError: The stack has one of the repositories already.
        """
        super().__init__(scope, id, address=address)
        prefix = "" if self.address == "this" else f"{self.address}_"
        names = (f"{prefix}repository_rows", f"{prefix}repository_grants", f"{prefix}repository_policies")
        self._rows, grants, policies = (Expression(f"local.{name}") for name in names)
        self._provider = provider
        for name in rows if isinstance(rows, dict) else ():
            claim_repository(self, name, provider)
        self._local(names[0], rows)
        self._granted: dict[str, list[dict[str, Any]]] = {}
        self._grants = self._local(names[1], self._granted)
        self._local(names[2], self._policies(grants.operand, partition))
        self.repositories = aws.EcrRepository(
            self,
            "repository",
            name="${each.key}",
            image_tag_mutability="${each.value.image_tag_mutability}",
            image_tag_mutability_exclusion_filter=structs(exclusion_filters),
            image_scanning_configuration={"scan_on_push": boolean("${each.value.scan_on_push}")},
            encryption_configuration=structs(
                [{"encryption_type": "${each.value.encryption_type}", "kms_key": _key(key_arn)}]
            ),
            force_delete=boolean("${each.value.force_delete}"),
            tags=tag_map("${each.value.tags}"),
            lifecycle=lifecycle_block(prevent_destroy=prevent_destroy, preconditions=preconditions),
            provider=provider,
        )
        self._for_each(self.repositories, "aws_ecr_repository", self._rows)
        if exclusion_filters:
            self._needs(EXCLUSION_FILTERS)
        self.lifecycle = aws.EcrLifecyclePolicy(
            self,
            "lifecycle_policy",
            repository=f"${{aws_ecr_repository.{self.address}[each.key].id}}",
            policy=json_document(_LIFECYCLE_POLICY.render()),
            provider=provider,
        )
        self._for_each(self.lifecycle, "aws_ecr_lifecycle_policy", self._rows)
        self.policies = aws.EcrRepositoryPolicy(
            self,
            "policy",
            repository=f"${{aws_ecr_repository.{self.address}[each.key].id}}",
            policy="${each.value}",
            lifecycle=lifecycle_block(prevent_destroy=False, preconditions=[_FITTING_POLICY]),
            provider=provider,
        )
        self._for_each(self.policies, "aws_ecr_repository_policy", policies)

    def rows(self) -> Expression:
        """Return the settings of each repository by its name, for expressions of this stack."""
        return self._rows

    def attributes(self, name: str) -> Expression:
        """Return one of the repositories' attributes by repository name, for expressions of this stack."""
        return Expression(f"{{for name, repository in aws_ecr_repository.{self.address} : name => repository.{name}}}")

    def attribute(self, repository_name: str, name: str) -> Expression:
        """Return an attribute of one repository, for expressions of this stack."""
        return Expression(f'aws_ecr_repository.{self.address}["{repository_name}"].{name}')

    def allow(self, repository_name: str, granted: RepositoryAccess) -> aws.EcrRepositoryPolicy:
        """Allow what grants allow, beside the accounts in the row and in place of what grants allowed before.

        Args:
            repository_name: One of the repositories.
            granted: All that has been granted on it, without CDKTF tokens.

        Raises:
            InvalidSettingError: The statements make no policy, or one that is too long.
            ConflictError: Something else of the stack writes that repository's policy.
        """
        RepositoryPolicy(statements=(granted,))  # Checks them, and their length.
        if repository_name not in self._granted:
            claim_policy(self, repository_name, self._provider)
        self._granted[repository_name] = [dict(each) for each in granted.statements]
        self._grants.expression = untouched(self._granted)
        return self.policies

    def _policies(self, grants: str, partition: str) -> Expression:
        """Return the policies by repository: the accounts that pull, and what grants allow."""
        rows = self._rows.operand
        accounts = Expression(f"{rows}[name].pull_account_ids")
        pull = RepositoryAccess.pull_by_accounts(accounts, partition=partition)
        by_accounts = f"{source_of(pull.condition)} ? {source_of(pull.statements)} : []"
        statements = f"concat({by_accounts}, try({grants}[name], []))"
        named = f"[for name, row in {rows} : name if length(row.pull_account_ids) > 0]"
        policy = f'jsonencode({{Version = "{POLICY_VERSION}", Statement = {statements}}})'
        return Expression(f"{{for name in toset(concat({named}, keys({grants}))) : name => {policy}}}")

    def _for_each(
        self,
        resource: aws.EcrRepository | aws.EcrLifecyclePolicy | aws.EcrRepositoryPolicy,
        type_: str,
        rows: Expression,
    ) -> None:
        resource.add_override("for_each", rows)
        self._pin(resource, type_)


def _key(key_arn: str | None) -> Expression:
    own = "each.value.kms_key_id"
    return Expression(f'{own} != null || each.value.encryption_type == "{AES256}" ? {own} : {operand_of(key_arn)}')
