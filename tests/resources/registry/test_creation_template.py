"""`RepositoryCreationTemplate`: one per prefix and registry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.provider import AwsProvider
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr.model.access.repository_access import RepositoryAccess
from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.errors import ConflictError, InvalidSettingError
from cdktf_ecr.model.lifecycle import standard_policy
from cdktf_ecr.model.registry.creation_template import CreationTemplate
from cdktf_ecr.model.repository.encryption import Encryption
from cdktf_ecr.model.repository.tag_mutability import TagMutability
from cdktf_ecr.resources.registry.creation_template import RepositoryCreationTemplate
from tests.synthesized import Synth

TYPE = "aws_ecr_repository_creation_template"
KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
PLAIN = CreationTemplate(prefix="prod", applied_for=["REPLICATION"])


def test_a_template_with_everything(new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion) -> None:
    template = CreationTemplate(
        prefix="docker-hub",
        applied_for=["PULL_THROUGH_CACHE", "REPLICATION"],
        description="Images of Docker Hub",
        tag_mutability=TagMutability(mode="IMMUTABLE_WITH_EXCLUSION", exclusion_filters=["latest*"]),
        encryption=Encryption(type="KMS", kms_key_arn=KEY),
        lifecycle_policy=standard_policy(),
        policy=RepositoryPolicy(statements=[RepositoryAccess.pull_by_accounts(["111122223333"])]),
        resource_tags={"Team": "Platform"},
        custom_role_arn="arn:aws:iam::111122223333:role/creator",
    )
    RepositoryCreationTemplate(new_stack, "cached", template=template)

    resources = synth()["resource"]

    cached = resources[TYPE]["cached"]
    assert cached["encryption_configuration"] == [{"encryption_type": "KMS", "kms_key": KEY}]
    assert cached["image_tag_mutability_exclusion_filter"] == [{"filter": "latest*", "filter_type": "WILDCARD"}]
    assert cached["lifecycle_policy"] == standard_policy().render()
    assert cached["repository_policy"]["Statement"][0]["Principal"] == {"AWS": ["arn:aws:iam::111122223333:root"]}
    assert resources == json_snapshot


def test_a_template_with_nothing_says_only_what_ecr_does_anyway(new_stack: TerraformStack, synth: Synth) -> None:
    RepositoryCreationTemplate(new_stack, "copied", template=PLAIN, address="copies")

    assert synth()["resource"][TYPE] == {
        "copies": {
            "prefix": "prod",
            "applied_for": ["REPLICATION"],
            "image_tag_mutability": "MUTABLE",
            "encryption_configuration": [{"encryption_type": "AES256"}],
        }
    }


def test_variables_and_resources_are_left_to_terraform(new_stack: TerraformStack, synth: Synth) -> None:
    prefix = TerraformVariable(new_stack, "prefix", type="string").string_value
    occasions = TerraformVariable(new_stack, "occasions", type="list(string)")
    tags = TerraformVariable(new_stack, "tags", type="map(string)")
    puller = TerraformVariable(new_stack, "puller", type="string").string_value
    role = IamRole(new_stack, "creator", assume_role_policy="{}")
    template = CreationTemplate(
        prefix=prefix,
        applied_for=occasions.list_value,
        resource_tags=tags.string_value,
        policy=RepositoryPolicy(statements=[RepositoryAccess.pull_by_accounts([puller])]),
        custom_role_arn=role.arn,
    )
    RepositoryCreationTemplate(new_stack, "cached", template=template)

    synthesized = synth()

    cached = synthesized["resource"][TYPE]["cached"]
    assert (cached["prefix"], cached["resource_tags"]) == ("${var.prefix}", "${var.tags}")
    assert cached["applied_for"] == "${var.occasions}"
    assert cached["custom_role_arn"] == "${aws_iam_role.creator.arn}"
    assert cached["repository_policy"].startswith("${jsonencode(")
    assert "local.cached_policy" in cached["repository_policy"]
    assert synthesized["locals"] == {"cached_policy": "arn:aws:iam::${var.puller}:root"}


def test_a_second_template_for_a_prefix_is_refused(new_stack: TerraformStack) -> None:
    other = AwsProvider(new_stack, "other", region="us-east-1", alias="virginia")
    RepositoryCreationTemplate(new_stack, "first", template=PLAIN)
    RepositoryCreationTemplate(new_stack, "nested", template=replace(PLAIN, prefix="prod/team"))
    RepositoryCreationTemplate(new_stack, "elsewhere", template=PLAIN, provider=other)

    for provider in (None, other):
        with pytest.raises(ConflictError, match="would both be for the prefix 'prod': a registry has one per prefix"):
            RepositoryCreationTemplate(new_stack, f"of {provider}", template=PLAIN, provider=provider)


def test_occasions_may_be_text_that_terraform_evaluates(new_stack: TerraformStack, synth: Synth) -> None:
    template = CreationTemplate(prefix="prod", applied_for="${var.occasions}")
    RepositoryCreationTemplate(new_stack, "template", template=template)
    assert synth()["resource"][TYPE]["template"]["applied_for"] == "${var.occasions}"


def test_only_a_template_is_taken(new_stack: TerraformStack) -> None:
    given: Any = {"prefix": "prod"}
    with pytest.raises(InvalidSettingError, match=r"^template .*: must be of type CreationTemplate, not a dict"):
        RepositoryCreationTemplate(new_stack, "template", template=given)
