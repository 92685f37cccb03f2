"""Every construct that a user may create, each with all that can be in it and some of that known to Terraform alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from cdktf import TerraformProvider, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from cdktf_ecr import (
    AccountSettings,
    CiRoles,
    CollectionSettings,
    ContainerHost,
    CreationTemplate,
    Deployment,
    Ec2PullAccess,
    EcrCollection,
    EcrModule,
    Encryption,
    ExistingRepository,
    GitHubActions,
    HostSettings,
    LogDeliveryPolicy,
    ModuleSettings,
    MonitoredRepository,
    MonitoringSettings,
    OidcProvider,
    Principal,
    PublicRepository,
    PullThroughCache,
    PullTimeExclusion,
    RegistryAccess,
    RegistryPermissions,
    RegistryPolicy,
    RegistryScanning,
    RegistryScanningConfiguration,
    Replication,
    ReplicationDestination,
    ReplicationRule,
    Repository,
    RepositoryCreationTemplate,
    ScanMonitoring,
    ServiceDeployment,
    declare_variables,
    require_provider,
)

Create: TypeAlias = Callable[[TerraformStack, TerraformProvider], Any]

ACCOUNT = "111122223333"
ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/team/api"
JOBS = GitHubActions(repositories=["acme/api"], branches=["main"])
EVERYTHING: dict[str, Any] = {
    "notification_emails": ["team@example.com"],
    "notification_subscriptions": {"queue": {"protocol": "sqs", "endpoint": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:q"}},
    "enable_finding_notifications": True,
    "enable_cloudtrail_audit": True,
}
CREATED_KEY = Encryption(type="KMS", create_key=True)


def _variable(stack: TerraformStack, name: str, type_: str) -> TerraformVariable:
    return TerraformVariable(stack, name, type=type_)


def _repository(stack: TerraformStack, provider: TerraformProvider) -> Repository:
    repository = Repository(stack, "it", name="team/api", encryption=CREATED_KEY, provider=provider)
    repository.grant_pull("o-a1b2c3d4e5")
    repository.grant_push(IamRole(stack, "role", name="role", assume_role_policy="{}", provider=provider))
    return repository


def _repository_of_tokens(stack: TerraformStack, provider: TerraformProvider) -> Repository:
    wanted = _variable(stack, "wanted", "bool").boolean_value
    return Repository(
        stack,
        "it",
        name=_variable(stack, "name", "string").string_value,
        encryption=Encryption(type=_variable(stack, "type", "string").string_value, create_key=wanted),
        pull_account_ids=_variable(stack, "accounts", "list(string)").list_value,
        provider=provider,
    )


def _existing_by_name(stack: TerraformStack, provider: TerraformProvider) -> ExistingRepository:
    name = _variable(stack, "name", "string").string_value
    existing = ExistingRepository.from_name(stack, "it", name=name, manage_policy=True, provider=provider)
    existing.grant_pull(ACCOUNT)
    return existing


def _existing_by_arn(stack: TerraformStack, provider: TerraformProvider) -> ExistingRepository:
    arn = _variable(stack, "arn", "string").string_value
    existing = ExistingRepository.from_arn(stack, "it", arn=arn, provider=provider)
    existing.grant_read_scans("ci")
    existing.grant_pull(Principal.user("ann"))
    return existing


def _pull_access(stack: TerraformStack, provider: TerraformProvider) -> Ec2PullAccess:
    wanted = _variable(stack, "wanted", "bool").boolean_value
    return Ec2PullAccess(stack, "it", repositories=[ARN], name="team/api", create_role=wanted, provider=provider)


def _ci_roles(stack: TerraformStack, provider: TerraformProvider) -> CiRoles:
    return CiRoles(
        stack,
        "it",
        name="team/api",
        oidc_provider_arn=f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com",
        build_trust=JOBS,
        repositories=[ARN],
        deploy_trust=JOBS,
        deployment=Deployment(repository_names=["team/api"], account_id=ACCOUNT, region="eu-west-1"),
        provider=provider,
    )


def _monitoring(stack: TerraformStack, provider: TerraformProvider) -> ScanMonitoring:
    watched = MonitoredRepository(name="team/api", arn=_variable(stack, "arn", "string").string_value)
    settings = MonitoringSettings(**EVERYTHING)
    return ScanMonitoring(stack, "it", repositories=[watched], settings=settings, provider=provider)


def _monitoring_at_scale(stack: TerraformStack, provider: TerraformProvider) -> ScanMonitoring:
    wanted = _variable(stack, "wanted", "bool").boolean_value
    settings = MonitoringSettings(
        enable_scan_logging=wanted,
        enable_notifications=wanted,
        enable_audit_trail=wanted,
        enable_dashboard=wanted,
        manage_log_resource_policy=wanted,
        **EVERYTHING,
    )
    return ScanMonitoring(stack, "it", repositories="${var.arns_by_name}", settings=settings, provider=provider)


def _module(stack: TerraformStack, provider: TerraformProvider) -> EcrModule:
    settings = ModuleSettings(encryption_type="KMS", create_kms_key=True, pull_account_ids=[ACCOUNT], **EVERYTHING)
    return EcrModule(stack, "it", settings=settings, provider=provider)


def _module_of_variables(stack: TerraformStack, provider: TerraformProvider) -> EcrModule:
    module = EcrModule(stack, "it", settings=declare_variables(stack), provider=provider)
    module.repository.grant_pull("o-a1b2c3d4e5")
    return module


def _collection(stack: TerraformStack, provider: TerraformProvider) -> EcrCollection:
    settings = CollectionSettings(
        repositories={"team/api": {}, "team/web": {}}, encryption_type="KMS", create_kms_key=True, **EVERYTHING
    )
    return EcrCollection(stack, "it", settings=settings, provider=provider)


def _collection_of_variables(stack: TerraformStack, provider: TerraformProvider) -> EcrCollection:
    settings = declare_variables(stack, defaults=CollectionSettings())
    return EcrCollection(stack, "it", settings=settings, provider=provider)


def _repository_of_a_collection(stack: TerraformStack, provider: TerraformProvider) -> Any:
    repository = _collection(stack, provider).repository("team/api")
    repository.grant_pull_push("ci")
    repository.grant_pull(ACCOUNT)
    return repository


def _deployment(stack: TerraformStack, provider: TerraformProvider) -> ServiceDeployment:
    repository = ExistingRepository.from_arn(stack, "repository", arn=ARN, provider=provider)
    return ServiceDeployment(stack, "it", repository=repository, provider=provider)


def _host(stack: TerraformStack, provider: TerraformProvider) -> ContainerHost:
    repository = Repository(stack, "repository", name="team/api", provider=provider)
    settings = HostSettings(subnet_ids=["subnet-12345678"], ingress={"all": "0.0.0.0/0"})
    return ContainerHost(stack, "it", repository=repository, settings=settings, provider=provider)


def _host_of_variables(stack: TerraformStack, provider: TerraformProvider) -> ContainerHost:
    repository = ExistingRepository.from_name(stack, "repository", name="team/api", provider=provider)
    settings = declare_variables(stack, defaults=HostSettings())
    return ContainerHost(stack, "it", repository=repository, settings=settings, provider=provider)


CONSTRUCTS: Mapping[str, Create] = {
    "repository": _repository,
    "repository_of_tokens": _repository_of_tokens,
    "existing_by_name": _existing_by_name,
    "existing_by_arn": _existing_by_arn,
    "pull_access": _pull_access,
    "ci_roles": _ci_roles,
    "oidc_provider": lambda stack, provider: OidcProvider(stack, "it", trust=JOBS, provider=provider),
    "existing_oidc_provider": lambda stack, provider: OidcProvider(
        stack, "it", trust=JOBS, create=False, provider=provider
    ),
    "monitoring": _monitoring,
    "monitoring_at_scale": _monitoring_at_scale,
    "log_delivery": lambda stack, provider: LogDeliveryPolicy(
        stack, "it", name="it", log_group_arns="arn:aws:logs:eu-west-1:111122223333:*", provider=provider
    ),
    "public_repository": lambda stack, provider: PublicRepository(
        stack, "it", name="api", push_principal_arns=[f"arn:aws:iam::{ACCOUNT}:role/release"], provider=provider
    ),
    "account_settings": lambda stack, provider: AccountSettings(
        stack,
        "it",
        blob_mounting=True,
        registry_policy_scope="V2",
        basic_scan_type_version="AWS_NATIVE",
        provider=provider,
    ),
    "pull_time_exclusion": lambda stack, provider: PullTimeExclusion(
        stack, "it", principal_arn=_variable(stack, "arn", "string").string_value, provider=provider
    ),
    "pull_through_cache": lambda stack, provider: PullThroughCache(
        stack, "it", prefix="k8s", upstream="k8s", provider=provider
    ),
    "registry_permissions": lambda stack, provider: RegistryPermissions(
        stack,
        "it",
        policy=RegistryPolicy(statements=[RegistryAccess.replication_by_accounts([ACCOUNT])]),
        provider=provider,
    ),
    "registry_scanning": lambda stack, provider: RegistryScanningConfiguration(
        stack, "it", scanning=RegistryScanning.enhanced(), provider=provider
    ),
    "replication": lambda stack, provider: Replication(
        stack,
        "it",
        rules=[ReplicationRule(destinations=[ReplicationDestination(region="eu-central-1")])],
        provider=provider,
    ),
    "creation_template": lambda stack, provider: RepositoryCreationTemplate(
        stack, "it", template=CreationTemplate(prefix="prod", applied_for=["REPLICATION"]), provider=provider
    ),
    "deployment": _deployment,
    "host": _host,
    "host_of_variables": _host_of_variables,
    "module": _module,
    "module_of_variables": _module_of_variables,
    "collection": _collection,
    "collection_of_variables": _collection_of_variables,
    "repository_of_a_collection": _repository_of_a_collection,
}
"""What creates each in a stack, of the provider given."""


def created(scope: Construct, name: str) -> tuple[TerraformStack, Any]:
    """Return a stack of the application that is called after a construct, and the construct, of another provider."""
    stack = TerraformStack(scope, name)
    AwsProvider(stack, "aws", region="eu-west-1")
    require_provider(stack)
    region = TerraformVariable(stack, "region_of_other", type="string").string_value
    return stack, CONSTRUCTS[name](stack, AwsProvider(stack, "other", region=region, alias="other"))
