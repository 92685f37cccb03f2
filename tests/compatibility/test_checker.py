"""Planted errors: each is found, and named with its place."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.compatibility.checker import problems
from tests.compatibility.reader import BINDINGS, Bindings

Plant = Callable[[dict[str, Any]], object]

# With an expression of every kind that the constructs write, and each of them right.
RIGHT: dict[str, Any] = {
    "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 6.8, < 7.0"}}},
    "provider": {"aws": [{"region": "eu-west-1", "default_tags": [{"tags": {"Team": "API"}}], "alias": "one"}]},
    "data": {"aws_region": {"current": {"provider": "aws.one"}}, "aws_partition": {"current": {}}},
    "resource": {
        "aws_ecr_repository": {
            "this": {
                "name": "team/api",
                "image_scanning_configuration": {"scan_on_push": "${var.scan}"},
                "encryption_configuration": [{"encryption_type": "KMS", "kms_key": "${one(aws_kms_key.this[*].arn)}"}],
                "lifecycle": {"ignore_changes": ["tags", 'tags["Team"]'], "prevent_destroy": True},
                "timeouts": {"delete": "10m"},
            }
        },
        "aws_ecr_registry_scanning_configuration": {
            "this": {
                "scan_type": "ENHANCED",
                "dynamic": {
                    "rule": {
                        "for_each": ["SCAN_ON_PUSH"],
                        "content": {
                            "scan_frequency": "${rule.value}",
                            "repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
                        },
                    }
                },
            }
        },
        "aws_ecr_repository_policy": {
            "this": {
                "repository": "${aws_ecr_repository.this.name}",
                "policy": '{"Statement": [{"Principal": "arn:${data.aws_partition.current.partition}:iam::1:root"}]}',
            }
        },
        "aws_instance": {
            "this": {"count": 1, "ami": "ami-1", "metadata_options": {"http_tokens": "required"}, "tags": {"a": "b"}}
        },
        "aws_kms_key": {"this": {"count": "${var.key ? 1 : 0}", "description": "Of ${aws_ecr_repository.this.name}"}},
        "terraform_data": {"any": {"input": {"some": "thing"}}},
    },
    "locals": {
        "urls": "${{for name, each in aws_ecr_repository.this : name => each.repository_url}}",
        "text": 'No reading: $${aws_kms_key.this.nothing} of ${format("aws_kms_key.this.nothing %s", var.key)}',
        "region": '${split(".", data.aws_region.current.endpoint)[1]}',
    },
    "output": {"options": {"value": "${aws_instance.this[0].metadata_options[0].http_tokens}"}},
}


def _of(type_: str, **arguments: object) -> Plant:
    """Change the arguments of the resource of a type; None takes one away."""

    def plant(configuration: dict[str, Any]) -> None:
        for body in configuration["resource"].setdefault(type_, {"this": {}}).values():
            body.update(arguments)

    return plant


def _local(expression: str) -> Plant:
    return lambda configuration: configuration["locals"].update(planted=f"${{{expression}}}")


PLANTED: dict[str, tuple[Plant, str]] = {
    "an argument that no release has": (
        _of("aws_ecr_repository", encrypted=True),
        "aws_ecr_repository.this.encrypted: there is no such argument or block",
    ),
    "an argument that release 6 took away": (
        _of("aws_instance", cpu_core_count=2),
        "aws_instance.this.cpu_core_count: there is no such argument or block",
    ),
    "a block that release 6 took away": (
        _of("aws_launch_template", elastic_gpu_specifications={"type": "test"}),
        "aws_launch_template.this.elastic_gpu_specifications: there is no such argument or block",
    ),
    "an argument that is missing": (_of("aws_ecr_repository", name=None), "aws_ecr_repository.this.name: is missing"),
    "a block that is missing": (
        lambda configuration: configuration["resource"].update(
            aws_ecr_replication_configuration={"this": {"replication_configuration": {"rule": []}}}
        ),
        "aws_ecr_replication_configuration.this.replication_configuration.rule: is missing",
    ),
    "an argument that is missing in a block": (
        _of("aws_ecr_repository", image_scanning_configuration={}),
        "aws_ecr_repository.this.image_scanning_configuration.scan_on_push: is missing",
    ),
    "an argument in the wrong block": (
        _of("aws_ecr_repository", encryption_configuration=[{"kms_key_id": "arn"}]),
        "aws_ecr_repository.this.encryption_configuration.kms_key_id: there is no such argument or block",
    ),
    "an argument in a dynamic block": (
        lambda configuration: configuration["resource"]["aws_ecr_registry_scanning_configuration"]["this"]["dynamic"][
            "rule"
        ]["content"].update(frequency="SCAN_ON_PUSH"),
        "aws_ecr_registry_scanning_configuration.this.rule.frequency: there is no such argument or block",
    ),
    "an expression in the place of a block": (
        _of("aws_ecr_repository", encryption_configuration="${var.encryption}"),
        "aws_ecr_repository.this.encryption_configuration: is a block, and takes no expression",
    ),
    "a block in the place of an argument": (
        _of("aws_ecr_repository", image_tag_mutability={"mode": "IMMUTABLE"}),
        "aws_ecr_repository.this.image_tag_mutability: is no block, and takes a single value",
    ),
    "two blocks where one may be": (
        _of("aws_ecr_repository", image_scanning_configuration=[{"scan_on_push": True}] * 2),
        "aws_ecr_repository.this.image_scanning_configuration: there may be one such block, and there are 2",
    ),
    "a resource that there is not": (_of("aws_ecr_repositry"), "aws_ecr_repositry.this: there is no aws_ecr_repositry"),
    "a resource of release 5": (
        _of("aws_opsworks_stack", name="it"),
        "aws_opsworks_stack.this: there is no aws_opsworks_stack",
    ),
    "an argument of a data source": (
        lambda configuration: configuration["data"]["aws_partition"]["current"].update(partition="aws"),
        "data.aws_partition.current.partition: there is no such argument or block",
    ),
    "an argument of the provider": (
        lambda configuration: configuration["provider"]["aws"][0].update(regions=["eu-west-1"]),
        "provider.aws.regions: there is no such argument or block",
    ),
    "changes ignored of what is not there": (
        _of("aws_ecr_repository", lifecycle={"ignore_changes": ["tag"]}),
        "aws_ecr_repository.this.lifecycle.ignore_changes: there is no tag",
    ),
    "a deprecated argument": (
        _of("aws_iam_role", assume_role_policy="{}", managed_policy_arns=["arn"]),
        "aws_iam_role.this.managed_policy_arns: deprecated since 5.72: use aws_iam_role_policy_attachment",
    ),
    "a deprecated block": (
        _of("aws_instance", network_interface=[{"device_index": 0, "network_interface_id": "eni-1"}]),
        "aws_instance.this.network_interface: deprecated since 6.10: use primary_network_interface",
    ),
    "a deprecated attribute": (
        _local("upper(data.aws_region.current.name)"),
        "locals.planted reads data.aws_region.name: deprecated since 6.0: use region, or the endpoint",
    ),
    "an attribute that is deprecated later": (
        _local("data.aws_region.current.id"),
        "locals.planted reads data.aws_region.id: deprecated since 6.47: use region, or the endpoint",
    ),
    "an attribute that is not there": (
        _local("aws_ecr_repository.this.url"),
        "locals.planted reads aws_ecr_repository.url: there is no such attribute",
    ),
    "an attribute of each that is not there": (
        _local("[for each in aws_ecr_repository.this : each.uri]"),
        "locals.planted reads aws_ecr_repository.uri: there is no such attribute",
    ),
    "an attribute of some that is not there": (
        _local("one(aws_kms_key.this[*].alias)"),
        "locals.planted reads aws_kms_key.alias: there is no such attribute",
    ),
    "an attribute in a text in an expression": (
        _local('format("%s", "of ${aws_ecr_repository.this["a"].uri}")'),
        "locals.planted reads aws_ecr_repository.uri: there is no such attribute",
    ),
    "an attribute in a policy": (
        _of("aws_ecr_repository_policy", policy='{"Principal": "${aws_kms_key.this[0].policy_arn}"}'),
        "resource.aws_ecr_repository_policy reads aws_kms_key.policy_arn: there is no such attribute",
    ),
    "an attribute in a block": (
        lambda configuration: configuration["output"]["options"].update(
            value="${aws_instance.this[0].metadata_options[0].tokens}"
        ),
        "output.options reads aws_instance.metadata_options.tokens: there is no such attribute",
    ),
    "an attribute of what there is not": (
        _local("data.aws_repository.this.arn"),
        "locals.planted reads data.aws_repository.arn: there is no data.aws_repository",
    ),
}


@pytest.mark.parametrize("bindings", BINDINGS, ids=lambda bindings: bindings.package)
def test_what_is_right_is_no_problem(bindings: Bindings) -> None:
    assert problems(RIGHT, bindings) == []


@pytest.mark.parametrize("error", PLANTED)
def test_an_error_is_found_and_named_with_its_place(error: str) -> None:
    plant, expected = PLANTED[error]
    configuration = copy.deepcopy(RIGHT)
    plant(configuration)

    for bindings in BINDINGS:
        assert problems(configuration, bindings) == [expected]


def test_what_a_release_does_not_know_yet_is_found_in_its_schemas_alone() -> None:
    configuration = copy.deepcopy(RIGHT)
    _of("aws_ecr_pull_time_update_exclusion", principal_arn="arn:aws:iam::111122223333:role/ci")(configuration)
    older, newer = BINDINGS

    (found,) = problems(configuration, older)
    assert found == "aws_ecr_pull_time_update_exclusion.this: there is no aws_ecr_pull_time_update_exclusion"
    assert problems(configuration, newer) == []
