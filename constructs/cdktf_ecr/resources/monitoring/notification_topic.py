"""An encrypted SNS topic that EventBridge and CloudWatch can publish to, and who hears of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.key_policies import key_policy
from cdktf_ecr.model.monitoring.key_policies import notification_key_statements
from cdktf_ecr.model.monitoring.keys import TOPIC_ENCRYPTION, TOPIC_RELATIONS
from cdktf_ecr.model.monitoring.policies import topic_policy
from cdktf_ecr.model.terraform.expressions import Expression, both, conditional, json_document, operand_of
from cdktf_ecr.model.terraform.relations import preconditions_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, lifecycle_block, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.monitoring.settings import MonitoringSettings
    from cdktf_ecr.model.terraform.expressions import StringMapValue
    from cdktf_ecr.resources.base.location import Location
    from cdktf_ecr.resources.framework.types import TerraformProvider

# ScheduleKeyDeletion, parameter PendingWindowInDays (KMS API reference): 7 to 30. Messages are not kept.
_DELETION_WINDOW_DAYS = 7


class NotificationTopic(Component):
    """The topic, its key unless one is given, its policy and its subscriptions; part of a `ScanMonitoring`.

    Every address subscribed has to confirm a message from AWS before it gets any other.

    Attributes:
        key: The ``aws_kms_key``, or None where the settings name one.
        topic: The ``aws_sns_topic``.
        placed: Where it stands in Terraform.
        policy: The ``aws_sns_topic_policy``.
        subscriptions: The ``aws_sns_topic_subscription``, an instance for each address and each name.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        topic_name: str,
        settings: MonitoringSettings,
        location: Location,
        tags: StringMapValue | None,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Create the topic.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            topic_name: The topic's name.
            settings: Whom to subscribe, which key encrypts the topic, and whether there is one.
            location: Where it is; the account's IAM policies decide who manages the key.
            tags: AWS tags.
            address: The Terraform name of the resources.
            provider: The AWS provider; None for the stack's.
        """
        super().__init__(scope, id, address=address)
        self._settings, self._location, self._provider = settings, location, provider
        condition = settings.enable_notifications
        self.key = self._create_key(topic_name, tags)
        self.topic = aws.SnsTopic(
            self,
            "topic",
            name=topic_name,
            kms_master_key_id=self._key_arn,
            tags=tag_map(tags),
            count=count_of(condition),
            lifecycle=lifecycle_block(prevent_destroy=False, preconditions=self._preconditions()),
            provider=provider,
        )
        self.placed = self._pin(self.topic, "aws_sns_topic", condition=condition)
        topic_arn = self.placed.existing_attribute("arn")
        self.policy = aws.SnsTopicPolicy(
            self,
            "policy",
            arn=topic_arn,
            policy=json_document(topic_policy(topic_arn, location.account_id)),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_sns_topic_policy", condition=condition)
        self.subscriptions = aws.SnsTopicSubscription(
            self,
            "subscriptions",
            topic_arn=topic_arn,
            protocol=Expression("each.value.protocol"),
            endpoint=Expression("each.value.endpoint"),
            provider=provider,
        )
        self.subscriptions.add_override("for_each", self._subscribers())
        self._pin(self.subscriptions, "aws_sns_topic_subscription")

    @cached_property
    def arn(self) -> str:
        """The topic's ARN; null where the topic is switched off."""
        return self._shared("topic_arn", self.placed.attribute("arn"), nullable=self.placed.counted)

    def _create_key(self, topic_name: str, tags: StringMapValue | None) -> aws.KmsKey | None:
        settings, location = self._settings, self._location
        condition = both(settings.enable_notifications, settings.create_notification_kms_key)
        if condition is False:
            self._key_arn = settings.notification_kms_key_id
            return None
        policy = key_policy(location.account_root_arn, notification_key_statements(location.account_id))
        key = aws.KmsKey(
            self,
            "key",
            description=f"Messages of the SNS topic {topic_name}",
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            policy=json_document(policy),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=self._provider,
        )
        placed = self._pin(key, "aws_kms_key", condition=condition)
        create = settings.create_notification_kms_key
        self._key_arn = (
            placed.existing_attribute("arn")
            if create is True
            else conditional(create, placed.attribute("arn"), settings.notification_kms_key_id)
        )
        return key

    def _preconditions(self) -> list[dict[str, str]]:
        given = self._settings.notification_kms_key_id
        return [
            *preconditions_of(vars(self._settings), TOPIC_RELATIONS),
            *self._location.key_preconditions(
                "notification_kms_key_id", given, encrypted="the topic", source=TOPIC_ENCRYPTION
            ),
        ]

    def _subscribers(self) -> Expression:
        """Return who is subscribed, by address or name."""
        settings, condition = self._settings, self._settings.enable_notifications
        wanted = "" if condition is True else f" if {operand_of(condition)}"
        email = '{protocol = "email", endpoint = email}'
        by_email = f"{{for email in {operand_of(settings.notification_emails)} : email => {email}{wanted}}}"
        subscriptions = operand_of(settings.notification_subscriptions)
        return Expression(f"merge({by_email}, {{for name, each in {subscriptions} : name => each{wanted}}})")
