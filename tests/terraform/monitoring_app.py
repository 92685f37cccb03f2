"""An application of somebody else's that knows the registry's scan type: its first argument says which."""

from __future__ import annotations

import sys

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

app = App()
stack = TerraformStack(app, "library")
LocalBackend(stack, path="../../../terraform.library.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region="eu-west-1")
cdktf_ecr.EcrModule(
    stack,
    "jobs",
    settings=cdktf_ecr.ModuleSettings(
        repository_name="team/jobs",
        enable_enhanced_scanning=sys.argv[1] == "ENHANCED",
        create_ec2_role=False,
        alarm_thresholds={"HIGH": 3, "CRITICAL": 1},
        notification_emails=("team@example.com",),
        notification_severity="CRITICAL",
        enable_finding_notifications=True,
    ),
    address="jobs",
)
app.synth()
