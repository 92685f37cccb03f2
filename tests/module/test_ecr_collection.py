"""`EcrCollection` with Python values, variables and tokens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cdktf import TerraformOutput, TerraformStack, TerraformVariable, Token
from cdktf_cdktf_provider_aws.iam_role import IamRole
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr.model.collection.outputs import OUTPUTS
from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.module.ecr_collection import EcrCollection
from cdktf_ecr.module.outputs import declare_outputs
from cdktf_ecr.module.variables import declare_variables
from cdktf_ecr.resources.repository.existing_repository import ExistingRepository
from tests.synthesized import Synth, addresses

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
CONTINUOUS = "CONTINUOUS_SCAN"
QUIET: dict[str, Any] = {"enable_scan_logging": False, "enable_audit_trail": False, "enable_notifications": False}

OF_EVERY_COLLECTION = {
    "aws_ecr_repository.this",
    "aws_ecr_lifecycle_policy.this",
    "aws_ecr_repository_policy.this",
    "aws_ecr_registry_scanning_configuration.this",
    "aws_iam_policy.ec2_pull",
    "aws_iam_role.ec2_pull",
    "aws_iam_role_policy_attachment.ec2_pull",
    "aws_iam_instance_profile.ec2_pull",
    "data.aws_partition.current",
    "data.aws_region.current",
    "data.aws_caller_identity.current",
}


def quiet(repositories: object = None, **settings: Any) -> CollectionSettings:
    return CollectionSettings(**{"repositories": repositories or {}, **QUIET, **settings})


def many(count: int) -> dict[str, Any]:
    """Return repositories of which every third is scanned continuously and every fifth let others pull."""
    repositories: dict[str, Any] = {f"team-{number % 7}/service-{number}": {} for number in range(count)}
    for number, settings in enumerate(repositories.values()):
        if number % 3 == 0:
            settings["scan_frequency"] = CONTINUOUS
        if number % 5 == 0:
            settings |= {"pull_account_ids": ["111122223333"], "tags": {"Shared": "yes"}}
    return repositories


def test_a_collection_is_as_many_resources_as_one_repository(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    settings = quiet(
        {
            "team/api": {"scan_frequency": CONTINUOUS, "pull_account_ids": ["111122223333"]},
            "team/web.v2": {"max_image_count": 3, "encryption_type": "AES256", "tags": {"Team": "Web"}},
            "a--b": {"kms_key_id": KEY, "image_tag_mutability": "IMMUTABLE", "force_delete": True},
        },
        encryption_type="KMS",
        create_kms_key=True,
    )
    collection = EcrCollection(new_stack, "repositories", settings=settings)
    collection.repository("team/api").grant_pull("444455556666")
    declare_outputs(new_stack, collection)

    synthesized = synth()

    keys = {"aws_kms_key.this", "aws_kms_alias.this", "data.aws_caller_identity.this_key"}
    assert addresses(synthesized) == OF_EVERY_COLLECTION | keys
    repository = synthesized["resource"]["aws_ecr_repository"]["this"]
    assert repository["for_each"] == "${local.repository_rows}"
    (check,) = repository["lifecycle"]["precondition"]  # Python decided all rules but for the region, which it lacks.
    assert "each.value.kms_key_id" in check["condition"]
    rows = synthesized["locals"]["repository_rows"]
    assert rows["a--b"]["kms_key_id"] == KEY
    assert rows["team/web.v2"]["kms_key_id"] == "${null}"
    assert list(synthesized["locals"]["repository_grants"]) == ["team/api"]
    (scanning,) = synthesized["resource"]["aws_ecr_registry_scanning_configuration"].values()
    assert {rule["scan_frequency"]: rule["repository_filter"][0]["filter"] for rule in scanning["rule"]} == {
        "SCAN_ON_PUSH": "*",
        CONTINUOUS: "team/api",
    }
    assert set(synthesized["output"]) == set(OUTPUTS)
    assert synthesized == json_snapshot


@pytest.mark.parametrize("count", [0, 1, 50, 300])
def test_any_number_of_repositories_are_the_same_resources(new_stack: TerraformStack, synth: Synth, count: int) -> None:
    EcrCollection(new_stack, "repositories", settings=quiet(many(count)))

    synthesized = synth()

    assert addresses(synthesized) == OF_EVERY_COLLECTION
    assert len(synthesized["locals"]["repository_rows"]) == count
    assert len(json.dumps(synthesized)) < 20_000 + 500 * count
    (scanning,) = synthesized["resource"]["aws_ecr_registry_scanning_configuration"].values()
    assert all(len(rule["repository_filter"]) <= 100 for rule in scanning["rule"])


def test_with_monitoring_300_repositories_share_everything(new_stack: TerraformStack, synth: Synth) -> None:
    EcrCollection(new_stack, "repositories", settings=CollectionSettings(repositories=many(300)))

    synthesized = synth()

    resources = synthesized["resource"]
    for type_ in ("aws_cloudwatch_log_resource_policy", "aws_sns_topic", "aws_cloudwatch_dashboard"):
        assert [body.get("for_each") for body in resources[type_].values()] == [None]
    assert len(json.dumps(synthesized)) < 300_000


@pytest.mark.parametrize("count", [1, 50, 300])
def test_any_number_of_repositories_come_from_a_variable(new_stack: TerraformStack, synth: Synth, count: int) -> None:
    defaults = CollectionSettings(repositories=many(count))
    collection = EcrCollection(new_stack, "repositories", settings=declare_variables(new_stack, defaults=defaults))
    declare_outputs(new_stack, collection)

    synthesized = synth()

    assert addresses(synthesized) >= OF_EVERY_COLLECTION
    assert synthesized["variable"]["repositories"]["default"] == many(count)
    without_default = json.dumps({**synthesized, "variable": {}})
    assert len(without_default) < 90_000
    assert "service-" not in without_default
    assert "TfToken" not in str(synthesized)


def test_python_values_and_a_variable_have_the_same_addresses() -> None:
    from cdktf import Testing  # noqa: PLC0415

    def found(*, variable: bool) -> set[str]:
        stack = TerraformStack(Testing.app(stub_version=True), "test")
        keys: dict[str, Any] = {"encryption_type": "KMS", "create_kms_key": True, "create_log_kms_key": True}
        settings = CollectionSettings(repositories=many(3), **keys)
        if variable:
            settings = declare_variables(stack, defaults=settings)
        EcrCollection(stack, "repositories", settings=settings)
        all_of_them = addresses(json.loads(Testing.synth(stack)))
        return {address for address in all_of_them if not address.startswith("aws_cloudwatch")}

    assert found(variable=True) == found(variable=False)


def test_two_collections_in_one_stack_need_two_addresses_and_one_owner_of_scanning(
    new_stack: TerraformStack, synth: Synth
) -> None:
    EcrCollection(new_stack, "first", settings=quiet({"team/api": {}}))

    with pytest.raises(ConflictError, match="registry scanning is configured twice in one stack"):
        EcrCollection(new_stack, "third", settings=quiet({"team/job": {}}), address="third")

    elsewhere = quiet({"team/web": {"scan_on_push": False}}, manage_registry_scanning=False)
    with pytest.raises(ConflictError, match=r"data\.aws_partition\.current: give one of them another address"):
        EcrCollection(new_stack, "clash", settings=elsewhere)

    second = EcrCollection(new_stack, "second", settings=elsewhere, address="second")
    second.repository("team/web").grant_pull("111122223333")

    synthesized = synth()
    assert second.scanning is None
    assert {"this", "second"} <= set(synthesized["resource"]["aws_ecr_repository"])
    assert synthesized["resource"]["aws_ecr_repository_policy"]["second"]["for_each"] == (
        "${local.second_repository_policies}"
    )
    assert list(synthesized["locals"]["second_repository_grants"]) == ["team/web"]
    assert synthesized["locals"]["repository_grants"] == {}


def test_repositories_that_filters_cannot_tell_apart_are_the_owners_problem(new_stack: TerraformStack) -> None:
    # Every filter that matches one of these matches the other too.
    alike = {"a" * 254: {}, "a" * 255 + "b": {"scan_on_push": False}, "a" * 256: {"scan_on_push": False}}

    with pytest.raises(InvalidSettingError, match=r"no legal filter matches 'a+'"):
        EcrCollection(new_stack, "owner", settings=quiet(alike))

    settings = quiet({f"b/{name[2:]}": own for name, own in alike.items()}, manage_registry_scanning=False)
    EcrCollection(new_stack, "other", settings=settings, address="other")


class TestGrants:
    """A repository of a collection grants like any other."""

    def test_a_role_gets_a_policy_on_that_repository(self, new_stack: TerraformStack, synth: Synth) -> None:
        role = IamRole(new_stack, "ci", name="ci", assume_role_policy="{}")
        collection = EcrCollection(new_stack, "repositories", settings=quiet({"team/api": {}, "team/web": {}}))

        collection.repository("team/api").grant_push(role)

        synthesized = synth()
        (name, policy), *others = synthesized["resource"]["aws_iam_role_policy"].items()
        assert not others
        assert name.startswith("repository_team_api_")
        assert 'aws_ecr_repository.this["team/api"].arn' in str(policy["policy"])
        assert "team/web" not in str(policy)
        assert synthesized["locals"]["repository_grants"] == {}

    def test_an_account_is_let_in_by_that_repository_beside_the_others(
        self, new_stack: TerraformStack, synth: Synth
    ) -> None:
        repositories = {"team/api.v2": {"pull_account_ids": ["111122223333"]}, "team/web": {}, "a__b": {}}
        collection = EcrCollection(new_stack, "repositories", settings=quiet(repositories))

        collection.repository("team/api.v2").grant_pull("444455556666")
        collection.repository("a__b").grant_push("444455556666")
        collection.repository("a__b").grant_push("444455556666")

        synthesized = synth()
        grants = synthesized["locals"]["repository_grants"]
        assert sorted(grants) == ["a__b", "team/api.v2"]
        (pull,), (push,) = grants["team/api.v2"], grants["a__b"]
        assert "ecr:BatchGetImage" in pull["Action"]
        assert "ecr:PutImage" in push["Action"]
        assert "444455556666" in str(pull["Principal"])
        assert synthesized["locals"]["repository_rows"]["team/api.v2"]["pull_account_ids"] == ["111122223333"]

    def test_nobody_else_writes_that_repositorys_policy(self, new_stack: TerraformStack) -> None:
        collection = EcrCollection(new_stack, "repositories", settings=quiet({"team/api": {}, "team/web": {}}))
        existing = ExistingRepository.from_name(new_stack, "existing", name="team/api", manage_policy=True)
        existing.grant_pull("444455556666")

        collection.repository("team/web").grant_pull("444455556666")
        with pytest.raises(ConflictError, match="would both be the policy of the repository team/api"):
            collection.repository("team/api").grant_pull("444455556666")

    def test_names_that_look_alike_are_different_repositories(self, new_stack: TerraformStack, synth: Synth) -> None:
        alike = ["a/b", "a--b", "a.b", "a_b", "a__b", "constructor"]
        role = IamRole(new_stack, "ci", name="ci", assume_role_policy="{}")
        collection = EcrCollection(new_stack, "repositories", settings=quiet({name: {} for name in alike}))

        for name in alike:
            collection.repository(name).grant_pull(role)
            collection.repository(name).grant_pull("444455556666")

        synthesized = synth()
        assert len(synthesized["resource"]["aws_iam_role_policy"]) == len(alike)
        assert sorted(synthesized["locals"]["repository_grants"]) == sorted(alike)

    def test_asked_twice_it_is_the_same_one(self, new_stack: TerraformStack, synth: Synth) -> None:
        collection = EcrCollection(new_stack, "repositories", settings=quiet({"team/api": {}}))

        api = collection.repository("team/api")

        assert collection.repository("team/api") is api
        assert api.name == "team/api"
        TerraformOutput(new_stack, "seen", value=[api.arn, api.arn, api.url, api.registry_id])
        synthesized = synth()
        assert synthesized["output"]["seen"]["value"] == [
            "${local.repository_team_api_arn}",
            "${local.repository_team_api_arn}",
            "${local.repository_team_api_url}",
            "${data.aws_caller_identity.current.account_id}",
        ]
        assert synthesized["locals"]["repository_team_api_arn"] == '${aws_ecr_repository.this["team/api"].arn}'
        assert (
            synthesized["locals"]["repository_team_api_url"] == '${aws_ecr_repository.this["team/api"].repository_url}'
        )

    @pytest.mark.parametrize("repositories", [{"team/web": {}}, "${var.repositories}"], ids=["unknown", "a variable"])
    def test_there_is_no_other_repository(self, new_stack: TerraformStack, repositories: object) -> None:
        collection = EcrCollection(new_stack, "repositories", settings=quiet(repositories))

        with pytest.raises(InvalidSettingError, match=r"^name 'team/api': must be a repository of the collection that"):
            collection.repository("team/api")


def test_tokens_are_held_by_locals(new_stack: TerraformStack, synth: Synth) -> None:
    count = TerraformVariable(new_stack, "count", type="number")
    stage = TerraformVariable(new_stack, "stage", type="string")
    flag = TerraformVariable(new_stack, "flag", type="bool")
    settings = quiet(
        {"team/api": {"max_image_count": count.number_value, "scan_on_push": flag.boolean_value}},
        environment=stage.string_value,
        tags={"Stage": stage.string_value},
    )
    EcrCollection(new_stack, "repositories", settings=settings)

    synthesized = synth()

    assert "TfToken" not in str(synthesized)
    row = synthesized["locals"]["repository_rows"]["team/api"]
    assert synthesized["locals"]["repositories"] == "${var.count}"
    assert row["max_image_count"] == "${local.repositories}"
    assert row["tags"] == {"Environment": "${local.environment}", "Stage": "${local.tags}"}
    # Terraform alone knows how often it is scanned.
    assert "scan_misses" in synthesized["locals"]


def test_a_token_is_the_whole_map(new_stack: TerraformStack, synth: Synth) -> None:
    repositories = TerraformVariable(new_stack, "input", type="any")
    EcrCollection(new_stack, "repositories", settings=quiet(Token.as_string(repositories.value)))

    synthesized = synth()

    assert synthesized["locals"]["repositories"] == "${var.input}"
    assert synthesized["locals"]["repository_rows"].startswith("${{for name, own in local.repositories :")
    assert "TfToken" not in str(synthesized)


def test_operators_of_ours_bind_no_part_of_an_expression(new_stack: TerraformStack, synth: Synth) -> None:
    settings = quiet(
        "${var.repositories}",
        create_kms_key="${var.a || var.b}",
        encryption_type='${var.a ? "KMS" : "AES256"}',
        enable_enhanced_scanning="${var.a || var.b}",
        scan_frequency='${var.a ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH"}',
        alarm_thresholds="${var.a ? var.few : var.many}",
    )
    EcrCollection(new_stack, "repositories", settings=settings)

    synthesized = synth()

    checks = synthesized["data"]["aws_caller_identity"]["current"]["lifecycle"]["precondition"]
    conditions = [check["condition"] for check in checks]
    assert '${!(var.a || var.b) || (var.a ? "KMS" : "AES256") != "AES256"}' in conditions
    assert '${(var.a ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH") != "CONTINUOUS_SCAN" || (var.a || var.b)}' in conditions
    thresholds = (
        "${!(var.a || var.b) || !true || alltrue([for severity in keys((var.a ? var.few : var.many)) : "
        'contains(["CRITICAL", "HIGH", "MEDIUM"], severity)])}'
    )
    assert thresholds in conditions
    # What is the same for all repositories is checked once.
    each = synthesized["resource"]["aws_ecr_repository"]["this"]["lifecycle"]["precondition"]
    assert not [check for check in each if "threshold" in check["error_message"]]
    assert "(var.a || var.b) && (row.scan_frequency)" in synthesized["locals"]["scan_frequencies"]


def test_a_threshold_that_enhanced_scanning_never_counts_is_refused_once_for_all() -> None:
    with pytest.raises(InvalidSettingError) as refused:
        CollectionSettings(repositories={"team/api": {}}, alarm_thresholds={"LOW": 1})
    assert (refused.value.setting, refused.value.value) == ("alarm_thresholds", {"LOW": 1})
    assert CollectionSettings(alarm_thresholds={"LOW": 1}, enable_enhanced_scanning=False)


def test_the_hardened_profile_protects_every_repository(new_stack: TerraformStack, synth: Synth) -> None:
    EcrCollection(new_stack, "repositories", settings=CollectionSettings.hardened(repositories={"team/api": {}}))

    resources = synth()["resource"]

    for type_ in ("aws_ecr_repository", "aws_kms_key", "aws_ecr_registry_scanning_configuration"):
        assert resources[type_]["this"]["lifecycle"]["prevent_destroy"] is True


def test_a_collection_begins_without_repositories(new_stack: TerraformStack, synth: Synth) -> None:
    EcrCollection(new_stack, "repositories", settings=CollectionSettings(collection_name="team"))

    synthesized = synth()

    assert synthesized["locals"]["repository_rows"] == {}
    (scanning,) = synthesized["resource"]["aws_ecr_registry_scanning_configuration"].values()
    assert [rule["repository_filter"] for rule in scanning["rule"]] == [[{"filter": "*", "filter_type": "WILDCARD"}]]
