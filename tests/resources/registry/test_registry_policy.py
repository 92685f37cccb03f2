"""`RegistryPermissions`: one policy per registry."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.model.registry.registry_policy import RegistryAccess, RegistryPolicy
from cdktf_ecr.resources.registry.registry_policy import RegistryPermissions
from tests.synthesized import Synth

TYPE = "aws_ecr_registry_policy"
REPLICATION = RegistryPolicy(statements=[RegistryAccess.replication_by_accounts(["111122223333"])])
RAW: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": "ecr:ReplicateImage",
    "Resource": "arn:aws:ecr:eu-west-1:444455556666:repository/*",
}


def test_grants_are_for_the_providers_own_registry(new_stack: TerraformStack, synth: Synth) -> None:
    RegistryPermissions(new_stack, "registry", policy=REPLICATION)

    synthesized = synth()

    assert synthesized["data"] == {
        "aws_caller_identity": {"registry": {}},
        "aws_partition": {"registry": {}},
        "aws_region": {"registry": {}},
    }
    assert synthesized["resource"][TYPE]["registry"] == {
        "policy": '${jsonencode({"Version": "2012-10-17", "Statement": [{"Sid": "ReplicateByAccounts", "Effect": '
        '"Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}, "Action": ["ecr:CreateRepository", '
        '"ecr:ReplicateImage"], "Resource": ["arn:${data.aws_partition.registry.partition}:ecr:'
        '${split(".", data.aws_region.registry.endpoint)[1]}:${data.aws_caller_identity.registry.account_id}'
        ':repository/*"]}]})}'
    }


def test_plain_statements_look_nothing_up(new_stack: TerraformStack, synth: Synth) -> None:
    RegistryPermissions(new_stack, "registry", policy=RegistryPolicy(statements=[RAW]), address="permissions")

    synthesized = synth()

    assert "data" not in synthesized
    assert synthesized["resource"][TYPE] == {"permissions": {"policy": {"Version": "2012-10-17", "Statement": [RAW]}}}


def test_an_account_may_be_a_variable(new_stack: TerraformStack, synth: Synth) -> None:
    account = TerraformVariable(new_stack, "account", type="string").string_value
    access = RegistryAccess.replication_by_accounts([account])
    RegistryPermissions(new_stack, "registry", policy=RegistryPolicy(statements=[access]))

    synthesized = synth()

    assert synthesized["locals"] == {"registry_policy": "arn:aws:iam::${var.account}:root"}
    assert '{"AWS": [local.registry_policy]}' in synthesized["resource"][TYPE]["registry"]["policy"]


def test_principals_may_be_a_variable(new_stack: TerraformStack, synth: Synth) -> None:
    builders = TerraformVariable(new_stack, "builders", type="list(string)").list_value
    access = RegistryAccess.pull_through_by_principals(builders)
    RegistryPermissions(new_stack, "registry", policy=RegistryPolicy(statements=[access]))

    synthesized = synth()

    assert synthesized["locals"] == {"registry_policy": "${var.builders}"}
    assert '{"AWS": local.registry_policy}' in synthesized["resource"][TYPE]["registry"]["policy"]


def test_a_second_policy_of_one_registry_is_refused_with_the_reason(new_stack: TerraformStack) -> None:
    RegistryPermissions(new_stack, "first", policy=REPLICATION)

    with pytest.raises(ConflictError, match="one policy per account and region, and the second would overwrite"):
        RegistryPermissions(new_stack, "second", policy=REPLICATION)


def test_another_provider_is_another_registry(new_stack: TerraformStack, synth: Synth) -> None:
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="virginia")
    RegistryPermissions(new_stack, "first", policy=REPLICATION)
    RegistryPermissions(new_stack, "second", policy=REPLICATION, provider=other)

    synthesized = synth()

    assert synthesized["resource"][TYPE]["second"]["provider"] == "aws.virginia"
    assert {named["second"]["provider"] for named in synthesized["data"].values()} == {"aws.virginia"}
    with pytest.raises(ConflictError):
        RegistryPermissions(new_stack, "third", policy=REPLICATION, provider=other)


def test_only_a_policy_is_taken(new_stack: TerraformStack) -> None:
    given: Any = RAW
    with pytest.raises(InvalidSettingError, match=r"^policy .*: must be of type RegistryPolicy, not a dict"):
        RegistryPermissions(new_stack, "registry", policy=given)
