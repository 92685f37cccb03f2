"""`Repository`: each feature in the synthesized JSON."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from constructs import Construct
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import (
    ConflictError,
    Encryption,
    InvalidSettingError,
    LifecyclePolicy,
    LifecycleRule,
    Repository,
    RepositoryAccess,
    RepositoryPolicy,
    TagMutability,
)
from tests.synthesized import Synth

KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


def test_the_default_repository_keeps_the_newest_images_and_scans_on_push(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    Repository(new_stack, "api", name="team/api")

    resources = synth()["resource"]

    repository = resources["aws_ecr_repository"]["api"]
    assert repository["image_scanning_configuration"] == {"scan_on_push": True}
    assert repository["encryption_configuration"] == [{"encryption_type": "AES256"}]
    assert "force_delete" not in repository or repository["force_delete"] is False
    rules = resources["aws_ecr_lifecycle_policy"]["api"]["policy"]["rules"]
    assert [rule["selection"].get("tagPatternList") for rule in rules] == [
        ["v*"],
        ["release*"],
        ["dev*"],
        ["feature*"],
        ["main*"],
        None,
    ]
    assert resources == json_snapshot


def test_a_hardened_repository_is_immutable_encrypted_by_its_own_rotating_key_and_protected(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    Repository(
        new_stack,
        "api",
        name="team/api",
        tag_mutability="IMMUTABLE",
        encryption=Encryption(type="KMS", create_key=True),
        prevent_destroy=True,
        tags={"Team": "Data"},
    )

    resources = synth()["resource"]

    repository, key = resources["aws_ecr_repository"]["api"], resources["aws_kms_key"]["api"]
    assert repository["encryption_configuration"] == [{"encryption_type": "KMS", "kms_key": "${aws_kms_key.api.arn}"}]
    assert key["enable_key_rotation"] is True
    assert repository["lifecycle"] == key["lifecycle"] == {"prevent_destroy": True}
    assert resources["aws_kms_alias"]["api"]["name"].startswith("alias/ecr/team-api-")
    assert repository["tags"] == key["tags"] == {"Team": "Data"}
    assert resources == json_snapshot


@pytest.mark.parametrize("type_", ["KMS", "KMS_DSSE"])
def test_a_given_key_encrypts_the_repository(new_stack: TerraformStack, synth: Synth, type_: str) -> None:
    Repository(new_stack, "api", name="team/api", encryption=Encryption(type=type_, kms_key_arn=KEY))

    resources = synth()["resource"]

    assert resources["aws_ecr_repository"]["api"]["encryption_configuration"] == [
        {"encryption_type": type_, "kms_key": KEY}
    ]
    assert "aws_kms_key" not in resources


def test_exclusion_filters_are_rendered_as_wildcards(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    mutability = TagMutability(mode="IMMUTABLE_WITH_EXCLUSION", exclusion_filters=("latest", "dev-*"))
    Repository(new_stack, "api", name="team/api", tag_mutability=mutability, lifecycle_policy=None)

    resources = synth()["resource"]

    assert resources["aws_ecr_repository"]["api"]["image_tag_mutability_exclusion_filter"] == [
        {"filter": "latest", "filter_type": "WILDCARD"},
        {"filter": "dev-*", "filter_type": "WILDCARD"},
    ]
    assert "aws_ecr_lifecycle_policy" not in resources
    assert resources == json_snapshot


def test_a_lifecycle_policy_of_the_callers_own_is_used(new_stack: TerraformStack, synth: Synth) -> None:
    policy = LifecyclePolicy((LifecycleRule(priority=1, tag_status="any", keep_newest=100, description="Keep 100"),))
    Repository(new_stack, "api", name="team/api", lifecycle_policy=policy)

    written = synth()["resource"]["aws_ecr_lifecycle_policy"]["api"]["policy"]

    assert written == policy.render()


def test_a_policy_lets_other_accounts_pull_but_never_hands_out_the_login(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    accounts = RepositoryAccess.pull_by_accounts(["111122223333", "000011112222"])
    organization = RepositoryAccess.pull_by_organization("o-a1b2c3d4e5")
    Repository(new_stack, "api", name="team/api", policy=RepositoryPolicy(statements=(accounts, organization)))

    resources = synth()["resource"]

    policy = resources["aws_ecr_repository_policy"]["api"]["policy"]
    actions = {action for statement in policy["Statement"] for action in statement["Action"]}
    assert actions == {"ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}
    assert resources == json_snapshot


def test_tokens_of_other_resources_reach_a_policy_through_a_local(new_stack: TerraformStack, synth: Synth) -> None:
    role = IamRole(new_stack, "deployer", name="deployer", assume_role_policy="{}")
    policy = RepositoryPolicy(statements=(RepositoryAccess.pull_by_principals([role.arn]),))
    Repository(new_stack, "api", name="team/api", policy=policy)

    synthesized = synth()

    text = synthesized["resource"]["aws_ecr_repository_policy"]["api"]["policy"]
    assert synthesized["locals"] == {"api_policy": "${aws_iam_role.deployer.arn}"}
    assert text.startswith("${jsonencode(")
    assert "local.api_policy" in text
    assert "TfToken" not in text


def test_every_scalar_takes_a_variable(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    name = TerraformVariable(new_stack, "name", type="string")
    mode = TerraformVariable(new_stack, "mode", type="string")
    flag = TerraformVariable(new_stack, "flag", type="bool")
    key = TerraformVariable(new_stack, "key", type="string")
    Repository(
        new_stack,
        "api",
        name=name.string_value,
        tag_mutability=mode.string_value,
        scan_on_push=flag.boolean_value,
        encryption=Encryption(type="KMS", kms_key_arn=key.string_value),
        force_delete=flag.boolean_value,
    )

    resources = synth()["resource"]

    repository = resources["aws_ecr_repository"]["api"]
    assert repository["name"] == "${var.name}"
    assert repository["image_tag_mutability"] == "${var.mode}"
    assert repository["image_scanning_configuration"] == {"scan_on_push": "${var.flag}"}
    assert repository["force_delete"] == "${var.flag}"
    assert resources == json_snapshot


def test_the_attributes_refer_to_the_created_repository(new_stack: TerraformStack, synth: Synth) -> None:
    repository = Repository(new_stack, "api", name="team/api")
    TerraformOutput(new_stack, "seen", value=[repository.name, repository.arn, repository.url, repository.registry_id])

    assert synth()["output"]["seen"]["value"] == [
        "${aws_ecr_repository.api.name}",
        "${aws_ecr_repository.api.arn}",
        "${aws_ecr_repository.api.repository_url}",
        "${aws_ecr_repository.api.registry_id}",
    ]


def test_addresses_follow_the_construct_path_without_hashes(new_stack: TerraformStack, synth: Synth) -> None:
    Repository(Construct(new_stack, "team"), "api.v2", name="team/api")
    Repository(new_stack, "2nd", name="team/second")
    Repository(new_stack, "named", name="team/named", address="chosen")

    assert set(synth()["resource"]["aws_ecr_repository"]) == {"team_api_v2", "_2nd", "chosen"}


def test_two_repositories_of_one_address_are_refused_rather_than_merged(new_stack: TerraformStack) -> None:
    Repository(Construct(new_stack, "a"), "b", name="team/one")

    with pytest.raises(ConflictError, match=r"aws_ecr_repository\.a_b: give one of them another address"):
        Repository(new_stack, "a_b", name="team/two")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "Team/API"}, r"name 'Team/API': must be 2 to 256 characters of lower-case .* \(ECR naming rules\)"),
        ({"name": ""}, "name ''"),
        ({"name": None}, "name None: must be a string, not None"),
        ({"name": "team/api:v1"}, "name 'team/api:v1'"),
        ({"tag_mutability": "immutable"}, "^tag_mutability 'immutable': must be one of MUTABLE"),
        ({"tag_mutability": "IMMUTABLE_WITH_EXCLUSION"}, "^tag_mutability '.*': needs filters: give a TagMutability"),
        ({"tag_mutability": None}, "^tag_mutability None: must be a string, not None"),
        ({"scan_on_push": "yes"}, "scan_on_push 'yes': must be True or False, not a string"),
        ({"force_delete": 1}, "force_delete 1: must be True or False, not a number"),
        ({"prevent_destroy": "${var.x}"}, "prevent_destroy .*: must be True or False, not a string"),
        ({"tags": {"aws:owner": "me"}}, "tags .*must be a map of at most 50 tags"),
        ({"tags": "oops"}, "^tags 'oops': must be a map of at most 50 tags"),
        ({"encryption": "KMS"}, "^encryption 'KMS': must be of type Encryption, not a string"),
        ({"encryption": None}, "^encryption None: must be of type Encryption, not None"),
        ({"lifecycle_policy": 5}, "^lifecycle_policy 5: must be of type LifecyclePolicy, not a number"),
        ({"policy": {"Statement": []}}, "^policy .*: must be of type RepositoryPolicy, not a dict"),
        ({"pull_account_ids": ["1"]}, "^pull_account_ids '1': must be an AWS account id"),
        ({"pull_account_ids": "111122223333"}, "^pull_account_ids '111122223333': must be a list of strings"),
    ],
)
def test_a_wrong_value_is_refused_at_synth(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        Repository(new_stack, "api", **{"name": "team/api", **settings})
