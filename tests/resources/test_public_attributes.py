"""Whatever a construct lets its users pass on, the other stacks of the application can use too."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cdktf import App, TerraformElement, TerraformOutput, TerraformStack, Token
from constructs import Construct

import cdktf_ecr
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.resources.base.addresses import Address
from tests.resources.every_construct import CONSTRUCTS, created

pytestmark = pytest.mark.xdist_group("jsii")

# What tells a reader of the class of an attribute; jsii's own attribute is everybody's.
_DOCUMENTED = re.compile(r"^    (\w+): ", re.MULTILINE)
_JSIIS = {"node"}
_REMOTE = re.compile(r"\$\{data\.terraform_remote_state\.[\w-]+\.outputs\.[\w-]+\}")


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A public attribute of a construct, or of one that it leads to."""

    owner: type[object]
    path: str
    value: Any


def documented(class_: type[object]) -> set[str]:
    """Return the public attributes that the documentation of a class and of its bases names."""
    names = set()
    for each in class_.__mro__:
        _, _, attributes = (inspect.getdoc(each) or "").partition("Attributes:\n") if is_ours(each) else ("", "", "")
        names |= set(_DOCUMENTED.findall(attributes.partition("\n\n")[0]))
        names |= {
            name
            for name, value in vars(each).items()
            if is_ours(each) and not name.startswith("_") and not callable(value) and inspect.isdatadescriptor(value)
        }
        names |= {name for name, value in vars(each).items() if type(value).__name__ == "cached_property"}
    return {name for name in names if not name.startswith("_")} - _JSIIS


def is_ours(class_: type[object]) -> bool:
    return class_.__module__.startswith("cdktf_ecr.")


def attributes(construct: object, path: str, seen: set[int]) -> Iterator[Attribute]:
    """Yield the public attributes of a construct, and those of the constructs of ours that they are."""
    seen.add(id(construct))
    for name in sorted(documented(type(construct)) | {name for name in vars(construct) if not name.startswith("_")}):
        if name in _JSIIS or name.startswith("jsii"):
            continue
        value = getattr(construct, name)
        yield Attribute(owner=type(construct), path=f"{path}.{name}", value=value)
        if isinstance(value, Construct) and is_ours(type(value)) and id(value) not in seen:
            yield from attributes(value, f"{path}.{name}", seen)


@pytest.fixture(scope="module")
def application() -> tuple[App, dict[str, list[Attribute]]]:
    """An application with a stack for each construct, and their public attributes."""
    from cdktf import Testing  # noqa: PLC0415

    app = Testing.app(stub_version=True)
    found = {name: list(attributes(created(app, name)[1], name, set())) for name in CONSTRUCTS}
    return app, found


def test_every_public_construct_is_among_them(application: tuple[App, dict[str, list[Attribute]]]) -> None:
    owners = {attribute.owner for found in application[1].values() for attribute in found}
    public = {getattr(cdktf_ecr, name) for name in cdktf_ecr.__all__}
    constructs = {each for each in public if isinstance(each, type) and issubclass(each, Construct)}

    assert {each.__name__ for each in constructs if not any(issubclass(owner, each) for owner in owners)} == set()
