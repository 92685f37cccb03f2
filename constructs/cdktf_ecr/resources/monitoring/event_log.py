"""Events kept in CloudWatch Logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule
from cdktf_cdktf_provider_aws.cloudwatch_event_target import CloudwatchEventTarget
from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup

from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, number, policy_text, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag, Number

    from .watched import WatchedEvents

_TARGET_ID = "logs"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvents:
    """Which events a log keeps.

    Attributes:
        key: Tells the rule from the log's others in Terraform.
        rule_name: The EventBridge rule's name.
        description: What the rule matches.
        events: The events, on the condition that the log exists.
    """

    key: str
    rule_name: str
    description: str
    events: WatchedEvents


class EventLog(Component):
    """A log group, and the rules that deliver every matching event to it.

    A `LogDeliveryPolicy` must let EventBridge write to the group, once per account and region.

    Attributes:
        log_group: The ``aws_cloudwatch_log_group``.
        log_group_name: Its name; null where the log is switched off.
        log_group_peer_name: Its name, for what exists on the same condition.
        rules: The ``aws_cloudwatch_event_rule`` resources, by key.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        log_group_name: str,
        events: Sequence[LoggedEvents],
        retention_days: Number = 14,
        kms_key_arn: str | None = None,
        condition: Flag = True,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the log group and what fills it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            log_group_name: The log group's name; EventBridge delivers to groups under /aws/events/.
            events: Which events it keeps.
            retention_days: Days the events are kept; 0 keeps them for ever.
            kms_key_arn: The key that encrypts the log group, whose policy must let CloudWatch Logs use it.
            condition: A Terraform expression that says whether the log exists, or True.
            tags: AWS tags.
            address: The Terraform name of the log group, and what the rules' names start with; by default the
                construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.log_group = CloudwatchLogGroup(
            self,
            "log_group",
            name=log_group_name,
            retention_in_days=number(retention_days),
            kms_key_id=kms_key_arn,
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        group = self._pin(self.log_group, "aws_cloudwatch_log_group", condition=condition)
        self.log_group_name, self.log_group_peer_name = group.attribute("name"), group.peer("name")
        self.rules: dict[str, CloudwatchEventRule] = {}
        for kept in events:
            name = f"{self.address}_{kept.key}"
            self.rules[kept.key] = CloudwatchEventRule(
                self,
                f"{kept.key}_rule",
                name=kept.rule_name,
                description=kept.description,
                event_pattern=policy_text(self, name, kept.events.pattern),
                tags=tag_map(tags),
                count=kept.events.count,
                provider=provider,
            )
            kept.events.repeat(self.rules[kept.key])
            rule = self._pin(self.rules[kept.key], "aws_cloudwatch_event_rule", name=name, condition=condition)
            target = CloudwatchEventTarget(
                self,
                f"{kept.key}_target",
                target_id=_TARGET_ID,
                rule=kept.events.rule_name(rule),
                arn=group.peer("arn"),
                count=kept.events.count,
                provider=provider,
            )
            kept.events.repeat_target(target, rule)
            self._pin(target, "aws_cloudwatch_event_target", name=name, condition=condition)
