"""Where events go that EventBridge could not deliver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue
from cdktf_cdktf_provider_aws.sqs_queue_policy import SqsQueuePolicy

from cdktf_ecr.model.monitoring.policies import dead_letter_policy
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, policy_text, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag

# SetQueueAttributes, attribute MessageRetentionPeriod (SQS API reference): the longest there is, in seconds.
_TWO_WEEKS = 14 * 24 * 60 * 60


class DeadLetterQueue(Component):
    """A queue that keeps for two weeks what EventBridge could not deliver.

    Attributes:
        queue: The ``aws_sqs_queue``.
        policy: The ``aws_sqs_queue_policy``.
        url: The queue's URL; null where the queue is switched off.
        peer_arn: The queue's ARN, for what exists on the same condition.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        queue_name: str,
        rule_arns: str | list[str],
        condition: Flag = True,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the queue.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            queue_name: The queue's name.
            rule_arns: The rules whose failed deliveries it takes, or a Terraform expression of their list.
            condition: A Terraform expression that says whether the queue exists, or True.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.queue = SqsQueue(
            self,
            "queue",
            name=queue_name,
            sqs_managed_sse_enabled=True,
            message_retention_seconds=_TWO_WEEKS,
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        queue = self._pin(self.queue, "aws_sqs_queue", condition=condition)
        self.url, self.peer_arn = queue.attribute("url"), queue.peer("arn")
        self.policy = SqsQueuePolicy(
            self,
            "policy",
            queue_url=queue.peer("url"),
            policy=policy_text(self, self.address, dead_letter_policy(self.peer_arn, rule_arns)),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_sqs_queue_policy", condition=condition)
