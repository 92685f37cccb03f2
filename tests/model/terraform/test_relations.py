"""Rules between settings. What Terraform makes of their conditions, Terraform proves."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.relations import Condition, EndsWith, Is, Keeps, Relation
from cdktf_ecr.model.terraform.rules import Each, OneOf

ON, MODE = Is("on", True), Is("mode", "FAST")  # noqa: FBT003 - the value that a setting has
FEW = Keeps("on", Each(rule=OneOf(choices=("A", "B"), source="x"), of="keys", name="key"))
UNKNOWN = {"on": Expression("var.on"), "mode": Expression("var.mode"), "name": Expression("var.name")}


@pytest.mark.parametrize(
    ("condition", "value", "decided"),
    [
        (ON, True, True),
        (ON, False, False),
        (Is("on", None), None, True),
        (Is("on", None), "a", False),
        (Is("on", False), False, True),  # noqa: FBT003
        (~ON, True, False),
        (~ON, False, True),
        (EndsWith("on", "_X"), "A_X", True),
        (EndsWith("on", "_X"), "_XA", False),
        (~EndsWith("on", "_X"), "A_X", False),
        (ON, Expression("var.on"), None),
        (~ON, Expression("var.on"), None),
        (EndsWith("on", "_X"), Expression("var.on"), None),
        (FEW, {"A": 1}, True),
        (FEW, {}, True),
        (FEW, {"A": 1, "C": Expression("var.c")}, False),
        (~FEW, {"C": 1}, True),
        (FEW, {"A": Expression("var.a")}, None),
        (FEW, Expression("var.on"), None),
    ],
)
def test_a_condition_on_one_setting(condition: Condition, value: Any, *, decided: bool | None) -> None:
    assert condition.settings == ("on",)
    assert condition.decide({"on": value}) is decided


def test_either_holds_as_soon_as_one_of_the_two_is_known_to() -> None:
    verdicts = {True: True, False: False, None: Expression("var.x")}
    for first, second in itertools.product(verdicts, repeat=2):
        condition = Is("a", True) | Is("b", True)  # noqa: FBT003
        expected = True if True in (first, second) else None if None in (first, second) else False
        assert condition.decide({"a": verdicts[first], "b": verdicts[second]}) is expected
        assert condition.settings == ("a", "b")


@pytest.mark.parametrize(
    ("condition", "source"),
    [
        (ON, "var.on"),
        (~ON, "!var.on"),
        (Is("on", False), "var.on == false"),  # noqa: FBT003
        (FEW, 'alltrue([for key in keys(var.on) : contains(["A", "B"], key)])'),
        (MODE, 'var.mode == "FAST"'),
        (~MODE, 'var.mode != "FAST"'),
        (~~MODE, '!(var.mode != "FAST")'),
        (Is("mode", None), "var.mode == null"),
        (~Is("mode", None), "var.mode != null"),
        (EndsWith("name", "_X"), 'endswith(var.name, "_X")'),
        (~EndsWith("name", "_X"), '!endswith(var.name, "_X")'),
        (~MODE | ON, 'var.mode != "FAST" || var.on'),
        (~(MODE | ON), '!(var.mode == "FAST" || var.on)'),
    ],
)
def test_what_terraform_checks(condition: Condition, source: str) -> None:
    assert condition.source(UNKNOWN) == source


@pytest.mark.parametrize(
    ("condition", "source"),
    [
        (ON, "(var.a || var.b)"),
        (~ON, "!(var.a || var.b)"),
        (MODE, '(var.a ? "FAST" : "SLOW") == "FAST"'),
        (~MODE, '(var.a ? "FAST" : "SLOW") != "FAST"'),
        (EndsWith("mode", "T"), 'endswith(var.a ? "FAST" : "SLOW", "T")'),
        (ON | MODE, '(var.a || var.b) || (var.a ? "FAST" : "SLOW") == "FAST"'),
    ],
)
def test_a_settings_expression_is_an_operand(condition: Condition, source: str) -> None:
    values = {"on": read("${var.a || var.b}"), "mode": read('${var.a ? "FAST" : "SLOW"}')}
    assert condition.source(values) == source


RULE = Relation(setting="mode", condition=~MODE | ON, words="must be SLOW unless long_on is true", origin="the source")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({}, "mode 'FAST': must be SLOW unless long_on is true (the source)"),
        (
            {"mode": "speed", "long_on": "power_on"},
            "speed 'FAST': must be SLOW unless power_on is true (the source)",
        ),
    ],
)
def test_a_broken_rule_is_an_error_in_the_callers_names(names: dict[str, str], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"^{re.escape(message)}$"):
        RULE.check({"mode": "FAST", "on": False}, names)


@pytest.mark.parametrize("values", [{"mode": "SLOW", "on": False}, {"mode": "FAST", "on": True}, UNKNOWN])
def test_a_rule_that_is_kept_or_that_nobody_knows_yet_is_no_error(values: dict[str, Any]) -> None:
    RULE.check(values)


def test_terraform_checks_what_python_cannot_decide() -> None:
    assert RULE.precondition({"mode": "FAST", "on": False}, names={}) is None
    assert RULE.precondition(
        {"mode": "FAST", "on": read("${var.a || var.b}")},
        names={"mode": "ecr_mode", "long_on": "ecr_long_on"},
        place="repository ${each.key}: ",
    ) == {
        "condition": '${"FAST" != "FAST" || (var.a || var.b)}',
        "error_message": 'repository ${each.key}: ecr_mode ${jsonencode("FAST")}: must be SLOW unless ecr_long_on is '
        "true (the source).",
    }
