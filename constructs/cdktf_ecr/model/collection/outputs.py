"""The outputs of the collection: their names and what they mean."""

from __future__ import annotations

OUTPUTS = {
    "repository_urls": "URLs of the repositories by name, to tag, push and pull images with.",
    "repository_arns": "ARNs of the repositories by name.",
    "registry_id": "Id of the registry, which is the account's.",
    "scan_rules": (
        "What the registry scans: a list of objects of `frequency` and `filters`. Empty without "
        "manage_registry_scanning, or where nothing is scanned automatically."
    ),
    "kms_key_arn": "ARN of the KMS key created for the repositories; null without create_kms_key.",
    "pull_policy_arns": "ARNs of the IAM policies that let their holder log in and pull from all repositories, a list.",
    "ec2_role_arn": "ARN of the role for EC2 instances; null without create_ec2_role.",
    "instance_profile_name": "Name of the instance profile to launch EC2 instances with; null without create_ec2_role.",
    "scan_log_group_name": "Name of the log group of scan events; null without enable_scan_logging.",
    "audit_log_group_name": "Name of the log group of pushes and deletes; null without enable_audit_trail.",
    "notification_topic_arn": "ARN of the SNS topic of scans and alarms; null without enable_notifications.",
    "dashboard_name": "Name of the CloudWatch dashboard; null without enable_dashboard or enable_scan_logging.",
    "alarm_arns": "ARNs of the CloudWatch alarms, a list; empty without enable_scan_logging.",
}

# What a switched-off part leaves null.
NULLABLE_OUTPUTS = frozenset(
    {
        "kms_key_arn",
        "ec2_role_arn",
        "instance_profile_name",
        "scan_log_group_name",
        "audit_log_group_name",
        "notification_topic_arn",
        "dashboard_name",
    }
)
