"""The types of Terraform's variables, as Python values have them."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Each, Matches, WholeNumber
from cdktf_ecr.model.terraform.types import (
    boolean,
    checked,
    mapping,
    string,
    string_mapping,
    strings,
    typed,
)

OBJECTS = "name {}: must be a map of objects, each with protocol and endpoint (Terraform type)"
ENDPOINTS = "map(object({ protocol = string, endpoint = string }))"


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (string, None, "name None: must be a string, not None (Terraform type)"),
        (string, True, "name True: must be a string, not a boolean (Terraform type)"),
        (string, 7, "name 7: must be a string, not a number (Terraform type)"),
        (string, ["a"], "name ['a']: must be a string, not a list (Terraform type)"),
        (boolean, "true", "name 'true': must be True or False, not a string (Terraform type)"),
        (boolean, 1, "name 1: must be True or False, not a number (Terraform type)"),
        (boolean, None, "name None: must be True or False, not None (Terraform type)"),
        (strings, "a", "name 'a': must be a list of strings, not a string (Terraform type)"),
        (strings, b"a", "name b'a': must be a list of strings, not a bytes (Terraform type)"),
        (strings, {"a": "b"}, "name {'a': 'b'}: must be a list of strings, not a dict (Terraform type)"),
        (strings, 7, "name 7: must be a list of strings, not a number (Terraform type)"),
        (strings, None, "name None: must be a list of strings, not None (Terraform type)"),
        (strings, ["a", 7], "name 7: must be a list of strings, not of a number (Terraform type)"),
        (strings, {"a", 7}, "name 7: must be a list of strings, not of a number (Terraform type)"),
        (strings, {"a", None}, "name None: must be a list of strings, not of None (Terraform type)"),
        (mapping, "a", "name 'a': must be a map, not a string (Terraform type)"),
        (mapping, [("a", "b")], "name [('a', 'b')]: must be a map, not a list (Terraform type)"),
        (mapping, {"a": 1, 5: 2}, "name 5: must be a map whose keys are strings, not a number (Terraform type)"),
        (
            string_mapping,
            {"a": "b", "c": None},
            "name {'c': None}: must be a map of strings, not of None (Terraform type)",
        ),
        (string_mapping, {"a": 1}, "name {'a': 1}: must be a map of strings, not of a number (Terraform type)"),
    ],
)
def test_values_of_another_type_are_refused(
    check: Callable[[str, object], object], value: object, message: str
) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(message)}$"):
        check("name", value)


def test_values_of_the_right_type_are_returned() -> None:
    assert string("name", "") == ""
    assert boolean("name", value=False) is False
    assert strings("name", ["b", "a"]) == ("b", "a")
    assert strings("name", (item for item in "ba")) == ("b", "a")
    assert strings("name", []) == ()
    assert mapping("name", {"a": 1}) == {"a": 1}
    assert string_mapping("name", MappingProxyType({"a": "b"})) == {"a": "b"}


def test_a_set_becomes_the_same_tuple_every_time() -> None:
    assert strings("name", {"b", "c", "a"}) == ("a", "b", "c")
    assert strings("name", frozenset({"b", "a"})) == ("a", "b")


@pytest.mark.parametrize("collection", [list, tuple, set, frozenset, iter])
def test_a_string_that_only_terraform_knows_may_stand_in_any_collection(collection: Any) -> None:
    found = checked("name", collection(["${var.a}"]), Each(rule=DIGITS), type_="list(string)")

    assert found == ("${var.a}",)
    assert isinstance(found[0], Expression)


@pytest.mark.parametrize(
    ("type_", "value", "known"),
    [
        ("string", "a", "a"),
        ("bool", True, True),
        ("number", 7, 7),
        ("list(string)", ["a", "${var.a}"], ("a", "${var.a}")),
        ("map(string)", {"a": "${var.a}"}, {"a": "${var.a}"}),
        ("map(number)", {"a": 1}, {"a": 1}),
        (ENDPOINTS, {"a": {"protocol": "b", "endpoint": "${var.a}"}, "c": "${var.c}"}, None),
    ],
)
def test_a_setting_is_read_and_of_its_variables_type(type_: str, value: Any, known: Any) -> None:
    assert typed("name", type_, value) == (known or value)
    assert isinstance(typed("name", type_, "${var.x}"), Expression)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "name []: must be a map, not a list (Terraform type)"),
        (
            {"a": {"protocol": "b"}},
            OBJECTS.format("{'a': {'protocol': 'b'}}"),
        ),
        (
            {"a": {"b": "c", "protocol": "d", "endpoint": "e"}},
            OBJECTS.format("{'a': {'b': 'c', 'protocol': 'd', 'endpoint': 'e'}}"),
        ),
        ({"a": "b"}, OBJECTS.format("{'a': 'b'}")),
        (
            {"a": {"protocol": "b", "endpoint": 7}},
            "name['a'].endpoint 7: must be a string, not a number (Terraform type)",
        ),
    ],
)
def test_objects_have_the_types_attributes(value: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(message)}$"):
        typed("name", ENDPOINTS, value)


DIGITS = Matches(pattern="^[0-9]+$", words="must be digits", source="the source")


def test_rules_are_checked_of_what_python_knows() -> None:
    assert checked("name", "12", DIGITS) == "12"
    assert checked("name", 12, WholeNumber(minimum=1, source="the source"), type_="number") == 12
    assert isinstance(checked("name", "${var.x}", DIGITS), Expression)
    with pytest.raises(InvalidSettingError, match=r"^name 'a': must be digits \(the source\)$"):
        checked("name", "a", DIGITS)
    with pytest.raises(InvalidSettingError, match=r"^name 7: must be a string, not a number \(Terraform type\)$"):
        checked("name", 7, DIGITS)
