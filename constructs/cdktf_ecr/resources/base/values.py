"""Settings on their way into resources: switches, tags and CDKTF's own tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from cdktf import TerraformLocal, Token

from cdktf_ecr.model.terraform.expressions import Flag, Number, expression_of, interpolate, json_document
from cdktf_ecr.model.terraform.values import is_expression

from .addresses import place_of

if TYPE_CHECKING:
    from constructs import Construct

_TOKEN_MARKER = "TfToken["  # noqa: S105 - a marker, no secret


def count_of(condition: Flag) -> float | None:
    """Return the ``count`` of a resource that exists on ``condition``, a Terraform expression or True."""
    if condition is True:
        return None
    return float(Token.as_number(interpolate(f"{expression_of(condition)} ? 1 : 0")))


def boolean(value: Flag) -> Any:
    """Return a boolean setting as provider resources take it."""
    return Token.as_any(value) if isinstance(value, str) else value


def number(value: Number) -> float:
    """Return a number as provider resources take it."""
    return float(Token.as_number(value)) if isinstance(value, str) else value


def both(first: Flag, second: Flag) -> Flag:
    """Return the condition that holds when both do, decided here where one of them is a Python value."""
    if first is False or second is False:
        return False
    if first is True:
        return second
    if second is True:
        return first
    return interpolate(f"({expression_of(first)}) && ({expression_of(second)})")


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


def either(first: Flag, second: Flag) -> Flag:
    """Return the condition that holds when one of the two does, decided here where a Python value settles it."""
    if first is True or second is True:
        return True
    if first is False:
        return second
    if second is False:
        return first
    return interpolate(f"{expression_of(first)} || {expression_of(second)}")


def tag_map(tags: Mapping[str, str] | str | None) -> Mapping[str, str] | None:
    """Return ``tags`` as provider resources take them."""
    if isinstance(tags, str):
        return dict(Token.as_string_map(tags))
    return tags or None


def untouched(value: object) -> Any:
    """Return a value as CDKTF leaves it: the keys of a plain mapping it would write in snake case."""
    return Token.as_any(dict(value)) if isinstance(value, Mapping) else value


def policy_text(scope: Construct, name: str, document: Mapping[str, object]) -> str:
    """Return a policy document as a resource's JSON text.

    Args:
        scope: Where locals for CDKTF's tokens are created.
        name: What the names of those locals start with.
        document: The document, in which strings may hold expressions and tokens.
    """
    return json_document(without_tokens(scope, name, document) if is_expression(document) else document)


def without_tokens(scope: Construct, name: str, value: Any) -> Any:
    """Return ``value`` with each CDKTF token replaced by a Terraform local that holds it.

    CDKTF resolves a token differently inside an expression than in a plain string, and not always correctly; a local's
    name is plain text everywhere.

    Args:
        scope: Where the locals are created.
        name: What the locals' names start with.
        value: A setting or a document.
    """
    if isinstance(value, Mapping) and not _is_token(value):
        return {key: without_tokens(scope, name, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)) and not _is_token(value):
        return type(value)(without_tokens(scope, name, item) for item in value)
    return _local(scope, name, value) if _is_token(value) else value


def _is_token(value: object) -> bool:
    if isinstance(value, str):
        return _TOKEN_MARKER in value
    if isinstance(value, Mapping):
        return any(_is_token(key) for key in value)
    if isinstance(value, Sequence):
        return len(value) == 1 and isinstance(value[0], str) and value[0].startswith("#{" + _TOKEN_MARKER)
    if isinstance(value, (int, float)):
        return is_expression(value)
    # jsii's proxies answer to `getattr` alone, so that no protocol recognizes them since Python 3.12.
    return callable(getattr(value, "to_string", None))


def _local(scope: Construct, name: str, token: object) -> str:
    claims = place_of(scope).claims
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    address = next(each for each in (f"local.{each}" for each in names) if each not in claims)
    claims.add(address)
    element = TerraformLocal(scope, address, token)
    element.override_logical_id(address.removeprefix("local."))
    return interpolate(address)
