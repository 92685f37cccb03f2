"""Values that Terraform works out, and how they stand inside others. What Terraform makes of it, Terraform proves."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.terraform.expressions import (
    Expression,
    both,
    conditional,
    either,
    is_expression,
    json_document,
    known_part,
    operand_of,
    read,
    source_of,
)

NUMBER_TOKEN = -1.888154589709072e289  # as cdktf.TerraformVariable(...).number_value gives it


class Resolvable:
    """Stands for what CDKTF returns where no plain value can hold a token."""

    def resolve(self, context: Any) -> Any:
        raise NotImplementedError

    def to_string(self) -> str:
        return "${TfToken[TOKEN.4]}"

    def __repr__(self) -> str:
        """Return no address: a test has the same name in each worker."""
        return "Resolvable()"


RESOLVABLE = Resolvable()
TOKENS: list[Any] = [
    ["#{TfToken[TOKEN.1]}"],
    {"&{TfToken[TOKEN.2]}": "String Map Token Value"},
    NUMBER_TOKEN,
    RESOLVABLE,
]
KNOWN: list[Any] = [
    *("", "team/api", "$", "{}", "$(var)", "#{x}", "100%", None, True, False, 0, -1, 1e12, [], {}, (), ["a"]),
    *({"a": 1}, ("a", "b"), {"a": ["b", {"c": None}]}, ["#{x}"], {"&{x}": "y"}, b"a", {1, 2}, Path("a")),
]
LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
).filter(lambda value: "${" not in repr(value) and "%{" not in repr(value))


@pytest.mark.parametrize(
    ("template", "source"),
    [
        ("${var.name}", "var.name"),
        ("${ var.name }", "var.name"),
        ("${merge({a = 1}, {b = 2})}", "merge({a = 1}, {b = 2})"),
        ("arn:${var.partition}:iam", '"arn:${var.partition}:iam"'),
        ("${var.a}-${var.b}", '"${var.a}-${var.b}"'),
        ('say "${var.a}" \\ \n', r'"say \"${var.a}\" \\ \n"'),
        ('${[for id in var.ids : "x:${id}"]}', '[for id in var.ids : "x:${id}"]'),
        ("%{ if var.a }\ta%{ endif }", r'"%{ if var.a }\ta%{ endif }"'),
        ("$${a}", '"$${a}"'),
        ("${var.a ||\n  var.b}", "(var.a ||\n  var.b\n)"),
        ("${var.a # why\n}", "(var.a # why\n\n)"),
        ("${<<EOT\n${var.a}\nEOT\n}", "(<<EOT\n${var.a}\nEOT\n\n)"),
        ('a ${"', '"a ${""'),
    ],
)
def test_text_that_terraform_evaluates_is_read_as_an_expression(template: str, source: str) -> None:
    expression = read(template)

    assert isinstance(expression, Expression)
    assert (str(expression), expression.source, expression.token) == (template, source, None)
    assert read(expression) is expression


@pytest.mark.parametrize(
    ("template", "text", "source"),
    [
        ("${~ var.name ~}", "${ var.name }", "var.name"),
        ("a ${~ var.b ~} %{~ if var.c ~} d%{ endif }", "a${ var.b }%{ if var.c }d%{ endif }", None),
        ("${~ var.a", "${~ var.a", '"${~ var.a"'),
        ('${"~}"}', '${"~}"}', '"~}"'),
    ],
)
def test_white_space_that_an_expression_strips_is_its_own(template: str, text: str, source: str | None) -> None:
    expression = read(template)

    assert expression == text
    assert expression.source == (source or f'"{text}"')


@pytest.mark.parametrize("template", ["${TfToken[TOKEN.0]}", "a-${TfToken[TOKEN.0]}"])
def test_text_with_a_token_keeps_it(template: str) -> None:
    assert read(template).token == template


@pytest.mark.parametrize("token", TOKENS, ids=["list", "map", "number", "boolean"])
def test_cdktfs_tokens_are_read_as_expressions(token: Any) -> None:
    expression = read(token)

    assert isinstance(expression, Expression)
    assert expression.token is token
    assert is_expression(token)


@pytest.mark.parametrize("value", KNOWN, ids=repr)
def test_what_python_knows_is_read_as_it_is(value: Any) -> None:
    assert read(value) == value
    assert type(read(value)) is type(value)
    assert not is_expression(value)


@pytest.mark.parametrize(
    "value",
    [
        ["a", "${var.name}"],
        ("a", "${var.name}"),
        {"key": "${var.name}"},
        {"${var.name}": "value"},
        {"key": [{"deep": "${var.name}"}]},
        [NUMBER_TOKEN],
        {"key": RESOLVABLE},
        MappingProxyType({"key": ["#{TfToken[TOKEN.1]}"]}),
    ],
    ids=repr,
)
def test_what_stands_in_lists_and_maps_is_read_too(value: Any) -> None:
    found = read(value)
    assert is_expression(value)
    assert is_expression(found)
    assert not isinstance(found, Expression)
    assert any(isinstance(item, Expression) for item in flattened(found))


def test_a_set_that_holds_an_expression_is_known_to_terraform_only() -> None:
    assert is_expression({"${var.name}", "a"})
    assert is_expression(frozenset({"${var.name}"}))


def flattened(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [each for pair in value.items() for item in pair for each in flattened(item)]
    return [each for item in value for each in flattened(item)] if isinstance(value, (list, tuple)) else [value]


@pytest.mark.parametrize("clone", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301
def test_an_expression_survives_copying(clone: Any) -> None:
    for expression in (Expression("var.a"), read("a ${TfToken[TOKEN.0]}"), read(["#{TfToken[TOKEN.1]}"])):
        copied = clone(expression)
        assert (copied, copied.source, copied.token) == (expression, expression.source, expression.token)


def test_an_expression_is_the_template_it_was_read_from() -> None:
    assert Expression("var.a") == "${var.a}"
    assert hash(Expression("var.a")) == hash("${var.a}")
    assert f"arn:{Expression('var.a')}:x" == "arn:${var.a}:x"


@pytest.mark.parametrize("source", ["${var.a}", "[${var.a}]", "var.a ? ${var.b} : 1"])
def test_another_expression_does_not_stand_in_one_as_text(source: str) -> None:
    with pytest.raises(ValueError, match="no expression, but a template"):
        Expression(source)


@pytest.mark.parametrize(
    ("value", "source", "operand"),
    [
        (None, "null", "null"),
        (True, "true", "true"),
        (10, "10", "10"),
        (1.5, "1.5", "1.5"),
        ("text", '"text"', '"text"'),
        ('say "hi"\n\t\\', r'"say \"hi\"\n\t\\"', r'"say \"hi\"\n\t\\"'),
        ("\b\f\x00\x7f\r", r'"\u0008\u000c\u0000\u007f\r"', r'"\u0008\u000c\u0000\u007f\r"'),
        ("Zürich 🎉", '"Zürich 🎉"', '"Zürich 🎉"'),
        ("${var.a}", "var.a", "var.a"),
        ("${var.a || var.b}", "var.a || var.b", "(var.a || var.b)"),
        ("${one(aws_kms_key.this[*].arn)}", "one(aws_kms_key.this[*].arn)", "one(aws_kms_key.this[*].arn)"),
        ("${var.xs[*].arn}", "var.xs[*].arn", "(var.xs[*].arn)"),
        ("a ${var.b}", '"a ${var.b}"', '"a ${var.b}"'),
        (["a", "${var.b || var.c}", 1], '["a", var.b || var.c, 1]', '["a", var.b || var.c, 1]'),
        ({"a": {"b": "${var.c}"}}, '{"a": {"b": var.c}}', '{"a": {"b": var.c}}'),
        ({"${var.a}": 1}, "{(var.a): 1}", "{(var.a): 1}"),
        ({"${var.a}-x": 1}, '{"${var.a}-x": 1}', '{"${var.a}-x": 1}'),
        ({5: 1}, '{"5": 1}', '{"5": 1}'),
        ((), "[]", "[]"),
    ],
)
def test_a_value_in_terraforms_language(value: Any, source: str, operand: str) -> None:
    assert source_of(value) == source
    assert operand_of(value) == operand


@pytest.mark.parametrize("value", [object(), [object()], {"a": {1, 2}}], ids=["object", "list", "set"])
def test_what_has_no_literal_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match="no Terraform expression stands for"):
        source_of(value)
    with pytest.raises(TypeError, match="no Terraform expression stands for"):
        operand_of(value)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("${var.a}", '${var.a ? "x" : (var.b ? 1 : 2)}'),
        ("${var.a || var.b}", '${var.a || var.b ? "x" : (var.b ? 1 : 2)}'),
        ("${var.a ? true : false}", '${(var.a ? true : false) ? "x" : (var.b ? 1 : 2)}'),
        ("${var.a # b\n}", '${((var.a # b\n\n)\n) ? "x" : (var.b ? 1 : 2)}'),
        (True, '${true ? "x" : (var.b ? 1 : 2)}'),
    ],
)
def test_conditional(condition: Any, expected: str) -> None:
    assert conditional(condition, "x", "${var.b ? 1 : 2}") == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (True, True, True),
        (True, False, False),
        (False, "${var.a}", False),
        ("${var.a}", False, False),
        (True, "${var.a}", "${var.a}"),
        ("${var.a}", True, "${var.a}"),
        ("${var.a || var.b}", "${var.c}", "${(var.a || var.b) && (var.c)}"),
    ],
)
def test_both(first: Any, second: Any, expected: Any) -> None:
    assert both(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (False, False, False),
        (True, "${var.a}", True),
        ("${var.a}", True, True),
        (False, "${var.a}", "${var.a}"),
        ("${var.a}", False, "${var.a}"),
        ("${var.a}", "${var.b ? true : false}", "${var.a || (var.b ? true : false)}"),
    ],
)
def test_either(first: Any, second: Any, expected: Any) -> None:
    assert either(first, second) == expected


def test_a_document_without_expressions_is_plain_deterministic_json() -> None:
    assert json_document({"b": 1, "a": ["x"]}) == '{"a":["x"],"b":1}'


def test_a_document_with_expressions_goes_through_jsonencode() -> None:
    assert json_document({"count": "${var.count}"}) == '${jsonencode({"count": var.count})}'


@given(LITERALS)
def test_a_document_without_expressions_reads_back_as_it_was(value: Any) -> None:
    assert json.loads(json_document({"value": value})) == {"value": value}


@pytest.mark.parametrize(
    ("document", "known"),
    [
        ("arn:${var.partition}:iam", "arn::iam"),
        ("${var.a}", ""),
        ({"a": ["b", "${var.c}"], "${var.d}-x": 1}, {"a": ["b", ""], "-x": 1}),
        (("a", "${var.b"), ["a", "${var.b"]),
        ("a %{ if var.b }c%{ endif }", "a c"),
        ("$${a}", "$${a}"),
    ],
)
def test_what_python_knows_of_a_document(document: Any, known: Any) -> None:
    assert known_part(document) == known
