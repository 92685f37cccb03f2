"""A repository that somebody else manages: its attributes, and grants on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.data_aws_ecr_repository import DataAwsEcrRepository

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.arn import RepositoryArn, groups_of
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.terraform.expressions import interpolate, is_expression
from cdktf_ecr.model.terraform.values import check_boolean, check_string
from cdktf_ecr.resources.access.grant_methods import GrantMethods
from cdktf_ecr.resources.access.grants import RepositoryGrants
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import known

from .permissions import RepositoryPermissions

if TYPE_CHECKING:
    from cdktf import TerraformProvider
    from cdktf_cdktf_provider_aws.ecr_repository_policy import EcrRepositoryPolicy
    from constructs import Construct

    from cdktf_ecr.model.access.repository_policy import RepositoryAccess


class ExistingRepository(Component, GrantMethods):
    """A repository that is there already; made by `from_name` or `from_arn`.

    Attributes:
        data: The ``aws_ecr_repository`` data source; None for one known by its ARN.
        permissions: The repository's policy, a `RepositoryPermissions`, or None.
        name: The repository's name.
        arn: The repository's ARN.
        url: The repository's URL, to tag images with.
        registry_id: The id of the registry, which is that of the account.
    """

    name: str
    arn: str
    url: str
    registry_id: str

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        manage_policy: bool = False,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Make room for a repository: call `from_name` or `from_arn` instead."""
        check_boolean("manage_policy", manage_policy)
        super().__init__(scope, id, address=address)
        self.data: DataAwsEcrRepository | None = None
        self.permissions: RepositoryPermissions | None = None
        self._manage_policy, self._provider = manage_policy, provider
        self._own_account = True
        self._account_id: str | None = None

    @classmethod
    def from_name(
        cls,
        scope: Construct,
        id: str,
        *,
        name: str,
        manage_policy: bool = False,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> ExistingRepository:
        """Return a repository of the provider's account and region.

        Terraform reads it, so that a plan fails where it is not there, and needs ``ecr:DescribeRepositories``.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: The repository's name, namespace included, or a Terraform expression of it.
            manage_policy: Whether grants to accounts, organizations, services and foreign roles may write the
                repository's policy. They replace whatever policy it has, and destroying the stack removes it; leave
                it False where somebody else writes the policy, and such grants are refused.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: The name is malformed.
            ConflictError: The stack has one of that address already.
        """
        if not is_expression(name):
            check_repository_name(name, setting="name")
        existing = cls(scope, id, manage_policy=manage_policy, address=address, provider=provider)
        existing.data = DataAwsEcrRepository(existing, "repository", name=name, provider=provider)
        found = existing._pin(existing.data, "data.aws_ecr_repository")
        existing.name = name if not is_expression(name) else found.attribute("name")
        existing.arn = found.attribute("arn")
        existing.url = found.attribute("repository_url")
        existing.registry_id = found.attribute("registry_id")
        return existing

    @classmethod
    def from_arn(
        cls,
        scope: Construct,
        id: str,
        *,
        arn: str,
        manage_policy: bool = False,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> ExistingRepository:
        """Return a repository of any account and region; nothing is read, so that it need not be there yet.

        Grants to roles and users write their identity policies, in the account of their own provider. If the
        repository is of another account, that account's stack has to let them in too: there, grant to the role's ARN
        or to the account.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            arn: The repository's ARN, without wildcards, or a Terraform expression of it.
            manage_policy: Whether the repository is in the account and region of ``provider``, and grants to
                accounts, organizations, services and foreign roles may write its policy; see `from_name`.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: It is not the ARN of one repository.
        """
        parsed = None if is_expression(check_string("arn", arn)) else RepositoryArn.parse(arn)
        existing = cls(scope, id, manage_policy=manage_policy, address=address, provider=provider)
        if parsed is None:
            arn = str(known(existing, f"{existing.address}_arn", arn))
        parts = parsed or RepositoryArn.of_groups(existing._groups_of(arn))
        existing.name, existing.arn, existing.url, existing.registry_id = parts.name, arn, parts.url, parts.account_id
        existing._own_account = manage_policy
        existing._account_id = parsed.account_id if parsed and manage_policy else None
        return existing

    def _groups_of(self, arn: str) -> str:
        """Return a local that holds the parts of an ARN, which every attribute refers to."""
        name = f"{self.address}_arn_parts"
        self._local(name, groups_of(arn))
        return interpolate(f"local.{name}")

    @cached_property
    def _grants(self) -> RepositoryGrants:
        return RepositoryGrants(
            self,
            "grants",
            repository_name=self.name,
            repository_arn=self.arn,
            allow=self._allow,
            own_account=self._own_account,
            account_id=self._account_id,
            address=self.address,
            provider=self._provider,
        )

    def _allow(self, granted: RepositoryAccess) -> EcrRepositoryPolicy:
        if not self._manage_policy:
            rule = (
                "must be True to let in accounts, organizations, services and roles of other accounts: they take the "
                "policy of the repository, and writing it here replaces the one it has; otherwise grant where the "
                "repository is managed"
            )
            raise InvalidSettingError("manage_policy", value=False, rule=rule, source="ExistingRepository")
        if self.permissions is None:
            self.permissions = RepositoryPermissions(
                self,
                "permissions",
                repository_name=self.name,
                granted=granted,
                address=self.address,
                provider=self._provider,
            )
        return self.permissions.allow(granted)
