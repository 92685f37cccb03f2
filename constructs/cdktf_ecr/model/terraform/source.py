"""Reading Terraform's expression language as far as it takes to put one expression into another.

Not a parser: it tells where strings, heredocs, brackets and interpolations end, so that what stands in them is passed
over (HCL Native Syntax Specification, https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_SEQUENCES = ("${", "%{")
_ESCAPED_SEQUENCES = ("$${", "%%{")
_STRIPPING = ("${~", "%{~")
_NOTHING = (False, "")

_IDENTIFIER = re.compile(r"[^\W\d][\w-]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_ATTRIBUTE = re.compile(r"\.(?:[^\W\d][\w-]*|\d+)")
_HEREDOC = re.compile(r"<<-?([^\W\d][\w-]*)[ \t]*\r?\n")
# Terraform reads a template that is an argument line by line, so that what "~" strips ends with the line.
_FRONT_OF_LINE = re.compile(r"[^\S\n]*\n?")
_BACK_OF_LINE = re.compile(r"(?:[^\S\n]*\n|[^\S\n]+)\Z")
# What hides the rest of its line, so that a bracket behind it would not count.
_ENDS_WITH_ITS_LINE = re.compile(r"\n|#|//|<<")


class UnclosedError(ValueError):
    """A string, bracket or interpolation has no end: Terraform will say where."""


def segments(template: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a template: whether the part is an interpolation or directive, and its text.

    White space that a ``~`` strips is gone, and the ``~`` with it: between quotes it would strip more.

    Args:
        template: Text that may hold ``${...}`` and ``%{...}``, as it is an argument.

    Raises:
        UnclosedError: One of them has no end.
    """
    parts = [_NOTHING, *_parts(template), _NOTHING]
    for (_, before), (evaluated, text), (_, after) in zip(parts, parts[1:-1], parts[2:], strict=False):
        if evaluated:
            yield True, f"{text[:2]}{text[2:-1].removeprefix('~').removesuffix('~')}}}"
            continue
        literal = _FRONT_OF_LINE.sub("", text, count=1) if before.endswith("~}") else text
        yield False, _BACK_OF_LINE.sub("", literal) if after.startswith(_STRIPPING) else literal


def _parts(template: str) -> Iterator[tuple[bool, str]]:
    start = position = 0
    while position < len(template):
        if template.startswith(_ESCAPED_SEQUENCES, position):
            position += 3
        elif template.startswith(_SEQUENCES, position):
            end = _closed(template, position + 2, "}")
            if position > start:
                yield False, template[start:position]
            yield True, template[position:end]
            start = position = end
        else:
            position += 1
    if position > start:
        yield False, template[start:]


def interpolated(template: str) -> str | None:
    """Return the expression in a template that is one ``${...}`` and nothing else; None for any other."""
    if not template.startswith("${"):
        return None
    try:
        end = _closed(template, 2, "}")
    except UnclosedError:
        return None
    if end < len(template):
        return None
    return template[2:-1].removeprefix("~").removesuffix("~").strip(" ")


def is_operand(source: str) -> bool:
    """Whether an expression may stand beside any operator, in front of an index or an attribute: no parentheses needed.

    Args:
        source: An expression, without ``${}``.
    """
    try:
        position = _atom(source)
        while position < len(source):
            following = _ATTRIBUTE.match(source, position)
            if following:
                position = following.end()
            elif source.startswith("[", position) and not source.startswith("[*]", position):
                position = _closed(source, position + 1, "]")
            else:
                return False
    except UnclosedError:
        return False
    return position > 0


def is_condition(source: str) -> bool:
    """Whether an expression may stand in front of ``?``: every other operator binds more tightly.

    Args:
        source: An expression, without ``${}``.
    """
    if _ENDS_WITH_ITS_LINE.search(source):
        return False
    try:
        return _closed(f"{source}?", 0, "?") > len(source)
    except UnclosedError:
        return False


def is_template(source: str) -> bool:
    """Whether ``${`` or ``%{`` stands in an expression outside of its strings, where Terraform knows no such thing."""
    position = 0
    try:
        while position < len(source):
            if source.startswith(_SEQUENCES, position):
                return True
            position = _passed_over(source, position)
    except UnclosedError:
        pass  # Terraform will say where.
    return False


def in_parentheses(source: str) -> str:
    """Return an expression in parentheses, whose end is in no comment and on no heredoc's line."""
    return f"({source}\n)" if _ENDS_WITH_ITS_LINE.search(source) else f"({source})"


def _atom(source: str) -> int:
    """Return where the first term ends: a name, call, number, string or something in brackets; 0 if it is none."""
    if source[:1] in _BRACKETS:
        return _closed(source, 1, _BRACKETS[source[0]])
    if source.startswith('"'):
        return _end_of_string(source, 1)
    number = _NUMBER.match(source)
    if number:
        return number.end()
    name = _IDENTIFIER.match(source)
    if name is None:
        return 0
    return _closed(source, name.end() + 1, ")") if source.startswith("(", name.end()) else name.end()


def _closed(source: str, position: int, closer: str) -> int:
    """Return the position behind the bracket that closes what was opened before ``position``."""
    while position < len(source):
        character = source[position]
        if character == closer:
            return position + 1
        if character in _BRACKETS:
            position = _closed(source, position + 1, _BRACKETS[character])
        else:
            position = _passed_over(source, position)
    raise UnclosedError(source)


def _passed_over(source: str, position: int) -> int:
    """Return the end of the string, heredoc or comment at ``position``, or of the character there."""
    if source[position] == '"':
        return _end_of_string(source, position + 1)
    return _end_of_hidden(source, position) if source[position] in "#/<" else position + 1


def _end_of_string(source: str, position: int) -> int:
    while position < len(source):
        if source[position] == '"':
            return position + 1
        if source[position] == "\\":
            position += 2
        elif source.startswith(_ESCAPED_SEQUENCES, position):
            position += 3
        elif source.startswith(_SEQUENCES, position):
            position = _closed(source, position + 2, "}")
        else:
            position += 1
    raise UnclosedError(source)


def _end_of_hidden(source: str, position: int) -> int:
    """Return the end of a comment or heredoc at ``position``, or of the character there if it starts neither."""
    heredoc = _HEREDOC.match(source, position)
    if heredoc:
        marker = re.compile(rf"^[ \t]*{re.escape(heredoc.group(1))}[ \t]*$", re.MULTILINE)
        end = marker.search(source, heredoc.end())
        if end is None:
            raise UnclosedError(source)
        return end.end()
    if source.startswith("/*", position):
        end_of_comment = source.find("*/", position + 2)
        if end_of_comment < 0:
            raise UnclosedError(source)
        return end_of_comment + 2
    if source.startswith(("#", "//"), position):
        end_of_line = source.find("\n", position)
        return len(source) if end_of_line < 0 else end_of_line
    return position + 1
