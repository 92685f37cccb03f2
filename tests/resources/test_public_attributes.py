"""Whatever a construct lets its users pass on, the other stacks of the application can use too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from cdktf import TerraformElement
from constructs import Construct

import cdktf_ecr
from cdktf_ecr.model.collection.scanning import CollectionScanning
from cdktf_ecr.model.deployment.container import ContainerSettings
from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.scanning.configuration import RegistryScanning
from cdktf_ecr.model.scanning.variables import VariableScanning
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.resources.base.addresses import Address
from tests.resources.conftest import Application
from tests.resources.public_attributes import documented, is_token

pytestmark = pytest.mark.xdist_group("jsii")

# What is no value, but an object that has some.
_OBJECTS = (
    *(Construct, TerraformElement, Address),
    *(SharedSettings, ContainerSettings, RegistryScanning, VariableScanning, CollectionScanning),
)
# What may be null is nothing in the state.
_REMOTE = re.compile(
    r"[^$]*\$\{(?:one\(try\(\[)?data\.terraform_remote_state\.cross-stack-reference-input-(?P<stack>\w+)\.outputs\."
    r"(?P<output>[\w-]+)(?:\], \[\]\)\))?\}[^$]*"
)


def test_every_public_construct_is_among_them(application: Application) -> None:
    owners = {attribute.owner for attribute in application.attributes}
    public = {getattr(cdktf_ecr, name) for name in cdktf_ecr.__all__}
    constructs = {each for each in public if isinstance(each, type) and issubclass(each, Construct)}

    assert {each for each in constructs if not any(issubclass(owner, each) for owner in owners)} == set()


def test_a_public_attribute_is_documented(application: Application) -> None:
    attributes = [each for each in application.attributes if not each.path.endswith("()")]
    assert [each for each in attributes if each.path.rpartition(".")[2] not in documented(each.owner)] == []


def test_a_public_attribute_is_a_token_or_means_the_same_everywhere(application: Application) -> None:
    found = application.attributes
    assert [each for each in found if not is_token(each.value) and not is_known(each.value)] == []


def is_known(value: Any) -> bool:
    """Whether a value is an object, or text without anything that only Terraform knows."""
    if isinstance(value, Mapping):
        return all(map(is_known, value.values()))
    return value is None or isinstance(value, _OBJECTS) or not is_expression(value)


def test_what_another_stack_uses_is_an_output_here_and_remote_state_there(application: Application) -> None:
    user = application.stack("user")
    read = {
        name: _REMOTE.fullmatch(value if isinstance(value, str) else value[0])
        for name, value in ((name, output["value"]) for name, output in user["output"].items())
    }

    assert {name: each.path for name, each in application.used.items() if not read[name]} == {}
    for name, remote in read.items():
        assert remote
        stack = application.used[name].path.partition(".")[0]
        assert remote["stack"] == stack
        assert remote["output"] in application.stack(stack)["output"]
