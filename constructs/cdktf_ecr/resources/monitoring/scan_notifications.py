"""Who is told of scans that found something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.events import basic_scan_pattern, enhanced_scan_pattern, finding_pattern
from cdktf_ecr.model.monitoring.notifications import basic_scan_message, enhanced_scan_message, finding_message
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.model.terraform.expressions import both, expression_of, interpolate
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import known

from .dead_letter_queue import DeadLetterQueue
from .event_notification import EventNotification
from .notification_topic import NotificationTopic

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.notifications import Message
    from cdktf_ecr.model.monitoring.settings import MonitoringSettings
    from cdktf_ecr.model.terraform.expressions import Flag

    from .watched import PatternOf, WatchedRepositories

_RULES = {
    "basic": names.BASIC_SCAN_NOTIFICATION_RULE,
    "enhanced": names.ENHANCED_SCAN_NOTIFICATION_RULE,
    "finding": names.FINDING_NOTIFICATION_RULE,
}


class ScanNotifications(Component):
    """A topic, a message for each family of events, and a queue for what could not be delivered.

    Attributes:
        topic: The `NotificationTopic`.
        dead_letters: The `DeadLetterQueue`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        repositories: WatchedRepositories,
        families: Collection[str],
        region: str,
        account_root_arn: str,
        console_domain: str,
        settings: MonitoringSettings,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the topic and what it hears of.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            name: What the names of topic, rules and queue derive from.
            repositories: The repositories to tell of.
            families: The scan types whose events there may be: BASIC, ENHANCED or both.
            region: The region they are in.
            account_root_arn: The account they are in, whose IAM policies decide who manages the topic's key.
            console_domain: The domain of the AWS console, for links.
            settings: Whom to tell of what, and whether at all.
            tags: AWS tags.
            address: What the Terraform names of the resources start with; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self._name, self._repositories, self._families, self._settings = name, repositories, families, settings
        self._tags, self._provider = tags, provider
        self.topic = NotificationTopic(
            self,
            "topic",
            topic_name=derived_name(names.TOPIC, name),
            account_root_arn=account_root_arn,
            emails=settings.notification_emails,
            subscriptions=settings.notification_subscriptions,
            condition=settings.enable_notifications,
            tags=tags,
            address=f"{self.address}_notifications",
            provider=provider,
        )
        told = self._told(console_domain)
        self.dead_letters = DeadLetterQueue(
            self,
            "dead_letters",
            queue_name=derived_name(names.DEAD_LETTER_QUEUE, name),
            rule_arns=self._rule_arns([notification for notification, _ in told], region, account_root_arn),
            condition=settings.enable_notifications,
            tags=tags,
            address=f"{self.address}_undelivered",
            provider=provider,
        )
        topic_arn, dead_letter_arn = self.topic.peer_arn, self.dead_letters.peer_arn
        for notification, message in told:
            notification.tell(topic_arn=topic_arn, message=message, dead_letter_arn=dead_letter_arn)

    def _rule_arns(self, told: list[EventNotification], region: str, account_root_arn: str) -> str | list[str]:
        """Return the rules by their ARNs; where they are numbered, by what their names have in common.

        A queue's policy takes 8,192 bytes (Amazon SQS policy quotas), some 80 ARNs, and a condition at least one.
        """
        if self._repositories.number is None:
            return interpolate(f"concat({', '.join(notification.rule_arns for notification in told)})")
        root = expression_of(known(self, f"{self.address}_account", account_root_arn))
        partition, account = (interpolate(f'split(":", {root})[{field}]') for field in (1, 4))
        rules = [derived_name(rule, self._name, number="*") for rule in _RULES.values()]
        return [f"arn:{partition}:events:{region}:{account}:rule/{rule}" for rule in rules]

    def _told(self, console_domain: str) -> list[tuple[EventNotification, Message]]:
        """Return what there is to tell, each with its words."""
        at_least, known = self._settings.notification_severity, self._repositories.known
        only = known[0][0] if known is not None and len(known) == 1 else None
        told = []
        if BASIC in self._families:
            notification = self._notification("basic", lambda those: basic_scan_pattern(those, at_least=at_least))
            told.append((notification, basic_scan_message(console_domain=console_domain)))
        if ENHANCED in self._families:
            notification = self._notification("enhanced", lambda those: enhanced_scan_pattern(those, at_least=at_least))
            told.append((notification, enhanced_scan_message(repository_name=only, console_domain=console_domain)))
        findings = self._settings.enable_finding_notifications
        if ENHANCED in self._families and both(self._settings.enable_notifications, findings) is not False:
            notification = self._notification(
                "finding", lambda those: finding_pattern(those, at_least=at_least), also=findings
            )
            told.append((notification, finding_message(console_domain=console_domain)))
        return told

    def _notification(self, family: str, pattern_of: PatternOf, *, also: Flag = True) -> EventNotification:
        condition = both(self._settings.enable_notifications, also)
        return EventNotification(
            self,
            family,
            rule_name=derived_name(_RULES[family], self._name, number=self._repositories.number),
            description=f"What to tell of images of {self._name}",
            events=self._repositories.events(pattern_of, condition=condition),
            tags=self._tags,
            address=f"{self.address}_{family}_notifications",
            provider=self._provider,
        )
