"""`RegistryScanningConfiguration`: one per registry, as the synthesized JSON has it."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import ConflictError, InvalidSettingError, RegistryScanning, RegistryScanningConfiguration, ScanRule
from tests.synthesized import Synth

TYPE = "aws_ecr_registry_scanning_configuration"


def test_basic_scanning_on_push(new_stack: TerraformStack, synth: Synth) -> None:
    RegistryScanningConfiguration(new_stack, "scanning", scanning=RegistryScanning.basic(filters=["team/*"]))

    assert synth()["resource"][TYPE]["scanning"] == {
        "scan_type": "BASIC",
        "rule": [
            {
                "scan_frequency": "SCAN_ON_PUSH",
                "repository_filter": [{"filter": "team/*", "filter_type": "WILDCARD"}],
            }
        ],
    }


def test_enhanced_scanning_with_a_frequency_per_filter(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    rules = (
        ScanRule(frequency="CONTINUOUS_SCAN", filters=("prod/*", "inscribe/*")),
        ScanRule(frequency="SCAN_ON_PUSH", filters=("*",)),
    )
    scanning = RegistryScanning(scan_type="ENHANCED", rules=rules)
    RegistryScanningConfiguration(new_stack, "scanning", scanning=scanning, prevent_destroy=True)

    resources = synth()["resource"]

    configuration = resources[TYPE]["scanning"]
    assert configuration["lifecycle"] == {"prevent_destroy": True}
    assert [rule["scan_frequency"] for rule in configuration["rule"]] == ["CONTINUOUS_SCAN", "SCAN_ON_PUSH"]
    assert resources == json_snapshot


def test_no_rules_at_all_leaves_the_rule_block_out(new_stack: TerraformStack, synth: Synth) -> None:
    RegistryScanningConfiguration(new_stack, "scanning", scanning=RegistryScanning())

    assert synth()["resource"][TYPE]["scanning"] == {"scan_type": "BASIC"}


def test_a_variable_may_say_whether_it_is_configured(new_stack: TerraformStack, synth: Synth) -> None:
    managed = TerraformVariable(new_stack, "managed", type="bool").boolean_value
    RegistryScanningConfiguration(new_stack, "scanning", scanning=RegistryScanning.basic(), condition=managed)

    synthesized = synth()

    assert synthesized["resource"][TYPE]["scanning"]["count"] == "${local.scanning_condition ? 1 : 0}"
    assert synthesized["locals"]["scanning_condition"] == "${var.managed}"


def test_inspector_is_left_to_ecr(new_stack: TerraformStack, synth: Synth) -> None:
    RegistryScanningConfiguration(new_stack, "scanning", scanning=RegistryScanning.enhanced())

    assert set(synth()["resource"]) == {TYPE}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"scanning": "BASIC"},
            "^scanning 'BASIC': must be of type RegistryScanning or VariableScanning or Collection",
        ),
        ({"prevent_destroy": "${var.keep}"}, "^prevent_destroy .*: must be True or False, known in Python"),
    ],
)
def test_a_wrong_value_is_refused(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        RegistryScanningConfiguration(new_stack, "scanning", **{"scanning": RegistryScanning.basic(), **settings})


def test_a_second_configuration_in_one_stack_is_refused_with_the_reason(new_stack: TerraformStack) -> None:
    RegistryScanningConfiguration(new_stack, "first", scanning=RegistryScanning.basic())

    with pytest.raises(ConflictError, match="one scanning configuration per account and region, and the second would"):
        RegistryScanningConfiguration(new_stack, "second", scanning=RegistryScanning.basic())


def test_another_provider_is_another_registry(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="virginia")
    RegistryScanningConfiguration(new_stack, "first", scanning=RegistryScanning.basic())
    RegistryScanningConfiguration(new_stack, "second", scanning=RegistryScanning.basic(), provider=other)

    assert synth()["resource"][TYPE]["second"]["provider"] == "aws.virginia"

    with pytest.raises(ConflictError):
        RegistryScanningConfiguration(new_stack, "third", scanning=RegistryScanning.basic(), provider=other)
