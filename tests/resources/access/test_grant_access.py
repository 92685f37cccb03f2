"""What the grants let whom do, judged by an IAM evaluation that is not ours on the policies in the synthesized JSON.

Everybody tries everything on every repository of the stack, and may do exactly what the grants say. The policies under
judgement are those the stack would write; the ones that other accounts write themselves allow everything on our
repositories and nothing else, so that the repository's side decides.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cdktf import TerraformStack
from cdktf import Testing as Synthesizer
from cdktf_cdktf_provider_aws.data_aws_iam_role import DataAwsIamRole
from cdktf_cdktf_provider_aws.data_aws_iam_user import DataAwsIamUser
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_user import IamUser
from cdktf_cdktf_provider_aws.provider import AwsProvider

import cdktf_ecr
from cdktf_ecr import Repository, RepositoryAccess, RepositoryBase, RepositoryPolicy
from cdktf_ecr.resources.repository.existing_repository import ExistingRepository
from tests.iam_simulator.planned import Plan
from tests.iam_simulator.simulator import Allowed, Policy, Principal, Simulator, find_npm, install
from tests.synthesized import Synth, parsed
from tests.unavailable import unavailable

REGION = "eu-west-1"
OURS, PARTNER, MEMBER, STRANGER = "111122223333", "444455556666", "777788889999", "000011112222"
ORGANIZATION = "o-a1b2c3d4e5"

LOG_IN = {"ecr:GetAuthorizationToken"}
PULL = {"ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}
PUSH = {
    "ecr:BatchCheckLayerAvailability",
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
    "ecr:PutImage",
    "ecr:BatchGetImage",
}
READ_SCANS = {"ecr:DescribeImages", "ecr:DescribeImageScanFindings"}
READ_FINDINGS = {"inspector2:ListFindings", "inspector2:ListCoverage"}
GRANTED = PULL | PUSH | READ_SCANS | LOG_IN | READ_FINDINGS
# The worst of what nobody is granted. One test tries every action there is.
TRIED = [
    *sorted(GRANTED),
    "ecr:ListImages",
    "ecr:BatchDeleteImage",
    "ecr:DeleteRepository",
    "ecr:SetRepositoryPolicy",
    "ecr:PutLifecyclePolicy",
    "ecr:PutRegistryPolicy",
    "inspector2:Disable",
]

GRANTS: dict[str, Callable[[RepositoryBase, object], object]] = {
    "pull": lambda repository, grantee: repository.grant_pull(grantee),  # type: ignore[arg-type]
    "push": lambda repository, grantee: repository.grant_push(grantee),  # type: ignore[arg-type]
    "read scans": lambda repository, grantee: repository.grant_read_scans(grantee),  # type: ignore[arg-type]
}
ON_THE_REPOSITORY = {"pull": PULL, "push": PUSH, "read scans": READ_SCANS}
ON_THE_ACCOUNT = {"pull": LOG_IN, "push": LOG_IN, "read scans": READ_FINDINGS}

EVERYTHING_ON_OUR_REPOSITORIES: Policy = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": f"arn:aws:ecr:*:{OURS}:repository/*"}],
}


@pytest.fixture(scope="module")
def simulator(shared_directory: Path) -> Simulator:
    found = find_npm()
    if found is None:
        unavailable("there is no npm, by which the IAM evaluator is installed")
    node, npm = found
    directory = shared_directory / "iam-simulator"
    complaint = install(directory, npm)
    if complaint is not None:
        unavailable(f"the IAM evaluator cannot be installed: npm ci failed: {complaint}")
    return Simulator(node, directory)


class World:
    """The stack that grants, and everybody who tries something."""

    def __init__(self, stack: TerraformStack) -> None:
        AwsProvider(stack, "aws", region=REGION)
        partner = AwsProvider(stack, "partner_provider", region=REGION, alias="partner")
        self.stack = stack
        self.values = {"aws_iam_role.partner.arn": f"arn:aws:iam::{PARTNER}:role/partner"}
        # By the name of a repository that only this grantee is granted, and that of the principal who benefits.
        self.grantees: dict[str, object] = {
            "created-role": IamRole(stack, "ci", name="ci", assume_role_policy="{}"),
            "found-role": DataAwsIamRole(stack, "found", name="found-role"),
            "named-role": "deployer",
            "created-user": IamUser(stack, "ann", name="ann"),
            "found-user": DataAwsIamUser(stack, "bob", user_name="bob"),
            "named-user": cdktf_ecr.Principal.user("eve"),
            "partner-role": IamRole(stack, "partner", name="partner", assume_role_policy="{}", provider=partner),
            "account": MEMBER,
            "organization": ORGANIZATION,
            "foreign-role": f"arn:aws:iam::{STRANGER}:role/ci/builder",
            "service": "codebuild.amazonaws.com",
            "service-of-account": cdktf_ecr.Principal.service("imagebuilder.amazonaws.com", source_account=OURS),
            "service-of-project": cdktf_ecr.Principal.service(
                "codebuild.amazonaws.com", source_arn=f"arn:aws:codebuild:{REGION}:{OURS}:project/api-*"
            ),
        }

    def repository(self, name: str) -> Repository:
        return Repository(self.stack, name, name=f"team/{name}", lifecycle_policy=None)

    def plan(self, synth: Synth) -> Plan:
        return Plan(synth(), OURS, REGION, self.values)

    def principals(self, plan: Plan) -> list[Principal]:
        def role(name: str, account: str = OURS, *policies: Policy, **context: str) -> Principal:
            path = "ci/" if name == "builder" else ""
            own = () if account != OURS else plan.identity_policies("role", name)
            return Principal(
                name=f"role {name} of {account}",
                arn=f"arn:aws:iam::{account}:role/{path}{name}",
                account=account,
                policies=[*own, *policies],
                context=context,
            )

        def user(name: str) -> Principal:
            policies = plan.identity_policies("user", name)
            return Principal(
                name=f"user {name}", arn=f"arn:aws:iam::{OURS}:user/{name}", account=OURS, policies=policies
            )

        def service(name: str, **context: str) -> Principal:
            principal = Principal(name=f"{name} for nobody", arn=f"{name}.amazonaws.com", account=STRANGER)
            told = {"aws:SourceAccount": context["account"], "aws:SourceArn": context["arn"]} if context else {}
            named = {"name": f"{name} for {context['arn'].split(':')[-1]} of {context['account']}"} if context else {}
            return dataclasses.replace(principal, context=told, **named)  # type: ignore[arg-type]

        def project(name: str, account: str = OURS) -> dict[str, str]:
            return {"account": account, "arn": f"arn:aws:codebuild:{REGION}:{account}:project/{name}"}

        everything = EVERYTHING_ON_OUR_REPOSITORIES
        member = {"aws:PrincipalOrgID": ORGANIZATION}
        return [
            *(role(name) for name in ("ci", "found-role", "deployer", "bystander")),
            *(user(name) for name in ("ann", "bob", "eve", "mallory")),
            role("partner", PARTNER, *plan.identity_policies("role", "partner", "aws.partner")),
            role("other", PARTNER, everything),
            role("admin", MEMBER, everything),
            role("nobody", MEMBER),
            role("admin-in-organization", STRANGER, everything, **member),
            role("nobody-in-organization", STRANGER, **member),
            role("admin-of-other-organization", STRANGER, everything, **{"aws:PrincipalOrgID": "o-b1b2c3d4e5"}),
            role("builder", STRANGER, everything),
            role("admin", STRANGER, everything),
            Principal(name="anonymous", arn="anonymous", account=STRANGER),
            *(service(name) for name in ("codebuild", "imagebuilder", "ec2")),
            service("codebuild", **project("api-1")),
            service("codebuild", **project("web")),
            service("imagebuilder", **project("x")),
            service("imagebuilder", **project("x", STRANGER)),
        ]


# Who benefits from the grant to each grantee, and whether it is by an identity policy of ours, with what that brings.
CODEBUILD = ["codebuild for nobody", f"codebuild for project/api-1 of {OURS}", f"codebuild for project/web of {OURS}"]
BENEFICIARIES: dict[str, tuple[list[str], bool]] = {
    "created-role": ([f"role ci of {OURS}"], True),
    "found-role": ([f"role found-role of {OURS}"], True),
    "named-role": ([f"role deployer of {OURS}"], True),
    "created-user": (["user ann"], True),
    "found-user": (["user bob"], True),
    "named-user": (["user eve"], True),
    "partner-role": ([f"role partner of {PARTNER}"], True),
    "account": ([f"role admin of {MEMBER}"], False),
    "organization": ([f"role admin-in-organization of {STRANGER}"], False),
    "foreign-role": ([f"role builder of {STRANGER}"], False),
    "service": (CODEBUILD, False),
    "service-of-account": ([f"imagebuilder for project/x of {OURS}"], False),
    "service-of-project": ([f"codebuild for project/api-1 of {OURS}"], False),
}


def access(repository: str, *grants: str, to: str | None = None) -> Allowed:
    """Return what grants on a repository come to."""
    names, by_identity = BENEFICIARIES[to or repository]
    allowed = {(name, action, repository) for name in names for grant in grants for action in ON_THE_REPOSITORY[grant]}
    if by_identity:
        allowed |= {(name, action, "*") for name in names for grant in grants for action in ON_THE_ACCOUNT[grant]}
    return allowed


@pytest.mark.parametrize("grant", GRANTS)
def test_each_grant_lets_each_grantee_do_what_it_says_and_nobody_anything_else(
    grant: str, new_stack: TerraformStack, synth: Synth, simulator: Simulator
) -> None:
    world = World(new_stack)
    for name, grantee in world.grantees.items():
        GRANTS[grant](world.repository(name), grantee)
    world.repository("untouched")
    plan = world.plan(synth)

    allowed = simulator.allowed(world.principals(plan), plan.repositories(), TRIED)

    assert allowed == set().union(*(access(name, grant) for name in world.grantees))


def test_all_grants_on_one_repository_add_up_beside_its_own_policy_to_no_other_action_there_is(
    new_stack: TerraformStack, synth: Synth, simulator: Simulator
) -> None:
    world = World(new_stack)
    own = RepositoryPolicy(statements=(RepositoryAccess.pull_by_accounts([PARTNER]),))
    shared = Repository(new_stack, "shared", name="team/shared", policy=own, lifecycle_policy=None)
    for grantee in world.grantees.values():
        for _ in range(2):
            for grant in GRANTS.values():
                grant(shared, grantee)
    world.repository("untouched")
    plan = world.plan(synth)

    allowed = simulator.allowed(world.principals(plan), plan.repositories())

    granted = [access("shared", *GRANTS, to=name) for name in world.grantees]
    of_its_own = {(f"role {name} of {PARTNER}", action, "shared") for name in ("other", "partner") for action in PULL}
    assert allowed == set().union(*granted, of_its_own)


def test_an_existing_repository_grants_the_same(new_stack: TerraformStack, synth: Synth, simulator: Simulator) -> None:
    world = World(new_stack)
    names = ["created-role", "partner-role", "account", "organization", "service-of-account"]
    for name, grantee in ((name, world.grantees[name]) for name in names):
        existing = ExistingRepository.from_name(new_stack, name, name=f"team/{name}", manage_policy=True)
        existing.grant_pull(grantee)  # type: ignore[arg-type]
        existing.grant_push(grantee)  # type: ignore[arg-type]
    plan = world.plan(synth)

    allowed = simulator.allowed(world.principals(plan), plan.repositories(), TRIED)

    assert allowed == set().union(*(access(name, "pull", "push") for name in names))


@pytest.mark.parametrize("let_in", ["account", "role"])
def test_a_workload_account_pulls_when_both_accounts_stacks_grant(let_in: str, simulator: Simulator) -> None:
    app = Synthesizer.app(stub_version=True)
    build, workload = TerraformStack(app, "build"), TerraformStack(app, "workload")
    runner = f"arn:aws:iam::{PARTNER}:role/runner"
    repository = Repository(build, "api", name="team/api", lifecycle_policy=None)
    repository.grant_push("ci")
    repository.grant_pull(PARTNER if let_in == "account" else runner)
    Repository(build, "private", name="team/private", lifecycle_policy=None)
    arn = f"arn:aws:ecr:{REGION}:{OURS}:repository/team/api"
    imported = ExistingRepository.from_arn(workload, "api", arn=arn)
    for name in ("runner", "other"):
        imported.grant_pull(IamRole(workload, name, name=name, assume_role_policy="{}"))

    plans = [Plan(parsed(json.loads(Synthesizer.synth(stack))), OURS, REGION, {}) for stack in (build, workload)]
    principals = [
        Principal(
            name=name,
            arn=f"arn:aws:iam::{account}:role/{name}",
            account=account,
            policies=plan.identity_policies("role", name),
        )
        for plan, account, name in (
            (plans[0], OURS, "ci"),
            (plans[1], PARTNER, "runner"),
            (plans[1], PARTNER, "other"),
            (plans[1], PARTNER, "bystander"),
            (plans[1], MEMBER, "runner-of-nobody"),
        )
    ]
    allowed = simulator.allowed(principals, plans[0].repositories(), TRIED)

    pulling = {"runner", "other"} if let_in == "account" else {"runner"}
    assert allowed == {
        *(("ci", action, "api") for action in PUSH),
        *((name, action, "api") for name in pulling for action in PULL),
        *((name, "ecr:GetAuthorizationToken", "*") for name in ("ci", "runner", "other")),
    }


def test_reading_scans_of_a_basic_registry_leaves_inspector_out(
    new_stack: TerraformStack, synth: Synth, simulator: Simulator
) -> None:
    world = World(new_stack)
    world.repository("created-role").grant_read_scans(world.grantees["created-role"], enhanced=False)  # type: ignore[arg-type]
    plan = world.plan(synth)

    allowed = simulator.allowed(world.principals(plan), plan.repositories(), TRIED)

    assert allowed == {(f"role ci of {OURS}", action, "created-role") for action in READ_SCANS}


def test_the_simulator_denies_without_grants_and_sees_what_is_wrong(simulator: Simulator) -> None:
    admin = Principal(name="admin", arn=f"arn:aws:iam::{OURS}:role/admin", account=OURS)
    assert simulator.allowed([admin], []) == set()
    broken = dataclasses.replace(admin, policies=[{"Version": "2012-10-17", "Statement": [{"Effect": "allow"}]}])
    with pytest.raises(AssertionError, match="Effect must be present"):
        simulator.allowed([broken], [])
