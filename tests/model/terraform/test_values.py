from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import (
    check_boolean,
    check_choice,
    check_count,
    check_pattern,
    check_string,
    check_strings,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER_TOKEN = -1.888154589709072e289  # as cdktf.TerraformVariable(...).number_value gives it


class Resolvable:
    """Stands for what CDKTF returns where no plain value can hold a token."""


@pytest.mark.parametrize(
    "value",
    [
        "${var.name}",
        "${TfToken[TOKEN.0]}",
        "prefix-${var.name}",
        "%{ if var.x }a%{ endif }",
        ["#{TfToken[TOKEN.1]}"],
        ("a", "${var.name}"),
        {"&{TfToken[TOKEN.2]}": "String Map Token Value"},
        {"key": "${var.name}"},
        {"${var.name}": "value"},
        {"key": [{"deep": "${var.name}"}]},
        {"${var.name}", "a"},
        NUMBER_TOKEN,
        [NUMBER_TOKEN],
        Resolvable(),
    ],
)
def test_what_terraform_computes_is_an_expression(value: object) -> None:
    assert is_expression(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "team/api",
        "$",
        "{}",
        "$(var)",
        "#{x}",
        "100%",
        None,
        True,
        False,
        0,
        -1,
        1e12,
        [],
        {},
        (),
        ["a"],
        {"a": 1},
        set(),
    ],
)
def test_what_python_knows_is_not_an_expression(value: object) -> None:
    assert not is_expression(value)


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (check_string, None, "name None: must be a string, not None (Terraform type)"),
        (check_string, True, "name True: must be a string, not a boolean (Terraform type)"),
        (check_string, 7, "name 7: must be a string, not a number (Terraform type)"),
        (check_string, ["a"], "name ['a']: must be a string, not a list (Terraform type)"),
        (
            lambda setting, value: check_pattern(setting, value, ".*", rule="", source=""),
            7,
            "name 7: must be a string, not a number (Terraform type)",
        ),
        (check_boolean, "true", "name 'true': must be True or False, not a string (Terraform type)"),
        (check_boolean, 1, "name 1: must be True or False, not a number (Terraform type)"),
        (check_boolean, None, "name None: must be True or False, not None (Terraform type)"),
        (check_strings, "a", "name 'a': must be a list of strings, not a string (Terraform type)"),
        (check_strings, b"a", "name b'a': must be a list of strings, not a bytes (Terraform type)"),
        (check_strings, {"a": "b"}, "name {'a': 'b'}: must be a list of strings, not a dict (Terraform type)"),
        (check_strings, 7, "name 7: must be a list of strings, not a number (Terraform type)"),
        (check_strings, None, "name None: must be a list of strings, not None (Terraform type)"),
        (check_strings, ["a", 7], "name 7: must be a list of strings, not of a number (Terraform type)"),
        (check_strings, {"a", 7}, "name 7: must be a list of strings, not of a number (Terraform type)"),
        (check_strings, {"a", None}, "name None: must be a list of strings, not of None (Terraform type)"),
    ],
)
def test_values_of_another_type_are_refused(
    check: Callable[[str, object], object], value: object, message: str
) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(message)}$"):
        check("name", value)


def test_values_of_the_right_type_are_returned() -> None:
    assert check_string("name", "") == ""
    assert check_boolean("name", value=False) is False
    assert check_choice("name", "B", ["A", "B"], source="test") == "B"
    assert check_strings("name", ["b", "a"]) == ("b", "a")
    assert check_strings("name", (item for item in "ba")) == ("b", "a")
    assert check_strings("name", []) == ()


@pytest.mark.parametrize("value", ["abc", "AB", "ab\n", "", "xab"])
def test_a_pattern_matches_from_end_to_end(value: str) -> None:
    assert check_pattern("name", "ab", "a[b]", rule="must be ab", source="test") == "ab"
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(f'name {value!r}: must be ab (test)')}$"):
        check_pattern("name", value, "^a[b]$", rule="must be ab", source="test")


def test_a_set_becomes_the_same_tuple_every_time() -> None:
    assert check_strings("name", {"b", "c", "a"}) == ("a", "b", "c")
    assert check_strings("name", frozenset({"b", "a"})) == ("a", "b")


@pytest.mark.parametrize("value", ["a", "C", "", None, True, 0, ["A"]])
def test_a_choice_is_one_of_those_named_letter_for_letter(value: object) -> None:
    message = f"name {value!r}: must be one of A, B (the source)"
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        check_choice("name", value, (choice for choice in "AB"), source="the source")


@pytest.mark.parametrize(
    ("value", "bounds"), [(1, {"minimum": 1}), (10**9, {"minimum": 1}), (3, {"minimum": 1, "maximum": 3})]
)
def test_counts_within_their_bounds_are_returned(value: int, bounds: dict[str, int]) -> None:
    assert check_count("days", value, **bounds, source="test") == value


@pytest.mark.parametrize(
    ("value", "bounds", "rule"),
    [
        (0, {"minimum": 1}, "must be a whole number of 1 or more"),
        (-1, {"minimum": 0, "maximum": 3}, "must be a whole number from 0 to 3"),
        (4, {"minimum": 0, "maximum": 3}, "must be a whole number from 0 to 3"),
        (True, {"minimum": 0}, "must be a whole number of 0 or more, not a boolean"),
        (1.0, {"minimum": 0}, "must be a whole number of 0 or more, not a number"),
        ("1", {"minimum": 0}, "must be a whole number of 0 or more, not a string"),
        (None, {"minimum": 0}, "must be a whole number of 0 or more, not None"),
    ],
)
def test_counts_outside_their_bounds_are_refused(value: Any, bounds: dict[str, int], rule: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(f"days {value!r}: {rule} (the source)")):
        check_count("days", value, **bounds, source="the source")


def test_a_refusal_can_be_caught_as_ours_or_as_a_value_error_and_taken_apart() -> None:
    with pytest.raises(ValueError, match="name") as refusal:
        check_string("name", 7)
    error = refusal.value
    assert isinstance(error, EcrError)
    assert isinstance(error, InvalidSettingError)
    assert (error.setting, error.value, error.rule) == ("name", 7, "must be a string, not a number")
    assert error.source == "Terraform type"


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(InvalidSettingError) as refusal:
        check_choice("name", "a" * 10_000, ["A"], source="test")
    assert len(str(refusal.value)) < 300
    assert "(10002 characters)" in str(refusal.value)
