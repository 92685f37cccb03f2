"""Hosts of a service, each setting a value or a Terraform expression of it."""

from __future__ import annotations

from typing import Any

from cdktf import TerraformOutput, TerraformStack

from cdktf_ecr import ContainerHost, ContainerSettings, ExistingRepository, HostSettings, ServiceDeployment
from cdktf_ecr.model.deployment.rules import AUTO_SCALING, INSTANCE, LAUNCH_TEMPLATE
from tests.terraform.given_arguments import ARN, BOUNDARY, FLAGS, KEY, TAGS, Given

# Any of these goes with any other.
CONTAINER: dict[str, tuple[Any, ...]] = {
    "container_name": ("string", "service", "Team_api.1"),
    "port": ("number", 80, 8443),
    "container_port": ("number", 8080, 3000),
    "network": ("string", "bridge", "host"),
    "switch": ("string", "redirect", "replace"),
    "inner_port": ("number", 20_080, 30_000),
    "port_variable": ("string", "PORT", "API_PORT"),
    "health_path": ("string", "/health", "/ok?a=1&b=%20"),
    "health_seconds": ("number", 120, 1),
    "drain_seconds": ("number", 0, 5),
    "stop_seconds": ("number", 30, 900),
    "environment_file": ("string", "/etc/api/variables.env"),
    "registry_login": ("string", "credential-helper", "aws-cli"),
}
HOSTS: dict[str, tuple[Any, ...]] = {
    "instance_type": ("string", "t3.small", "m7g.large"),
    "architecture": ("string", "x86_64", "arm64"),
    "ami_id": ("string", "ami-0abcdef1234567890"),
    "min_size": ("number", 1, 0),
    "max_size": ("number", 1, 4),
    "ingress": ("map(string)", {}, {"office": "203.0.113.0/24", "six": "::/0", "own": "sg-12345678"}),
    "egress_ports": ("map(number)", {"https": 443}, {}, {"https": 443, "db": 5432}),
    "security_group_ids": ("list(string)", [], ["sg-12345678", "sg-87654321"]),
    "volume_gigabytes": ("number", 8, 20),
    "volume_kms_key_id": ("string", KEY),
    "metadata_hop_limit": ("number", 1, 2),
    "detailed_monitoring": ("bool", *FLAGS),
    "role_boundary_arn": ("string", BOUNDARY),
    "environment": ("string", "production", "staging"),
    "tags": ("map(string)", {}, *TAGS),
}


def chosen(given: Given, settings: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    """Return settings; of a map of numbers CDKTF has no token that Python recognizes in these types."""
    return {name: given(type_, *values, text=type_ == "map(number)") for name, (type_, *values) in settings.items()}


def hosts(stack: TerraformStack, given: Given) -> None:
    subnets = given("list(string)", ["subnet-12345678"], ["subnet-12345678", "subnet-87654321"])
    for placement in (INSTANCE, LAUNCH_TEMPLATE, AUTO_SCALING):
        arn = given("string", *map(ARN.format, ("team/api", "a--b")))
        ContainerHost(
            stack,
            placement,
            repository=ExistingRepository.from_arn(stack, f"of_{placement}", arn=arn),
            settings=HostSettings(
                placement=given("string", placement),
                subnet_ids=subnets,
                **chosen(given, CONTAINER),
                **chosen(given, HOSTS),
            ),
        )


def deployment(stack: TerraformStack, given: Given) -> None:
    repository = ExistingRepository.from_name(stack, "deployed", name=given("string", "team/web", "a" * 256))
    created = ServiceDeployment(
        stack,
        "service",
        repository=repository,
        settings=ContainerSettings(**chosen(given, CONTAINER)),
        tags=given("map(string)", {}, *TAGS),
    )
    for name in ("target_value", "user_data"):
        TerraformOutput(stack, f"service_{name}", value=getattr(created, name))
