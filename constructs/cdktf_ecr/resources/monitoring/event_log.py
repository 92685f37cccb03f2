"""Events kept in CloudWatch Logs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.terraform.expressions import both
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, lifecycle_block, number, tag_map
from cdktf_ecr.resources.framework import aws

from .event_rule import EventRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.monitoring.rule_shares import PatternOf
    from cdktf_ecr.model.repository.derived_names import NameRule
    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue

    from .watch_list import WatchList


class EventLog(Component):
    """A log group, and the rules that deliver every matching event to it; part of a `ScanMonitoring`.

    Attributes:
        log_group: The ``aws_cloudwatch_log_group``.
        placed: Where it stands in Terraform.
        rules: The ``aws_cloudwatch_event_rule`` resources, by key.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        kind: NameRule,
        retention_days: NumberValue,
        kms_key_arn: str | None,
        preconditions: Sequence[Mapping[str, str]],
        condition: BooleanValue,
        address: str,
    ) -> None:
        """Create the log group; `keep` fills it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            watch_list: The repositories.
            kind: The kind of log group, for its name; EventBridge delivers to groups under /aws/events/.
            retention_days: Days the events are kept; 0 keeps them for ever.
            kms_key_arn: The key that encrypts the log group, whose policy must let CloudWatch Logs use it.
            preconditions: What Terraform checks before.
            condition: A Terraform expression that says whether the log exists, or True.
            address: The Terraform name of the log group, and what the rules' names start with.
        """
        super().__init__(scope, id, address=address)
        self._watch_list, self._condition = watch_list, condition
        self.log_group = aws.CloudwatchLogGroup(
            self,
            "log_group",
            name=derived_name(kind, watch_list.name),
            retention_in_days=number(retention_days),
            kms_key_id=kms_key_arn,
            tags=tag_map(watch_list.tags),
            count=count_of(condition),
            lifecycle=lifecycle_block(prevent_destroy=False, preconditions=preconditions),
            provider=watch_list.provider,
        )
        self.placed = self._pin(self.log_group, "aws_cloudwatch_log_group", condition=condition)
        self.rules: dict[str, aws.CloudwatchEventRule] = {}

    @cached_property
    def log_group_name(self) -> str:
        """The log group's name; null where the log is switched off."""
        return self._shared("log_group_name", self.placed.attribute("name"), nullable=self.placed.counted)

    def keep(
        self,
        key: str,
        *,
        kind: NameRule,
        description: str,
        pattern_of: PatternOf,
        condition: BooleanValue = True,
        shared: bool = True,
    ) -> None:
        """Keep events of one kind.

        Args:
            key: Tells the rule from the log's others in Terraform.
            kind: The kind of rule, for its name.
            description: What the rule matches.
            pattern_of: Returns the event pattern of some repositories.
            condition: Whether to, where the log exists.
            shared: Whether the pattern differs by repository, so that numbered rules share many.
        """
        kept = EventRule(
            self,
            key,
            watch_list=self._watch_list,
            kind=kind,
            description=description,
            pattern_of=pattern_of,
            target={"target_id": "logs", "arn": self.placed.existing_attribute("arn")},
            condition=both(self._condition, condition),
            address=f"{self.address}_{key}",
            shared=shared,
        )
        self.rules[key] = kept.rule
