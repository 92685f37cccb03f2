"""Terraform addresses, which a construct's place in the stack gives, or whoever creates it."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack
from constructs import Construct

from cdktf_ecr import ConflictError, EcrModule, InvalidSettingError, ModuleSettings, Repository
from tests.synthesized import Synth, addresses


def test_an_address_is_the_path_in_the_stack(new_stack: TerraformStack, synth: Synth) -> None:
    Repository(Construct(Construct(new_stack, "team"), "1st.api"), "images", name="team/api", lifecycle_policy=None)
    Repository(new_stack, "1st", name="team/first", lifecycle_policy=None)

    assert addresses(synth()) == {"aws_ecr_repository.team_1st_api_images", "aws_ecr_repository._1st"}


def test_an_address_may_be_given(new_stack: TerraformStack, synth: Synth) -> None:
    Repository(new_stack, "api", name="team/api", lifecycle_policy=None, address="the_api")

    assert addresses(synth()) == {"aws_ecr_repository.the_api"}


@pytest.mark.parametrize("address", ["", "x y", "1st", "a.b", "größe", "${var.x}", "a\n", 5])
def test_what_terraform_takes_for_no_name_is_refused(new_stack: TerraformStack, address: Any) -> None:
    rule = "must be (a Terraform identifier: letters, digits, '_' and '-', the first a letter or '_'|known in|a string)"
    with pytest.raises(InvalidSettingError, match=rf"^address .*: {rule}"):
        Repository(new_stack, "api", name="team/api", address=address)
    with pytest.raises(InvalidSettingError, match=r"^address "):
        EcrModule(new_stack, "module", settings=ModuleSettings(), address=address)


def test_one_address_is_of_one_construct(new_stack: TerraformStack) -> None:
    Repository(new_stack, "api", name="team/api", address="api")

    with pytest.raises(ConflictError, match=r"would both be aws_ecr_repository\.api: give one of them another address"):
        Repository(new_stack, "web", name="team/web", address="api")
