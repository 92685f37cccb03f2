"""Events of one kind, told to a topic in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule
from cdktf_cdktf_provider_aws.cloudwatch_event_target import CloudwatchEventTarget

from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import policy_text, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.notifications import Message

    from .watched import WatchedEvents

_TARGET_ID = "notification"


class EventNotification(Component):
    """A rule, and the message that each matching event becomes.

    Attributes:
        rule: The ``aws_cloudwatch_event_rule``.
        rule_arns: The ARNs of its instances as a list, empty where the notification is switched off; an expression
            without ``${}``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        rule_name: str,
        description: str,
        events: WatchedEvents,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the rule; `tell` gives it somewhere to go.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            rule_name: The EventBridge rule's name.
            description: What the rule matches.
            events: The events to tell of.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self._events, self._provider = events, provider
        self.rule = CloudwatchEventRule(
            self,
            "rule",
            name=rule_name,
            description=description,
            event_pattern=policy_text(self, self.address, events.pattern),
            tags=tag_map(tags),
            count=events.count,
            provider=provider,
        )
        events.repeat(self.rule)
        self._rule = self._pin(self.rule, "aws_cloudwatch_event_rule", condition=events.condition)
        self.rule_arns = events.rule_arns(self._rule)

    def tell(self, *, topic_arn: str, message: Message, dead_letter_arn: str) -> CloudwatchEventTarget:
        """Send the rule's events to a topic.

        Args:
            topic_arn: The topic, which exists wherever the notification does.
            message: What becomes of an event.
            dead_letter_arn: The queue for what could not be delivered.
        """
        target = CloudwatchEventTarget(
            self,
            "target",
            target_id=_TARGET_ID,
            rule=self._events.rule_name(self._rule),
            arn=topic_arn,
            input_transformer={"input_paths": message.input_paths, "input_template": message.input_template},
            dead_letter_config={"arn": dead_letter_arn},
            count=self._events.count,
            provider=self._provider,
        )
        self._events.repeat_target(target, self._rule)
        self._pin(target, "aws_cloudwatch_event_target", condition=self._events.condition)
        return target
