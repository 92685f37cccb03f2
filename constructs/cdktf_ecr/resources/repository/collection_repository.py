"""One repository of a collection, to refer to and to grant access to."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from cdktf_ecr.resources.access.grant_methods import GrantMethods
from cdktf_ecr.resources.access.grants import RepositoryGrants
from cdktf_ecr.resources.base.component import Component

if TYPE_CHECKING:
    from cdktf import TerraformProvider
    from constructs import Construct

    from .repositories import Repositories


class CollectionRepository(Component, GrantMethods):
    """A repository that is an instance of a collection's resources.

    Attributes:
        name: The repository's name.
        arn: The repository's ARN.
        url: The repository's URL, to tag images with.
        registry_id: The id of the registry, which is that of the account.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        repositories: Repositories,
        partition: str,
        registry_id: str,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Refer to the repository.

        Args:
            scope: The construct to create identity policies in.
            id: Its name in that construct.
            name: The repository's name.
            repositories: The collection's repositories, which hold the policies of all of them.
            partition: The partition of the accounts that are let in, or a Terraform expression of it.
            registry_id: The account.
            address: What the Terraform names of identity policies start with; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self._repositories, self._partition, self._provider = repositories, partition, provider
        self.name = name
        self.arn = repositories.attribute(name, "arn")
        self.url = repositories.attribute(name, "repository_url")
        self.registry_id = registry_id

    @cached_property
    def _grants(self) -> RepositoryGrants:
        return RepositoryGrants(
            self,
            "grants",
            repository_name=self.name,
            repository_arn=self.arn,
            allow=partial(self._repositories.allow, self.name),
            partition=self._partition,
            address=self.address,
            provider=self._provider,
        )
