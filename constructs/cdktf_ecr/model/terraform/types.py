"""The types of Terraform's variables, as Python values have them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from cdktf_ecr.model.errors import InvalidSettingError

from .expressions import Expression, read
from .rules import kind_of

if TYPE_CHECKING:
    from .rules import Rule

_Value = TypeVar("_Value")

_SOURCE = "Terraform type"
_KNOWN = "known "
_KNOWN_WORDS = {
    "bool": "must be True or False, known in Python",
    "list(string)": "must be a list whose length is known in Python; each item may be a Terraform expression",
    "set(string)": "must be a list whose length is known in Python; each item may be a Terraform expression",
    "map(string)": "must be a map whose keys are known in Python; each value may be a Terraform expression",
}
# A map of objects all of whose attributes are required.
_OBJECTS = re.compile(r"map\(object\(\{ ((?:\w+ = \w+(?:, )?)+) \}\)\)")


def string(setting: str, value: object) -> str:
    """Return ``value`` if it is a string.

    Raises:
        InvalidSettingError: ``value`` is of another type.
    """
    if not isinstance(value, str):
        raise InvalidSettingError(setting, value, f"must be a string, not {kind_of(value)}", source=_SOURCE)
    return value


def boolean(setting: str, value: object) -> bool:
    """Return ``value`` if it is True or False; numbers and strings such as "true" are refused.

    Raises:
        InvalidSettingError: ``value`` is of another type.
    """
    if not isinstance(value, bool):
        raise InvalidSettingError(setting, value, f"must be True or False, not {kind_of(value)}", source=_SOURCE)
    return value


def strings(setting: str, value: object) -> tuple[str, ...]:
    """Return ``value`` as a tuple if it is a list, tuple or set of strings; a bare string is refused.

    Raises:
        InvalidSettingError: ``value`` is not a collection of strings.
    """
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise InvalidSettingError(setting, value, f"must be a list of strings, not {kind_of(value)}", source=_SOURCE)
    items = tuple(map(read, value))
    for item in items:
        if not isinstance(item, str):
            rule = f"must be a list of strings, not of {kind_of(item)}"
            raise InvalidSettingError(setting, item, rule, source=_SOURCE)
    return tuple(sorted(items)) if isinstance(value, (set, frozenset)) else items


def mapping(setting: str, value: object) -> Mapping[str, Any]:
    """Return ``value`` if it is a map with strings for keys.

    Raises:
        InvalidSettingError: ``value`` is something else.
    """
    if not isinstance(value, Mapping):
        raise InvalidSettingError(setting, value, f"must be a map, not {kind_of(value)}", source=_SOURCE)
    for key in value:
        if not isinstance(key, str):
            rule = f"must be a map whose keys are strings, not {kind_of(key)}"
            raise InvalidSettingError(setting, key, rule, source=_SOURCE)
    return value


def string_mapping(setting: str, value: object) -> Mapping[str, str]:
    """Return ``value`` if it is a map from strings to strings.

    Raises:
        InvalidSettingError: ``value`` is something else.
    """
    for key, item in mapping(setting, value).items():
        if not isinstance(item, str):
            rule = f"must be a map of strings, not of {kind_of(item)}"
            raise InvalidSettingError(setting, {key: item}, rule, source=_SOURCE)
    return value  # type: ignore[return-value]  # just checked


def of_class(setting: str, value: _Value, *classes: type[Any]) -> _Value:
    """Return ``value`` if it is an object of one of some classes.

    Raises:
        InvalidSettingError: ``value`` is something else.
    """
    if not isinstance(value, classes):
        names = " or ".join(each.__name__ for each in classes)
        raise InvalidSettingError(
            setting, value, f"must be of type {names}, not {kind_of(value)}", source="Python type"
        )
    return value


def list_of(setting: str, value: object, class_: type[_Value]) -> tuple[_Value, ...]:
    """Return ``value`` as a tuple if it is a list or tuple of objects of a class.

    Raises:
        InvalidSettingError: ``value`` is something else.
    """
    if not isinstance(value, (list, tuple)):
        rule = f"must be a list of {class_.__name__}, not {kind_of(value)}"
        raise InvalidSettingError(setting, value, rule, source="Python type")
    for item in value:
        if not isinstance(item, class_):
            rule = f"must be a list of {class_.__name__}, not of {kind_of(item)}"
            raise InvalidSettingError(setting, item, rule, source="Python type")
    return tuple(value)


def _objects(setting: str, value: object, attributes: Mapping[str, str]) -> Mapping[str, Any]:
    for name, item in mapping(setting, value).items():
        if isinstance(item, Expression):
            continue
        if not isinstance(item, Mapping) or set(item) != set(attributes):
            rule = f"must be a map of objects, each with {' and '.join(attributes)}"
            raise InvalidSettingError(setting, {name: item}, rule, source=_SOURCE)
        for attribute, type_ in attributes.items():
            typed(f"{setting}[{name!r}].{attribute}", type_, item[attribute])
    return value  # type: ignore[return-value]  # just checked


def _unchecked(_setting: str, value: object) -> object:
    return value


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "string": string,
    "bool": boolean,
    "list(string)": strings,
    "set(string)": lambda setting, value: tuple(dict.fromkeys(strings(setting, value))),
    "map(string)": string_mapping,
}


def typed(setting: str, type_: str, value: object) -> Any:
    """Return a user's value, read, if it is of a variable's type; what only Terraform knows is an `Expression`.

    Args:
        setting: The setting to name in the error.
        type_: The variable's type constraint. Behind "known " it is that of a value Python has to know, since it
            decides what is created: of a list its length, of a map its keys. A "set(string)" is a list of which each
            item counts once. Numbers and objects are left to the setting's rules.
        value: The value.

    Raises:
        InvalidSettingError: ``value`` is of another type.
    """
    known = read(value)
    python_type = type_.removeprefix(_KNOWN)
    if isinstance(known, Expression):
        if python_type == type_:
            return known
        rule = _KNOWN_WORDS.get(python_type, "must be known in Python, not an expression")
        raise InvalidSettingError(setting, value, rule, source=_SOURCE)
    type_ = python_type
    objects = _OBJECTS.fullmatch(type_)
    if objects:
        return _objects(setting, known, dict(each.split(" = ") for each in objects.group(1).split(", ")))
    return _CHECKS.get(type_, mapping if type_.startswith("map(") else _unchecked)(setting, known)


def checked(setting: str, value: object, *rules: Rule, type_: str = "string") -> Any:
    """Return a user's value, read, if it is of a type and keeps some rules; what only Terraform knows is left to it.

    Args:
        setting: The setting to name in the error.
        value: The value.
        rules: The rules.
        type_: The type, as `typed` takes it.

    Raises:
        InvalidSettingError: ``value`` is of another type, or breaks a rule.
    """
    known = typed(setting, type_, value)
    for rule in rules:
        rule.check(setting, known)
    return known


def check_fields(owner: Any, checks: Mapping[str, tuple[Any, ...]]) -> None:
    """Read and check fields of a frozen dataclass, in its ``__post_init__``; where the default is None, None stays.

    Args:
        owner: The dataclass.
        checks: By field its type, as `typed` takes it, or a class; then the rules of a value of such a type.

    Raises:
        InvalidSettingError: A field is of another type, or breaks a rule.
    """
    nullable = {field.name for field in dataclasses.fields(owner) if field.default is None}
    for name, (type_, *rules) in checks.items():
        value = getattr(owner, name)
        if value is None and name in nullable:
            continue
        if isinstance(type_, type):
            of_class(name, value, type_)
        else:
            object.__setattr__(owner, name, checked(name, value, *rules, type_=type_))
