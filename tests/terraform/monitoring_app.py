"""An application of somebody else's: a module whose scan type Python knows, and repositories that a variable names."""

from __future__ import annotations

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository
from cdktf_cdktf_provider_aws.provider import AwsProvider

REGION = "us-east-2"

app = App()
stack = TerraformStack(app, "library")
LocalBackend(stack, path="../../../terraform.library.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region=REGION)
TerraformVariable(stack, "names", type="set(string)")
TerraformVariable(stack, "notify", type="bool", default=False)
TerraformVariable(stack, "team", type="string", default="Fleet")
cdktf_ecr.EcrModule(
    stack,
    "jobs",
    settings=cdktf_ecr.ModuleSettings(
        repository_name="team/jobs",
        enable_enhanced_scanning=True,
        create_ec2_role=False,
        alarm_thresholds={"HIGH": 3, "CRITICAL": 1},
        enable_notifications=False,
    ),
    address="jobs",
)
repositories = EcrRepository(stack, "repositories", name="${each.key}")
repositories.add_override("for_each", "${var.names}")
cdktf_ecr.ScanMonitoring(
    stack,
    "fleet",
    name="fleet",
    repositories="${{for name, repository in aws_ecr_repository.repositories : name => repository.arn}}",
    settings=cdktf_ecr.MonitoringSettings(
        enable_notifications="${var.notify}",
        enable_finding_notifications=True,
        enable_cloudtrail_audit=True,
        notification_severity="CRITICAL",
        metric_namespace="${var.team}/Scans",
        manage_log_resource_policy=False,
    ),
)
app.synth()
