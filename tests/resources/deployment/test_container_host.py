"""`ContainerHost`: what is created for each placement, and what a host may do."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import ConflictError, ContainerHost, ContainerSettings, HostSettings, InvalidSettingError, Repository
from tests.synthesized import Synth

KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
SUBNETS = ["subnet-12345678", "subnet-87654321"]


def host(stack: TerraformStack, **settings: Any) -> ContainerHost:
    repository = Repository(stack, "api", name="team/api")
    return ContainerHost(stack, "host", repository=repository, settings=HostSettings(**settings))


def test_a_host_with_everything(new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion) -> None:
    host(
        new_stack,
        placement="auto-scaling",
        subnet_ids=SUBNETS,
        ingress={"balancer": "sg-12345678"},
        egress_ports={"https": 443, "database": 5432},
        security_group_ids=["sg-87654321"],
        volume_kms_key_id=KEY,
        role_boundary_arn="arn:aws:iam::111122223333:policy/boundary",
        tags={"Team": "API"},
    )
    resources = synth()["resource"]
    # The scripts are files of their own.
    del resources["aws_ssm_document"], resources["aws_launch_template"]["host"]["user_data"]
    assert resources == json_snapshot


@pytest.mark.parametrize(
    ("placement", "created"),
    [
        ("instance", {"aws_instance"}),
        ("launch-template", set()),
        ("auto-scaling", {"aws_autoscaling_group"}),
    ],
)
def test_what_each_placement_creates(
    new_stack: TerraformStack, synth: Synth, placement: str, created: set[str]
) -> None:
    made = host(new_stack, placement=placement, subnet_ids=SUBNETS)

    resources = synth()["resource"]
    assert {"aws_instance", "aws_autoscaling_group"} & set(resources) == created
    assert "aws_launch_template" in resources
    assert (made.instance is not None, made.auto_scaling_group is not None) == (
        placement == "instance",
        placement == "auto-scaling",
    )
    assert (made.instance_id is None, made.auto_scaling_group_name is None) == (
        placement != "instance",
        placement != "auto-scaling",
    )


def test_a_placement_of_terraforms_has_a_count(new_stack: TerraformStack, synth: Synth) -> None:
    placement = TerraformVariable(new_stack, "placement", type="string").string_value
    host(new_stack, placement=placement)

    resources = synth()["resource"]
    assert resources["aws_instance"]["host"]["count"] == '${local.host_placement == "instance" ? 1 : 0}'
    assert resources["aws_autoscaling_group"]["host"]["count"] == '${local.host_placement == "auto-scaling" ? 1 : 0}'


def test_a_host_in_the_default_vpc_looks_up_no_subnet(new_stack: TerraformStack, synth: Synth) -> None:
    host(new_stack)
    synthesized = synth()
    assert "data" not in synthesized
    assert "vpc_id" not in synthesized["resource"]["aws_security_group"]["host"]
    assert "subnet_id" not in synthesized["resource"]["aws_instance"]["host"]


def test_metadata_needs_a_token_and_the_disk_is_encrypted(new_stack: TerraformStack, synth: Synth) -> None:
    host(new_stack)
    template = synth()["resource"]["aws_launch_template"]["host"]
    assert template["metadata_options"] == {
        "http_endpoint": "enabled",
        "http_tokens": "required",
        "http_put_response_hop_limit": 1,
    }
    (device,) = template["block_device_mappings"]
    assert (device["ebs"]["encrypted"], device["ebs"]["volume_type"]) == ("true", "gp3")


def test_the_role_and_the_group_are_not_those_of_a_module_of_that_repository(
    new_stack: TerraformStack, synth: Synth
) -> None:
    made = host(new_stack)
    name = synth()["resource"]["aws_iam_role"]["host"]["name"]
    assert name.startswith("team-api-0c8d3215-host-")
    assert made.deployment.target_value == "team-api-0c8d3215"


def test_two_hosts_of_one_repository_need_addresses(new_stack: TerraformStack) -> None:
    repository = Repository(new_stack, "api", name="team/api")
    ContainerHost(new_stack, "host", repository=repository)
    with pytest.raises(ConflictError, match=r"would both be aws_ssm_parameter\.host"):
        ContainerHost(new_stack, "other", repository=repository, address="host")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"repository": "team/api"}, "repository 'team/api': must be of type RepositoryBase, not a string"),
        ({"settings": ContainerSettings()}, "settings .*: must be of type HostSettings"),
    ],
)
def test_what_is_no_repository_and_no_settings(
    new_stack: TerraformStack, arguments: dict[str, Any], message: str
) -> None:
    given = {"repository": Repository(new_stack, "api", name="team/api"), **arguments}
    with pytest.raises(InvalidSettingError, match=f"^{message}"):
        ContainerHost(new_stack, "host", **given)


def test_a_repository_that_systems_manager_has_no_name_for(new_stack: TerraformStack) -> None:
    repository = Repository(new_stack, "api", name="aws/api")
    with pytest.raises(InvalidSettingError, match=r"^repository 'aws/api': must not begin with aws"):
        ContainerHost(new_stack, "host", repository=repository)
