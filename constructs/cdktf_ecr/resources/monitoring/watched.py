"""The repositories that are watched, whether Python knows them or only Terraform does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.chunks import (
    EventChunks,
    lengths_before_expression,
    longest_name_expression,
    name_lengths_expression,
)
from cdktf_ecr.model.monitoring.events import EventPattern
from cdktf_ecr.model.monitoring.repositories import MonitoredRepositories, MonitoredRepository, Watched
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import TerraformResource
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag
    from cdktf_ecr.resources.base.addresses import Address

PatternOf = Callable[[Watched], EventPattern]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedEvents:
    """The events of one kind, and the EventBridge rules that match them: one, or one for each chunk of repositories.

    Attributes:
        pattern: The event pattern of a rule.
        condition: A Terraform expression that says whether there are any rules, or True.
        chunks: A Terraform expression of a map whose keys number the rules; None where there is one at most.
    """

    pattern: EventPattern
    condition: Flag = True
    chunks: str | None = None

    @property
    def count(self) -> float | None:
        """The ``count`` of the rule."""
        return count_of(self.condition) if self.chunks is None else None

    def repeat(self, rule: TerraformResource) -> None:
        """Give the rule its ``for_each``, where it has one."""
        if self.chunks is not None:
            rule.add_override("for_each", self.chunks)

    def repeat_target(self, target: TerraformResource, rule: Address) -> None:
        """Give the rule's target an instance for each of the rule's."""
        if self.chunks is not None:
            target.add_override("for_each", interpolate(f"{rule.type}.{rule.name}"))

    def rule_name(self, rule: Address) -> str:
        """Return the name of the rule, for its target."""
        return rule.peer("name") if self.chunks is None else "${each.value.name}"

    def rule_arns(self, rule: Address) -> str:
        """Return the expression, without ``${}``, of the list of the ARNs of the rule's instances."""
        if self.chunks is None:
            return f"{rule.type}.{rule.name}[*].arn"
        return f"values({rule.type}.{rule.name})[*].arn"


class WatchedRepositories:
    """Repositories in the forms that resources take.

    Attributes:
        known: The name and the ARN of each repository; None where only Terraform knows them.
        listed: A Terraform expression, without ``${}``, of a list of objects with ``name`` and ``arn``.
        exist: Whether there are any, or a Terraform expression of it.
        number: What numbers the rules of a kind, an expression; None where there is one.
    """

    def __init__(
        self, scope: Construct, *, repositories: Sequence[MonitoredRepository] | MonitoredRepositories, address: str
    ) -> None:
        """Prepare the repositories.

        Args:
            scope: The construct to create locals in.
            repositories: The repositories.
            address: What the Terraform names of the locals start with.
        """
        self.known: list[tuple[str, str]] | None = None
        self.exist: Flag = True
        self.number: str | None = None
        self._chunks: RepositoryLocals | None = None
        self._repositories: Sequence[MonitoredRepository] = ()
        if isinstance(repositories, MonitoredRepositories):
            self._chunks = RepositoryLocals(scope, "repositories", repositories=repositories, address=address)
            arns = self._chunks.arns_by_name
            self.listed = f"[for name, arn in {arns} : {{name = name, arn = arn}}]"
            self.exist = interpolate(f"length({arns}) > 0")
            self.number = "${each.key}"
        else:
            self._repositories = repositories
            self.known = [(each.name, each.arn) for each in repositories]
            self.listed = expression_of([{"name": each.name, "arn": each.arn} for each in repositories])

    def events(self, pattern_of: PatternOf, *, condition: Flag = True) -> WatchedEvents:
        """Return the events of one kind.

        Args:
            pattern_of: Returns the event pattern of some repositories.
            condition: A Terraform expression that says whether they are watched, or True.
        """
        if self._chunks is None:
            return WatchedEvents(pattern=pattern_of(self._repositories), condition=condition)
        chunks = self._chunks.divided(pattern_of)
        return WatchedEvents(pattern=chunks.pattern, condition=condition, chunks=chunks.for_each(condition=condition))


class RepositoryLocals(Component):
    """Terraform locals of what all kinds of rules need to divide the repositories.

    Attributes:
        arns_by_name: The expression, without ``${}``, of the map from names to ARNs.
    """

    def __init__(self, scope: Construct, id: str, *, repositories: MonitoredRepositories, address: str) -> None:
        """Create the locals.

        Args:
            scope: The construct to create them in.
            id: Their name in that construct.
            repositories: The repositories.
            address: What the locals' names start with.
        """
        super().__init__(scope, id, address=address)
        self.arns_by_name = self._named("repository_arns", repositories.arns_by_name)
        lengths = self._named("name_lengths", interpolate(name_lengths_expression(self.arns_by_name)))
        self._longest_name = self._named("longest_name", interpolate(longest_name_expression(lengths)))
        self._lengths_before = self._named("lengths_before", interpolate(lengths_before_expression(lengths)))

    def divided(self, pattern_of: PatternOf) -> EventChunks:
        """Return the repositories as the rules of one kind divide them.

        Args:
            pattern_of: Returns the event pattern of some repositories.
        """
        return EventChunks(
            arns_by_name=self.arns_by_name,
            longest_name=self._longest_name,
            lengths_before=self._lengths_before,
            pattern_of=pattern_of,
        )

    def _named(self, name: str, value: str) -> str:
        name = f"{self.address}_{name}"
        self._local(name, value)
        return f"local.{name}"
