"""A changed setting changes the resource it belongs to, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.monitoring import FILTERS, NOT_SCANNED
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

FILTER_ADDRESSES = [f"aws_cloudwatch_log_metric_filter.scan_metrics_{name}[0]" for name in (*FILTERS, NOT_SCANNED)]
FINDINGS_ALARMS = 'aws_cloudwatch_metric_alarm.scan_alarms_findings["inscribe/customer-data-service'
FAILURES_ALARM = 'aws_cloudwatch_metric_alarm.scan_alarms_failures["inscribe/customer-data-service"]'
NOT_SCANNED_ALARM = "aws_cloudwatch_metric_alarm.scan_alarms_not_scanned[0]"

CHANGES = [
    pytest.param({"ecr_max_image_count": 20}, {"aws_ecr_lifecycle_policy.this": "replace"}, id="image count"),
    pytest.param(
        {"ecr_log_retention_days": 30}, {"aws_cloudwatch_log_group.scan_logs[0]": "update"}, id="log retention"
    ),
    pytest.param(
        {"ecr_scan_frequency": "CONTINUOUS_SCAN"},
        {"aws_ecr_registry_scanning_configuration.this[0]": "update"},
        id="scan frequency",
    ),
    pytest.param(
        {"ecr_enable_enhanced_scanning": False},
        {"aws_ecr_registry_scanning_configuration.this[0]": "update"},
        id="basic scanning",
    ),
    pytest.param(
        {"ecr_scan_on_push": False},
        {
            "aws_ecr_registry_scanning_configuration.this[0]": "update",
            "aws_ecr_repository.this": "update",
        },
        id="scan on push",
    ),
    pytest.param(
        {"ecr_manage_registry_scanning": False},
        {"aws_ecr_registry_scanning_configuration.this[0]": "delete"},
        id="registry left alone",
    ),
    pytest.param(
        {"ecr_pull_account_ids": ["111122223333"]}, {"aws_ecr_repository_policy.this[0]": "create"}, id="pull accounts"
    ),
    pytest.param({"ecr_image_tag_mutability": "IMMUTABLE"}, {"aws_ecr_repository.this": "update"}, id="tag mutability"),
    pytest.param({"ecr_force_delete": True}, {"aws_ecr_repository.this": "update"}, id="force delete"),
    pytest.param(
        {"ecr_create_ec2_role": False},
        {
            "aws_iam_role.ec2_pull[0]": "delete",
            "aws_iam_role_policy.ec2_pull[0]": "delete",
            "aws_iam_instance_profile.ec2_pull[0]": "delete",
        },
        id="no role",
    ),
    pytest.param(
        {"ecr_manage_log_resource_policy": False},
        {"aws_cloudwatch_log_resource_policy.ecr_events[0]": "delete"},
        id="log resource policy elsewhere",
    ),
    pytest.param(
        {"ecr_enable_scan_logging": False},
        {
            "aws_cloudwatch_log_group.scan_logs[0]": "delete",
            "aws_cloudwatch_event_rule.scan_logs_scans[0]": "delete",
            "aws_cloudwatch_event_target.scan_logs_scans[0]": "delete",
            "aws_cloudwatch_event_rule.scan_logs_findings[0]": "delete",
            "aws_cloudwatch_event_target.scan_logs_findings[0]": "delete",
            **dict.fromkeys(FILTER_ADDRESSES, "delete"),
            f'{FINDINGS_ALARMS} CRITICAL"]': "delete",
            FAILURES_ALARM: "delete",
            NOT_SCANNED_ALARM: "delete",
            "aws_cloudwatch_dashboard.scan_dashboard[0]": "delete",
        },
        id="no logging",
    ),
    pytest.param(
        {"ecr_enable_audit_trail": False},
        {
            "aws_cloudwatch_log_group.scan_audit[0]": "delete",
            "aws_cloudwatch_event_rule.scan_audit_actions[0]": "delete",
            "aws_cloudwatch_event_target.scan_audit_actions[0]": "delete",
            "aws_cloudwatch_dashboard.scan_dashboard[0]": "update",
        },
        id="no audit trail",
    ),
    pytest.param(
        {"ecr_enable_cloudtrail_audit": True},
        {
            **{
                f"aws_cloudwatch_event_{kind}.scan_audit_{calls}[0]": "create"
                for kind in ("rule", "target")
                for calls in ("calls", "registry_calls")
            },
            "aws_cloudwatch_dashboard.scan_dashboard[0]": "update",
        },
        id="calls in the audit trail",
    ),
    pytest.param(
        {"ecr_audit_retention_days": 30},
        {"aws_cloudwatch_log_group.scan_audit[0]": "update"},
        id="audit retention",
    ),
    pytest.param(
        {"ecr_enable_dashboard": False}, {"aws_cloudwatch_dashboard.scan_dashboard[0]": "delete"}, id="no dashboard"
    ),
    pytest.param(
        {"ecr_alarm_thresholds": {"CRITICAL": 1, "HIGH": 10}},
        {
            f'{FINDINGS_ALARMS} HIGH"]': "create",
            "aws_cloudwatch_dashboard.scan_dashboard[0]": "update",  # It shows the new alarm, too.
        },
        id="one more alarm",
    ),
    pytest.param(
        {"ecr_metric_namespace": "Team/Scans"},
        {
            **dict.fromkeys(FILTER_ADDRESSES, "update"),
            f'{FINDINGS_ALARMS} CRITICAL"]': "update",
            FAILURES_ALARM: "update",
            NOT_SCANNED_ALARM: "update",
            "aws_cloudwatch_dashboard.scan_dashboard[0]": "update",
        },
        id="metric namespace",
    ),
    pytest.param(
        {"ecr_log_kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000"},
        {
            "aws_cloudwatch_log_group.scan_logs[0]": "update",
            "aws_cloudwatch_log_group.scan_audit[0]": "update",
        },
        id="key of the logs",
    ),
    pytest.param(
        {"ecr_create_log_kms_key": True},
        {
            "aws_kms_key.scan_logs[0]": "create",
            "aws_cloudwatch_log_group.scan_logs[0]": "update",
            "aws_cloudwatch_log_group.scan_audit[0]": "update",
        },
        id="a key of the logs' own",
    ),
    pytest.param(
        {"ecr_notification_emails": ["team@example.com"], "ecr_enable_finding_notifications": True},
        {},
        id="e-mails without notifications",
    ),
    pytest.param(
        {"ecr_tags": {"Team": "data"}, "environment": "staging"},
        {
            "aws_ecr_repository.this": "update",
            "aws_iam_role.ec2_pull[0]": "update",
            "aws_iam_instance_profile.ec2_pull[0]": "update",
            "aws_cloudwatch_log_group.scan_logs[0]": "update",
            "aws_cloudwatch_log_group.scan_audit[0]": "update",
            "aws_cloudwatch_event_rule.scan_logs_scans[0]": "update",
            "aws_cloudwatch_event_rule.scan_logs_findings[0]": "update",
            "aws_cloudwatch_event_rule.scan_audit_actions[0]": "update",
            f'{FINDINGS_ALARMS} CRITICAL"]': "update",
            FAILURES_ALARM: "update",
            NOT_SCANNED_ALARM: "update",
        },
        id="tags",
    ),
]


@pytest.fixture(scope="module")
def applied(
    place: Place, emulator: Emulator, stack_directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Terraform:
    """The stack with the guide's defaults, applied without notifications, for which the provider waits a minute."""
    emulator.reset()
    terraform = place(tmp_path_factory.mktemp("changes"), stack_directory).with_variables(
        ecr_enable_notifications="false"
    )
    terraform.apply()
    return terraform


@pytest.mark.parametrize(("changed", "expected"), CHANGES)
def test_a_change_touches_only_what_it_is_about(
    applied: Terraform, changed: dict[str, object], expected: dict[str, str]
) -> None:
    assert applied.plan(changed, refresh=False).changes == expected


def test_a_change_of_the_encryption_is_seen_to_replace_the_repository(applied: Terraform) -> None:
    settings = {"ecr_encryption_type": "KMS", "ecr_create_kms_key": True}
    changes = applied.plan(settings, refresh=False).changes
    # ECR deletes a repository's lifecycle policy with it.
    assert changes["aws_ecr_repository.this"] == changes["aws_ecr_lifecycle_policy.this"] == "replace"
    assert {address for address, action in changes.items() if action == "create"} == {
        "aws_kms_key.this[0]",
        "aws_kms_alias.this[0]",
    }
