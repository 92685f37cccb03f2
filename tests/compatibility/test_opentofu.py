"""What can be read of OpenTofu, which is not to be had here: nothing that is synthesized has what it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.compatibility.configurations import NAMES, ROOT, Configurations
from tests.compatibility.expressions import calls, codes_of_expression, functions_in
from tests.compatibility.opentofu import FIRST, FUNCTIONS, foreign, minimum, needed

pytestmark = pytest.mark.xdist_group("jsii")

EXAMPLES = sorted((ROOT / "examples").glob("*/*.tf"))
# In the types of variables they are no functions.
TYPES = {"list", "map", "object", "optional", "set", "tuple"}
PLANTED: dict[str, dict[str, Any]] = {
    "function provider::terraform::encode_tfvars": {"locals": {"a": "${provider::terraform::encode_tfvars({})}"}},
    "function ephemeralasnull": {"locals": {"a": '${format("%s", "${ephemeralasnull(var.a)}")}'}},
    "function templatestring": {"resource": {"aws_ecr_repository": {"it": {"name": "a-${templatestring(var.a)}"}}}},
    "block ephemeral": {"ephemeral": {"aws_secretsmanager_secret_version": {"it": {}}}},
    "terraform setting cloud": {"terraform": {"cloud": {"organization": "acme"}}},
    "backend cos": {"terraform": {"backend": {"cos": {}}}},
    "argument of variable it: ephemeral": {"variable": {"it": {"type": "string", "ephemeral": True}}},
    "argument of output it: ephemeral": {"output": {"it": {"value": 1, "ephemeral": True}}},
    "lifecycle of aws_ecr_repository.it: action_trigger": {
        "resource": {"aws_ecr_repository": {"it": {"lifecycle": {"action_trigger": {"events": ["after_create"]}}}}}
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_a_configuration_has_nothing_that_opentofu_lacks(configurations: Configurations, name: str) -> None:
    found = configurations.read(name)

    assert foreign(found) == []
    required = found["terraform"].get("required_version")
    assert required is None or minimum(required) <= needed(found)


def test_a_lock_file_needs_the_release_that_is_required(configurations: Configurations) -> None:
    found = configurations.read("stack, state in a bucket")

    assert minimum(found["terraform"]["required_version"]) == needed(found) == (1, 10)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_an_example_in_hcl_calls_nothing_that_opentofu_lacks(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    called = {name for code in codes_of_expression(text) for name in functions_in(code)}

    assert called - TYPES <= FUNCTIONS
    assert minimum(text.partition('required_version = "')[2].partition('"')[0]) <= FIRST


@pytest.mark.parametrize("expected", PLANTED)
def test_what_it_lacks_is_found(expected: str) -> None:
    assert foreign(PLANTED[expected]) == [expected]


def test_calls_are_told_from_what_only_looks_like_them() -> None:
    template = (
        'sum(1) $${max(2)} ${length(local.a) > 1 ? join(",", ["min(3) ${upper("x")}"]) : var.lower /* floor(1) */}'
    )

    assert calls(template) == {"length", "join", "upper"}


@pytest.mark.parametrize("version", [">= 1.3, < 2.0", "~> 1.11", "1.11.4", "> 1.3"])
def test_a_version_that_may_leave_opentofu_out_is_found(version: str) -> None:
    with pytest.raises(AssertionError, match="is no minimum alone"):
        minimum(version)
