"""Telling a Python value, checked here, from a Terraform expression, which only Terraform can check.

CDKTF encodes expressions in ordinary Python types: strings and map keys that hold ``${...}``, one-element lists that
hold ``#{TfToken[...]}``, maps that hold ``&{TfToken[...]}``, and numbers in a range no setting of ours comes near.
Reading the encoding here, instead of asking ``Token.is_unresolved``, keeps the model free of jsii.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cdktf_ecr.model.errors import InvalidSettingError

from .expressions import Expression, is_expression, read


def is_whole_expression(value: object) -> bool:
    """Whether Terraform alone knows the value; of a list that merely holds an expression the other items are known."""
    return isinstance(read(value), Expression)


def check_string(setting: str, value: object) -> str:
    """Return ``value`` if it is a string.

    Raises:
        InvalidSettingError: ``value`` is of another type.
    """
    if not isinstance(value, str):
        raise InvalidSettingError(setting, value, f"must be a string, not {_kind(value)}", source="Terraform type")
    return value


def check_pattern(setting: str, value: object, pattern: str, *, rule: str, source: str) -> str:
    """Return ``value`` if it is a string that ``pattern`` matches from end to end.

    Raises:
        InvalidSettingError: ``value`` is of another type, or does not match.
    """
    text = check_string(setting, value)
    if not re.fullmatch(pattern, text):
        raise InvalidSettingError(setting, text, rule, source=source)
    return text


def check_text(setting: str, value: object, pattern: str, rule: str, *, source: str = "AWS ARN format") -> str:
    """Return ``value`` if it is a Terraform expression, or a string that ``pattern`` matches from end to end.

    Raises:
        InvalidSettingError: ``value`` is of another type, or does not match.
    """
    text = check_string(setting, value)
    return text if is_expression(text) else check_pattern(setting, text, pattern, rule=rule, source=source)


def check_boolean(setting: str, value: object) -> bool:
    """Return ``value`` if it is True or False; numbers and strings such as "true" are refused.

    Raises:
        InvalidSettingError: ``value`` is of another type.
    """
    if not isinstance(value, bool):
        rule = f"must be True or False, not {_kind(value)}"
        raise InvalidSettingError(setting, value, rule, source="Terraform type")
    return value


def check_flag(setting: str, value: object) -> object:
    """Return ``value`` if it is True, False or a Terraform expression.

    Raises:
        InvalidSettingError: ``value`` is of another type.
    """
    return value if is_expression(value) else check_boolean(setting, value)


def check_count(setting: str, value: object, *, minimum: int, maximum: int | None = None, source: str) -> int:
    """Return ``value`` if it is a whole number within the bounds.

    Raises:
        InvalidSettingError: ``value`` is not a whole number, or lies outside the bounds.
    """
    bounds = f"of {minimum} or more" if maximum is None else f"from {minimum} to {maximum}"
    rule = f"must be a whole number {bounds}"
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidSettingError(setting, value, f"{rule}, not {_kind(value)}", source=source)
    if value < minimum or (maximum is not None and value > maximum):
        raise InvalidSettingError(setting, value, rule, source=source)
    return value


def check_choice(setting: str, value: object, choices: Iterable[str], *, source: str) -> str:
    """Return ``value`` if it is one of ``choices``, letter for letter.

    Raises:
        InvalidSettingError: ``value`` is not one of ``choices``.
    """
    allowed = list(choices)
    if value not in allowed or not isinstance(value, str):
        raise InvalidSettingError(setting, value, f"must be one of {', '.join(allowed)}", source=source)
    return value


def check_strings(setting: str, value: object, *, source: str = "Terraform type") -> tuple[str, ...]:
    """Return ``value`` as a tuple if it is a list, tuple or set of strings; a bare string is refused.

    Raises:
        InvalidSettingError: ``value`` is not a collection of strings.
    """
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise InvalidSettingError(setting, value, f"must be a list of strings, not {_kind(value)}", source=source)
    items = tuple(value)
    for item in items:
        if not isinstance(item, str):
            raise InvalidSettingError(setting, item, f"must be a list of strings, not of {_kind(item)}", source=source)
    return tuple(sorted(items)) if isinstance(value, (set, frozenset)) else items


def _kind(value: object) -> str:
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", type(None): "None"}
    return names.get(type(value), f"a {type(value).__name__}")
