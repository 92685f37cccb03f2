"""Policies that let events reach log groups, events and alarms an encrypted topic, and failed deliveries a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import POLICY_VERSION
from cdktf_ecr.model.terraform.rules import Matches
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from cdktf_ecr.model.access.iam import PolicyDocument

# The services that publish: EventBridge the scans, CloudWatch the alarms.
_PUBLISHERS = ["events.amazonaws.com", "cloudwatch.amazonaws.com"]

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


def topic_policy(topic_arn: str) -> PolicyDocument:
    """Return the policy of a topic that EventBridge and CloudWatch publish to.

    Without a condition: EventBridge supports none in a topic's policy (EventBridge user guide, Amazon SNS permissions).

    Args:
        topic_arn: The topic's ARN, or a Terraform expression of it.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "PublishEventsAndAlarms",
                "Effect": "Allow",
                "Principal": {"Service": _PUBLISHERS},
                "Action": "sns:Publish",
                "Resource": topic_arn,
            },
        ],
    }


def topic_key_policy(account_root_arn: str) -> PolicyDocument:
    """Return the policy of the key that encrypts such a topic.

    The key AWS manages for SNS lets no service use it, and messages would be lost without a trace; so the topic has a
    key of its own (SNS developer guide, "Enable compatibility between event sources from AWS services and encrypted
    topics").

    Args:
        account_root_arn: The account whose IAM policies decide who manages the key; a Terraform expression of it too.
    """
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Sid": "ManageByIAM",
                "Effect": "Allow",
                "Principal": {"AWS": account_root_arn},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "EncryptForPublishers",
                "Effect": "Allow",
                "Principal": {"Service": _PUBLISHERS},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
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
