"""Settings on their way into resources: switches, tags and CDKTF's own tokens."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from cdktf_ecr.model.terraform.expressions import Expression, conditional, json_document, read
from cdktf_ecr.resources.framework import terraform

from .addresses import place_of

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue, StringListValue, StringMapValue

_Settings = TypeVar("_Settings")


def count_of(condition: BooleanValue) -> float | None:
    """Return the ``count`` of a resource that exists on ``condition``, an expression or True."""
    return None if condition is True else float(terraform.Token.as_number(conditional(condition, 1, 0)))


def boolean(value: BooleanValue) -> Any:
    """Return a boolean setting as provider resources take it."""
    value = read(value)
    return terraform.Token.as_any(_given(value)) if isinstance(value, Expression) else value


def number(value: NumberValue) -> float:
    """Return a number as provider resources take it."""
    value = read(value)
    if not isinstance(value, Expression):
        return float(value)
    given = _given(value)
    return float(terraform.Token.as_number(given) if isinstance(given, str) else given)


def string_list(texts: StringListValue) -> list[str]:
    """Return a list of strings as provider resources take it."""
    known_texts = read(texts)
    if not isinstance(known_texts, Expression):
        return list(known_texts)
    given = _given(known_texts)
    return list(terraform.Token.as_list(given) if isinstance(given, str) else given)


def tag_map(tags: StringMapValue | None) -> Mapping[str, str] | None:
    """Return ``tags`` as provider resources take them."""
    known_tags = read(tags)
    given = _given(known_tags) if isinstance(known_tags, Expression) else known_tags or None
    return dict(terraform.Token.as_string_map(given)) if isinstance(given, str) else given


def structs(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]] | None:
    """Return nested blocks as jsii takes them: it renames the keys of a struct itself, but not of dicts in lists."""
    return [_struct(block) for block in blocks] or None


def _struct(block: Mapping[str, Any]) -> dict[str, Any]:
    return {
        re.sub("_([a-z])", lambda letter: letter.group(1).upper(), key): structs(value)
        if isinstance(value, list) and value and isinstance(value[0], Mapping)
        else value
        for key, value in block.items()
    }


def lifecycle_block(*, prevent_destroy: bool, preconditions: Sequence[Mapping[str, str]]) -> dict[str, Any] | None:
    """Return Terraform's ``lifecycle`` block, which has nothing to do with ECR's lifecycle policy."""
    block: dict[str, Any] = {}
    if prevent_destroy:
        block["prevent_destroy"] = True
    if preconditions:
        block["precondition"] = structs(preconditions)
    return block or None


def untouched(value: object) -> Any:
    """Return a value as CDKTF leaves it: the keys of a plain mapping it would write in snake case."""
    return terraform.Token.as_any(dict(value)) if isinstance(value, Mapping) else value


def policy_text(scope: Construct, name: str, document: Mapping[str, object]) -> str:
    """Return a policy document as a resource's JSON text.

    Args:
        scope: Where locals for CDKTF's tokens are created.
        name: What the names of those locals start with.
        document: The document, in which strings may hold expressions and tokens.
    """
    return json_document(known(scope, name, document))


def known_settings(scope: Construct, settings: _Settings, *, name: str) -> _Settings:
    """Return a dataclass of settings with locals in place of CDKTF's tokens.

    Args:
        scope: Where the locals are created.
        settings: A frozen dataclass.
        name: What the locals' names start with; the setting's follows.
    """
    fields = [field.name for field in dataclasses.fields(settings)]  # type: ignore[arg-type]
    changed = {field: known(scope, f"{name}{field}", getattr(settings, field)) for field in fields}
    return dataclasses.replace(settings, **changed)  # type: ignore[type-var]


def known(scope: Construct, name: str, value: Any) -> Any:
    """Return ``value``, read, with each CDKTF token replaced by a Terraform local that holds it.

    CDKTF resolves a token differently inside an expression than in a plain string, and not always correctly; a local's
    name is plain text everywhere.

    Args:
        scope: Where the locals are created.
        name: What the locals' names start with.
        value: A setting or a document.
    """
    value = read(value)
    if isinstance(value, Expression):
        return value if value.token is None else _local(scope, name, value.token)
    if isinstance(value, Mapping):
        return {known(scope, name, key): known(scope, name, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(known(scope, name, item) for item in value)
    return value


def _given(value: Expression) -> Any:
    return value if value.token is None else value.token


def _local(scope: Construct, name: str, token: object) -> Expression:
    claims = place_of(scope).claims
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    address = next(each for each in (f"local.{each}" for each in names) if each not in claims)
    claims.add(address)
    element = terraform.TerraformLocal(scope, address, token)
    element.override_logical_id(address.removeprefix("local."))
    return Expression(address)
