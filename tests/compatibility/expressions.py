"""What the expressions of a configuration call and read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Where strings and comments end is known to the library already.
from cdktf_ecr.model.terraform.source import _passed_over, segments

_NAME = r"[A-Za-z_][\w-]*"
_RESOURCE = rf"(?<![\w.-])(?P<type>(?:data\.)?aws_\w+)\.(?P<name>{_NAME})"
_INDEX = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_READ = re.compile(rf"{_RESOURCE}(?P<path>(?:{_INDEX}|\.\*|\.{_NAME})*)")
_EACH = re.compile(rf"\bfor\s+(?:\w+\s*,\s*)?(?P<variable>\w+)\s+in\s+{_RESOURCE}(?:\[\*\])?\s*:")
_CALL = re.compile(rf"(?<![\w.-])((?:provider::{_NAME}::)?{_NAME}(?:::{_NAME})*)\(")
_STEP = re.compile(rf"\.({_NAME})")


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute that an expression reads.

    Attributes:
        type: The resource's type, with ``data.`` in front for a data source.
        path: The names on the way to the attribute, without indices.
    """

    type: str
    path: tuple[str, ...]


def references(template: str) -> Iterator[Reference]:
    """Yield what a template reads of AWS's resources, also of each in a ``for``."""
    for code in codes(template):
        for found in _READ.finditer(code):
            path = tuple(_STEP.findall(re.sub(_INDEX, "", found["path"])))
            if path:
                yield Reference(found["type"], path)
        for each in _EACH.finditer(code):
            for path in re.findall(rf"(?<![\w.-]){each['variable']}((?:\.{_NAME})+)", code[each.end() :]):
                yield Reference(each["type"], tuple(_STEP.findall(path)))


def calls(template: str) -> set[str]:
    """Return the functions that a template calls."""
    return {name for code in codes(template) for name in functions_in(code)}


def functions_in(code: str) -> set[str]:
    """Return the functions that an expression calls, whose strings are empty."""
    return set(_CALL.findall(code))


def codes(template: str) -> Iterator[str]:
    """Yield each expression in a template, those in strings of others apart; of the strings only quotes are left."""
    for evaluated, text in segments(template):
        if evaluated:
            yield from codes_of_expression(text[2:-1])


def codes_of_expression(source: str) -> Iterator[str]:
    """Yield an expression without what is in its strings, and the expressions in these."""
    kept, inner, position = [], [], 0
    while position < len(source):
        end = _passed_over(source, position)
        if source[position] == '"':
            kept.append('""')
            inner.append(source[position + 1 : end - 1])
        elif end == position + 1:
            kept.append(source[position])
        position = end
    yield "".join(kept)
    for string in inner:
        yield from codes(string)


def strings(value: Any) -> Iterator[str]:
    """Yield all text of a configuration, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
