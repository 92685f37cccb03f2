"""Types of values: what Terraform may decide, and what Python has to know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Each, OneOf
from cdktf_ecr.model.terraform.types import check_fields, list_of, of_class, typed

LIST_TOKEN = ["#{TfToken[TOKEN.0]}"]
MAP_TOKEN = {"&{TfToken[TOKEN.1]}": "String Map Token Value"}


@pytest.mark.parametrize("type_", ["known list(string)", "known set(string)"])
@pytest.mark.parametrize("value", [LIST_TOKEN, "${var.list}"])
def test_a_list_that_only_terraform_knows_has_no_length(type_: str, value: object) -> None:
    with pytest.raises(InvalidSettingError, match=r"names .*: must be a list whose length is known in Python; each"):
        typed("names", type_, value)


@pytest.mark.parametrize(
    ("type_", "value", "words"),
    [
        ("known map(string)", MAP_TOKEN, "must be a map whose keys are known in Python; each value may be"),
        ("known bool", "${var.flag}", "must be True or False, known in Python"),
        ("known string", "${var.text}", "must be known in Python, not an expression"),
        ("known number", -1.8881545897087626e289, "must be known in Python, not an expression"),
    ],
)
def test_an_expression_is_nothing_that_python_knows(type_: str, value: object, words: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(words)):
        typed("setting", type_, value)
    assert isinstance(typed("setting", type_.removeprefix("known "), value), Expression)


def test_each_item_of_a_set_is_kept_once_and_in_order() -> None:
    assert typed("names", "known set(string)", ["b", "a", "b"]) == ("b", "a")
    assert typed("names", "known list(string)", ["b", "a", "b"]) == ("b", "a", "b")


@pytest.mark.parametrize("collection", [list, tuple, set, iter])
def test_items_may_be_expressions(collection: Any) -> None:
    token, text = typed("names", "known list(string)", collection(["${TfToken[TOKEN.0]}", "a"]))
    assert (token, text) == ("${TfToken[TOKEN.0]}", "a")
    assert isinstance(token, Expression)


@pytest.mark.parametrize("value", ["a", None, 1, [1], {"a": "b"}])
@pytest.mark.parametrize("type_", ["known list(string)", "known set(string)"])
def test_anything_else_is_no_list_of_strings(type_: str, value: object) -> None:
    with pytest.raises(InvalidSettingError, match=r"names .*: must be a list of strings"):
        typed("names", type_, value)


def test_an_object_is_of_one_of_some_classes() -> None:
    rule = OneOf(choices=("a",), source="test")
    assert of_class("rule", rule, OneOf, Each) is rule
    with pytest.raises(InvalidSettingError, match=r"^rule 'a': must be of type OneOf or Each, not a string"):
        of_class("rule", "a", OneOf, Each)


def test_objects_of_a_class_make_a_list() -> None:
    assert list_of("numbers", [7, 8], int) == (7, 8)
    for value, words in ((7, "must be a list of int, not a number"), (["a"], "must be a list of int, not of a string")):
        with pytest.raises(InvalidSettingError, match=f"^numbers .*: {words} "):
            list_of("numbers", value, int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    colour: str = "red"
    sizes: Sequence[str] = ()
    shade: str | None = None
    labels: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        colours = OneOf(choices=("red", "blue"), source="test")
        check_fields(
            self,
            {
                "colour": ("string", colours),
                "sizes": ("known set(string)",),
                "shade": ("string", colours),
                "labels": (dict,),
            },
        )


def test_fields_are_read_and_checked() -> None:
    example = Example(colour="${var.colour}", sizes=["l", "l"])
    assert isinstance(example.colour, Expression)
    assert (example.sizes, example.shade, example.labels) == (("l",), None, None)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"colour": None}, "colour None: must be a string, not None"),
        ({"colour": "green"}, "colour 'green': must be one of red, blue"),
        ({"shade": "green"}, "shade 'green': must be one of red, blue"),
        ({"sizes": "l"}, "sizes 'l': must be a list of strings"),
        ({"labels": "${var.labels}"}, "labels .*: must be of type dict, not a string"),
    ],
)
def test_a_wrong_field_is_named(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        Example(**settings)
