"""Repositories and who may pull from them, each argument a value or a Terraform expression of it."""

from __future__ import annotations

from cdktf import TerraformOutput, TerraformStack

from cdktf_ecr import (
    Ec2PullAccess,
    Encryption,
    ExistingRepository,
    LifecyclePolicy,
    LifecycleRule,
    Principal,
    Repository,
    RepositoryAccess,
    RepositoryPolicy,
    TagMutability,
    standard_policy,
)
from tests.terraform.given_arguments import ACCOUNT, ACCOUNTS, ARN, ARNS, BOUNDARY, FLAGS, KEY, ROLE, TAGS, Given


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
        partition=given("string", "aws", "aws-us-gov"),
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


def lifecycle(stack: TerraformStack, given: Given) -> None:
    rules = [
        LifecycleRule(priority=1, tag_patterns=[given("string", "v*", "*x*")], keep_newest=given("number", 1, 9)),
        LifecycleRule(
            priority=2,
            tag_prefixes=given("list(string)", ["a"], ["b", "c"], text=True),
            days_since_push=given("number", 3),
        ),
        LifecycleRule(
            priority=3,
            tag_status="untagged",
            days_since_pull=given("number", 30, 60),
            action="archive",
            storage_class="standard",
            description=given("string", "Größe", 'say "hi"'),
        ),
        LifecycleRule(
            priority=4, tag_status="any", days_since_archive=given("number", 90, 100), storage_class="archive"
        ),
    ]
    Repository(
        stack,
        "expiring",
        name="expiring",
        tag_mutability=TagMutability(
            mode=given("string", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"),
            exclusion_filters=[given("string", "latest", "dev-*")],
        ),
        lifecycle_policy=LifecyclePolicy(rules=rules),
        policy=RepositoryPolicy(
            statements=[
                RepositoryAccess.pull_by_lambda(
                    given("list(string)", *ACCOUNTS, text=True),
                    region=given("string", "eu-west-1"),
                    partition=given("string", "aws", "aws-cn"),
                )
            ]
        ),
    ).grant_pull(
        Principal.service(
            "lambda.amazonaws.com", source_arn=given("string", f"arn:aws:lambda:eu-west-1:{ACCOUNT}:function:*")
        )
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
        region=given("string", "eu-west-1"),
        service=given("string", "ec2.amazonaws.com", "ec2.amazonaws.com.cn"),
        permissions_boundary_arn=given("string", BOUNDARY),
        tags=given("map(string)", {}, *TAGS),
    )
    attached = given("string", "deployer", "ci+1")
    Ec2PullAccess(stack, "attached", repositories=[ARN.format("team/api")], name="attached", role_name=attached)
