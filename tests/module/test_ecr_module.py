"""`EcrModule` as a library uses it, with Python values, variables and tokens."""

from __future__ import annotations

from typing import Any, cast

import pytest
from cdktf import TerraformStack, TerraformVariable, Token
from constructs import Construct
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import (
    CollectionSettings,
    ConflictError,
    EcrCollection,
    EcrModule,
    InvalidSettingError,
    ModuleSettings,
    MonitoringSettings,
    declare_outputs,
    declare_variables,
)
from tests.synthesized import Synth, addresses


def test_python_values_decide_the_resources_at_synth(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    settings = ModuleSettings(
        repository_name="team/api",
        pull_account_ids=("111122223333",),
        create_ec2_role=False,
        enable_scan_logging=False,
        enable_notifications=False,
        enable_audit_trail=False,
    )
    declare_outputs(new_stack, EcrModule(new_stack, "ecr", settings=settings))

    synthesized = synth()

    assert addresses(synthesized) == {
        "aws_ecr_repository.this",
        "aws_ecr_lifecycle_policy.this",
        "aws_ecr_repository_policy.this",
        "aws_ecr_registry_scanning_configuration.this",
        "data.aws_partition.current",
        "data.aws_region.current",
    }
    outputs = {name: output["value"] for name, output in synthesized["output"].items()}
    assert outputs["instance_profile_name"] is None
    assert outputs["scan_log_group_name"] is None
    assert outputs["dashboard_name"] is None
    assert outputs["alarm_arns"] == []
    assert not [each for each in synthesized["resource"].values() for body in each.values() if "count" in body]
    assert synthesized == json_snapshot


def test_the_hardened_profile_protects_repository_key_and_scanning(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    EcrModule(new_stack, "ecr", settings=ModuleSettings.hardened(repository_name="team/api"))

    synthesized = synth()

    resources = synthesized["resource"]
    for type_ in ("aws_ecr_repository", "aws_kms_key", "aws_ecr_registry_scanning_configuration"):
        assert resources[type_]["this"]["lifecycle"]["prevent_destroy"] is True
    assert resources["aws_ecr_repository"]["this"]["image_tag_mutability"] == "IMMUTABLE"
    assert synthesized == json_snapshot


def test_the_minimal_profile_is_a_repository_that_is_scanned_and_pulled_and_nothing_that_watches(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    EcrModule(new_stack, "ecr", settings=ModuleSettings.minimal(repository_name="team/api"))

    synthesized = synth()

    assert {each for each in addresses(synthesized) if not each.startswith("data.")} == {
        "aws_ecr_repository.this",
        "aws_ecr_lifecycle_policy.this",
        "aws_ecr_registry_scanning_configuration.this",
        "aws_iam_role.ec2_pull",
        "aws_iam_role_policy.ec2_pull",
        "aws_iam_instance_profile.ec2_pull",
    }
    assert synthesized == json_snapshot


def test_two_modules_in_one_stack_need_two_addresses_and_one_owner_of_scanning(
    new_stack: TerraformStack, synth: Synth
) -> None:
    EcrModule(new_stack, "api", settings=ModuleSettings(repository_name="team/api"), address="api")

    with pytest.raises(ConflictError, match="registry scanning is configured twice in one stack"):
        EcrModule(new_stack, "web", settings=ModuleSettings(repository_name="team/web"), address="web")

    settings = ModuleSettings(
        repository_name="team/job", manage_registry_scanning=False, manage_log_resource_policy=False
    )
    with pytest.raises(ConflictError, match=r"data\.aws_partition\.api_current: give one of them another address"):
        EcrModule(new_stack, "clash", settings=settings, address="api")

    EcrModule(new_stack, "job", settings=settings, address="job")
    assert {"api", "job"} <= set(synth()["resource"]["aws_ecr_repository"])


def test_tokens_are_held_by_locals_wherever_an_expression_needs_them(new_stack: TerraformStack, synth: Synth) -> None:
    name = TerraformVariable(new_stack, "name", type="string")
    count = TerraformVariable(new_stack, "count", type="number")
    flag = TerraformVariable(new_stack, "flag", type="bool")
    accounts = TerraformVariable(new_stack, "accounts", type="list(string)")
    settings = ModuleSettings(
        repository_name=name.string_value,
        max_image_count=count.number_value,
        create_ec2_role=flag.boolean_value,
        pull_account_ids=Token.as_string(accounts.list_value),
    )
    EcrModule(new_stack, "ecr", settings=settings)

    synthesized = synth()

    assert synthesized["locals"] == {
        "repository_name": "${var.name}",
        "max_image_count": "${var.count}",
        "create_ec2_role": "${var.flag}",
        "pull_account_ids": "${var.accounts}",
    }
    resources = synthesized["resource"]
    assert resources["aws_iam_role"]["ec2_pull"]["count"] == "${local.create_ec2_role ? 1 : 0}"
    assert '"countNumber": local.max_image_count' in resources["aws_ecr_lifecycle_policy"]["this"]["policy"]
    assert "TfToken" not in str(synthesized)


@pytest.mark.parametrize(
    ("settings", "sources"),
    [
        (ModuleSettings(enable_enhanced_scanning=True), ["aws.inspector2"]),
        (ModuleSettings(enable_enhanced_scanning=False), ["aws.ecr"]),
        (ModuleSettings(manage_registry_scanning=False), ["aws.ecr", "aws.inspector2"]),
        (ModuleSettings(manage_registry_scanning="${var.own}"), ["aws.ecr", "aws.inspector2"]),
        (ModuleSettings(enable_enhanced_scanning="${var.enhanced}"), ["aws.ecr", "aws.inspector2"]),
    ],
    ids=["enhanced", "basic", "decided elsewhere", "decided elsewhere or here", "either"],
)
def test_scan_events_are_those_of_the_scan_type_if_it_is_known(
    new_stack: TerraformStack, synth: Synth, settings: ModuleSettings, sources: list[str]
) -> None:
    EcrModule(new_stack, "ecr", settings=settings)

    pattern = str(synth()["resource"]["aws_cloudwatch_event_rule"]["scan_logs_scans"]["event_pattern"])

    assert [source for source in ("aws.ecr", "aws.inspector2") if source in pattern] == sources


@pytest.mark.parametrize("address", [None, "api"])
def test_a_module_has_one_log_resource_policy_of_its_own(
    new_stack: TerraformStack, synth: Synth, address: str | None
) -> None:
    module = EcrModule(new_stack, "ecr", settings=ModuleSettings(repository_name="team/api"), address=address)

    (name,) = synth()["resource"]["aws_cloudwatch_log_resource_policy"]

    assert name == ("ecr_events" if address is None else "api_ecr_events")
    assert module.monitoring.log_delivery is not None


def test_the_region_is_taken_from_what_no_release_of_the_provider_warns_of(
    new_stack: TerraformStack, synth: Synth
) -> None:
    EcrModule(new_stack, "ecr", settings=ModuleSettings())

    text = str(synth()["resource"])

    assert "data.aws_region.current.id" not in text
    assert "data.aws_region.current.name" not in text
    assert "data.aws_region.current.endpoint" in text


@pytest.mark.parametrize("construct", [EcrModule, EcrCollection])
def test_nothing_is_made_of_settings_that_nobody_gave(new_stack: TerraformStack, construct: Any) -> None:
    """It would be called like somebody else's, and cost."""
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'settings'"):
        construct(new_stack, "ecr")


def test_a_variable_may_be_required(new_stack: TerraformStack, synth: Synth) -> None:
    settings = declare_variables(new_stack, prefix="ecr_", required=["repository_name", "kms_key_id"])

    variables = synth()["variable"]
    assert {name for name, variable in variables.items() if "default" not in variable} == {
        "ecr_repository_name",
        "ecr_kms_key_id",
    }
    assert settings.repository_name == "${var.ecr_repository_name}"
    with pytest.raises(InvalidSettingError, match=r"^required 'repository': must be settings of ModuleSettings"):
        declare_variables(new_stack, prefix="other_", required=["repository"])


def test_rules_that_python_decided_are_not_left_to_terraform(new_stack: TerraformStack, synth: Synth) -> None:
    settings = ModuleSettings(encryption_type="${var.type}", enable_enhanced_scanning=True)
    TerraformVariable(new_stack, "type", type="string")
    EcrModule(new_stack, "ecr", settings=settings)

    checks = synth()["resource"]["aws_ecr_repository"]["this"]["lifecycle"]["precondition"]

    assert [check["condition"] for check in checks] == [
        '${null == null || var.type != "AES256"}',
        '${!false || var.type != "AES256"}',
    ]


def test_outputs_are_of_the_modules_own_stack(new_stack: TerraformStack) -> None:
    module = EcrModule(new_stack, "ecr", settings=ModuleSettings())

    with pytest.raises(ConflictError, match=r"^outputs are of the module's own stack: in another, use the attributes"):
        declare_outputs(TerraformStack(cast("Construct", new_stack.node.root), "other"), module)


@pytest.mark.parametrize("settings", [{}, CollectionSettings(), MonitoringSettings()])
def test_settings_are_the_modules_own(new_stack: TerraformStack, settings: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^settings .*: must be of type ModuleSettings, not a "):
        EcrModule(new_stack, "ecr", settings=settings)
    if not isinstance(settings, CollectionSettings):
        with pytest.raises(InvalidSettingError, match=r"^settings .*: must be of type CollectionSettings, not a "):
            EcrCollection(new_stack, "collection", settings=settings)


@pytest.mark.parametrize("prefix", ["1", "a b", "é."])
def test_what_starts_the_names_of_variables_is_the_start_of_an_identifier(
    new_stack: TerraformStack, prefix: str
) -> None:
    with pytest.raises(InvalidSettingError, match=r"^name '.*repository_name': must be a Terraform identifier"):
        declare_variables(new_stack, prefix=prefix)
