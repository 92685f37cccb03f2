"""A repository that somebody else manages: its attributes, and grants on it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.arn import REPOSITORY_ARN, RepositoryArn
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.types import boolean, checked
from cdktf_ecr.resources.base.values import known
from cdktf_ecr.resources.framework import aws

from .permissions import RepositoryPermissions
from .repository_base import RepositoryBase

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.access.repository_access import RepositoryAccess
    from cdktf_ecr.resources.framework.types import TerraformProvider


class ExistingRepository(RepositoryBase):
    """A repository that is there already; made by `from_name` or `from_arn`.

    Attributes:
        data: The ``aws_ecr_repository`` data source; None for one known by its ARN.
        permissions: The repository's policy, a `RepositoryPermissions`, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        manage_policy: bool = False,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Make room for a repository: call `from_name` or `from_arn` instead."""
        super().__init__(scope, id, address=address, region=region, provider=provider)
        self.data: aws.DataAwsEcrRepository | None = None
        self.permissions: RepositoryPermissions | None = None
        self._manage_policy = boolean("manage_policy", manage_policy)
        self._given_arn: str | None = None

    @classmethod
    def from_name(
        cls,
        scope: Construct,
        id: str,
        *,
        name: str,
        manage_policy: bool = False,
        address: str | None = None,
        region: str | None = None,
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
            region: The repository's region, for which the AWS provider has to be of release 6; by default that of the
                provider.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: The name is malformed.
            ConflictError: The stack has one of that address already.
        """
        known_name = checked("name", name, REPOSITORY_NAME)
        existing = cls(scope, id, manage_policy=manage_policy, address=address, region=region, provider=provider)
        existing.data = aws.DataAwsEcrRepository(existing, "repository", name=name, provider=provider)
        found = existing._pin(existing.data, "data.aws_ecr_repository")
        existing._given_name = found.attribute("name") if isinstance(known_name, Expression) else known_name
        existing._own_arn = found.attribute("arn")
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
        region: str | None = None,
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
            region: The repository's region if its policy is managed here, and is not that of the provider, which then
                has to be of release 6.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: It is not the ARN of one repository.
        """
        parts = None if isinstance(checked("arn", arn, REPOSITORY_ARN), Expression) else RepositoryArn.parse(arn)
        existing = cls(scope, id, manage_policy=manage_policy, address=address, region=region, provider=provider)
        existing._given_arn, existing._own_arn = arn, known(existing, f"{existing.address}_arn", arn)
        existing._given_name = existing._arn_parts.name
        existing._own_account = manage_policy
        existing._account_id = parts.account_id if parts and manage_policy else None
        return existing

    @cached_property
    def name(self) -> str:
        """The repository's name."""
        return self._everywhere("name", self._given_name)

    @cached_property
    def arn(self) -> str:
        """The repository's ARN."""
        return self._everywhere("arn", self._given_arn or self._own_arn)

    @cached_property
    def url(self) -> str:
        """The repository's URL, to tag images with."""
        return str(self.data.repository_url) if self.data else self._everywhere("url", self._arn_parts.url())

    @cached_property
    def registry_id(self) -> str:
        """The id of the registry, which is that of the account."""
        return str(self.data.registry_id) if self.data else self._everywhere("registry_id", self._arn_parts.account_id)

    def _everywhere(self, attribute: str, value: str) -> str:
        """Return an attribute for every stack: text and CDKTF's tokens are, what only this stack knows becomes one."""
        known_value = read(value)
        if not isinstance(known_value, Expression) or known_value.token is not None:
            return value
        return str(getattr(self.data, attribute)) if self.data else self._shared(attribute, known_value)

    def _allow(self, granted: RepositoryAccess) -> aws.EcrRepositoryPolicy:
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
                repository_name=self._given_name,
                granted=granted,
                address=self.address,
                provider=self._provider,
            )
        return self.permissions.allow(granted)
