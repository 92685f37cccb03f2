"""A key encrypts in its own region only."""

from __future__ import annotations

import re
from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import (
    CollectionSettings,
    EcrCollection,
    EcrModule,
    Encryption,
    InvalidSettingError,
    ModuleSettings,
    Repository,
    declare_variables,
)
from tests.synthesized import Synth

KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
WORDS = "must be a key of the repository's region, us-east-1 (ECR encryption at rest)"


@pytest.fixture(autouse=True)
def provider(new_stack: TerraformStack) -> None:
    AwsProvider(new_stack, "aws", region="us-east-1")


def test_a_key_of_another_region_is_refused(new_stack: TerraformStack) -> None:
    refusal = pytest.raises(InvalidSettingError, match=re.escape(f"kms_key_arn '{KEY}': {WORDS}"))
    with refusal:
        Repository(new_stack, "api", name="team/api", encryption=Encryption(type="KMS", kms_key_arn=KEY))

    ireland = AwsProvider(new_stack, "ireland", region="eu-west-1", alias="ireland")
    encryption = Encryption(type="KMS", kms_key_arn=KEY)
    Repository(new_stack, "web", name="team/web", encryption=encryption, provider=ireland)


def test_a_module_names_its_own_setting(new_stack: TerraformStack) -> None:
    settings = ModuleSettings(encryption_type="KMS", kms_key_id=KEY)
    with pytest.raises(InvalidSettingError, match=re.escape(f"kms_key_id '{KEY}': {WORDS}")):
        EcrModule(new_stack, "module", settings=settings)


def test_a_collection_names_the_repository(new_stack: TerraformStack) -> None:
    own = CollectionSettings(repositories={"team/api": {"encryption_type": "KMS", "kms_key_id": KEY}})
    message = f"repositories['team/api'].kms_key_id '{KEY}': {WORDS}"
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        EcrCollection(new_stack, "own", settings=own)

    shared = CollectionSettings(encryption_type="KMS", kms_key_id=KEY)
    with pytest.raises(InvalidSettingError, match=re.escape(f"kms_key_id '{KEY}': {WORDS}")):
        EcrCollection(new_stack, "shared", settings=shared, address="shared")


def test_terraform_checks_a_key_that_it_alone_knows(new_stack: TerraformStack, synth: Synth) -> None:
    key = TerraformVariable(new_stack, "key", type="string")
    for id, given in (("token", key.string_value), ("text", "${var.key}")):
        Repository(new_stack, id, name=f"team/{id}", encryption=Encryption(type="KMS", kms_key_arn=given))
    Repository(new_stack, "without", name="team/without")

    repositories = synth()["resource"]["aws_ecr_repository"]

    assert "lifecycle" not in repositories["without"]
    for id, source, name in (("token", "local.token_kms_key", "kms_key_arn"), ("text", "var.key", "key")):
        (check,) = repositories[id]["lifecycle"]["precondition"]
        assert check == {
            "condition": f'${{try(split(":", {source})[3], "us-east-1") == "us-east-1"}}',
            "error_message": f"{name} ${{jsonencode({source})}}: {WORDS}.",
        }


@pytest.mark.parametrize("construct", [EcrModule, EcrCollection])
def test_a_module_of_variables_is_checked_once(new_stack: TerraformStack, synth: Synth, construct: Any) -> None:
    defaults = ModuleSettings() if construct is EcrModule else CollectionSettings()
    construct(new_stack, "module", settings=declare_variables(new_stack, defaults=defaults))

    repository = synth()["resource"]["aws_ecr_repository"]["this"]

    checks = [each for each in repository["lifecycle"]["precondition"] if "region" in each["error_message"]]
    assert len(checks) == 1
    assert "kms_key_id" in checks[0]["error_message"]
    assert "us-east-1" in checks[0]["condition"]
