"""Policies that let events and alarms reach an encrypted topic, and failed deliveries a queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import POLICY_VERSION

if TYPE_CHECKING:
    from cdktf_ecr.model.access.iam import PolicyDocument

# The services that publish: EventBridge the scans, CloudWatch the alarms.
_PUBLISHERS = ["events.amazonaws.com", "cloudwatch.amazonaws.com"]


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
