"""What each switch of the monitoring takes with it: the changes a plan has to show, written down."""

from __future__ import annotations

from typing import Any

import pytest

from tests.terraform.monitoring import FILTERS, NOT_SCANNED

EVERYTHING: dict[str, Any] = {
    "ecr_repository_name": "team/api",
    "ecr_tags": {"Team": "API"},
    "ecr_log_retention_days": 30,
    "ecr_audit_retention_days": 365,
    "ecr_metric_namespace": "Team/Scans",
    "ecr_alarm_thresholds": {"CRITICAL": 1, "HIGH": 10},
    "ecr_notification_emails": ["team@example.com", "security@example.com"],
    "ecr_enable_finding_notifications": True,
    "ecr_enable_cloudtrail_audit": True,
}
NOTHING = {
    **EVERYTHING,
    "ecr_enable_scan_logging": False,
    "ecr_enable_audit_trail": False,
    "ecr_enable_dashboard": False,
    "ecr_enable_notifications": False,
}

FILTER_ADDRESSES = [f"aws_cloudwatch_log_metric_filter.scan_metrics_{name}[0]" for name in (*FILTERS, NOT_SCANNED)]
ALARMS = [
    'aws_cloudwatch_metric_alarm.scan_alarms_findings["team/api CRITICAL"]',
    'aws_cloudwatch_metric_alarm.scan_alarms_findings["team/api HIGH"]',
    'aws_cloudwatch_metric_alarm.scan_alarms_failures["team/api"]',
    "aws_cloudwatch_metric_alarm.scan_alarms_not_scanned[0]",
]
DASHBOARD = "aws_cloudwatch_dashboard.scan_dashboard[0]"
SCAN_LOG_ADDRESSES = [
    "aws_cloudwatch_log_group.scan_logs[0]",
    "aws_cloudwatch_event_rule.scan_logs_scans[0]",
    "aws_cloudwatch_event_target.scan_logs_scans[0]",
    "aws_cloudwatch_event_rule.scan_logs_findings[0]",
    "aws_cloudwatch_event_target.scan_logs_findings[0]",
    *FILTER_ADDRESSES,
    *ALARMS,
    DASHBOARD,
]
CALL_ADDRESSES = [
    f"aws_cloudwatch_event_{kind}.scan_audit_{calls}[0]"
    for kind in ("rule", "target")
    for calls in ("calls", "registry_calls")
]
AUDIT_ADDRESSES = [
    "aws_cloudwatch_log_group.scan_audit[0]",
    "aws_cloudwatch_event_rule.scan_audit_actions[0]",
    "aws_cloudwatch_event_target.scan_audit_actions[0]",
    *CALL_ADDRESSES,
]
NOTIFICATION_ADDRESSES = [
    "aws_kms_key.scan_notifications[0]",
    "aws_sns_topic.scan_notifications[0]",
    "aws_sns_topic_policy.scan_notifications[0]",
    'aws_sns_topic_subscription.scan_notifications["security@example.com"]',
    'aws_sns_topic_subscription.scan_notifications["team@example.com"]',
    "aws_sqs_queue.scan_undelivered[0]",
    "aws_sqs_queue_policy.scan_undelivered[0]",
    "aws_cloudwatch_event_rule.scan_basic_notifications[0]",
    "aws_cloudwatch_event_target.scan_basic_notifications[0]",
    "aws_cloudwatch_event_rule.scan_enhanced_notifications[0]",
    "aws_cloudwatch_event_target.scan_enhanced_notifications[0]",
    "aws_cloudwatch_event_rule.scan_finding_notifications[0]",
    "aws_cloudwatch_event_target.scan_finding_notifications[0]",
]
RESOURCE_POLICY = "aws_cloudwatch_log_resource_policy.ecr_events[0]"

EVERY_ADDRESS = [*SCAN_LOG_ADDRESSES, *AUDIT_ADDRESSES, *NOTIFICATION_ADDRESSES, RESOURCE_POLICY]

# Switches that have nothing in common share a plan.
SWITCHES = [
    pytest.param(
        {"ecr_enable_scan_logging": False},
        dict.fromkeys(SCAN_LOG_ADDRESSES, "delete"),
        id="no scan log",
    ),
    pytest.param(
        {"ecr_enable_audit_trail": False},
        {**dict.fromkeys(AUDIT_ADDRESSES, "delete"), DASHBOARD: "update"},
        id="no audit trail",
    ),
    pytest.param(
        {"ecr_enable_cloudtrail_audit": False},
        {**dict.fromkeys(CALL_ADDRESSES, "delete"), DASHBOARD: "update"},
        id="no calls in the audit trail",
    ),
    pytest.param(
        {"ecr_alarm_thresholds": {}},
        {**dict.fromkeys(ALARMS[:2], "delete"), DASHBOARD: "update"},
        id="no alarms on findings",
    ),
    pytest.param(
        {"ecr_enable_notifications": False},
        {**dict.fromkeys(NOTIFICATION_ADDRESSES, "delete"), **dict.fromkeys(ALARMS, "update")},
        id="no notifications",
    ),
    pytest.param(
        {"ecr_enable_finding_notifications": False},
        {
            "aws_cloudwatch_event_rule.scan_finding_notifications[0]": "delete",
            "aws_cloudwatch_event_target.scan_finding_notifications[0]": "delete",
            "aws_sqs_queue_policy.scan_undelivered[0]": "update",
        },
        id="findings not told",
    ),
    pytest.param(
        {"ecr_notification_emails": [], "ecr_enable_dashboard": False},
        {**dict.fromkeys(NOTIFICATION_ADDRESSES[3:5], "delete"), DASHBOARD: "delete"},
        id="nobody told, and no dashboard",
    ),
    pytest.param(
        {
            "ecr_notification_emails": ["another@example.com", "security@example.com", "team@example.com"],
            "ecr_notification_subscriptions": {
                "dashboards": {"protocol": "https", "endpoint": "https://example.com/scans"}
            },
            "ecr_notification_severity": "MEDIUM",
        },
        {
            'aws_sns_topic_subscription.scan_notifications["another@example.com"]': "create",
            'aws_sns_topic_subscription.scan_notifications["dashboards"]': "create",
            "aws_cloudwatch_event_rule.scan_basic_notifications[0]": "update",
            "aws_cloudwatch_event_rule.scan_enhanced_notifications[0]": "update",
            "aws_cloudwatch_event_rule.scan_finding_notifications[0]": "update",
        },
        id="two more told, in another order, and of lesser severities",
    ),
]
