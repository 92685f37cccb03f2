"""`grant_pull`, `grant_push` and `grant_read_scans`: which policies they write, where, and what they refuse.

What the policies let whom do is in test_grant_access.py.
"""

from __future__ import annotations

import random
import re

import pytest
from cdktf import TerraformLocal, TerraformStack, TerraformVariable
from cdktf import Testing as Synthesizer
from cdktf_cdktf_provider_aws.data_aws_iam_role import DataAwsIamRole
from cdktf_cdktf_provider_aws.data_aws_iam_user import DataAwsIamUser
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_user import IamUser
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import InvalidSettingError, Repository, RepositoryAccess, RepositoryPolicy
from cdktf_ecr.model.access.iam import Access
from cdktf_ecr.model.access.principals import Principal
from cdktf_ecr.resources.access.grants import RepositoryGrants
from tests.resources.access.granting import MEMBER, api, role
from tests.synthesized import Synth


def test_roles_and_users_get_a_policy_of_their_own_each(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    repository = api(new_stack)
    repository.grant_pull(role(new_stack))
    repository.grant_push(IamUser(new_stack, "ann", name="ann"))
    repository.grant_read_scans("auditor")

    resources = synth()["resource"]

    assert set(resources["aws_iam_role_policy"]) == {"api_ci", "api_auditor"}
    assert set(resources["aws_iam_user_policy"]) == {"api_ann"}
    assert resources["aws_iam_role_policy"]["api_ci"]["role"] == "${aws_iam_role.ci.name}"
    assert resources["aws_iam_role_policy"]["api_auditor"]["role"] == "auditor"
    assert "aws_ecr_repository_policy" not in resources
    assert resources == json_snapshot


def test_everybody_beyond_the_account_shares_the_repositorys_policy(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    repository = api(new_stack)
    for grantee in (MEMBER, "777788889999", "o-a1b2c3d4e5", "codebuild.amazonaws.com", f"arn:aws:iam::{MEMBER}:role/x"):
        repository.grant_pull(grantee)
    repository.grant_push("arn:aws:iam::777788889999:user/ann")

    synthesized = synth()

    policies = synthesized["resource"]["aws_ecr_repository_policy"]
    assert list(policies) == ["api"]
    assert "${data.aws_partition.api.partition}:iam::444455556666:root" in policies["api"]["policy"]
    assert "GetAuthorizationToken" not in policies["api"]["policy"]
    assert "aws_iam_role_policy" not in synthesized["resource"]
    assert synthesized == json_snapshot


def test_grants_stand_beside_the_policy_the_repository_was_made_with(new_stack: TerraformStack, synth: Synth) -> None:
    own = RepositoryAccess.pull_by_accounts([MEMBER])
    repository = api(new_stack, policy=RepositoryPolicy(statements=(own,)))
    repository.grant_pull("o-a1b2c3d4e5")
    repository.grant_push("o-b1b2c3d4e5")

    policy = synth()["resource"]["aws_ecr_repository_policy"]["api"]["policy"]

    assert [statement["Sid"] for statement in policy["Statement"]] == [
        "PullByAccounts",
        "GrantPullToOrganizations",
        "GrantPushToOrganizations",
    ]


def test_a_public_policy_stays_one_beside_grants(new_stack: TerraformStack, synth: Synth) -> None:
    everybody = {"Sid": "Public", "Effect": "Allow", "Principal": "*", "Action": ["ecr:BatchGetImage"]}
    api(new_stack, policy=RepositoryPolicy(statements=(everybody,), allow_public=True)).grant_pull("o-a1b2c3d4e5")

    policy = synth()["resource"]["aws_ecr_repository_policy"]["api"]["policy"]

    assert [statement["Sid"] for statement in policy["Statement"]] == ["Public", "GrantPullToOrganizations"]


def test_a_statement_with_a_grants_sid_is_refused_rather_than_merged(new_stack: TerraformStack, synth: Synth) -> None:
    mine = {"Sid": "GrantPullToOrganizations", "Effect": "Deny", "Principal": "*", "Action": ["ecr:PutImage"]}
    repository = api(new_stack, policy=RepositoryPolicy(statements=(mine,)))

    with pytest.raises(InvalidSettingError, match="'GrantPullToOrganizations': must be the Sid of one statement only"):
        repository.grant_pull("o-a1b2c3d4e5")
    repository.grant_push("o-a1b2c3d4e5")

    policy = synth()["resource"]["aws_ecr_repository_policy"]["api"]["policy"]
    assert [statement["Sid"] for statement in policy["Statement"]] == [mine["Sid"], "GrantPushToOrganizations"]


def test_neither_order_nor_repetition_of_grants_changes_anything() -> None:
    def synthesized(*, seed: int) -> str:
        stack = TerraformStack(Synthesizer.app(stub_version=True), "test")
        partner = AwsProvider(stack, "other", alias="other", region="eu-west-1")
        repository = api(stack)
        grantees = [
            role(stack),
            role(stack, "partner", provider=partner),
            MEMBER,
            "777788889999",
            "o-a1b2c3d4e5",
            "deployer",
            Principal.service("codebuild.amazonaws.com", source_account=MEMBER),
            Principal.service("ec2.amazonaws.com", source_account="777788889999"),
        ]
        methods = [repository.grant_pull, repository.grant_push, repository.grant_read_scans]
        grants = [(method, grantee) for method in methods for grantee in grantees] * (1 + seed % 2)
        random.Random(seed).shuffle(grants)  # noqa: S311 - no secret
        for method, grantee in grants:
            method(grantee)
        return str(Synthesizer.synth(stack))

    assert synthesized(seed=1) == synthesized(seed=2) == synthesized(seed=3)


def test_tokens_are_let_in_once_however_often_they_are_read(new_stack: TerraformStack, synth: Synth) -> None:
    account = TerraformVariable(new_stack, "account", type="string")
    repository = api(new_stack)
    for _ in range(3):
        repository.grant_pull(Principal.account(account.string_value, partition="aws"))
    repository.grant_push(Principal.arn(role(new_stack).arn))
    repository.grant_push(Principal.role(TerraformLocal(new_stack, "who", "x").as_string, address="who"))

    synthesized = synth()

    assert {value for name, value in synthesized["locals"].items() if name.startswith("api_")} == {
        "${var.account}",
        "${aws_iam_role.ci.arn}",
        "${local.who}",
    }
    text = synthesized["resource"]["aws_ecr_repository_policy"]["api"]["policy"]
    assert text.count("local.api_granted}:root") == 1
    assert "TfToken" not in text
    assert set(synthesized["resource"]["aws_iam_role_policy"]) == {"api_who"}


def test_a_role_of_another_provider_is_let_in_on_both_sides(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    build = AwsProvider(new_stack, "build_provider", region="eu-west-1", alias="build")
    workload = AwsProvider(new_stack, "workload_provider", region="eu-west-1", alias="workload")
    repository = api(new_stack, provider=build)
    both = repository.grant_pull(role(new_stack, "puller", provider=workload))
    one = repository.grant_push(role(new_stack, "pusher", provider=build))
    repository.grant_push("named")

    resources = synth()["resource"]

    assert resources["aws_iam_role_policy"]["api_puller"]["provider"] == "aws.workload"
    assert resources["aws_iam_role_policy"]["api_pusher"]["provider"] == "aws.build"
    assert resources["aws_iam_role_policy"]["api_named"]["provider"] == "aws.build"
    assert resources["aws_ecr_repository_policy"]["api"]["provider"] == "aws.build"
    assert (len(both.resources), len(one.resources)) == (2, 1)
    assert resources == json_snapshot


def test_the_default_provider_is_the_same_whether_or_not_it_is_named(new_stack: TerraformStack, synth: Synth) -> None:
    aws = AwsProvider(new_stack, "aws", region="eu-west-1")
    api(new_stack).grant_pull(role(new_stack, provider=aws))

    assert "aws_ecr_repository_policy" not in synth()["resource"]


def test_the_role_of_another_region_of_the_account_is_granted_by_name(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    elsewhere = AwsProvider(new_stack, "elsewhere", region="us-east-1", alias="elsewhere")
    created = role(new_stack, provider=elsewhere)
    api(new_stack).grant_pull(Principal.role(created.name, address="ci"))

    resources = synth()["resource"]

    assert resources["aws_iam_role_policy"]["api_ci"]["role"] == "${local.api_granted}"
    assert "aws_ecr_repository_policy" not in resources


def test_a_grant_tells_what_others_depend_on(new_stack: TerraformStack, synth: Synth) -> None:
    repository = api(new_stack)
    pull = repository.grant_pull(role(new_stack))
    again = repository.grant_push(role(new_stack, "other"))
    account = repository.grant_push(MEMBER)
    IamUser(new_stack, "late", name="late", depends_on=[*pull.resources, *account.resources])

    assert synth()["resource"]["aws_iam_user"]["late"]["depends_on"] == [
        "aws_iam_role_policy.api_ci",
        "aws_ecr_repository_policy.api",
    ]
    assert repository.permissions is not None
    assert account.repository_policy is repository.permissions.policy
    assert (pull.repository_policy, account.identity_policy) == (None, None)
    assert again.identity_policy is not pull.identity_policy


def test_policies_have_the_providers_lifecycle_and_settings_of_their_callers(
    new_stack: TerraformStack, synth: Synth
) -> None:
    repository = api(new_stack, prevent_destroy=True, tags={"Team": "API"})
    repository.repository.add_override("lifecycle.ignore_changes", ["tags"])
    repository.repository.add_override("region", "eu-central-1")
    grant = repository.grant_pull(role(new_stack))
    assert grant.identity_policy is not None
    grant.identity_policy.add_override("name", "pull")
    shared = repository.grant_pull("o-a1b2c3d4e5").repository_policy
    assert shared is not None
    shared.add_override("region", "eu-central-1")

    resources = synth()["resource"]

    written = resources["aws_ecr_repository"]["api"]
    assert written["lifecycle"] == {"prevent_destroy": True, "ignore_changes": ["tags"]}
    assert written["region"] == resources["aws_ecr_repository_policy"]["api"]["region"] == "eu-central-1"
    assert resources["aws_iam_role_policy"]["api_ci"]["name"] == "pull"


def test_addresses_follow_the_repository_and_the_grantee(new_stack: TerraformStack, synth: Synth) -> None:
    team = Construct(new_stack, "team")
    repository = Repository(team, "api", name="team/api", lifecycle_policy=None)
    repository.grant_pull(role(team, "ci"))
    repository.grant_pull(DataAwsIamRole(new_stack, "found", name="found"))
    repository.grant_pull(DataAwsIamUser(new_stack, "ann", user_name="ann"))
    repository.grant_pull("ci.deploy@eu")
    repository.grant_pull(Principal.role("ci_deploy_eu", address="third"))
    repository.grant_pull(MEMBER)
    Repository(new_stack, "web", name="team/web", address="chosen").grant_pull("deployer")

    synthesized = synth()

    assert set(synthesized["resource"]["aws_iam_role_policy"]) == {
        "team_api_team_ci",
        "team_api_found",
        "team_api_ci_deploy_eu",
        "team_api_third",
        "chosen_deployer",
    }
    assert (
        synthesized["resource"]["aws_iam_user_policy"]["team_api_ann"]["user"] == "${data.aws_iam_user.ann.user_name}"
    )
    assert set(synthesized["data"]["aws_partition"]) == {"team_api"}


@pytest.mark.parametrize("name", ["a" * 256, "a.b/c__d"])
def test_names_of_policies_are_ones_iam_accepts(new_stack: TerraformStack, synth: Synth, name: str) -> None:
    Repository(new_stack, "api", name=name, lifecycle_policy=None).grant_pull("deployer")

    prefix = synth()["resource"]["aws_iam_role_policy"]["api_deployer"]["name_prefix"]

    assert re.fullmatch(r"ecr-[a-z0-9_-]+-[0-9a-f]{8}-", prefix)
    assert len(prefix) <= 102


def test_a_name_only_terraform_knows_reaches_the_names_of_policies(new_stack: TerraformStack, synth: Synth) -> None:
    environment = TerraformVariable(new_stack, "environment", type="string")
    repository = Repository(new_stack, "api", name=f"{environment.string_value}/api", lifecycle_policy=None)
    repository.grant_pull("deployer")
    repository.grant_pull(Principal.user("deployer"))

    synthesized = synth()

    assert synthesized["locals"] == {"api_granted": "${var.environment}/api"}
    prefix = synthesized["resource"]["aws_iam_user_policy"]["api_deployer"]["name_prefix"]
    assert "sha256(local.api_granted)" in prefix
    assert "TfToken" not in str(synthesized)


def test_a_repository_among_many_writes_its_policy_through_its_own_construct(
    new_stack: TerraformStack, synth: Synth
) -> None:
    written: list[RepositoryAccess] = []
    policy = role(new_stack, "stands_for_the_policy")

    def allow(granted: RepositoryAccess) -> IamRole:
        written.append(granted)
        return policy

    grants = RepositoryGrants(
        new_stack,
        "team_api",
        repository_name="team/api",
        repository_arn='${aws_ecr_repository.this["team/api"].arn}',
        allow=allow,
        partition="${data.aws_partition.current.partition}",
    )
    assert grants.grant(MEMBER, (Access.PULL,)).repository_policy is policy
    grants.grant("777788889999", (Access.PULL, Access.PUSH))
    grants.grant("deployer", (Access.PULL,))

    resources = synth()
    text = resources["resource"]["aws_iam_role_policy"]["team_api_deployer"]["policy"]
    assert 'aws_ecr_repository.this["team/api"].arn' in text
    assert "data" not in resources
    assert [[statement["Sid"] for statement in granted.statements] for granted in written] == [
        ["GrantPull"],
        ["GrantPull", "GrantPush"],
    ]
    assert written[-1].statements[0]["Principal"] == {
        "AWS": [
            "arn:${data.aws_partition.current.partition}:iam::444455556666:root",
            "arn:${data.aws_partition.current.partition}:iam::777788889999:root",
        ]
    }
