"""Three repositories, watched: scans in a log, counts, alarms, a dashboard, and a queue that hears what is severe."""

import cdktf_ecr  # before cdktf
from cdktf import App, TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.sqs_queue import SqsQueue

app = App()
stack = TerraformStack(app, "registry")
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.require_provider(stack)

repositories = [cdktf_ecr.Repository(stack, name, name=f"team/{name}") for name in ("api", "worker", "jobs")]
tickets = SqsQueue(stack, "tickets", name="tickets")

monitoring = cdktf_ecr.ScanMonitoring(
    stack,
    "monitoring",
    repositories=repositories,
    settings=cdktf_ecr.MonitoringSettings(
        alarm_thresholds={"CRITICAL": 1, "HIGH": 10},
        notification_emails=["security@example.org"],
        # By a name of yours: the endpoint may be known after the apply only.
        notification_subscriptions={"tickets": {"protocol": "sqs", "endpoint": tickets.arn}},
    ),
)

if monitoring.log:
    TerraformOutput(stack, "log_group", value=monitoring.log.log_group_name)
app.synth()
