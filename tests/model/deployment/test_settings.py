"""The settings of containers and hosts: what is refused, in Python and by Terraform, in the same words."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.deployment.container import ContainerSettings
from cdktf_ecr.model.deployment.host import DEPLOYED_REPOSITORY, HostSettings, ami_of
from cdktf_ecr.model.deployment.rules import DEPLOYABLE_NAME
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression

KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

LEGAL: dict[str, list[Any]] = {
    "container_name": ["ab", "Team_api.1-x", "a" * 63],
    "port": [1, 80, 65_535],
    "container_port": [1, 65_535],
    "inner_port": [1024, 65_534],
    "network": ["bridge", "host"],
    "switch": ["redirect", "replace"],
    "port_variable": ["PORT", "_x1", "a" * 64],
    "health_path": [None, "/", "/health?deep=1&x=%20", "/" + "a" * 254],
    "health_seconds": [1, 900],
    "stop_seconds": [1, 900],
    "drain_seconds": [0, 900],
    "environment_file": [None, "/etc/api/variables.env", "/" + "a" * 254],
    "registry_login": ["credential-helper", "aws-cli"],
    "placement": ["instance", "launch-template"],
    "instance_type": ["t3.small", "u-6tb1.112xlarge", "mac2-m2pro.metal"],
    "architecture": ["x86_64", "arm64"],
    "ami_id": [None, "ami-0abcdef1234567890", "ami-12345678"],
    "subnet_ids": [(), ("subnet-0a1b2c3d", "subnet-0123456789abcdef0")],
    "min_size": [0, 2],
    "max_size": [1, 1000],
    "ingress": [{}, {"all": "0.0.0.0/0", "six": "::/0", "own": "sg-0123456789abcdef0", "list 1": "pl-12345678"}],
    "egress_ports": [{}, {"https": 443, "db": 5432}],
    "security_group_ids": [(), ("sg-12345678",)],
    "volume_gigabytes": [8, 16_384],
    "volume_kms_key_id": [None, KEY],
    "metadata_hop_limit": [1, 64],
    "detailed_monitoring": [True, False],
    "role_boundary_arn": [None, "arn:aws:iam::111122223333:policy/boundary"],
    "environment": ["staging"],
    "tags": [{}, {"Team": "Größe"}],
}
ILLEGAL: dict[str, list[Any]] = {
    "container_name": ["", "a", "-a", "a b", "a" * 64, "a'b", "a/b", 1],
    "port": [0, 65_536, 1.5, True, "80"],
    "container_port": [0, 65_536],
    "inner_port": [1023, 65_535],
    "network": ["none", "Bridge"],
    "switch": ["blue-green"],
    "port_variable": ["", "1A", "A B", "A=B", "A'", "a" * 65],
    "health_path": ["", "health", "/a b", "/it's", '/"', "/$x", "/`id`", "/" + "a" * 255],
    "health_seconds": [0, 901],
    "stop_seconds": [0, 901],
    "drain_seconds": [-1, 901],
    "environment_file": ["variables.env", "/etc/a b", "/etc/'", "/", "/" + "a" * 255],
    "registry_login": ["none", "ecr-login"],
    "placement": ["spot", "auto_scaling"],
    "instance_type": ["t3", "T3.small", "t3.small "],
    "architecture": ["amd64"],
    "ami_id": ["ami-xyz", "resolve:ssm:/a"],
    "subnet_ids": [["subnet-x"], "subnet-0a1b2c3d", ["vpc-0a1b2c3d"]],
    "min_size": [-1, 1.5],
    "max_size": [-1],
    "ingress": [{"a": "everybody"}, {"a": "10.0.0.0"}, {"a<b": "10.0.0.0/8"}, {"": "10.0.0.0/8"}, ["10.0.0.0/8"]],
    "egress_ports": [{"https": 0}, {"https": "443"}, {"a;b<": 443}],
    "security_group_ids": [["sg-1"], "sg-12345678"],
    "volume_gigabytes": [7, 16_385],
    "volume_kms_key_id": ["alias/x", KEY.rpartition("/")[2]],
    "metadata_hop_limit": [0, 65],
    "detailed_monitoring": ["yes", 1],
    "role_boundary_arn": ["boundary"],
    "environment": ["", "a b"],
    "tags": [{"aws:x": "y"}, {str(number): "" for number in range(47)}, {"environment": "x"}],
}


def test_every_setting_is_among_them() -> None:
    settings = set(HostSettings.__dataclass_fields__)
    assert set(LEGAL) == set(ILLEGAL) == settings


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in LEGAL for value in LEGAL[name]])
def test_what_is_taken(name: str, value: Any) -> None:
    HostSettings(**{name: value})


@pytest.mark.parametrize(("name", "value"), [(name, value) for name in ILLEGAL for value in ILLEGAL[name]])
def test_what_is_refused(name: str, value: Any) -> None:
    with pytest.raises(InvalidSettingError, match=rf"^{name}"):
        HostSettings(**{name: value})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"network": "host", "port_variable": None}, "port_variable None: must name a variable when network is host"),
        ({"port": 20_080}, "port 20080: must be neither inner_port nor the one after it"),
        ({"port": 9001, "inner_port": 9000}, "port 9001: must be neither inner_port nor the one after it"),
        ({"placement": "auto-scaling"}, r"subnet_ids \(\): must name a subnet when placement is auto-scaling"),
        ({"min_size": 3}, "min_size 3: must be no more than max_size"),
    ],
)
def test_what_does_not_go_together(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{message}"):
        HostSettings(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"network": "host", "port_variable": None, "switch": "replace"},
        {"port_variable": None},
        {"port": 20_082},
        {"placement": "auto-scaling", "subnet_ids": ["subnet-12345678"]},
        {"min_size": 2, "max_size": 2},
        {"placement": "auto-scaling", "subnet_ids": "${var.subnets}", "min_size": "${var.size}"},
    ],
)
def test_what_goes_together(given: dict[str, Any]) -> None:
    HostSettings(**given)


def test_a_container_alone_has_no_settings_of_hosts() -> None:
    assert not {"instance_type", "subnet_ids"} & set(ContainerSettings.__dataclass_fields__)
    assert not any(relation in ContainerSettings().relations for relation in HostSettings().relations[2:])


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("team/api", True),
        ("/".join("a" * 13), True),
        ("/".join("a" * 14), False),
        ("aws", False),
        ("aws-tools/api", False),
        ("amazon/api", False),
        ("amzn", False),
        ("team/aws", True),
    ],
)
def test_names_that_systems_manager_takes(name: str, legal: bool) -> None:  # noqa: FBT001 - a table
    assert DEPLOYABLE_NAME.holds(name) is legal
    assert DEPLOYABLE_NAME in DEPLOYED_REPOSITORY.rules


def test_conditions_say_the_same_of_expressions() -> None:
    operand = "var.name"
    assert DEPLOYABLE_NAME.condition(operand) == (
        '!can(regex("^(aws|amazon|amzn)", var.name)) && length(split("/", var.name)) <= 13'
    )
    given = {"port": Expression("var.port"), "placement": Expression("var.placement"), "subnet_ids": "${var.subnets}"}
    settings = HostSettings(**given, min_size="${var.least}")
    conditions = [relation.precondition(vars(settings), names={}) for relation in settings.relations]
    assert [each and each["condition"] for each in conditions] == [
        None,
        "${!contains([20080, 20080 + 1], var.port)}",
        '${var.placement != "auto-scaling" || !(length(var.subnets) == 0)}',
        "${var.least <= 2}",
    ]


def test_the_newest_image_of_an_architecture() -> None:
    parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
    assert ami_of("arm64") == f"resolve:ssm:{parameter}"
