"""What deploying the monitoring, its keys and the state takes. Every list is in alphabetical order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.repository import derived_names as names

if TYPE_CHECKING:
    from .deployment import Deployment

_LOG_RULES = (
    names.SCAN_RULE,
    names.FINDING_RULE,
    names.AUDIT_RULE,
    names.REPOSITORY_CALL_RULE,
    names.REGISTRY_CALL_RULE,
)
_NOTIFICATION_RULES = (
    names.BASIC_SCAN_NOTIFICATION_RULE,
    names.ENHANCED_SCAN_NOTIFICATION_RULE,
    names.FINDING_NOTIFICATION_RULE,
)

Statement = dict[str, object]


def event_rule_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the rules that pick the events out."""
    kinds = (
        *(_LOG_RULES if deployment.enable_monitoring else ()),
        *(_NOTIFICATION_RULES if deployment.enable_notifications else ()),
    )
    return [
        {
            "Sid": "ManageEventRules",
            "Effect": "Allow",
            "Action": [
                "events:DeleteRule",
                "events:DescribeRule",
                "events:ListTagsForResource",
                "events:ListTargetsByRule",
                "events:PutRule",
                "events:PutTargets",
                "events:RemoveTargets",
                "events:TagResource",
                "events:UntagResource",
            ],
            "Resource": deployment.arns(*kinds),
        }
    ]


def monitoring_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for log groups, metric filters, alarms and dashboards."""
    groups = deployment.arns(names.SCAN_LOG_GROUP, names.AUDIT_LOG_GROUP)
    return [
        {
            "Sid": "ManageLogGroups",
            "Effect": "Allow",
            "Action": [
                "logs:AssociateKmsKey",
                "logs:CreateLogGroup",
                "logs:DeleteLogGroup",
                "logs:DeleteMetricFilter",
                "logs:DeleteRetentionPolicy",
                "logs:DescribeMetricFilters",
                "logs:DisassociateKmsKey",
                "logs:ListTagsForResource",
                "logs:PutMetricFilter",
                "logs:PutRetentionPolicy",
                "logs:TagResource",
                "logs:UntagResource",
            ],
            "Resource": [arn for group in groups for arn in (group, f"{group}:*")],
        },
        {
            "Sid": "LetEventsIntoLogGroups",
            "Effect": "Allow",
            "Action": [
                "logs:DeleteResourcePolicy",
                "logs:DescribeLogGroups",
                "logs:DescribeResourcePolicies",
                "logs:PutResourcePolicy",
            ],
            "Resource": "*",
        },
        {
            "Sid": "ManageAlarms",
            "Effect": "Allow",
            "Action": [
                "cloudwatch:DeleteAlarms",
                "cloudwatch:DescribeAlarms",
                "cloudwatch:ListTagsForResource",
                "cloudwatch:PutMetricAlarm",
                "cloudwatch:TagResource",
                "cloudwatch:UntagResource",
            ],
            "Resource": [f"{alarm}-*" for alarm in deployment.arns(names.ALARM)],
        },
        {
            "Sid": "ManageDashboards",
            "Effect": "Allow",
            "Action": ["cloudwatch:DeleteDashboards", "cloudwatch:GetDashboard", "cloudwatch:PutDashboard"],
            "Resource": deployment.arns(names.DASHBOARD),
        },
    ]


def notification_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for topics with their subscriptions, and for the queues of undelivered events."""
    return [
        {
            "Sid": "ManageTopics",
            "Effect": "Allow",
            "Action": [
                "sns:CreateTopic",
                "sns:DeleteTopic",
                "sns:GetSubscriptionAttributes",
                "sns:GetTopicAttributes",
                "sns:ListSubscriptionsByTopic",
                "sns:ListTagsForResource",
                "sns:SetTopicAttributes",
                "sns:Subscribe",
                "sns:TagResource",
                "sns:Unsubscribe",
                "sns:UntagResource",
            ],
            # A subscription's ARN is its topic's, followed by an id.
            "Resource": [arn for topic in deployment.arns(names.TOPIC) for arn in (topic, f"{topic}:*")],
        },
        {
            "Sid": "ManageQueues",
            "Effect": "Allow",
            "Action": [
                "sqs:CreateQueue",
                "sqs:DeleteQueue",
                "sqs:GetQueueAttributes",
                "sqs:ListQueueTags",
                "sqs:SetQueueAttributes",
                "sqs:TagQueue",
                "sqs:UntagQueue",
            ],
            "Resource": deployment.arns(names.DEAD_LETTER_QUEUE),
        },
    ]
