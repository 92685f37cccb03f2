"""Writing Terraform's expression language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, json_document

LITERALS = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
).filter(lambda value: "${" not in repr(value) and "%{" not in repr(value))


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        (None, "null"),
        (True, "true"),
        (10, "10"),
        ("text", '"text"'),
        ('say "hi"\n', r'"say \"hi\"\n"'),
        ("Zürich", '"Zürich"'),
        ("${var.name}", "var.name"),
        ("${one(aws_kms_key.this[*].arn)}", "one(aws_kms_key.this[*].arn)"),
        ("${merge({a = 1}, {b = 2})}", "merge({a = 1}, {b = 2})"),
        ("arn:${var.partition}:iam", '"arn:${var.partition}:iam"'),
        ("${var.a}-${var.b}", '"${var.a}-${var.b}"'),
        ('${[for id in var.ids : "x:${id}"]}', '"${[for id in var.ids : "x:${id}"]}"'),
        (["a", "${var.b}", 1], '["a", var.b, 1]'),
        ({"a": {"b": "${var.c}"}}, '{"a": {"b": var.c}}'),
        ((), "[]"),
    ],
)
def test_expression_of(value: Any, expression: str) -> None:
    assert expression_of(value) == expression


def test_what_has_no_literal_is_an_error() -> None:
    with pytest.raises(TypeError, match="no Terraform expression stands for"):
        expression_of(object())


def test_a_document_without_expressions_is_plain_deterministic_json() -> None:
    assert json_document({"b": 1, "a": ["x"]}) == '{"a":["x"],"b":1}'


def test_a_document_with_expressions_goes_through_jsonencode() -> None:
    assert json_document({"count": "${var.count}"}) == '${jsonencode({"count": var.count})}'


@given(LITERALS)
def test_a_document_without_expressions_reads_back_as_it_was(value: Any) -> None:
    assert json.loads(json_document({"value": value})) == {"value": value}


def test_interpolate() -> None:
    assert interpolate("var.name") == "${var.name}"
