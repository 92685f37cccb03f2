"""The life of a stack: created with everything on, every variable changed once, parts switched off."""

from __future__ import annotations

from typing import Any

# What is not changed in a life, and why.
SAME = {
    "aws_region": "another region is another stack",
    "ecr_repository_name": "a deploy role is for the repositories that it names",
}


def life(key_arn: str) -> list[dict[str, Any]]:
    """Return the stack's variables at each of its stages.

    Between them every variable takes two values at least, but those of `SAME`.

    Args:
        key_arn: A key of somebody else.
    """
    created: dict[str, Any] = {
        "environment": "staging",
        "ecr_tags": {"Team": "data", "Old": "yes"},
        "ecr_image_tag_mutability": "MUTABLE",
        "ecr_encryption_type": "KMS",
        "ecr_create_kms_key": True,
        "ecr_kms_key_id": None,
        "ecr_scan_on_push": True,
        "ecr_force_delete": False,
        "ecr_enable_enhanced_scanning": True,
        "ecr_manage_registry_scanning": True,
        "ecr_scan_frequency": "SCAN_ON_PUSH",
        "ecr_scan_repository_filters": ["*"],
        "ecr_regions_without_inspector": ["us-iso-east-1"],
        "ecr_max_image_count": 10,
        "ecr_dev_image_count": 5,
        "ecr_untagged_image_days": 1,
        "ecr_pull_account_ids": ["111122223333"],
        "ecr_create_ec2_role": True,
        "ecr_create_pull_policy": True,
        "ecr_ec2_role_boundary_arn": None,
        "ecr_enable_scan_logging": True,
        "ecr_log_retention_days": 14,
        "ecr_create_log_kms_key": True,
        "ecr_log_kms_key_id": None,
        "ecr_manage_log_resource_policy": True,
        "ecr_metric_namespace": "CdktfEcr/ImageScans",
        "ecr_alarm_thresholds": {"CRITICAL": 1, "HIGH": 5},
        "ecr_enable_dashboard": True,
        "ecr_enable_notifications": True,
        "ecr_create_notification_kms_key": True,
        "ecr_notification_kms_key_id": None,
        "ecr_notification_emails": ["team@example.com"],
        "ecr_notification_severity": "HIGH",
        "ecr_notification_subscriptions": {
            "queue": {"protocol": "sqs", "endpoint": "arn:aws:sqs:us-east-1:123456789012:q"}
        },
        "ecr_enable_finding_notifications": True,
        "ecr_enable_audit_trail": True,
        "ecr_enable_cloudtrail_audit": True,
        "ecr_audit_retention_days": 90,
    }
    changed = {
        **created,
        "environment": "production",
        "ecr_tags": {"Team": "web", "New": "yes"},
        "ecr_image_tag_mutability": "IMMUTABLE",
        "ecr_scan_on_push": False,
        "ecr_force_delete": True,
        "ecr_scan_frequency": "CONTINUOUS_SCAN",
        "ecr_scan_repository_filters": ["inscribe/*"],
        "ecr_regions_without_inspector": [],
        "ecr_max_image_count": 20,
        "ecr_dev_image_count": 6,
        "ecr_untagged_image_days": 2,
        "ecr_pull_account_ids": ["111122223333", "444455556666"],
        "ecr_ec2_role_boundary_arn": "arn:aws:iam::aws:policy/PowerUserAccess",
        "ecr_log_retention_days": 0,
        "ecr_create_log_kms_key": False,
        "ecr_log_kms_key_id": key_arn,
        "ecr_metric_namespace": "Team/Scans",
        "ecr_alarm_thresholds": {"CRITICAL": 2, "MEDIUM": 50},
        "ecr_create_notification_kms_key": False,
        "ecr_notification_kms_key_id": key_arn,
        "ecr_notification_emails": ["other@example.com"],
        "ecr_notification_severity": "CRITICAL",
        "ecr_notification_subscriptions": {
            "queue": {"protocol": "sqs", "endpoint": "arn:aws:sqs:us-east-1:123456789012:other"}
        },
        "ecr_audit_retention_days": 0,
    }
    parts_off = {
        **changed,
        "ecr_create_kms_key": False,
        "ecr_kms_key_id": key_arn,
        "ecr_enable_enhanced_scanning": False,
        "ecr_scan_frequency": "SCAN_ON_PUSH",
        "ecr_pull_account_ids": [],
        "ecr_create_pull_policy": False,
        "ecr_log_kms_key_id": None,
        "ecr_manage_log_resource_policy": False,
        "ecr_enable_dashboard": False,
        "ecr_enable_notifications": False,
        "ecr_enable_finding_notifications": False,
        "ecr_enable_cloudtrail_audit": False,
    }
    hardly_anything = {
        **parts_off,
        "ecr_encryption_type": "AES256",
        "ecr_kms_key_id": None,
        "ecr_manage_registry_scanning": False,
        "ecr_create_ec2_role": False,
        "ecr_enable_scan_logging": False,
        "ecr_enable_audit_trail": False,
    }
    return [created, changed, parts_off, hardly_anything]
