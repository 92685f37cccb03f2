"""Policies that let events reach log groups, events and alarms a topic, and failed deliveries a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.aws.accounts import ACCOUNT_ID
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from cdktf_ecr.model.access.iam import PolicyDocument

_LOG_STREAMS = Matches(
    pattern="^arn:.*[*]$",
    words="must be a log group's ARN followed by ':*': events are put into its log streams, and delivery would fail",
    source="EventBridge, CloudWatch Logs permissions",
)


def log_delivery_policy(log_group_arns: str) -> PolicyDocument:
    """Return the CloudWatch Logs resource policy without which EventBridge's events silently never reach a log group.

    Args:
        log_group_arns: What the events may be written to, used as given: a log group's ARN followed by ``:*``, which
            stands for its log streams, or a wildcard for several groups such as
            ``arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/ecr/*:*``; or a Terraform expression of it.

    Raises:
        InvalidSettingError: The ARN does not reach the groups' log streams.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "DeliverEvents",
                "Effect": "Allow",
                "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": checked("log_group_arns", log_group_arns, _LOG_STREAMS),
            },
        ],
    }


def topic_policy(topic_arn: str, account_id: str) -> PolicyDocument:
    """Return the policy of a topic that EventBridge and CloudWatch publish to.

    EventBridge's statement has no condition, because it supports none (EventBridge user guide, Amazon SNS permissions);
    CloudWatch's lets in the alarms of one account.

    Args:
        topic_arn: The topic's ARN, or a Terraform expression of it.
        account_id: The account of the alarms, 12 digits, or a Terraform expression of it.

    Raises:
        InvalidSettingError: That is no account's id.
    """
    publish: dict[str, Any] = {"Action": "sns:Publish", "Resource": topic_arn}
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {"Sid": "PublishEvents", "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, **publish},
            {
                "Sid": "PublishAlarms",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                **publish,
                "Condition": {"StringEquals": {"aws:SourceAccount": checked("account_id", account_id, ACCOUNT_ID)}},
            },
        ],
    }


def dead_letter_policy(queue_arn: str, rule_arns: str | list[str]) -> PolicyDocument:
    """Return the policy of a queue that takes what EventBridge could not deliver.

    Args:
        queue_arn: The queue's ARN, or a Terraform expression of it.
        rule_arns: The rules whose failed deliveries it takes.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "KeepFailedDeliveries",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": queue_arn,
                "Condition": {"ArnEquals": {"aws:SourceArn": rule_arns}},
            },
        ],
    }
