"""An application of somebody else's, with every construct of the library in it."""

from __future__ import annotations

import json

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ],
    }
)

app = App()
stack = TerraformStack(app, "library")
LocalBackend(stack, path="../../../terraform.library.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region="eu-west-1")
environment = TerraformVariable(stack, "environment", type="string", default="staging")
accounts = TerraformVariable(stack, "accounts", type="list(string)", default=["444455556666", "111122223333"])
nobody = TerraformVariable(stack, "nobody", type="list(string)", default=[])
deployer = IamRole(stack, "deployer", name="deployer", assume_role_policy=TRUST)

api = cdktf_ecr.Repository(
    stack,
    "api",
    name=f"{environment.string_value}/api",
    tag_mutability="IMMUTABLE",
    encryption=cdktf_ecr.Encryption(type="KMS", create_key=True),
    policy=cdktf_ecr.RepositoryPolicy(
        statements=(
            cdktf_ecr.RepositoryAccess.pull_by_principals([deployer.arn]),
            cdktf_ecr.RepositoryAccess.push_by_accounts(["111122223333"]),
            cdktf_ecr.RepositoryAccess.pull_by_lambda(["111122223333"], region="eu-west-1"),
            cdktf_ecr.RepositoryAccess.pull_by_organization("o-a1b2c3d4e5"),
        )
    ),
    tags={"Team": "API"},
)
web = cdktf_ecr.Repository(
    stack,
    "web",
    name="team/web.v2",
    lifecycle_policy=None,
    force_delete=True,
    pull_account_ids=nobody.list_value,
)
cdktf_ecr.RegistryScanningConfiguration(
    stack,
    "scanning",
    scanning=cdktf_ecr.RegistryScanning(
        scan_type="ENHANCED",
        rules=(
            cdktf_ecr.ScanRule(frequency="CONTINUOUS_SCAN", filters=("team/*", "job")),
            cdktf_ecr.ScanRule(frequency="SCAN_ON_PUSH", filters=("*",)),
        ),
    ),
)
cdktf_ecr.Ec2PullAccess(stack, "pull", repositories=[api, web.arn], name="team")
cdktf_ecr.Ec2PullAccess(stack, "pull_web", repositories=[web], role_name=deployer.name)
jobs = cdktf_ecr.EcrModule(
    stack,
    "jobs",
    settings=cdktf_ecr.ModuleSettings(
        repository_name="team/jobs",
        max_image_count=3,
        pull_account_ids=accounts.list_value,
        manage_registry_scanning=False,
        create_ec2_role=False,
        enable_notifications=False,
        tags={"Team": "Jobs"},
    ),
    address="jobs",
)
jobs.repository.grant_push("o-a1b2c3d4e5")
for name, repository in (("api", api), ("jobs", jobs.repository)):
    uris = [repository.uri_for_tag("v1"), repository.uri_for_tag("v1", dual_stack=True)]
    TerraformOutput(stack, f"{name}_uris", value=uris)
app.synth()
