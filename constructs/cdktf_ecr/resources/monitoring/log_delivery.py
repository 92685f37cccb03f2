"""What lets EventBridge write to log groups at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.policies import log_delivery_policy
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, known, policy_text
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class LogDeliveryPolicy(Component):
    """The CloudWatch Logs resource policy that lets EventBridge write to every log group of ours.

    One serves all repositories; an account holds 10 such policies per region. Without it events are lost silently.

    Attributes:
        policy: The ``aws_cloudwatch_log_resource_policy``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        log_group_arns: str,
        condition: BooleanValue = True,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policy.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: What the policy's name derives from. A policy of the same name elsewhere would be overwritten.
            log_group_arns: What EventBridge may write to: a log group's ARN followed by ``:*``, or a wildcard for
                several groups such as ``arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/ecr/*:*``.
            condition: A Terraform expression that says whether the policy exists, or True.
            address: The Terraform name of the resource; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: A value is of another type, or the ARN does not reach a log group's streams.
        """
        super().__init__(scope, id, address=address, region=region)
        condition = known(self, f"{self.address}_condition", checked("condition", condition, type_="bool"))
        self.policy = aws.CloudwatchLogResourcePolicy(
            self,
            "policy",
            policy_name=checked("name", name),
            policy_document=policy_text(self, self.address, log_delivery_policy(log_group_arns)),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_cloudwatch_log_resource_policy", condition=condition)
