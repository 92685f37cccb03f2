"""Events of one kind, and where they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.monitoring.events import EVENT_PATTERN_LENGTH, PATTERN_QUOTA, PATTERN_TOO_LONG
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.terraform.expressions import Expression, json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.base.values import count_of, lifecycle_block, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Mapping

    from constructs import Construct

    from cdktf_ecr.model.monitoring.rule_shares import PatternOf
    from cdktf_ecr.model.repository.derived_names import NameRule
    from cdktf_ecr.model.terraform.expressions import BooleanValue

    from .watch_list import WatchList


class EventRule(Component):
    """An EventBridge rule with its target; numbered ones where the repositories are shared among several.

    Attributes:
        rule: The ``aws_cloudwatch_event_rule``.
        target: The ``aws_cloudwatch_event_target``.
        arns: The expression, without ``${}``, of a list of its ARN, empty where it is switched off; where there is one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        kind: NameRule,
        description: str,
        pattern_of: PatternOf,
        target: Mapping[str, Any],
        condition: BooleanValue,
        address: str,
        shared: bool = True,
    ) -> None:
        """Create the rule and its target.

        Args:
            scope: The construct to create them in.
            id: Their name in that construct.
            watch_list: The repositories.
            kind: The kind of rule, for its name.
            description: What the rule matches.
            pattern_of: Returns the event pattern of some repositories.
            target: The target's arguments.
            condition: A Terraform expression that says whether the rule exists, or True.
            address: The Terraform name of both.
            shared: Whether numbered rules share the repositories where there are many; False where the pattern is the
                same for any number.

        Raises:
            ConflictError: The stack has a rule of that name already, which EventBridge would overwrite silently.
        """
        super().__init__(scope, id, address=address)
        shares, members = watch_list.shares if shared else None, watch_list.members or ()
        common = {"count": None if shares else count_of(condition), "provider": watch_list.provider}
        pattern = json_document(shares.pattern(pattern_of) if shares else pattern_of(members))
        preconditions: list[dict[str, str]] = []
        if len(members) > 1 and isinstance(pattern, Expression):
            pattern, preconditions = self._limited(pattern)
        name = derived_name(kind, watch_list.name, number=watch_list.number if shares else None)
        conflict = f"two EventBridge rules would be called {name}: give one ScanMonitoring another name"
        self._place.claim(f"event rule {registry_name(self, watch_list.provider)} {name}", conflict)
        self.rule = aws.CloudwatchEventRule(
            self,
            "rule",
            name=name,
            description=f"{description} {watch_list.name}",
            event_pattern=pattern,
            tags=tag_map(watch_list.tags),
            lifecycle=lifecycle_block(prevent_destroy=False, preconditions=preconditions),
            **common,
        )
        rule = self._pin(self.rule, "aws_cloudwatch_event_rule", condition=condition)
        rule_name = Expression("each.value.name") if shares else rule.existing_attribute("name")
        self.target = aws.CloudwatchEventTarget(self, "target", rule=rule_name, **target, **common)
        self._pin(self.target, "aws_cloudwatch_event_target", condition=condition)
        self.arns = f"{rule.type}.{rule.name}[*].arn"
        if shares:
            self.rule.add_override("for_each", shares.for_each(pattern_of, condition=condition))
            self.target.add_override("for_each", Expression(f"{rule.type}.{rule.name}"))

    def _limited(self, pattern: Expression) -> tuple[Expression, list[dict[str, str]]]:
        """Return the pattern, and what Terraform checks of its length, which nobody knows before."""
        local = f"{self.address}_pattern"
        self._local(local, pattern)
        condition = f"${{length(local.{local}) <= {EVENT_PATTERN_LENGTH}}}"
        message = f"repositories: {PATTERN_TOO_LONG} ({PATTERN_QUOTA})."
        return Expression(f"local.{local}"), [{"condition": condition, "error_message": message}]
