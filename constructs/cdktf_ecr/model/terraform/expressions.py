"""Writing Terraform's expression language: literals, interpolation, JSON documents that hold expressions.

An *expression* here is text without the surrounding ``${}``: ``var.name``, ``one(aws_kms_key.this[*].arn)``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

from .values import is_expression


class Resolvable(Protocol):
    """CDKTF's ``IResolvable``, as ``TerraformVariable.boolean_value`` returns it."""

    def to_string(self) -> str:
        """Return the token as a string that CDKTF resolves."""


Flag: TypeAlias = "bool | str | Resolvable"
"""True, False, or a Terraform expression of type bool."""

Number: TypeAlias = "int | float | str"
"""A whole number, or a Terraform expression of type number (a string that holds ``${}``, or a CDKTF number token)."""

Texts: TypeAlias = "Sequence[str] | str"
"""A list of strings, or a Terraform expression of type list(string)."""

_ONLY_INTERPOLATION = re.compile(r"\$\{((?:(?!\$\{).)*)\}", re.DOTALL)


def interpolate(expression: str) -> str:
    """Return ``expression`` as a string value that Terraform evaluates."""
    return f"${{{expression}}}"


def expression_of(value: object) -> str:
    """Return ``value`` as an expression: a literal for a Python value, the bare expression for a Terraform one.

    Args:
        value: None, a boolean, number, string, list or mapping, in which any string may hold ``${...}``.

    Raises:
        TypeError: ``value`` is, or holds, something that has no literal in Terraform's language.
    """
    if isinstance(value, str):
        return _string_expression(value)
    if value is None or isinstance(value, (bool, int, float)):
        return json.dumps(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_string_expression(str(key))}: {expression_of(item)}" for key, item in value.items())
        return f"{{{pairs}}}"
    if isinstance(value, Sequence):
        return f"[{', '.join(expression_of(item) for item in value)}]"
    raise TypeError(f"no Terraform expression stands for {value!r}")


def json_document(document: Mapping[str, object]) -> str:
    """Return ``document`` as JSON text, through Terraform's ``jsonencode`` where it holds expressions.

    Args:
        document: A policy or pattern, as a literal dict.
    """
    if is_expression(document):
        return interpolate(f"jsonencode({expression_of(document)})")
    return json.dumps(document, separators=(",", ":"), sort_keys=True)


def _string_expression(text: str) -> str:
    if not is_expression(text):
        return json.dumps(text, ensure_ascii=False)
    alone = _ONLY_INTERPOLATION.fullmatch(text)
    return alone.group(1) if alone and _balanced(alone.group(1)) else f'"{text}"'


def _balanced(expression: str) -> bool:
    """Whether the closing brace that was stripped belonged to the opening one."""
    depth = 0
    for character in expression:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0
