"""Constructs and what they take, each argument a value or a Terraform expression of it."""

from __future__ import annotations

from typing import Any, Protocol

from cdktf import TerraformOutput, TerraformStack

from cdktf_ecr import (
    CatalogData,
    CircleCi,
    CiRoles,
    CreationTemplate,
    Deployment,
    Ec2PullAccess,
    Encryption,
    ExistingRepository,
    GitHubActions,
    LogDeliveryPolicy,
    MonitoredRepository,
    MonitoringSettings,
    OidcProvider,
    Principal,
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
    Repository,
    RepositoryAccess,
    RepositoryCreationTemplate,
    RepositoryPolicy,
    ScanMonitoring,
    ScanRule,
    standard_policy,
)

ACCOUNT = "111122223333"
FLAGS = [True, False]
ACCOUNTS = [[ACCOUNT], ["000000000012", "444455556666"]]
ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/{{}}"
ARNS = [[ARN.format("team/api")], [ARN.format("team/api"), ARN.format("a--b")]]
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/00000000-0000-4000-8000-000000000000"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/path/release"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/boundary"
TAGS: list[dict[str, str]] = [{"Team": "Größe + B"}, {"Cost Center": "a=b", "x": ""}]


class Given(Protocol):
    """Chooses one of some values, and gives it as it is or as an expression: text, or unless that is all, a token."""

    def __call__(self, type_: str, *values: Any, text: bool = False) -> Any: ...


def repository(stack: TerraformStack, given: Given) -> None:
    own = Repository(
        stack,
        "it",
        name=given("string", "team/api", "a" * 256, "a--b/c__d"),
        tag_mutability=given("string", "MUTABLE", "IMMUTABLE"),
        scan_on_push=given("bool", *FLAGS),
        encryption=Encryption(
            type=given("string", "KMS", "KMS_DSSE"),
            create_key=given("bool", *FLAGS),
        ),
        lifecycle_policy=standard_policy(
            max_image_count=given("number", 1, 30),
            dev_image_count=given("number", 2, 3),
            untagged_image_days=given("number", 1, 9),
        ),
        policy=RepositoryPolicy(
            statements=[
                RepositoryAccess.pull_by_principals(given("list(string)", [ROLE], [ROLE, f"{ROLE}2"], text=True)),
                RepositoryAccess.push_by_accounts(given("list(string)", *ACCOUNTS, text=True)),
                RepositoryAccess.pull_by_organization(given("string", "o-a1b2c3d4e5")),
            ]
        ),
        pull_account_ids=given("list(string)", [], *ACCOUNTS),
        force_delete=given("bool", *FLAGS),
        tags=given("map(string)", {}, *TAGS),
    )
    own.grant_pull(Principal.account(given("string", "777788889999")))
    own.grant_push(Principal.role(given("string", "ci", "build+1"), address="ci"))
    own.grant_pull(Principal.service("ecs-tasks.amazonaws.com", source_account=given("string", ACCOUNT)))


def encrypted_by_a_key(stack: TerraformStack, given: Given) -> None:
    Repository(
        stack,
        "by_key",
        name="by-key",
        encryption=Encryption(type=given("string", "KMS"), kms_key_arn=given("string", KEY)),
    )


def existing_repository(stack: TerraformStack, given: Given) -> None:
    by_name = ExistingRepository.from_name(stack, "by_name", name=given("string", "team/api", "a--b"))
    by_name.grant_pull("ci")
    partition = given("string", f"arn:aws-cn:ecr:cn-north-1:{ACCOUNT}:repository/team/a.b", ARN.format("team/api"))
    by_arn = ExistingRepository.from_arn(stack, "by_arn", arn=partition)
    by_arn.grant_read_scans("ci")
    for name in ("name", "arn", "url", "registry_id"):
        TerraformOutput(stack, f"existing_{name}", value=getattr(by_arn, name))


def pull_access(stack: TerraformStack, given: Given) -> None:
    Ec2PullAccess(
        stack,
        "pull",
        repositories=given("list(string)", *ARNS),
        name=given("string", "team/api", "a" * 256),
        create_role=given("bool", *FLAGS),
        create_policy=given("bool", *FLAGS),
        permissions_boundary_arn=given("string", BOUNDARY),
        tags=given("map(string)", {}, *TAGS),
    )


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


def circleci(stack: TerraformStack, given: Given) -> None:
    ids = ("5f2ad3c1-7a1e-4a0f-9b53-1d2f9d6f7c11", "0b2fdc34-24d5-4c8f-a9a8-6c4f5d6f0a22")
    OidcProvider(
        stack,
        "circleci",
        trust=CircleCi(organization_id=given("string", *ids), project_ids=[given("string", *ids)]),
    )


def monitoring(stack: TerraformStack, given: Given) -> None:
    names = [{"team/api": ARN.format("team/api")}, {name: ARN.format(name) for name in ("a--b", "team/web", "x" * 250)}]
    settings = MonitoringSettings(
        alarm_thresholds={"CRITICAL": given("number", 1, 7)},
        notification_emails=[given("string", "team@example.com")],
        notification_subscriptions={
            "queue": {"protocol": given("string", "sqs"), "endpoint": given("string", "arn:aws:sqs:eu-west-1:1:q")}
        },
    )
    common: dict[str, Any] = {
        "region": given("string", "eu-west-1"),
        "account_id": given("string", ACCOUNT),
        "partition": given("string", "aws"),
        "console_domain": given("string", "console.aws.amazon.com"),
        "tags": given("map(string)", {}, *TAGS),
    }
    ScanMonitoring(
        stack,
        "map",
        repositories=given("map(string)", *names),
        name=given("string", "team", "t" * 256),
        settings=settings,
        **common,
    )
    watched = MonitoredRepository(name=given("string", "team/db"), arn=given("string", ARN.format("team/db")))
    ScanMonitoring(stack, "listed", repositories=[watched], name="listed", settings=settings, **common)
    LogDeliveryPolicy(
        stack,
        "delivery",
        name=given("string", "delivery"),
        log_group_arns=given("string", f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/events/ecr/*:*"),
        condition=given("bool", *FLAGS),
    )


def registry(stack: TerraformStack, given: Given) -> None:
    RegistryScanningConfiguration(
        stack,
        "scanning",
        scanning=RegistryScanning(
            scan_type=given("string", "ENHANCED"),
            rules=[
                ScanRule(
                    frequency=given("string", "CONTINUOUS_SCAN", "SCAN_ON_PUSH"),
                    filters=[given("string", "team/*", "*"), given("string", "api")],
                )
            ],
        ),
        condition=given("bool", *FLAGS),
    )
    PullThroughCache(
        stack,
        "cache",
        prefix="docker-hub",
        upstream="docker-hub",
        credential_arn=given(
            "string", f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-AbCdEf"
        ),
    )
    RegistryPermissions(
        stack,
        "permissions",
        policy=RegistryPolicy(
            statements=[
                RegistryAccess.replication_by_accounts(given("list(string)", *ACCOUNTS, text=True)),
                RegistryAccess.pull_through_by_principals(
                    given("list(string)", [ROLE], text=True), repositories=[given("string", "docker-hub/*", "k8s/*")]
                ),
            ]
        ),
    )
    Replication(
        stack,
        "replication",
        rules=[
            ReplicationRule(
                destinations=[
                    ReplicationDestination(region=given("string", "eu-central-1"), account_id=given("string", ACCOUNT))
                ],
                prefixes=[given("string", "prod", "team/")],
            )
        ],
    )
    RepositoryCreationTemplate(
        stack,
        "template",
        template=CreationTemplate(
            prefix="prod",
            applied_for=["REPLICATION"],
            description=given("string", "Größe & co", 'say "hi"'),
            tag_mutability=given("string", "MUTABLE", "IMMUTABLE"),
            encryption=Encryption(type=given("string", "KMS"), kms_key_arn=given("string", KEY)),
            lifecycle_policy=standard_policy(max_image_count=given("number", 1, 30)),
            policy=RepositoryPolicy(
                statements=[RepositoryAccess.pull_by_accounts(given("list(string)", *ACCOUNTS, text=True))]
            ),
            resource_tags=given("map(string)", *TAGS),
            custom_role_arn=given("string", ROLE),
        ),
    )


def public_repository(stack: TerraformStack, given: Given) -> None:
    PublicRepository(
        stack,
        "public",
        name=given("string", "team/api", "a" * 200),
        catalog=CatalogData(
            description=given("string", "What it is", "a\nb"),
            about_text=given("string", "# About"),
            architectures=[given("string", "x86-64")],
            operating_systems=["Linux"],
        ),
        push_principal_arns=given("list(string)", [ROLE], [ROLE, f"{ROLE}2"]),
        force_destroy=given("bool", *FLAGS),
        tags=given("map(string)", {}, *TAGS),
    )


def everything(stack: TerraformStack, given: Given) -> None:
    """Create all of them in one stack."""
    for create in (
        repository,
        encrypted_by_a_key,
        existing_repository,
        pull_access,
        ci_roles,
        circleci,
        monitoring,
        registry,
        public_repository,
    ):
        create(stack, given)
