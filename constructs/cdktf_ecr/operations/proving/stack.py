"""A stack as Terraform knows it, and what is not known of it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.operations.stack_directory import PLAN

from . import checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.operations.doctor.check import Check
    from cdktf_ecr.operations.stack_directory import StackResource, StackResources


class Stack:
    """A stack, and what could not be read of it.

    Attributes:
        resources: Its resources.
        unread: What is known after the apply only.
        repositories: Its repositories.
    """

    def __init__(self, resources: StackResources, *, account_id: str, partition: str, region: str) -> None:
        self.resources = resources
        self.unread: list[Check] = []
        self._account_id, self._partition, self._region = account_id, partition, region
        self.repositories = tuple(self._repositories())

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """Return the ARN that something of the stack has or would have."""
        return f"arn:{self._partition}:{service}:{self._region if regional else ''}:{self._account_id}:{resource}"

    def repository_of(self, resource: StackResource) -> str:
        """Return the repository's name, which a plan of a new one does not know at the resources around it."""
        name = resource.values.get("repository")
        return str(name) if name is not None or not self.repositories else self.repositories[0].name

    @property
    def planned(self) -> bool:
        """Whether it is what an apply would lead to."""
        return self.resources.source == PLAN

    def known(self, check: str, resource: StackResource, attribute: str) -> Any:
        """Return an attribute; None, and a check that says so, if it is known after the apply only."""
        if attribute in resource.unknown:
            why = f"{resource.address}: {attribute} is known after the apply only; prove it again then"
            self.unread.append(checks.unproved(check, why))
            return None
        return resource.values.get(attribute)

    def _repositories(self) -> Iterator[MonitoredRepository]:
        for resource in self.resources.resources("aws_ecr_repository"):
            name = resource.values.get("name")
            if isinstance(name, str):
                arn = resource.values.get("arn") or self.arn("ecr", f"repository/{name}")
                yield MonitoredRepository(name=name, arn=arn)
