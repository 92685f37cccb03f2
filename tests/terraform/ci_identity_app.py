"""An account's identities for CI: CircleCI builds and deploys the guide's repository, GitHub Actions another one."""

from __future__ import annotations

import cdktf_ecr  # noqa: F401  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformStack
from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr.model.ci_identity import CircleCi, Deployment, GitHubActions, StateBucket
from cdktf_ecr.resources.ci.ci_roles import CiRoles
from cdktf_ecr.resources.ci.oidc_provider import OidcProvider

ORGANIZATION_ID = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0"
PROJECT_ID = "6a1b2c3d-0000-4000-8000-000000000001"

app = App()
stack = TerraformStack(app, "ci")
LocalBackend(stack, path="../../../terraform.ci.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region="us-east-1")
account = DataAwsCallerIdentity(stack, "account")
partition = DataAwsPartition(stack, "partition")

circleci = CircleCi(organization_id=ORGANIZATION_ID, project_ids=[PROJECT_ID])
CiRoles(
    stack,
    "circleci",
    name="inscribe/customer-data-service",
    oidc_provider_arn=OidcProvider(stack, "circleci_provider", trust=circleci, tags={"Team": "CI"}).arn,
    build_trust=circleci,
    repositories=["arn:aws:ecr:us-east-1:123456789012:repository/inscribe/customer-data-service"],
    deploy_trust=CircleCi(
        organization_id=ORGANIZATION_ID,
        project_ids=[PROJECT_ID],
        vcs_origin="github.com/inscribe/customer-data-service",
        branches=["main"],
    ),
    deployment=Deployment(
        repository_names=["inscribe/customer-data-service"],
        account_id=account.account_id,
        region="us-east-1",
        partition=partition.partition,
        create_log_kms_key=True,
        create_pull_policy=True,
        state=StateBucket(bucket="state", key="cdktf-ecr/ecr.tfstate"),
    ),
    max_session_duration=7200,
    permissions_boundary_arn="arn:aws:iam::aws:policy/PowerUserAccess",
    tags={"Team": "CI"},
)
github = GitHubActions(
    repositories=["acme/web", "acme@12/web@34"], branches=["main", "release/*"], environments=["production"]
)
CiRoles(
    stack,
    "github",
    name="team/web",
    oidc_provider_arn=OidcProvider(stack, "github_provider", trust=github).arn,
    build_trust=GitHubActions(repositories=["acme/web", "acme@12/web@34"]),
    repositories=["arn:aws:ecr:us-east-1:123456789012:repository/team/web"],
    allow_pull=True,
    build_role_name="web-builder",
    deploy_trust=github,
    deployment=Deployment(
        repository_names=["team/*"],
        account_id=account.account_id,
        region="us-east-1",
        create_kms_key=False,
        create_notification_kms_key=False,
    ),
)
app.synth()
