"""An application of somebody else's that watches its repositories: constructs, and CDKTF's tokens wherever they fit."""

from __future__ import annotations

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable, Token
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

app = App()
stack = TerraformStack(app, "Watching")
LocalBackend(stack, path="../../../terraform.watching.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region="us-east-1")
ireland = AwsProvider(stack, "ireland", alias="ireland", region="eu-west-1")


def variable(name: str, type_: str) -> TerraformVariable:
    return TerraformVariable(stack, name, type=type_)


wanted = variable("wanted", "bool").boolean_value
key = variable("key", "string").string_value
repositories = [
    cdktf_ecr.Repository(stack, name, name=f"team/{name}", provider=ireland) for name in ("api", "worker", "jobs")
]
listener = SqsQueue(stack, "listener", name="listener", provider=ireland)
monitoring = cdktf_ecr.ScanMonitoring(
    stack,
    "monitoring",
    repositories=[
        *repositories[:2],
        cdktf_ecr.MonitoredRepository(name="team/jobs", arn=repositories[2].arn),
    ],
    settings=cdktf_ecr.MonitoringSettings(
        enable_scan_logging=wanted,
        log_retention_days=variable("days", "number").number_value,
        log_kms_key_id=key,
        manage_log_resource_policy=wanted,
        metric_namespace=variable("namespace", "string").string_value,
        alarm_thresholds=Token.as_number_map(variable("thresholds", "map(number)").value),
        enable_notifications=wanted,
        create_notification_kms_key=False,
        notification_kms_key_id=key,
        notification_emails=[variable("email", "string").string_value],
        notification_subscriptions={"listener": {"protocol": "sqs", "endpoint": listener.arn}},
        notification_severity=variable("severity", "string").string_value,
        enable_finding_notifications=wanted,
        enable_audit_trail=wanted,
        enable_cloudtrail_audit=wanted,
        audit_retention_days=variable("days_of_audit", "number").number_value,
        enable_dashboard=wanted,
    ),
    tags=Token.as_string_map(variable("tags", "map(string)").value),
    provider=ireland,
)
assert monitoring.log
assert monitoring.audit
assert monitoring.notifications
assert monitoring.alarms
TerraformOutput(stack, "log", value=monitoring.log.log_group_name)
TerraformOutput(stack, "audit", value=monitoring.audit.log_group_name)
TerraformOutput(stack, "topic", value=monitoring.notifications.topic.arn)
TerraformOutput(stack, "queue", value=monitoring.notifications.queue_url)
TerraformOutput(stack, "dashboard", value=monitoring.dashboard_name)
TerraformOutput(stack, "alarms", value=monitoring.alarms.arns)
app.synth()
