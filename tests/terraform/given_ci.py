"""Roles of CI, each argument a value or a Terraform expression of it."""

from __future__ import annotations

from cdktf import TerraformStack

from cdktf_ecr import CircleCi, CiRoles, Deployment, GitHubActions, OidcProvider, StateBucket
from tests.terraform.given_arguments import ACCOUNT, ARN, ARNS, BOUNDARY, KEY, TAGS, Given


def ci_roles(stack: TerraformStack, given: Given) -> None:
    jobs = GitHubActions(
        repositories=[given("string", "acme/api", "Acme/API.v2"), "acme/web"],
        branches=[given("string", "main", "release/1.x")],
        environments=[given("string", "production", "eu:1")],
        audience=given("string", "sts.amazonaws.com"),
    )
    provider = OidcProvider(stack, "github", trust=jobs, tags=given("map(string)", *TAGS))
    CiRoles(
        stack,
        "ci",
        name=given("string", "team/api", "a" * 256),
        oidc_provider_arn=provider.arn,
        build_trust=jobs,
        repositories=given("list(string)", *ARNS),
        deploy_trust=jobs,
        deployment=Deployment(
            repository_names=["team/api", given("string", "team/web", "a--b")],
            account_id=given("string", ACCOUNT),
            region=given("string", "eu-west-1"),
            partition=given("string", "aws"),
            kms_key_arns=[given("string", KEY)],
            role_boundary_arn=given("string", BOUNDARY),
        ),
        region=given("string", "eu-west-1"),
        max_session_duration=given("number", 3600, 43200),
        permissions_boundary_arn=given("string", BOUNDARY),
        tags=given("map(string)", {}, *TAGS),
    )


def other_ci_roles(stack: TerraformStack, given: Given) -> None:
    ids = ("5f2ad3c1-7a1e-4a0f-9b53-1d2f9d6f7c11", "0b2fdc34-24d5-4c8f-a9a8-6c4f5d6f0a22")
    circleci = CircleCi(
        organization_id=given("string", *ids),
        project_ids=[given("string", *ids)],
        vcs_origin=given("string", "github.com/acme/api"),
        branches=[given("string", "main", "release/1.x")],
        tags=[given("string", "v*")],
    )
    CiRoles(
        stack,
        "circleci_roles",
        name="circleci",
        oidc_provider_arn=OidcProvider(stack, "circleci", trust=circleci).arn,
        build_trust=circleci,
        repositories=[ARN.format("team/api"), given("string", ARN.format("a--b"))],
        build_role_name=given("string", "builder"),
    )
    releases = GitHubActions(organization=given("string", "acme"), tags=[given("string", "v*")])
    CiRoles(
        stack,
        "releases",
        name="releases",
        oidc_provider_arn=given("string", f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"),
        build_trust=releases,
        repositories=[ARN.format("team/api")],
        deploy_role_name=given("string", "deployer"),
        deploy_trust=releases,
        deployment=Deployment(
            repository_names=["team/db"],
            account_id=ACCOUNT,
            region="eu-west-1",
            key_tags={"Stack": given("string", "ecr", "Größe")},
            state=StateBucket(
                bucket=given("string", "acme-states"),
                key=given("string", "ecr.tfstate"),
                kms_key_arn=given("string", KEY),
            ),
        ),
    )
