"""Rules with two faces. That both say the same of a value, Terraform proves (tests/terraform/test_rules.py)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches, OneOf, OrNull, Rule, WholeNumber, kind_of

COLOUR = OneOf(choices=("red", "green"), source="the source")
DAYS = OneOf(choices=(0, 1), words="must be 0 or 1", source="the source")
WORD = Matches(pattern="^a[b]+$", words="must be ab", source="the source")
SHORT = Matches(pattern="^[a-z]*$", length=(2, 3), not_starting_with="x", words="must be short", source="the source")
COUNT = WholeNumber(minimum=1, source="the source")
HOURS = WholeNumber(minimum=0, maximum=3, source="the source")
ONCE = Distinct(words="must be distinct", source="the source")
FEW = Distinct(count=(1, 2), words="must be 1 or 2", source="the source")
WORDS = Each(rule=WORD)
KEYS = Each(rule=WORD, of="keys", name="key", words="its keys must be ab", source="the keys")
VALUES = Each(rule=COUNT, of="values", name="count")
MAYBE = OrNull(rule=WORD)


@pytest.mark.parametrize(
    ("rule", "kept", "broken"),
    [
        (COLOUR, ["red", "green"], ["Red", "red ", "", None, True, 0, ["red"]]),
        (DAYS, [0, 1], [2, True, False, "0", 0.0]),
        (WORD, ["ab", "abb"], ["", "a", "ab\n", "xab", "AB", "^ab$"]),
        (SHORT, ["ab", "abc"], ["a", "abcd", "xa", "a1"]),
        (COUNT, [1, 10**9], [0, -1, True, 1.0, "1", None, float("nan")]),
        (HOURS, [0, 3], [-1, 4, False]),
        (ONCE, [(), ("a", "b")], [("a", "a")]),
        (FEW, [("a",), ("a", "b")], [(), ("a", "b", "c"), ("a", "a")]),
        (WORDS, [(), ("ab", "abb"), ("ab", Expression("var.a"))], [("ab", "x"), (Expression("var.a"), "x")]),
        (KEYS, [{}, {"ab": 1}, {Expression("var.a"): 1}], [{"x": 1}, {"ab": 1, "x": 1}]),
        (VALUES, [{}, {"x": 1}, {"x": Expression("var.a")}], [{"x": 0}, {"x": 1, "y": None}]),
        (MAYBE, [None, "ab"], ["x", ""]),
    ],
)
def test_python_values(rule: Rule, kept: list[Any], broken: list[Any]) -> None:
    for value in kept:
        assert rule.holds(value), value
        rule.check("name", value)
    for value in broken:
        assert not rule.holds(value), value
        with pytest.raises(InvalidSettingError, match=r"^name.*: .*must be .* \(the (source|keys)\)$"):
            rule.check("name", value)


@pytest.mark.parametrize("rule", [COLOUR, WORD, COUNT, ONCE, WORDS, KEYS, VALUES, MAYBE])
def test_what_only_terraform_knows_is_left_to_terraform(rule: Rule) -> None:
    rule.check("name", Expression("var.x"))


@pytest.mark.parametrize(
    ("rule", "value", "message"),
    [
        (COLOUR, "Red", "name 'Red': must be one of red, green (the source)"),
        (DAYS, 2, "name 2: must be 0 or 1 (the source)"),
        (WORD, "x", "name 'x': must be ab (the source)"),
        (COUNT, 0, "name 0: must be a whole number of 1 or more (the source)"),
        (HOURS, 4, "name 4: must be a whole number from 0 to 3 (the source)"),
        (HOURS, 1.5, "name 1.5: must be a whole number from 0 to 3, not a number (the source)"),
        (HOURS, True, "name True: must be a whole number from 0 to 3, not a boolean (the source)"),
        (HOURS, "1", "name '1': must be a whole number from 0 to 3, not a string (the source)"),
        (HOURS, None, "name None: must be a whole number from 0 to 3, not None (the source)"),
        (FEW, (), "name []: must be 1 or 2 (the source)"),
        (FEW, ("a", "b", "b"), "name 'b': must be 1 or 2 (the source)"),
        (WORDS, ("ab", "x"), "name 'x': must be ab (the source)"),
        (KEYS, {"ab": 1, "x": 2}, "name 'x': must be ab (the keys)"),
        (
            Each(rule=Matches(pattern="^a$", words="", source="x"), words="each must be a", source="the source"),
            ("b",),
            "name 'b': each must be a (the source)",
        ),
        (VALUES, {"x": 1, "y": "2"}, "name[y] '2': must be a whole number of 1 or more, not a string (the source)"),
        (MAYBE, "x", "name 'x': must be ab (the source)"),
        (OrNull(rule=HOURS), 1.5, "name 1.5: must be a whole number from 0 to 3, not a number (the source)"),
    ],
)
def test_a_refusal_shows_what_is_wrong_and_whose_rule_it_is(rule: Rule, value: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(message)}$"):
        rule.check("name", value)


def test_a_refusal_can_be_caught_as_ours_or_as_a_value_error_and_taken_apart() -> None:
    with pytest.raises(ValueError, match="name") as refusal:
        COUNT.check("name", "7")
    error = refusal.value
    assert isinstance(error, EcrError)
    assert isinstance(error, InvalidSettingError)
    assert (error.setting, error.value) == ("name", "7")
    assert error.rule == "must be a whole number of 1 or more, not a string"
    assert error.source == "the source"


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(InvalidSettingError) as refusal:
        COLOUR.check("name", "a" * 10_000)
    assert len(str(refusal.value)) < 300
    assert "(10002 characters)" in str(refusal.value)


@pytest.mark.parametrize(
    ("rule", "condition"),
    [
        (COLOUR, 'contains(["red", "green"], var.x)'),
        (WORD, 'can(regex("^a[b]+$", var.x))'),
        (
            SHORT,
            'length(var.x) >= 2 && length(var.x) <= 3 && can(regex("^[a-z]*$", var.x)) && !startswith(var.x, "x")',
        ),
        (COUNT, "var.x >= 1 && floor(var.x) == var.x"),
        (HOURS, "var.x >= 0 && var.x <= 3 && floor(var.x) == var.x"),
        (FEW, "length(var.x) >= 1 && length(var.x) <= 2 && length(distinct(var.x)) == length(var.x)"),
        (WORDS, 'alltrue([for item in var.x : can(regex("^a[b]+$", item))])'),
        (KEYS, 'alltrue([for key in keys(var.x) : can(regex("^a[b]+$", key))])'),
        (VALUES, "alltrue([for count in values(var.x) : try(count >= 1 && floor(count) == count, false)])"),
        (MAYBE, 'var.x == null || can(regex("^a[b]+$", var.x))'),
    ],
)
def test_the_condition_that_terraform_checks(rule: Rule, condition: str) -> None:
    assert rule.condition("var.x") == condition


@pytest.mark.parametrize("rule", [COLOUR, WORD, COUNT, HOURS, ONCE, WORDS, KEYS, VALUES, MAYBE])
def test_terraform_refuses_in_the_same_words(rule: Rule) -> None:
    validation = rule.validation("ecr_x")

    assert validation["condition"] == f"${{{rule.condition('var.ecr_x')}}}"
    assert validation["error_message"] == f"ecr_x ${{jsonencode(var.ecr_x)}}: {rule.words} ({rule.source})."
    assert str(rule.refusal("ecr_x", None)).startswith(f"ecr_x None: {rule.words}")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("a", "a string"),
        (True, "a boolean"),
        (1, "a number"),
        (1.5, "a number"),
        (None, "None"),
        ([], "a list"),
        (b"", "a bytes"),
        (Expression("var.x"), "an expression"),
    ],
)
def test_what_a_value_is_in_words(value: object, kind: str) -> None:
    assert kind_of(value) == kind
