"""`ExistingRepository`: attributes, and grants that leave the repository's own policy alone unless told otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import ConflictError, InvalidSettingError, Repository, RepositoryBase
from cdktf_ecr.model.access.principals import Principal
from cdktf_ecr.resources.repository.existing_repository import ExistingRepository
from tests.synthesized import Synth

ACCOUNT = "444455556666"
ARN = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/team/api"
ORGANIZATION = "o-a1b2c3d4e5"


def attributes(repository: ExistingRepository) -> list[str]:
    return [repository.name, repository.arn, repository.url, repository.registry_id]


def test_by_name_it_is_looked_up(new_stack: TerraformStack, synth: Synth) -> None:
    existing = ExistingRepository.from_name(new_stack, "api", name="team/api")
    TerraformOutput(new_stack, "seen", value=attributes(existing))

    synthesized = synth()

    assert synthesized["data"] == {"aws_ecr_repository": {"api": {"name": "team/api"}}}
    assert "resource" not in synthesized
    assert synthesized["output"]["seen"]["value"] == [
        "team/api",
        "${data.aws_ecr_repository.api.arn}",
        "${data.aws_ecr_repository.api.repository_url}",
        "${data.aws_ecr_repository.api.registry_id}",
    ]


def test_by_arn_nothing_is_looked_up(new_stack: TerraformStack, synth: Synth) -> None:
    existing = ExistingRepository.from_arn(new_stack, "api", arn=ARN)

    assert attributes(existing) == ["team/api", ARN, f"{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com/team/api", ACCOUNT]
    assert "data" not in synth()


def test_expressions_are_left_to_terraform(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    name = TerraformVariable(new_stack, "name", type="string").string_value
    arn = TerraformVariable(new_stack, "arn", type="string").string_value
    by_name = ExistingRepository.from_name(new_stack, "by_name", name=name)
    by_arn = ExistingRepository.from_arn(new_stack, "by_arn", arn=arn)
    for existing in (by_name, by_arn):
        existing.grant_pull("deployer")
    TerraformOutput(new_stack, "seen", value=[*attributes(by_name), *attributes(by_arn)])

    synthesized = synth()

    assert synthesized["output"]["seen"]["value"][0] == "${data.aws_ecr_repository.by_name.name}"
    assert synthesized["output"]["seen"]["value"][4:] == [
        "${local.by_arn_name}",
        "${var.arn}",
        "${local.by_arn_url}",
        "${local.by_arn_registry_id}",
    ]
    assert "TfToken" not in str(synthesized)
    assert synthesized == json_snapshot


@pytest.mark.parametrize(
    "grantee", [ACCOUNT, ORGANIZATION, "codebuild.amazonaws.com", f"arn:aws:iam::{ACCOUNT}:role/ci"]
)
@pytest.mark.parametrize("by", ["name", "arn"])
def test_its_policy_is_somebody_elses_unless_told_otherwise(
    new_stack: TerraformStack, synth: Synth, by: str, grantee: str
) -> None:
    existing = (
        ExistingRepository.from_name(new_stack, "api", name="team/api")
        if by == "name"
        else ExistingRepository.from_arn(new_stack, "api", arn=ARN)
    )
    message = (
        "manage_policy False: must be True to let in accounts, organizations, services and roles of other accounts: "
        "they take the policy of the repository, and writing it here replaces the one it has"
    )
    with pytest.raises(InvalidSettingError, match=message):
        existing.grant_pull(grantee)

    assert "resource" not in synth()
    assert existing.permissions is None


def test_its_policy_is_written_when_told_so(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    existing = ExistingRepository.from_name(new_stack, "api", name="team/api", manage_policy=True)
    existing.grant_pull(ORGANIZATION)
    existing.grant_push(ORGANIZATION)

    resources = synth()["resource"]

    assert resources["aws_ecr_repository_policy"]["api"]["repository"] == "team/api"
    assert resources == json_snapshot


def roles(stack: TerraformStack) -> tuple[IamRole, IamRole]:
    AwsProvider(stack, "aws", region="eu-west-1")
    other = AwsProvider(stack, "other", region="eu-west-1", alias="other")
    return (
        IamRole(stack, "ci", name="ci", assume_role_policy="{}"),
        IamRole(stack, "partner", name="partner", assume_role_policy="{}", provider=other),
    )


def test_in_another_accounts_stack_roles_get_their_side_only(new_stack: TerraformStack, synth: Synth) -> None:
    existing = ExistingRepository.from_arn(new_stack, "api", arn=ARN)
    grants = [existing.grant_pull(role) for role in roles(new_stack)]
    existing.grant_pull(Principal.role("deployer"))

    resources = synth()["resource"]

    assert [len(grant.resources) for grant in grants] == [1, 1]
    assert "aws_ecr_repository_policy" not in resources
    policies = resources["aws_iam_role_policy"]
    assert set(policies) == {"api_ci", "api_partner", "api_deployer"}
    assert [statement["Resource"] for statement in policies["api_ci"]["policy"]["Statement"]] == ["*", ARN]


def test_a_looked_up_repository_is_of_the_providers_account_so_that_others_need_both_sides(
    new_stack: TerraformStack, synth: Synth
) -> None:
    ours, partner = roles(new_stack)
    existing = ExistingRepository.from_name(new_stack, "api", name="team/api")
    existing.grant_pull(ours)
    with pytest.raises(InvalidSettingError, match="manage_policy False"):
        existing.grant_pull(partner)

    assert set(synth()["resource"]["aws_iam_role_policy"]) == {"api_ci"}


def test_arns_of_the_repositorys_account_are_its_roles_and_users(new_stack: TerraformStack, synth: Synth) -> None:
    existing = ExistingRepository.from_arn(new_stack, "api", arn=ARN, manage_policy=True)
    existing.grant_pull(f"arn:aws:iam::{ACCOUNT}:role/team/ci")
    existing.grant_pull(f"arn:aws:iam::{ACCOUNT}:user/ann")
    existing.grant_pull("arn:aws:iam::000011112222:role/team/ci")

    resources = synth()["resource"]

    assert resources["aws_iam_role_policy"]["api_ci"]["role"] == "ci"
    assert resources["aws_iam_user_policy"]["api_ann"]["user"] == "ann"
    (statement,) = resources["aws_ecr_repository_policy"]["api"]["policy"]["Statement"]
    assert statement["Principal"] == {"AWS": ["arn:aws:iam::000011112222:role/team/ci"]}


def test_two_handles_of_one_repository_do_not_overwrite_each_others_policy(new_stack: TerraformStack) -> None:
    conflict = "two policies of one stack would both be the policy of the repository team/api"
    ExistingRepository.from_name(new_stack, "one", name="team/api", manage_policy=True).grant_pull(ORGANIZATION)
    others: list[RepositoryBase] = [
        ExistingRepository.from_name(new_stack, "two", name="team/api", manage_policy=True),
        ExistingRepository.from_arn(new_stack, "three", arn=ARN, manage_policy=True),
        Repository(new_stack, "four", name="team/api"),
    ]
    for other in others:
        with pytest.raises(ConflictError, match=conflict):
            other.grant_pull(ORGANIZATION)
        other.grant_pull("deployer")


def test_repositories_of_one_name_in_two_regions_have_a_policy_each(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="other")
    for id, provider in (("here", None), ("there", other)):
        existing = ExistingRepository.from_name(
            new_stack, id, name="team/api", manage_policy=True, provider=provider, address=f"api_{id}"
        )
        existing.grant_pull(ACCOUNT)

    synthesized = synth()

    policies = synthesized["resource"]["aws_ecr_repository_policy"]
    assert {name: policy.get("provider") for name, policy in policies.items()} == {
        "api_here": None,
        "api_there": "aws.other",
    }
    for read in ("aws_ecr_repository", "aws_partition"):
        assert synthesized["data"][read]["api_there"]["provider"] == "aws.other"


@pytest.mark.parametrize(
    ("make", "settings", "message"),
    [
        (ExistingRepository.from_name, {"name": "Team/API"}, "name 'Team/API': must be 2 to 256 characters"),
        (ExistingRepository.from_name, {"name": None}, "name None: must be a string, not None"),
        (
            ExistingRepository.from_name,
            {"name": "a1", "manage_policy": "yes"},
            "manage_policy 'yes': must be True or Fa",
        ),
        (ExistingRepository.from_arn, {"arn": "team/api"}, "arn 'team/api': must be a repository's ARN"),
        (ExistingRepository.from_arn, {"arn": None}, "arn None: must be a string, not None"),
        (ExistingRepository.from_arn, {"arn": f"{ARN}:latest"}, "must be 2 to 256 characters"),
    ],
)
def test_a_wrong_value_is_refused_at_synth(
    new_stack: TerraformStack, make: Any, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        make(new_stack, "api", **settings)


def test_two_of_one_address_are_refused(new_stack: TerraformStack) -> None:
    ExistingRepository.from_name(new_stack, "one", name="team/api", address="api")
    with pytest.raises(ConflictError, match=r"data\.aws_ecr_repository\.api: give one of them another address"):
        ExistingRepository.from_name(new_stack, "two", name="team/web", address="api")
