"""What deploying the monitoring, its keys and the state takes. Every list is in alphabetical order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring import names

from .deployed_names import deployed_name, monitoring_names

if TYPE_CHECKING:
    from .deployment import Deployment

_SCAN_RULES = (names.SCAN_RULE, names.FINDING_RULE, names.AUDIT_RULE)
_NOTIFICATION_RULES = (
    names.BASIC_SCAN_NOTIFICATION_RULE,
    names.ENHANCED_SCAN_NOTIFICATION_RULE,
    names.FINDING_NOTIFICATION_RULE,
)
# As in `ScanAlarms`: what all alarms of a repository start with.
_ALARM_NAME_LENGTH = names.NAME_RULES[names.ALARM].limit - len("-informational-findings")

Statement = dict[str, object]


def event_rule_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for the rules that pick the events out."""
    kinds = (
        *(_SCAN_RULES if deployment.enable_monitoring else ()),
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
            "Resource": [deployment.arn("events", f"rule/{name}") for name in _names(deployment, *kinds)],
        }
    ]


def monitoring_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for log groups, metric filters, alarms and dashboards."""
    groups = [
        deployment.arn("logs", f"log-group:{name}{streams}")
        for name in _names(deployment, names.SCAN_LOG_GROUP, names.AUDIT_LOG_GROUP)
        for streams in ("", ":*")
    ]
    alarms = [deployed_name(name, limit=_ALARM_NAME_LENGTH) for name in deployment.repository_names]
    dashboards = _names(deployment, names.DASHBOARD)
    return [
        {
            "Sid": "ManageLogGroups",
            "Effect": "Allow",
            "Action": [
                "logs:CreateLogGroup",
                "logs:DeleteLogGroup",
                "logs:DeleteMetricFilter",
                "logs:DeleteRetentionPolicy",
                "logs:DescribeMetricFilters",
                "logs:ListTagsForResource",
                "logs:PutMetricFilter",
                "logs:PutRetentionPolicy",
                "logs:TagResource",
                "logs:UntagResource",
            ],
            "Resource": groups,
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
            "Resource": [deployment.arn("cloudwatch", f"alarm:{name}-*") for name in alarms],
        },
        {
            "Sid": "ManageDashboards",
            "Effect": "Allow",
            "Action": ["cloudwatch:DeleteDashboards", "cloudwatch:GetDashboard", "cloudwatch:PutDashboard"],
            "Resource": [deployment.arn("cloudwatch", f"dashboard/{name}", region="") for name in dashboards],
        },
    ]


def notification_statements(deployment: Deployment) -> list[Statement]:
    """Return the permissions for topics with their subscriptions, and for the queues of undelivered events."""
    topics = [deployment.arn("sns", name) for name in _names(deployment, names.TOPIC)]
    return [
        {
            "Sid": "ManageTopics",
            "Effect": "Allow",
            "Action": [
                "sns:CreateTopic",
                "sns:DeleteTopic",
                "sns:GetSubscriptionAttributes",
                "sns:GetTopicAttributes",
                "sns:ListTagsForResource",
                "sns:SetTopicAttributes",
                "sns:Subscribe",
                "sns:TagResource",
                "sns:Unsubscribe",
                "sns:UntagResource",
            ],
            # A subscription's ARN is its topic's, followed by an id.
            "Resource": [arn for topic in topics for arn in (topic, f"{topic}:*")],
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
            "Resource": [deployment.arn("sqs", name) for name in _names(deployment, names.DEAD_LETTER_QUEUE)],
        },
    ]


def _names(deployment: Deployment, *kinds: str) -> list[str]:
    return [monitoring_names(kind, name) for name in deployment.repository_names for kind in kinds]
