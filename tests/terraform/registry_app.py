"""An application of somebody else's, with everything around the registry in it.

Its first argument is what to put in: "applied", what the emulator can do, or "planned", what it cannot.
"""

from __future__ import annotations

import json
import sys

import cdktf_ecr  # isort: skip - before cdktf
from cdktf import App, LocalBackend, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.secretsmanager_secret import SecretsmanagerSecret

from cdktf_ecr.model.access.iam import assume_role_policy
from cdktf_ecr.model.registry.creation_template import CreationTemplate, creation_role_policy
from cdktf_ecr.model.registry.public_repository import CatalogData
from cdktf_ecr.model.registry.pull_through_cache import pull_through_policy
from cdktf_ecr.model.registry.registry_policy import RegistryAccess, RegistryPolicy
from cdktf_ecr.model.registry.replication import ReplicationDestination, ReplicationRule
from cdktf_ecr.resources.registry.creation_template import RepositoryCreationTemplate
from cdktf_ecr.resources.registry.public_repository import PublicRepository
from cdktf_ecr.resources.registry.pull_through_cache import PullThroughCache
from cdktf_ecr.resources.registry.registry_policy import RegistryPermissions
from cdktf_ecr.resources.registry.replication import Replication

OTHER_ACCOUNT = "111122223333"
CACHED = "arn:aws:ecr:eu-west-1:123456789012:repository/docker-hub/*"


def applied(stack: TerraformStack) -> None:
    """Replicate within the account and to another one; let that one replicate back."""
    account = TerraformVariable(stack, "source_account", type="string", default=OTHER_ACCOUNT)
    rule = ReplicationRule(
        destinations=(
            ReplicationDestination(region="eu-central-1"),
            ReplicationDestination(region="eu-west-1", account_id=OTHER_ACCOUNT),
        ),
        prefixes=("team/", "prod"),
    )
    Replication(stack, "copies", rules=[rule])
    grants = (
        RegistryAccess.replication_by_accounts([account.string_value], repositories=["team/*"]),
        RegistryAccess.replication_by_accounts(
            ["444455556666"], repositories=["prod*"], create_repositories=False, sid="ReplicateProduction"
        ),
    )
    RegistryPermissions(stack, "registry", policy=RegistryPolicy(statements=grants))
    secret = SecretsmanagerSecret(stack, "docker_hub", name="ecr-pullthroughcache/docker-hub")
    role = IamRole(stack, "builder", name="builder", assume_role_policy=json.dumps(assume_role_policy()))
    pull = IamPolicy(stack, "pull", name="pull", policy=json.dumps(pull_through_policy(CACHED)))
    IamRolePolicyAttachment(stack, "builder_pull", role=role.name, policy_arn=pull.arn)
    stack.add_override("output.secret_arn.value", secret.arn)


def planned(stack: TerraformStack) -> None:
    """Cache three registries, with templates for the repositories; publish one repository."""
    secret = SecretsmanagerSecret(stack, "secret", name="ecr-pullthroughcache/docker-hub")
    trust = json.dumps(assume_role_policy(service="ecr.amazonaws.com"))
    role = IamRole(stack, "creator", name="creator", assume_role_policy=trust)
    creation = IamPolicy(stack, "creation", name="creation", policy=json.dumps(creation_role_policy(CACHED)))
    IamRolePolicyAttachment(stack, "creator_creation", role=role.name, policy_arn=creation.arn)

    hub = PullThroughCache(stack, "docker_hub", prefix="docker-hub", upstream="docker-hub", credential_arn=secret.arn)
    PullThroughCache(stack, "k8s", prefix="k8s", upstream="registry.k8s.io")
    PullThroughCache(
        stack,
        "platform",
        prefix="platform",
        upstream="111122223333.dkr.ecr.us-east-1.amazonaws.com",
        custom_role_arn=role.arn,
        upstream_prefix="base",
    )
    cached = CreationTemplate(
        prefix="docker-hub",
        applied_for=("PULL_THROUGH_CACHE", "REPLICATION"),
        description="Images of Docker Hub",
        encryption=cdktf_ecr.Encryption(type="KMS"),
        lifecycle_policy=cdktf_ecr.standard_policy(),
        policy=cdktf_ecr.RepositoryPolicy(statements=[cdktf_ecr.RepositoryAccess.pull_by_organization("o-a1b2c3d4e5")]),
        resource_tags={"Team": "Platform"},
        custom_role_arn=role.arn,
    )
    RepositoryCreationTemplate(stack, "cached", template=cached)
    everything_else = CreationTemplate(prefix="ROOT", applied_for=["REPLICATION"], tag_mutability="IMMUTABLE")
    RepositoryCreationTemplate(stack, "everything_else", template=everything_else)
    fill = RegistryAccess.pull_through_by_principals([role.arn], repositories=[hub.repositories])
    RegistryPermissions(stack, "registry", policy=RegistryPolicy(statements=[fill]))

    virginia = AwsProvider(stack, "virginia", region="us-east-1", alias="virginia")
    catalog = CatalogData(
        description="What we publish",
        about_text="# About",
        usage_text="`docker pull`",
        architectures=("x86-64", "ARM 64"),
        operating_systems=("Linux",),
        logo=b"\x89PNG",
    )
    PublicRepository(
        stack,
        "published",
        name="team/published",
        catalog=catalog,
        push_principal_arns=[role.arn],
        force_destroy=True,
        tags={"Team": "API"},
        provider=virginia,
    )


app = App()
stack = TerraformStack(app, "library")
LocalBackend(stack, path="../../../terraform.library.tfstate")
stack.add_override("terraform.required_providers.aws", {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"})
AwsProvider(stack, "aws", region="eu-west-1")
{"applied": applied, "planned": planned}[sys.argv[1]](stack)
app.synth()
