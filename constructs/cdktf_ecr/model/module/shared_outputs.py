"""The outputs that the ECR module and the collection have alike."""

from __future__ import annotations

OUTPUTS = {
    "ec2_role_arn": "ARN of the role for EC2 instances; null without create_ec2_role.",
    "instance_profile_name": "Name of the instance profile to launch EC2 instances with; null without create_ec2_role.",
    "scan_log_group_name": "Name of the log group of scan events; null without enable_scan_logging.",
    "audit_log_group_name": "Name of the log group of the audit trail; null without enable_audit_trail.",
    "notification_topic_arn": "ARN of the SNS topic of scans and alarms; null without enable_notifications.",
    "dashboard_name": "Name of the CloudWatch dashboard; null without enable_dashboard or enable_scan_logging.",
    "alarm_arns": "ARNs of the CloudWatch alarms, a list; empty without enable_scan_logging.",
}

# What a switched-off part leaves null.
NULLABLE_OUTPUTS = frozenset(OUTPUTS) - {"alarm_arns"} | {"kms_key_arn"}
