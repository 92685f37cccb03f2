"""`Replication`: one per registry, as the synthesized JSON has it."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.model.registry.replication import ReplicationDestination, ReplicationRule
from cdktf_ecr.resources.registry.replication import Replication
from tests.synthesized import Synth

TYPE = "aws_ecr_replication_configuration"
FRANKFURT = ReplicationDestination(region="eu-central-1")
OTHER = ReplicationDestination(region="eu-west-1", account_id="111122223333")


def rules(*destinations: ReplicationDestination, **settings: Any) -> list[ReplicationRule]:
    return [ReplicationRule(destinations=destinations, **settings)]


def test_copies_within_the_account_and_to_another(new_stack: TerraformStack, synth: Synth) -> None:
    Replication(
        new_stack,
        "copies",
        rules=[*rules(FRANKFURT, OTHER, prefixes=["prod", "team/"]), *rules(OTHER)],
        prevent_destroy=True,
    )

    synthesized = synth()

    assert synthesized["data"] == {"aws_caller_identity": {"copies": {}}}
    other = {"region": "eu-west-1", "registry_id": "111122223333"}
    assert synthesized["resource"][TYPE]["copies"] == {
        "replication_configuration": {
            "rule": [
                {
                    "destination": [
                        {"region": "eu-central-1", "registry_id": "${data.aws_caller_identity.copies.account_id}"},
                        other,
                    ],
                    "repository_filter": [
                        {"filter": "prod", "filter_type": "PREFIX_MATCH"},
                        {"filter": "team/", "filter_type": "PREFIX_MATCH"},
                    ],
                },
                {"destination": [other]},
            ]
        },
        "lifecycle": {"prevent_destroy": True},
    }


def test_copies_to_other_accounts_look_nothing_up(new_stack: TerraformStack, synth: Synth) -> None:
    replication = Replication(new_stack, "copies", rules=rules(OTHER), address="backup")

    assert "data" not in synth()
    assert set(synth()["resource"][TYPE]) == {"backup"}
    assert replication.identity is None


def test_variables_are_left_to_terraform(new_stack: TerraformStack, synth: Synth) -> None:
    region = TerraformVariable(new_stack, "region", type="string").string_value
    account = TerraformVariable(new_stack, "account", type="string").string_value
    prefix = TerraformVariable(new_stack, "prefix", type="string").string_value
    destination = ReplicationDestination(region=region, account_id=account)
    Replication(new_stack, "copies", rules=rules(destination, prefixes=[prefix]))

    assert synth()["resource"][TYPE]["copies"]["replication_configuration"]["rule"] == [
        {
            "destination": [{"region": "${var.region}", "registry_id": "${var.account}"}],
            "repository_filter": [{"filter": "${var.prefix}", "filter_type": "PREFIX_MATCH"}],
        }
    ]


def test_a_second_configuration_in_one_stack_is_refused_with_the_reason(new_stack: TerraformStack) -> None:
    Replication(new_stack, "first", rules=rules(OTHER))

    with pytest.raises(ConflictError, match="one replication configuration per account and region, and the second"):
        Replication(new_stack, "second", rules=rules(OTHER))


def test_another_provider_is_another_registry(new_stack: TerraformStack, synth: Synth) -> None:
    default = AwsProvider(new_stack, "aws", region="eu-west-2")
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="virginia")
    Replication(new_stack, "first", rules=rules(FRANKFURT))
    Replication(new_stack, "second", rules=rules(FRANKFURT), provider=other)

    synthesized = synth()

    assert synthesized["resource"][TYPE]["second"]["provider"] == "aws.virginia"
    assert synthesized["data"]["aws_caller_identity"]["second"]["provider"] == "aws.virginia"
    for provider in (default, other):
        with pytest.raises(ConflictError):
            Replication(new_stack, f"of {provider.alias}", rules=rules(OTHER), provider=provider)


def test_a_copy_to_the_registry_itself_is_refused(new_stack: TerraformStack) -> None:
    AwsProvider(new_stack, "other", region="eu-central-1", alias="frankfurt")
    AwsProvider(new_stack, "aws", region="eu-central-1")

    with pytest.raises(
        InvalidSettingError, match=r"^region 'eu-central-1': must be another region than the registry's"
    ):
        Replication(new_stack, "copies", rules=rules(FRANKFURT))


def test_an_aliased_provider_decides_which_registry_that_is(new_stack: TerraformStack) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    frankfurt = AwsProvider(new_stack, "other", region="eu-central-1", alias="frankfurt")
    Replication(new_stack, "copies", rules=rules(FRANKFURT))

    with pytest.raises(InvalidSettingError, match=r"^region 'eu-central-1'"):
        Replication(new_stack, "copies back", rules=rules(FRANKFURT), provider=frankfurt)


def test_a_provider_whose_region_terraform_knows_is_not_asked(new_stack: TerraformStack, synth: Synth) -> None:
    region = TerraformVariable(new_stack, "region", type="string")
    AwsProvider(new_stack, "aws", region=region.string_value)
    Replication(new_stack, "copies", rules=rules(FRANKFURT))

    assert set(synth()["resource"][TYPE]) == {"copies"}


def test_wrong_rules_are_refused_before_anything_is_created(new_stack: TerraformStack, synth: Synth) -> None:
    with pytest.raises(InvalidSettingError, match=r"^rules 0: must be 1 to 10 of them"):
        Replication(new_stack, "copies", rules=[])
    keep: Any = "${var.keep}"
    with pytest.raises(InvalidSettingError, match=r"^prevent_destroy .* must be True or False"):
        Replication(new_stack, "copies", rules=rules(OTHER), prevent_destroy=keep)

    assert "resource" not in synth()
