"""A stack requires the releases of the AWS provider that know what its constructs write."""

from __future__ import annotations

from typing import Any, cast

import pytest
from cdktf import App, TerraformStack
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

import cdktf_ecr
from tests.synthesized import Synth

FILTERS = cdktf_ecr.TagMutability(mode="IMMUTABLE_WITH_EXCLUSION", exclusion_filters=["latest"])


def required(synthesized: dict[str, Any]) -> object:
    return synthesized["terraform"]["required_providers"]["aws"]


def test_a_stack_requires_a_range_instead_of_the_release_of_the_bindings(
    new_stack: TerraformStack, synth: Synth
) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    assert required(synth())["version"][0].isdigit()  # type: ignore[index]

    cdktf_ecr.require_provider(new_stack)

    assert required(synth()) == {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"}


def test_constructs_raise_it_whether_they_are_made_before_or_after(new_stack: TerraformStack, synth: Synth) -> None:
    cdktf_ecr.Repository(new_stack, "filtered", name="team/filtered", tag_mutability=FILTERS)
    cdktf_ecr.require_provider(Construct(new_stack, "platform"))
    assert required(synth())["version"] == ">= 6.8, < 7.0"  # type: ignore[index]

    template = cdktf_ecr.CreationTemplate(prefix="team", applied_for=["REPLICATION"], tag_mutability=FILTERS)
    cdktf_ecr.RepositoryCreationTemplate(new_stack, "template", template=template)
    assert required(synth())["version"] == ">= 6.10, < 7.0"  # type: ignore[index]

    cdktf_ecr.AccountSettings(Construct(new_stack, "account"), "settings", blob_mounting=True)
    cdktf_ecr.Repository(new_stack, "plain", name="team/plain")
    assert required(synth())["version"] == ">= 6.29, < 7.0"  # type: ignore[index]


def test_other_resources_of_the_stack_may_need_more(new_stack: TerraformStack, synth: Synth) -> None:
    cdktf_ecr.require_provider(new_stack, at_least="6.14")
    cdktf_ecr.Repository(new_stack, "filtered", name="team/filtered", tag_mutability=FILTERS)

    assert required(synth())["version"] == ">= 6.14, < 7.0"  # type: ignore[index]


def test_a_release_that_is_none_changes_nothing(new_stack: TerraformStack, synth: Synth) -> None:
    cdktf_ecr.require_provider(new_stack)

    with pytest.raises(cdktf_ecr.InvalidSettingError, match="at_least 'newest'"):
        cdktf_ecr.require_provider(new_stack, at_least="newest")

    cdktf_ecr.Repository(new_stack, "here", name="team/here", region="eu-west-3")
    assert required(synth())["version"] == ">= 6.0, < 7.0"  # type: ignore[index]


def test_an_application_is_no_stack(new_stack: TerraformStack) -> None:
    with pytest.raises(cdktf_ecr.ConflictError, match="'App' is in no stack: give the stack"):
        cdktf_ecr.require_provider(cast("App", new_stack.node.root))


def test_a_construct_answers_for_itself_and_what_is_in_it(new_stack: TerraformStack) -> None:
    settings = cdktf_ecr.CollectionSettings(
        repositories={"team/api": {}},
        image_tag_mutability="IMMUTABLE_WITH_EXCLUSION",
        image_tag_mutability_exclusion_filters=("latest",),
    )
    collection = cdktf_ecr.EcrCollection(new_stack, "it", settings=settings)
    repository = cdktf_ecr.Repository(new_stack, "api", name="team/item")
    cdktf_ecr.Repository(new_stack, "api2", name="team/filtered", tag_mutability=FILTERS)
    elsewhere = cdktf_ecr.Repository(TerraformStack(cast("App", new_stack.node.root), "other"), "it", name="team/other")

    assert collection.required_provider == ">= 6.8, < 7.0"
    assert [repository.required_provider, elsewhere.required_provider] == [">= 5.100, < 7.0"] * 2
