"""An encrypted SNS topic that EventBridge and CloudWatch can publish to, and who hears of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.kms_key import KmsKey
from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription

from cdktf_ecr.model.monitoring.policies import topic_key_policy, topic_policy
from cdktf_ecr.model.terraform.expressions import Expression, json_document, operand_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.settings import Subscription
    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringListValue, StringMapValue

# ScheduleKeyDeletion, parameter PendingWindowInDays (KMS API reference): 7 to 30. Messages are not kept.
_DELETION_WINDOW_DAYS = 7


class NotificationTopic(Component):
    """The topic, the key that encrypts it, its policy and its subscriptions; part of a `ScanMonitoring`.

    Every address subscribed has to confirm a message from AWS before it gets any other.

    Attributes:
        key: The ``aws_kms_key``.
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
        account_root_arn: str,
        emails: StringListValue,
        subscriptions: Mapping[str, Subscription] | str,
        condition: BooleanValue,
        tags: StringMapValue | None,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Create the topic.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            topic_name: The topic's name.
            account_root_arn: The account whose IAM policies decide who manages the key.
            emails: E-mail addresses to subscribe, which Terraform knows when it plans.
            subscriptions: Further subscribers, by names that Terraform knows when it plans.
            condition: A Terraform expression that says whether the topic exists, or True.
            tags: AWS tags.
            address: The Terraform name of the resources.
            provider: The AWS provider; None for the stack's.
        """
        super().__init__(scope, id, address=address)
        self.key = KmsKey(
            self,
            "key",
            description=f"Messages of the SNS topic {topic_name}",
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            policy=json_document(topic_key_policy(account_root_arn)),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        key = self._pin(self.key, "aws_kms_key", condition=condition)
        self.topic = SnsTopic(
            self,
            "topic",
            name=topic_name,
            kms_master_key_id=key.existing_attribute("arn"),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        self.placed = self._pin(self.topic, "aws_sns_topic", condition=condition)
        topic_arn = self.placed.existing_attribute("arn")
        self.policy = SnsTopicPolicy(
            self,
            "policy",
            arn=topic_arn,
            policy=json_document(topic_policy(topic_arn)),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_sns_topic_policy", condition=condition)
        self.subscriptions = SnsTopicSubscription(
            self,
            "subscriptions",
            topic_arn=topic_arn,
            protocol=Expression("each.value.protocol"),
            endpoint=Expression("each.value.endpoint"),
            provider=provider,
        )
        wanted = "" if condition is True else f" if {operand_of(condition)}"
        email = '{protocol = "email", endpoint = email}'
        by_email = f"{{for email in {operand_of(emails)} : email => {email}{wanted}}}"
        others = f"{{for name, each in {operand_of(subscriptions)} : name => each{wanted}}}"
        self.subscriptions.add_override("for_each", Expression(f"merge({by_email}, {others})"))
        self._pin(self.subscriptions, "aws_sns_topic_subscription")

    @cached_property
    def arn(self) -> str:
        """The topic's ARN; null where the topic is switched off."""
        return self._shared("topic_arn", self.placed.attribute("arn"), nullable=self.placed.counted)
