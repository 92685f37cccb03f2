"""Every resource and every data source of a construct is of the provider it was given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from cdktf import TerraformProvider, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import (
    CollectionSettings,
    Ec2PullAccess,
    EcrCollection,
    EcrModule,
    Encryption,
    ExistingRepository,
    ModuleSettings,
    Repository,
    declare_variables,
)
from tests.synthesized import Synth, addresses

ARN = "arn:aws:ecr:eu-west-1:444455556666:repository/team/api"
KMS: dict[str, Any] = {"encryption_type": "KMS", "create_kms_key": True}


def module(stack: TerraformStack, provider: TerraformProvider) -> None:
    settings = ModuleSettings(**KMS, pull_account_ids=["444455556666"])
    EcrModule(stack, "module", settings=settings, provider=provider).repository.grant_pull("deployer")


def module_of_variables(stack: TerraformStack, provider: TerraformProvider) -> None:
    EcrModule(stack, "module", settings=declare_variables(stack), provider=provider).repository.grant_push("deployer")


def collection(stack: TerraformStack, provider: TerraformProvider) -> None:
    settings = CollectionSettings(**KMS, repositories={"team/api": {}})
    repository = EcrCollection(stack, "collection", settings=settings, provider=provider).repository("team/api")
    repository.grant_pull("deployer")
    repository.grant_pull("444455556666")


def repository(stack: TerraformStack, provider: TerraformProvider) -> None:
    encryption = Encryption(type="KMS", create_key=True)
    api = Repository(stack, "api", name="team/api", encryption=encryption, provider=provider)
    api.grant_pull("444455556666")
    api.grant_pull("deployer")


def existing(stack: TerraformStack, provider: TerraformProvider) -> None:
    found = ExistingRepository.from_name(stack, "found", name="team/api", manage_policy=True, provider=provider)
    imported = ExistingRepository.from_arn(stack, "imported", arn=ARN, provider=provider)
    found.grant_pull("444455556666")
    found.grant_pull("deployer")
    imported.grant_pull("deployer")


def pull_access(stack: TerraformStack, provider: TerraformProvider) -> None:
    Ec2PullAccess(stack, "pull", repositories=[ARN], name="team", provider=provider)


@pytest.mark.parametrize(
    "make",
    [module, module_of_variables, collection, repository, existing, pull_access],
    ids=lambda make: str(make.__name__),
)
def test_everything_is_of_the_given_provider(
    new_stack: TerraformStack, synth: Synth, make: Callable[[TerraformStack, TerraformProvider], None]
) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    make(new_stack, AwsProvider(new_stack, "other", region="us-east-1", alias="other"))

    synthesized = synth()

    blocks: list[tuple[str, Any]] = [
        (f"{type_}.{name}", body)
        for kind in ("resource", "data")
        for type_, named in synthesized.get(kind, {}).items()
        for name, body in named.items()
    ]
    assert len(blocks) == len(addresses(synthesized))
    assert [address for address, body in blocks if body.get("provider") != "aws.other"] == []
