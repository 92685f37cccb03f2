"""One repository of a collection, to refer to and to grant access to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .repository_base import RepositoryBase

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.access.repository_access import RepositoryAccess
    from cdktf_ecr.resources.framework import aws
    from cdktf_ecr.resources.framework.types import TerraformProvider

    from .repositories import Repositories


class CollectionRepository(RepositoryBase):
    """A repository that is an instance of a collection's resources."""

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
            registry_id: The account, or CDKTF's token of it.
            address: What the Terraform names of identity policies start with; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address, provider=provider)
        self._repositories, self._registry_id = repositories, registry_id
        self._given_name, self._partition = name, partition
        self._own_arn = repositories.attribute(name, "arn")

    @property
    def name(self) -> str:
        """The repository's name."""
        return self._given_name

    @cached_property
    def arn(self) -> str:
        """The repository's ARN."""
        return self._shared("arn", self._repositories.attribute(self.name, "arn"))

    @cached_property
    def url(self) -> str:
        """The repository's URL, to tag images with."""
        return self._shared("url", self._repositories.attribute(self.name, "repository_url"))

    @property
    def registry_id(self) -> str:
        """The id of the registry, which is that of the account."""
        return self._registry_id

    def _allow(self, granted: RepositoryAccess) -> aws.EcrRepositoryPolicy:
        return self._repositories.allow(self.name, granted)
