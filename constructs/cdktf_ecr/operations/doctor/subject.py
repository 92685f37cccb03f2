"""What is looked at: an account's registry, some of its repositories, an image, and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository.endpoints import registry_host

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cdktf_ecr.operations.references import ImageReference
    from cdktf_ecr.operations.stack_directory import StackResources

    from .asking import Asking
    from .parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A registry, and what belongs to it.

    Args:
        asking: The account.
        region: The region.
        account_id: The registry's account, 12 digits.
        partition: Its partition, such as "aws".
        repositories: Names of repositories; none where only the registry is looked at.
        image: The image; None for the newest of each repository.
        parts: What belongs to the repositories in other services.
        environment: The variables of this process.
        now: The time, in UTC.
        ci: The CI service whose variables to look at; None for none.
        apply: The command that applies the stack; None where there is no stack.
        stack: The stack's resources; None where there is no stack.
    """

    asking: Asking
    region: str
    account_id: str
    partition: str
    repositories: tuple[str, ...]
    image: ImageReference | None
    parts: Parts
    environment: Mapping[str, str]
    now: datetime
    ci: str | None = None
    apply: str | None = None
    stack: StackResources | None = None

    @property
    def host(self) -> str:
        """The registry's host, which Docker logs in to."""
        return registry_host(self.account_id, region=self.region, partition=self.partition)

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """Return the ARN of something in the account.

        Args:
            service: The service's name in ARNs.
            resource: What follows the account.
            regional: Whether the service's ARNs hold the region.
        """
        return f"arn:{self.partition}:{service}:{self.region if regional else ''}:{self.account_id}:{resource}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InRepository:
    """One repository of a registry.

    Args:
        registry: The registry.
        name: The repository's name.
    """

    registry: Subject
    name: str

    @property
    def scope(self) -> dict[str, Any]:
        """What every request of ECR about the repository says."""
        return {"registryId": self.registry.account_id, "repositoryName": self.name}

    @property
    def command(self) -> str:
        """What every command of AWS's about the repository ends with."""
        return f"--repository-name {self.name} --region {self.registry.region}"
