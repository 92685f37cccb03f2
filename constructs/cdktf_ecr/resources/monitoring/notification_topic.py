"""An encrypted SNS topic that EventBridge and CloudWatch can publish to, and who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.kms_key import KmsKey
from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription

from cdktf_ecr.model.monitoring.policies import topic_key_policy, topic_policy
from cdktf_ecr.model.terraform.expressions import Expression, operand_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, policy_text, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.settings import Subscription
    from cdktf_ecr.model.terraform.expressions import Flag, Texts

# ScheduleKeyDeletion, parameter PendingWindowInDays (KMS API reference): 7 to 30. Messages are not kept.
_DELETION_WINDOW_DAYS = 7


class NotificationTopic(Component):
    """The topic, the key that encrypts it, its policy and its subscriptions.

    Every address subscribed has to confirm a message from AWS before it gets any other.

    Attributes:
        key: The ``aws_kms_key``.
        topic: The ``aws_sns_topic``.
        policy: The ``aws_sns_topic_policy``.
        subscriptions: The ``aws_sns_topic_subscription``, one instance per endpoint.
        arn: The topic's ARN; null where the topic is switched off.
        peer_arn: The topic's ARN, for what exists on the same condition.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        topic_name: str,
        account_root_arn: str,
        emails: Texts = (),
        subscriptions: Mapping[str, Subscription] | str | None = None,
        condition: Flag = True,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the topic.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            topic_name: The topic's name.
            account_root_arn: The account whose IAM policies decide who manages the key.
            emails: E-mail addresses to subscribe; without CDKTF tokens.
            subscriptions: Further subscribers, by names that Terraform knows when it plans; without CDKTF tokens.
            condition: A Terraform expression that says whether the topic exists, or True.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.key = KmsKey(
            self,
            "key",
            description=f"Messages of the SNS topic {topic_name}",
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            policy=policy_text(self, f"{self.address}_key", topic_key_policy(account_root_arn)),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        key = self._pin(self.key, "aws_kms_key", condition=condition)
        self.topic = SnsTopic(
            self,
            "topic",
            name=topic_name,
            kms_master_key_id=key.peer("arn"),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        topic = self._pin(self.topic, "aws_sns_topic", condition=condition)
        self.arn, self.peer_arn = topic.attribute("arn"), topic.peer("arn")
        self.policy = SnsTopicPolicy(
            self,
            "policy",
            arn=self.peer_arn,
            policy=policy_text(self, f"{self.address}_policy", topic_policy(self.peer_arn)),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_sns_topic_policy", condition=condition)
        self.subscriptions = SnsTopicSubscription(
            self,
            "subscriptions",
            topic_arn=self.peer_arn,
            protocol="${each.value.protocol}",
            endpoint="${each.value.endpoint}",
            provider=provider,
        )
        wanted = "" if condition is True else f" if {operand_of(condition)}"
        email = '{protocol = "email", endpoint = email}'
        by_email = f"{{for email in {operand_of(emails)} : email => {email}{wanted}}}"
        others = f"{{for name, each in {operand_of(subscriptions or {})} : name => each{wanted}}}"
        self.subscriptions.add_override("for_each", Expression(f"merge({by_email}, {others})"))
        self._pin(self.subscriptions, "aws_sns_topic_subscription")
