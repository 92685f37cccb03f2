"""`PullThroughCache`: one rule per prefix and registry."""

from __future__ import annotations

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider
from cdktf_cdktf_provider_aws.secretsmanager_secret import SecretsmanagerSecret

from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.resources.registry.pull_through_cache import PullThroughCache
from tests.synthesized import Synth

TYPE = "aws_ecr_pull_through_cache_rule"
ROLE = "arn:aws:iam::444455556666:role/cache"


def test_docker_hub_with_the_secret_of_the_stack(new_stack: TerraformStack, synth: Synth) -> None:
    secret = SecretsmanagerSecret(new_stack, "secret", name="ecr-pullthroughcache/docker-hub")
    cache = PullThroughCache(new_stack, "hub", prefix="docker-hub", upstream="docker-hub", credential_arn=secret.arn)

    assert synth()["resource"][TYPE] == {
        "hub": {
            "ecr_repository_prefix": "docker-hub",
            "upstream_registry_url": "registry-1.docker.io",
            "credential_arn": "${aws_secretsmanager_secret.secret.arn}",
        }
    }
    assert cache.repositories == "docker-hub/*"


def test_another_accounts_registry(new_stack: TerraformStack, synth: Synth) -> None:
    PullThroughCache(
        new_stack,
        "platform",
        prefix="platform",
        upstream="111122223333.dkr.ecr.us-east-1.amazonaws.com",
        custom_role_arn=ROLE,
        upstream_prefix="base",
        address="base_images",
    )

    assert synth()["resource"][TYPE] == {
        "base_images": {
            "ecr_repository_prefix": "platform",
            "upstream_registry_url": "111122223333.dkr.ecr.us-east-1.amazonaws.com",
            "custom_role_arn": ROLE,
            "upstream_repository_prefix": "base",
        }
    }


def test_variables_are_left_to_terraform(new_stack: TerraformStack, synth: Synth) -> None:
    prefix = TerraformVariable(new_stack, "prefix", type="string")
    upstream = TerraformVariable(new_stack, "upstream", type="string")
    PullThroughCache(new_stack, "cache", prefix=prefix.string_value, upstream=upstream.string_value)

    assert synth()["resource"][TYPE]["cache"] == {
        "ecr_repository_prefix": "${var.prefix}",
        "upstream_registry_url": "${var.upstream}",
    }


def test_a_second_rule_for_a_prefix_is_refused(new_stack: TerraformStack) -> None:
    PullThroughCache(new_stack, "first", prefix="public", upstream="quay")
    PullThroughCache(new_stack, "other", prefix="k8s", upstream="k8s")

    with pytest.raises(ConflictError, match="would both be for the prefix 'public': a registry has one per prefix"):
        PullThroughCache(new_stack, "second", prefix="public", upstream="ecr-public")


def test_another_provider_is_another_registry(new_stack: TerraformStack, synth: Synth) -> None:
    default = AwsProvider(new_stack, "aws", region="eu-west-1")
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="virginia")
    PullThroughCache(new_stack, "first", prefix="public", upstream="quay")
    PullThroughCache(new_stack, "second", prefix="public", upstream="quay", provider=other)

    assert synth()["resource"][TYPE]["second"]["provider"] == "aws.virginia"

    for provider in (default, other):
        with pytest.raises(ConflictError):
            PullThroughCache(new_stack, f"of {provider.alias}", prefix="public", upstream="quay", provider=provider)


def test_a_wrong_value_is_refused_before_anything_is_created(new_stack: TerraformStack, synth: Synth) -> None:
    with pytest.raises(InvalidSettingError, match=r"^credential_arn None: must be set for registry-1.docker.io"):
        PullThroughCache(new_stack, "hub", prefix="docker-hub", upstream="docker-hub")

    assert "resource" not in synth()
