"""A registry has one repository of a name."""

from __future__ import annotations

import pytest
from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import CollectionSettings, ConflictError, EcrCollection, EcrModule, ModuleSettings, Repository


def test_two_of_one_name_are_refused(new_stack: TerraformStack) -> None:
    Repository(new_stack, "one", name="team/api")

    message = "two repositories of one stack would both be called team/api, and a registry has one of a name"
    with pytest.raises(ConflictError, match=message):
        Repository(new_stack, "two", name="team/api")
    with pytest.raises(ConflictError, match=message):
        EcrModule(new_stack, "module", settings=ModuleSettings(repository_name="team/api"))
    with pytest.raises(ConflictError, match=message):
        EcrCollection(
            new_stack, "collection", settings=CollectionSettings(repositories={"team/api": {}}), address="all"
        )


def test_other_regions_stacks_and_what_terraform_knows_have_room(new_stack: TerraformStack) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="other")
    elsewhere = TerraformStack(new_stack.node.root, "elsewhere")  # type: ignore[arg-type]

    Repository(new_stack, "one", name="team/api")
    Repository(new_stack, "two", name="team/api", provider=other)
    Repository(elsewhere, "three", name="team/api")
    for id in ("four", "five"):
        Repository(new_stack, id, name="${var.name}")
