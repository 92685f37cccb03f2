"""Every resource and data source of a construct is of the provider that the construct is given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cdktf import TerraformProvider, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import (
    CiRoles,
    CreationTemplate,
    Deployment,
    GitHubActions,
    OidcProvider,
    PublicRepository,
    PullThroughCache,
    RegistryAccess,
    RegistryPermissions,
    RegistryPolicy,
    RegistryScanning,
    RegistryScanningConfiguration,
    Replication,
    ReplicationDestination,
    ReplicationRule,
    RepositoryCreationTemplate,
)
from tests.synthesized import Synth

Create = Callable[[TerraformStack, TerraformProvider], object]

ACCOUNT = "111122223333"
JOBS = GitHubActions(repositories=["acme/api"], branches=["main"])
DEPLOYMENT = Deployment(repository_names=["team/api"], account_id=ACCOUNT, region="eu-west-1")
OIDC_ARN = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/release"
ROLES = {"aws_iam_role.it_build", "aws_iam_role.it_deploy"}
ROLE_POLICIES = {"aws_iam_role_policy.it_build", "aws_iam_role_policy.it_deploy"}
OWN_ACCOUNT = "data.aws_caller_identity.it"

# What creates a construct with everything that can be in it, and the addresses of its resources.
CONSTRUCTS: dict[str, tuple[Create, set[str]]] = {
    "ci_roles": (
        lambda stack, provider: CiRoles(
            stack,
            "it",
            name="team/api",
            oidc_provider_arn=OIDC_ARN,
            build_trust=JOBS,
            repositories=[f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/team/api"],
            deploy_trust=JOBS,
            deployment=DEPLOYMENT,
            provider=provider,
        ),
        ROLES | ROLE_POLICIES,
    ),
    "oidc_provider": (
        lambda stack, provider: OidcProvider(stack, "it", trust=JOBS, provider=provider),
        {"aws_iam_openid_connect_provider.it"},
    ),
    "existing_oidc_provider": (
        lambda stack, provider: OidcProvider(stack, "it", trust=JOBS, create=False, provider=provider),
        {"data.aws_iam_openid_connect_provider.it"},
    ),
    "public_repository": (
        lambda stack, provider: PublicRepository(
            stack, "it", name="team/api", push_principal_arns=[ROLE_ARN], provider=provider
        ),
        {"aws_ecrpublic_repository.it", "aws_ecrpublic_repository_policy.it"},
    ),
    "pull_through_cache": (
        lambda stack, provider: PullThroughCache(stack, "it", prefix="k8s", upstream="k8s", provider=provider),
        {"aws_ecr_pull_through_cache_rule.it"},
    ),
    "registry_permissions": (
        lambda stack, provider: RegistryPermissions(
            stack,
            "it",
            policy=RegistryPolicy(statements=[RegistryAccess.replication_by_accounts([ACCOUNT])]),
            provider=provider,
        ),
        {"aws_ecr_registry_policy.it", OWN_ACCOUNT, "data.aws_partition.it", "data.aws_region.it"},
    ),
    "registry_scanning": (
        lambda stack, provider: RegistryScanningConfiguration(
            stack, "it", scanning=RegistryScanning.enhanced(), provider=provider
        ),
        {"aws_ecr_registry_scanning_configuration.it"},
    ),
    "replication": (
        lambda stack, provider: Replication(
            stack,
            "it",
            rules=[ReplicationRule(destinations=[ReplicationDestination(region="eu-central-1")])],
            provider=provider,
        ),
        {"aws_ecr_replication_configuration.it", OWN_ACCOUNT},
    ),
    "repository_creation_template": (
        lambda stack, provider: RepositoryCreationTemplate(
            stack, "it", template=CreationTemplate(prefix="prod", applied_for=["REPLICATION"]), provider=provider
        ),
        {"aws_ecr_repository_creation_template.it"},
    ),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_everything_is_of_the_given_provider(new_stack: TerraformStack, synth: Synth, name: str) -> None:
    create, addresses = CONSTRUCTS[name]

    create(new_stack, AwsProvider(new_stack, "other", region="us-east-1", alias="other"))

    synthesized = synth()
    blocks = {"": synthesized.get("resource", {}), "data.": synthesized.get("data", {})}
    providers = {
        f"{prefix}{type_}.{name}": resource.get("provider")
        for prefix, types in blocks.items()
        for type_, named in types.items()
        for name, resource in named.items()
    }
    assert providers == dict.fromkeys(addresses, "aws.other")
