"""Settings that are Terraform variables too."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import OneOf, WholeNumber
from cdktf_ecr.model.terraform.variables import (
    Variable,
    check_settings,
    declared_variables,
    renamed,
    setting,
    variable_names,
    variable_of,
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Inherited:
    days: int = setting(1, "number", "Days.", WholeNumber(minimum=1, source="the source"))
    tags: Mapping[str, str] = setting({"a": "b"}, "map(string)", "Tags.", prefixed=False)

    def __post_init__(self) -> None:
        check_settings(self)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings(Inherited):
    colour: str | None = setting(None, "string", "Colour.", OneOf(choices=("red",), source="the source"), nullable=True)
    at_synth: object = None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("needs scan_on_push", "needs ecr_scan_on_push"),
        ("an object of `scan_on_push`", "an object of `scan_on_push`"),
        ("already ecr_scan_on_push", "already ecr_scan_on_push"),
        ("scan_on_pushes", "scan_on_pushes"),
    ],
)
def test_texts_mention_settings_by_their_variables_names(text: str, expected: str) -> None:
    assert renamed(text, {"scan_on_push": "ecr_scan_on_push"}) == expected


def test_only_prefixed_variables_take_the_prefix() -> None:
    assert Variable(type="string", description="x").name("tags", "ecr_") == "ecr_tags"
    assert Variable(type="string", description="x", prefixed=False).name("environment", "ecr_") == "environment"
    assert variable_names(Settings, "ecr_") == {"colour": "ecr_colour", "days": "ecr_days", "tags": "tags"}


def test_variables_are_the_classs_own_first_and_then_the_inherited() -> None:
    assert list(declared_variables(Settings)) == ["colour", "days", "tags"]
    assert declared_variables(Settings) is declared_variables(Settings)
    assert list(declared_variables(Inherited)) == ["days", "tags"]


def test_each_object_has_a_default_map_of_its_own() -> None:
    assert Settings().tags == {"a": "b"}
    assert Settings().tags is not Settings().tags


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"days": 0}, "days 0: must be a whole number of 1 or more (the source)"),
        ({"tags": {"a": 1}}, "tags {'a': 1}: must be a map of strings, not of a number (Terraform type)"),
        ({"tags": None}, "tags None: must be a map, not None (Terraform type)"),
        ({"colour": "blue"}, "colour 'blue': must be one of red (the source)"),
        ({"colour": 7}, "colour 7: must be a string, not a number (Terraform type)"),
    ],
)
def test_every_setting_is_checked(given: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(message)}$"):
        Settings(**given)


def test_settings_are_values_of_their_types_or_expressions() -> None:
    settings = Settings(days="${var.days}", tags={"a": "${var.a}"}, colour=None, at_synth={1, 2})  # type: ignore[arg-type]

    assert isinstance(settings.days, Expression)
    assert isinstance(settings.tags["a"], Expression)
    assert settings.colour is None
    assert settings.at_synth == {1, 2}


def test_settings_of_synth_time_are_no_variables() -> None:
    fields = {field.name: variable_of(field) for field in dataclasses.fields(ModuleSettings)}

    assert {name for name, variable in fields.items() if variable is None} == {
        "prevent_destroy",
        "image_tag_mutability_exclusion_filters",
    }
