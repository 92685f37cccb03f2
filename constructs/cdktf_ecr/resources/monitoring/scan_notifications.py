"""Who is told of scans that found something."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.events import finding_pattern, scan_pattern
from cdktf_ecr.model.monitoring.notifications import basic_scan_message, enhanced_scan_message, finding_message
from cdktf_ecr.model.monitoring.policies import dead_letter_policy
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.model.terraform.expressions import Expression, both, json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, tag_map
from cdktf_ecr.resources.framework import aws

from .event_rule import EventRule
from .notification_topic import NotificationTopic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from constructs import Construct

    from cdktf_ecr.model.monitoring.notifications import Message
    from cdktf_ecr.model.monitoring.rule_shares import PatternOf
    from cdktf_ecr.model.monitoring.settings import MonitoringSettings
    from cdktf_ecr.model.terraform.expressions import BooleanValue
    from cdktf_ecr.resources.base.location import Location

    from .watch_list import WatchList

_RULES = {
    "basic": names.BASIC_SCAN_NOTIFICATION_RULE,
    "enhanced": names.ENHANCED_SCAN_NOTIFICATION_RULE,
    "finding": names.FINDING_NOTIFICATION_RULE,
}
# SetQueueAttributes, attribute MessageRetentionPeriod (SQS API reference): the longest there is, in seconds.
_TWO_WEEKS = 14 * 24 * 60 * 60


class ScanNotifications(Component):
    """A topic, a message for each family of events, and a queue that keeps for two weeks what could not be delivered.

    Part of a `ScanMonitoring`.

    Attributes:
        topic: The `NotificationTopic`.
        queue: The ``aws_sqs_queue`` of what EventBridge could not deliver.
        queue_policy: Its ``aws_sqs_queue_policy``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        scan_types: Collection[str],
        settings: MonitoringSettings,
        location: Location,
        console: str,
        address: str,
    ) -> None:
        """Create the topic and what it hears of.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            watch_list: The repositories to tell of.
            scan_types: The scan types whose events there may be: BASIC, ENHANCED or both.
            settings: Whom to tell of what, and whether at all.
            location: Where they are; the account's IAM policies decide who manages the topic's key.
            console: The domain of the AWS console, for links.
            address: What the Terraform names of the resources start with.
        """
        super().__init__(scope, id, address=address)
        self._watch_list, self._settings = watch_list, settings
        condition = settings.enable_notifications
        self.topic = NotificationTopic(
            self,
            "topic",
            topic_name=derived_name(names.TOPIC, watch_list.name),
            settings=settings,
            location=location,
            tags=watch_list.tags,
            address=f"{address}_notifications",
            provider=watch_list.provider,
        )
        self.queue = aws.SqsQueue(
            self,
            "queue",
            name=derived_name(names.DEAD_LETTER_QUEUE, watch_list.name),
            sqs_managed_sse_enabled=True,
            message_retention_seconds=_TWO_WEEKS,
            tags=tag_map(watch_list.tags),
            count=count_of(condition),
            provider=watch_list.provider,
        )
        undelivered = f"{address}_undelivered"
        self._queue = self._pin(self.queue, "aws_sqs_queue", name=undelivered, condition=condition)
        rules = [self._tell(*told) for told in self._told(scan_types, console)]
        self.queue_policy = aws.SqsQueuePolicy(
            self,
            "queue_policy",
            queue_url=self._queue.existing_attribute("url"),
            policy=json_document(
                dead_letter_policy(self._queue.existing_attribute("arn"), self._sources(rules, location))
            ),
            count=count_of(condition),
            provider=watch_list.provider,
        )
        self._pin(self.queue_policy, "aws_sqs_queue_policy", name=undelivered, condition=condition)

    @cached_property
    def queue_url(self) -> str:
        """The queue's URL; null where notifications are switched off."""
        return self._shared("queue_url", self._queue.attribute("url"), nullable=self._queue.counted)

    def _told(
        self, scan_types: Collection[str], console: str
    ) -> Iterator[tuple[str, PatternOf, Message, BooleanValue]]:
        """Yield what there is to tell: its family, its pattern, its words, and on what condition."""
        at_least, findings = self._settings.notification_severity, self._settings.enable_finding_notifications
        if BASIC in scan_types:
            pattern = partial(scan_pattern, scan_types=[BASIC], at_least=at_least)
            yield "basic", pattern, basic_scan_message(console=console), True
        if ENHANCED in scan_types:
            members = self._watch_list.members or ()
            only = members[0].name if len(members) == 1 else None
            pattern = partial(scan_pattern, scan_types=[ENHANCED], at_least=at_least)
            yield "enhanced", pattern, enhanced_scan_message(console=console, repository_name=only), True
        if ENHANCED in scan_types and findings is not False:
            pattern = partial(finding_pattern, at_least=at_least)
            yield "finding", pattern, finding_message(console=console), findings

    def _tell(self, family: str, pattern_of: PatternOf, message: Message, also: BooleanValue) -> EventRule:
        return EventRule(
            self,
            family,
            watch_list=self._watch_list,
            kind=_RULES[family],
            description="What to tell of images of",
            pattern_of=pattern_of,
            target={
                "target_id": "notification",
                "arn": self.topic.placed.existing_attribute("arn"),
                "input_transformer": {"input_paths": message.input_paths, "input_template": message.input_template},
                "dead_letter_config": {"arn": self._queue.existing_attribute("arn")},
            },
            condition=both(self._settings.enable_notifications, also),
            address=f"{self.address}_{family}_notifications",
        )

    def _sources(self, rules: Sequence[EventRule], location: Location) -> Expression | list[str]:
        """Return the ARNs of the rules; of numbered ones what they have in common.

        A queue's policy takes 8,192 bytes (Amazon SQS policy quotas), some 80 ARNs, and a condition at least one.
        """
        if self._watch_list.shares is None:
            return Expression(f"concat({', '.join(rule.arns for rule in rules)})")
        numbered = (derived_name(kind, self._watch_list.name, number="*") for kind in _RULES.values())
        return [location.arn("events", f"rule/{name}") for name in numbered]
