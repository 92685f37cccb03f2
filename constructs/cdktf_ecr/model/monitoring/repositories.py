"""The repositories that are monitored, by both names that events give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from cdktf_ecr.model.repository.arn import REPOSITORY_ARN
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class NamedRepository(Protocol):
    """A repository: `Repository`, `ExistingRepository`, `MonitoredRepository`, or whatever has a name and an ARN."""

    @property
    def name(self) -> str:
        """The repository's name."""

    @property
    def arn(self) -> str:
        """The repository's ARN."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredRepository:
    """A repository by its name, which basic scanning's events carry, and its ARN, which Amazon Inspector's carry.

    Attributes:
        name: The repository's name, or a Terraform expression of it.
        arn: The same repository's ARN, or a Terraform expression of it.

    Raises:
        InvalidSettingError: The name is not a repository's name, or the ARN is not that repository's.
    """

    name: str
    arn: str

    def __post_init__(self) -> None:
        name = checked("name", self.name, REPOSITORY_NAME)
        own = REPOSITORY_ARN if isinstance(name, Expression) else _arn_of(name)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "arn", checked("arn", self.arn, REPOSITORY_ARN, own))


def _arn_of(name: str) -> Matches:
    end = f":repository/{name}"
    return Matches(
        pattern=f"^arn:.*{end.replace('.', '[.]')}$",
        words=f"must be the ARN of that repository and so end in {end!r}: the pattern would match no event",
        source="ECR events and EventBridge",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShare:
    """Those repositories that one of several numbered EventBridge rules matches.

    Attributes:
        names: An expression, without ``${}``, of the list of their names.
        arns_by_name: An expression, without ``${}``, of a map from names to ARNs.
    """

    names: str
    arns_by_name: str


RuleRepositories: TypeAlias = "Sequence[MonitoredRepository] | RuleShare"
"""The repositories of one EventBridge rule."""


def listed(repositories: RuleRepositories, items: Callable[[MonitoredRepository], list[object]]) -> list[object] | str:
    """Return what stands for the repositories in a list of an event pattern.

    Args:
        repositories: The repositories.
        items: What stands for one of them.
    """
    if not isinstance(repositories, RuleShare):
        return [item for repository in repositories for item in items(repository)]
    each = MonitoredRepository(name=Expression("name"), arn=Expression(f"{repositories.arns_by_name}[name]"))
    return Expression(f"flatten([for name in {repositories.names} : {source_of(items(each))}])")
