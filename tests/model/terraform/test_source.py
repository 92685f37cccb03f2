"""Reading Terraform's expressions far enough to put one into another. What Terraform makes of it, Terraform proves."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.terraform.source import (
    UnclosedError,
    in_parentheses,
    interpolated,
    is_condition,
    is_operand,
    is_template,
    segments,
)

HEREDOC = '<<EOT\nuntil } ) ] " ${var.name}\nEOT\n'
COMMENT = 'var.name # until } ) ] " ?\n'

OPERANDS = [
    "var.name",
    "local.größe",
    "null",
    "1",
    "1.5e+3",
    '"text"',
    '"a || b"',
    r'"say \"a\" || \\"',
    '"a$${b"',
    '"a%%{b"',
    '"${var.a || var.b}"',
    '"${"nested ${"deeply }"} "}"',
    '"%{ if var.a }}%{ endif }"',
    "(var.a || var.b)",
    "[for x in var.xs : x if x != null]",
    "{a = var.b ? 1 : 2}",
    "jsonencode({a = [1, 2]})",
    'lookup(var.m, "a)b", ")")',
    "var.xs[0]",
    "var.xs[var.a ? 0 : 1]",
    'aws_ecr_repository.this["team/api"].arn',
    "var.rows[0].name",
    "var.rows.0.name",
    "(var.a)[0].b",
    "{a = 1}.a",
    f"upper({HEREDOC})",
    f"upper({COMMENT})",
    "upper(/* ) */ var.name)",
    "upper(var.a / var.b)",
]
NO_OPERANDS = [
    "",
    "var.a || var.b",
    "var.a && var.b",
    "var.a ? 1 : 2",
    "var.a == 1",
    "var.a + 1",
    "var.a - 1",
    "!var.a",
    "-1",
    "(var.a) || (var.b)",
    '"a" == "b"',
    "[1] == [2]",
    "var.xs[*].name",
    "var.xs.*.name",
    "var.xs...",
    " var.a",
    "var.a ",
    "\nvar.a",
    HEREDOC,
    COMMENT,
    "/* a */ var.a",
    "length (var.xs)",
    "provider::aws::arn_parse(var.a)",
]
UNCLOSED = ['"a', "(var.a", "[1", '"${var.a"', "upper(var.a", "upper(/* )", "upper(# )", "upper(<<EOT\n)", '"a\\"']


@pytest.mark.parametrize("source", OPERANDS)
def test_what_may_stand_beside_any_operator(source: str) -> None:
    assert is_operand(source)
    assert is_operand(f"{source}.name")
    assert is_operand(f"{source}[0]")


@pytest.mark.parametrize("source", [*NO_OPERANDS, *UNCLOSED])
def test_what_needs_parentheses_beside_an_operator(source: str) -> None:
    assert not is_operand(source)


@pytest.mark.parametrize("source", [*NO_OPERANDS, *OPERANDS])
def test_parentheses_make_an_operand_of_anything(source: str) -> None:
    assert is_operand(in_parentheses(source))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("var.a", True),
        ("var.a || !var.b && var.c == 1", True),
        ("(var.a ? 1 : 2) == 1", True),
        ('"${var.a ? 1 : 2}" == "?"', True),
        ("upper(var.a ? 1 : 2)", True),
        ("var.a ? 1 : 2", False),
        ("var.a || var.b ? 1 : 2", False),
        (COMMENT, False),
        (HEREDOC, False),
        ("var.a // b", False),
        ("var.a ||\nvar.b", False),
        ('"a', False),
    ],
)
def test_what_may_stand_in_front_of_a_question_mark(source: str, *, expected: bool) -> None:
    assert is_condition(source) is expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("${var.a}", "var.a"),
        ("${ var.a }", "var.a"),
        ("${~ var.a ~}", "var.a"),
        ('${"}"}', '"}"'),
        ('${"${var.a}"}', '"${var.a}"'),
        ("${{a = 1}}", "{a = 1}"),
        ("${upper(/* } */ var.a)}", "upper(/* } */ var.a)"),
        (f"${{{COMMENT}}}", COMMENT),
        (f"${{{HEREDOC}}}", HEREDOC),
        ("var.a", None),
        ("a ${var.a}", None),
        ("${var.a} ", None),
        ("${var.a}${var.b}", None),
        ("$${var.a}", None),
        ("%{ if var.a }a%{ endif }", None),
        ("${var.a", None),
        ('${"}', None),
    ],
)
def test_a_template_that_is_one_expression(template: str, expected: str | None) -> None:
    assert interpolated(template) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("", []),
        ("text", [(False, "text")]),
        ("a ${var.b} c", [(False, "a "), (True, "${var.b}"), (False, " c")]),
        ("${var.a}${var.b}", [(True, "${var.a}"), (True, "${var.b}")]),
        ('${"}"}"', [(True, '${"}"}'), (False, '"')]),
        ("$${a} ${var.b} %%{c}", [(False, "$${a} "), (True, "${var.b}"), (False, " %%{c}")]),
        ("$$${var.a}", [(False, "$$${var.a}")]),
        ("%{ if var.a }a%{ endif }", [(True, "%{ if var.a }"), (False, "a"), (True, "%{ endif }")]),
        ("a \n ${~ var.b ~} \n c", [(False, "a \n"), (True, "${ var.b }"), (False, " c")]),
        ("a \n${~ var.b ~}\n\nc", [(False, "a"), (True, "${ var.b }"), (False, "\nc")]),
        ("${var.a ~}  %{~ if var.b }", [(True, "${var.a }"), (False, ""), (True, "%{ if var.b }")]),
        ("a %{~ if var.b }", [(False, "a"), (True, "%{ if var.b }")]),
        ('${"~}"} a', [(True, '${"~}"}'), (False, " a")]),
    ],
)
def test_the_parts_of_a_template(template: str, expected: list[tuple[bool, str]]) -> None:
    assert list(segments(template)) == expected


@pytest.mark.parametrize("source", UNCLOSED)
def test_a_template_without_an_end_has_no_parts(source: str) -> None:
    with pytest.raises(UnclosedError):
        list(segments(f"a ${{{source}}}"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${var.a}", True),
        ("[${var.a}]", True),
        ("var.a == %{ if var.b }", True),
        ('"${var.a}"', False),
        ('"a\\"${var.a}"', False),
        (HEREDOC, False),
        ("var.a # ${\n", False),
        ("/* ${ */ var.a", False),
        *((source, False) for source in UNCLOSED),
    ],
)
def test_a_template_is_no_expression(source: str, *, expected: bool) -> None:
    assert is_template(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("var.a", "(var.a)"),
        (COMMENT, f"({COMMENT}\n)"),
        (HEREDOC, f"({HEREDOC}\n)"),
        ("var.a # b", "(var.a # b\n)"),
        ("var.a // b", "(var.a // b\n)"),
    ],
)
def test_parentheses_close_in_no_comment_and_on_no_line_of_a_heredoc(source: str, expected: str) -> None:
    assert in_parentheses(source) == expected
