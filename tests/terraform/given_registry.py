"""What is around repositories, each argument a value or a Terraform expression of it."""

from __future__ import annotations

from typing import Any

from cdktf import TerraformStack

from cdktf_ecr import (
    CatalogData,
    CreationTemplate,
    Encryption,
    LogDeliveryPolicy,
    MonitoredRepository,
    MonitoringSettings,
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
    RepositoryAccess,
    RepositoryCreationTemplate,
    RepositoryPolicy,
    ScanMonitoring,
    ScanRule,
    standard_policy,
)
from tests.terraform.given_arguments import ACCOUNT, ACCOUNTS, ARN, FLAGS, KEY, ROLE, TAGS, Given

# Where what is watched is, and what the resources that watch it have in common.
LOCATION: dict[str, tuple[Any, ...]] = {
    "region": ("string", "eu-west-1"),
    "account_id": ("string", ACCOUNT),
    "partition": ("string", "aws"),
    "console_domain": ("string", "console.aws.amazon.com"),
    "tags": ("map(string)", {}, *TAGS),
}


def monitoring(stack: TerraformStack, given: Given) -> None:
    names = [{"team/api": ARN.format("team/api")}, {name: ARN.format(name) for name in ("a--b", "team/web", "x" * 250)}]
    settings = MonitoringSettings(
        create_log_kms_key=given("bool", *FLAGS),
        create_notification_kms_key=given("bool", *FLAGS[1:]),
        notification_kms_key_id=given("string", KEY.replace("us-east-1", "eu-west-1")),
        alarm_thresholds={"CRITICAL": given("number", 1, 7)},
        notification_emails=[given("string", "team@example.com")],
        notification_subscriptions={
            "queue": {"protocol": given("string", "sqs"), "endpoint": given("string", "arn:aws:sqs:eu-west-1:1:q")}
        },
    )
    common: dict[str, Any] = {name: given(type_, *values) for name, (type_, *values) in LOCATION.items()}
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
        prefix=given("string", "docker-hub"),
        upstream="docker-hub",
        credential_arn=given(
            "string", f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-AbCdEf"
        ),
    )
    PullThroughCache(
        stack,
        "private_cache",
        prefix=given("string", "shared"),
        upstream=f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com",
        custom_role_arn=given("string", ROLE),
        upstream_prefix=given("string", "team"),
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
            prefix=given("string", "prod"),
            applied_for=[given("string", "REPLICATION", "PULL_THROUGH_CACHE")],
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
            usage_text=given("string", "docker pull", "`x`"),
            architectures=[given("string", "x86-64")],
            operating_systems=[given("string", "Linux", "Windows")],
            logo=given("string", "iVBORw0KGgo="),
        ),
        push_principal_arns=given("list(string)", [ROLE], [ROLE, f"{ROLE}2"]),
        force_destroy=given("bool", *FLAGS),
        tags=given("map(string)", {}, *TAGS),
    )
