"""Every resource and data source of a construct is of the provider that the construct is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cdktf_ecr.resources.framework.frameworks import module_of
from scripts.update_framework_types import used
from tests.resources.conftest import Application
from tests.resources.every_construct import CONSTRUCTS

pytestmark = pytest.mark.xdist_group("jsii")


def provided(synthesized: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the provider of each resource and data source, by address; None for the stack's own."""
    blocks = {"": synthesized.get("resource", {}), "data.": synthesized.get("data", {})}
    return {
        f"{prefix}{type_}.{name}": resource.get("provider")
        for prefix, types in blocks.items()
        for type_, named in types.items()
        for name, resource in named.items()
    }


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_everything_is_of_the_given_provider(application: Application, name: str) -> None:
    found = provided(application.stack(name))
    assert found == dict.fromkeys(found, "aws.other") != {}


def test_every_kind_of_resource_is_among_them(application: Application) -> None:
    found = {address.rpartition(".")[0] for name in CONSTRUCTS for address in provided(application.stack(name))}
    assert {type_.replace("data.aws_", "data_aws_").removeprefix("aws_") for type_ in found} == {
        *(module_of("", name).removeprefix(".") for name in used("aws")),
        "ecr_pull_time_update_exclusion",  # of which the bindings of one framework have no class
    }
