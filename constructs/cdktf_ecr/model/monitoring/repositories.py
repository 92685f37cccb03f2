"""The repositories that are monitored, by both names that events give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import REPOSITORY_NAME_PATTERN, check_repository_name
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, is_expression
from cdktf_ecr.model.terraform.values import check_string, check_text, is_whole_expression

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Resource types defined by Amazon ECR (service authorization reference).
_REPOSITORY_ARN = f"arn:[^:]+:ecr:[^:]+:[0-9]+:repository/{REPOSITORY_NAME_PATTERN}"


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
        if is_expression(check_string("repository_name", self.name)):
            rule = "must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name>"
            check_text("repository_arn", self.arn, _REPOSITORY_ARN, rule, source="ECR resource types in IAM")
            return
        check_repository_name(self.name)
        resource = f":repository/{self.name}"
        arn = check_string("repository_arn", self.arn)
        if not is_expression(arn) and not (arn.startswith("arn:") and arn.endswith(resource)):
            rule = f"must be the ARN of that repository and so end in {resource!r}: the pattern would match no event"
            raise InvalidSettingError("repository_arn", arn, rule, source="ECR events and EventBridge")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredRepositories:
    """Repositories that only Terraform knows, as many as there may be.

    One EventBridge rule does not hold them all: `EventChunks` divides them among several.

    Attributes:
        arns_by_name: A Terraform expression of a map from each repository's name to its ARN. Terraform has to know the
            names when it plans; the ARNs may be known after the apply only.

    Raises:
        InvalidSettingError: It is not a Terraform expression.
    """

    arns_by_name: str

    def __post_init__(self) -> None:
        if not is_whole_expression(self.arns_by_name):
            rule = "must be a Terraform expression of a map from repository names to ARNs"
            raise InvalidSettingError("arns_by_name", self.arns_by_name, rule, source="monitored repositories")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryChunk:
    """Those repositories of `MonitoredRepositories` that one EventBridge rule watches.

    Attributes:
        names: An expression, without ``${}``, of the list of their names.
        arns_by_name: An expression, without ``${}``, of a map from names to ARNs.
    """

    names: str
    arns_by_name: str


Watched: TypeAlias = "Sequence[MonitoredRepository] | RepositoryChunk"
"""The repositories of one EventBridge rule."""


def listed(repositories: Watched, items: Callable[[MonitoredRepository], list[object]]) -> list[object] | str:
    """Return what stands for the repositories in a list of an event pattern.

    Args:
        repositories: The repositories.
        items: What stands for one of them.
    """
    if not isinstance(repositories, RepositoryChunk):
        return [item for repository in repositories for item in items(repository)]
    each = MonitoredRepository(name="${name}", arn=interpolate(f"{repositories.arns_by_name}[name]"))
    return interpolate(f"flatten([for name in {repositories.names} : {expression_of(items(each))}])")
