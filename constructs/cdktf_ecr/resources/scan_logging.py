"""The events of finished scans, kept in CloudWatch Logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_event_rule import CloudwatchEventRule
from cdktf_cdktf_provider_aws.cloudwatch_event_target import CloudwatchEventTarget
from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup
from cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy import CloudwatchLogResourcePolicy

from cdktf_ecr.model.iam import log_delivery_policy
from cdktf_ecr.model.scan_events import scan_event_pattern

from .component import Component
from .names import derived_name
from .values import count_of, number, policy_text, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.expressions import Flag, Number

# EventBridge delivers to log groups under /aws/events/ (EventBridge user guide).
LOG_GROUP_PREFIX = "/aws/events/ecr/"
# PutRule, parameter Name (EventBridge API reference): characters.
_RULE_NAME_LENGTH = 64
_TARGET_ID = "scan-logs"


class ScanLogging(Component):
    """A log group that receives the event of every finished scan of one repository, under either scan type.

    Attributes:
        log_group: The ``aws_cloudwatch_log_group``.
        log_group_name: Its name; null where logging is switched off.
        rule: The ``aws_cloudwatch_event_rule``.
        target: The ``aws_cloudwatch_event_target``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository_name: str,
        repository_arn: str,
        retention_days: Number = 14,
        condition: Flag = True,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the log group and what fills it.

        A `LogDeliveryPolicy` must let EventBridge write to it, once per account and region.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repository_name: The repository's name, without CDKTF tokens.
            repository_arn: The repository's ARN.
            retention_days: Days the events are kept; 0 keeps them for ever.
            condition: A Terraform expression that says whether scans are logged, or True.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.log_group = CloudwatchLogGroup(
            self,
            "log_group",
            name=LOG_GROUP_PREFIX + repository_name,
            retention_in_days=number(retention_days),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        log_group = self._pin(self.log_group, "aws_cloudwatch_log_group", condition=condition)
        self.log_group_name = log_group.attribute("name")
        self.rule = CloudwatchEventRule(
            self,
            "rule",
            name=derived_name(repository_name, limit=_RULE_NAME_LENGTH, suffix="-scans"),
            description=f"Finished image scans of {repository_name}",
            event_pattern=policy_text(self, self.address, scan_event_pattern(repository_name, repository_arn)),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        rule = self._pin(self.rule, "aws_cloudwatch_event_rule", condition=condition)
        self.target = CloudwatchEventTarget(
            self,
            "target",
            target_id=_TARGET_ID,
            rule=rule.peer("name"),
            arn=log_group.peer("arn"),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.target, "aws_cloudwatch_event_target", condition=condition)


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
        condition: Flag = True,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policy.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: What the policy's name derives from. A policy of the same name elsewhere would be overwritten.
            log_group_arns: What EventBridge may write to: an ARN that ends in a wildcard.
            condition: A Terraform expression that says whether the policy exists, or True.
            address: The Terraform name of the resource; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.policy = CloudwatchLogResourcePolicy(
            self,
            "policy",
            policy_name=name,
            policy_document=policy_text(self, self.address, log_delivery_policy(log_group_arns)),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_cloudwatch_log_resource_policy", condition=condition)
