"""`PublicRepository`: in us-east-1, for everybody to pull from."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformOutput, TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.model.registry.public_repository import CatalogData
from cdktf_ecr.resources.registry.public_repository import PublicRepository
from tests.other_stack import in_another_stack
from tests.synthesized import Synth

TYPE = "aws_ecrpublic_repository"
POLICY = "aws_ecrpublic_repository_policy"
ROLE = "arn:aws:iam::111122223333:role/release"


def test_its_attributes_cross_stacks(new_stack: TerraformStack) -> None:
    virginia = AwsProvider(new_stack, "virginia", region="us-east-1", alias="virginia")
    repository = PublicRepository(new_stack, "published", name="team/api", provider=virginia)

    attributes = in_another_stack(new_stack, name=repository.name, arn=repository.arn, url=repository.url)

    assert attributes == {
        "name": f"${{{TYPE}.published.repository_name}}",
        "arn": f"${{{TYPE}.published.arn}}",
        "url": f"${{{TYPE}.published.repository_uri}}",
    }


def test_a_repository_with_everything(new_stack: TerraformStack, synth: Synth) -> None:
    virginia = AwsProvider(new_stack, "virginia", region="us-east-1", alias="virginia")
    repository = PublicRepository(
        new_stack,
        "published",
        name="team/api",
        catalog=CatalogData(description="What we publish", architectures=["x86-64"], operating_systems=["Linux"]),
        push_principal_arns=[ROLE],
        force_destroy=True,
        prevent_destroy=True,
        tags={"Team": "API"},
        provider=virginia,
    )

    for name in ("name", "arn", "url"):
        TerraformOutput(new_stack, name, value=getattr(repository, name))

    synthesized = synth()

    resources = synthesized["resource"]
    assert resources[TYPE]["published"] == {
        "repository_name": "team/api",
        "catalog_data": {
            "description": "What we publish",
            "architectures": ["x86-64"],
            "operating_systems": ["Linux"],
        },
        "force_destroy": True,
        "lifecycle": {"prevent_destroy": True},
        "tags": {"Team": "API"},
        "provider": "aws.virginia",
    }
    policy = resources[POLICY]["published"]
    assert policy["repository_name"] == "${aws_ecrpublic_repository.published.repository_name}"
    assert policy["provider"] == "aws.virginia"
    assert policy["policy"]["Statement"][0]["Principal"] == {"AWS": [ROLE]}
    assert {name: output["value"] for name, output in synthesized["output"].items()} == {
        "name": "${aws_ecrpublic_repository.published.repository_name}",
        "arn": "${aws_ecrpublic_repository.published.arn}",
        "url": "${aws_ecrpublic_repository.published.repository_uri}",
    }


def test_a_repository_with_nothing(new_stack: TerraformStack, synth: Synth) -> None:
    repository = PublicRepository(new_stack, "published", name="api", address="gallery")

    assert synth()["resource"] == {TYPE: {"gallery": {"repository_name": "api", "force_destroy": False}}}
    assert repository.policy is None


def test_variables_and_resources_are_left_to_terraform(new_stack: TerraformStack, synth: Synth) -> None:
    variable = {
        name: TerraformVariable(new_stack, name, type="any") for name in ("name", "force", "tags", "about", "logo")
    }
    role = IamRole(new_stack, "release", assume_role_policy="{}")
    PublicRepository(
        new_stack,
        "published",
        name=variable["name"].string_value,
        catalog=CatalogData(about_text=variable["about"].string_value, logo=variable["logo"].string_value),
        push_principal_arns=[role.arn],
        force_destroy=variable["force"].boolean_value,
        tags=variable["tags"].string_value,
    )

    synthesized = synth()

    assert synthesized["resource"][TYPE]["published"] == {
        "repository_name": "${var.name}",
        "catalog_data": {"about_text": "${var.about}", "logo_image_blob": "${var.logo}"},
        "force_destroy": "${var.force}",
        "tags": "${var.tags}",
    }
    assert synthesized["locals"] == {"published_policy": "${aws_iam_role.release.arn}"}


def test_the_stacks_provider_has_to_be_in_the_region_of_ecr_public(new_stack: TerraformStack) -> None:
    virginia = AwsProvider(new_stack, "virginia", region="us-east-1", alias="virginia")
    ireland = AwsProvider(new_stack, "aws", region="eu-west-1")
    PublicRepository(new_stack, "published", name="api", provider=virginia)

    for provider in (None, ireland):
        with pytest.raises(InvalidSettingError, match=r"^provider 'eu-west-1': must be a provider for us-east-1"):
            PublicRepository(new_stack, "again", name="api", provider=provider)


@pytest.mark.parametrize("region", [None, "us-east-1", "${var.region}"])
def test_a_region_that_is_unknown_or_right_is_left_alone(
    new_stack: TerraformStack, synth: Synth, region: str | None
) -> None:
    AwsProvider(new_stack, "aws", region=region)
    PublicRepository(new_stack, "published", name="api")

    assert set(synth()["resource"]) == {TYPE}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "a__b"}, "^name 'a__b': must be 2 to 205 characters"),
        ({"catalog": {}}, "^catalog {}: must be of type CatalogData, not a dict"),
        ({"prevent_destroy": "${var.keep}"}, "^prevent_destroy .*: must be True or False, known in Python"),
        ({"push_principal_arns": "*"}, r"^push_principal_arns .*: must be a list of strings"),
        ({"force_destroy": "yes"}, "^force_destroy 'yes': must be True or False"),
        ({"prevent_destroy": "${var.keep}"}, "^prevent_destroy .* must be True or False"),
        ({"tags": {"aws:x": "y"}}, "^tags .* must be a map of at most 50 tags"),
        ({"tags": "Team"}, "^tags 'Team': must be a map, not a string"),
        ({"push_principal_arns": ["*"]}, r"^push_principal_arns '\*': must be the ARN of a role, user or account"),
        ({"push_principal_arns": ROLE}, "^push_principal_arns .* must be a list of strings"),
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_created(
    new_stack: TerraformStack, synth: Synth, settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        PublicRepository(new_stack, "published", **{"name": "api", **settings})

    assert "resource" not in synth()


def test_one_address_is_one_repository(new_stack: TerraformStack) -> None:
    PublicRepository(new_stack, "first", name="api", address="api")

    with pytest.raises(ConflictError, match=r"two constructs .* would both be aws_ecrpublic_repository\.api"):
        PublicRepository(new_stack, "second", name="web", address="api")
