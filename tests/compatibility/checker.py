"""Checks a synthesized configuration against the AWS provider's schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.compatibility.deprecations import DEPRECATED
from tests.compatibility.expressions import references, strings
from tests.compatibility.reader import META_ARGUMENTS, Argument, Attributes, Bindings

# Terraform's own, of no provider.
_BUILT_IN = {"terraform_data", "data.terraform_remote_state"}
_META = META_ARGUMENTS - {"provisioners"} | {"provisioner", "//"}


@dataclass(frozen=True, slots=True)
class Block:
    """A resource, a data source or a provider of a configuration.

    Attributes:
        place: Its address.
        type: Its type, as `Bindings.schema` takes it.
        body: Its arguments.
    """

    place: str
    type: str
    body: Mapping[str, Any]


def blocks(configuration: Mapping[str, Any]) -> Iterator[Block]:
    """Yield all blocks of providers: their own, resources and data sources."""
    for kind, prefix in (("resource", ""), ("data", "data.")):
        for type_, named in configuration.get(kind, {}).items():
            for name, bodies in named.items():
                for body in bodies if isinstance(bodies, list) else [bodies]:
                    yield Block(f"{prefix}{type_}.{name}", f"{prefix}{type_}", body)
    for name, bodies in configuration.get("provider", {}).items():
        for body in bodies if isinstance(bodies, list) else [bodies]:
            yield Block(f"provider.{name}", f"provider.{name}", body)


def problems(configuration: Mapping[str, Any], bindings: Bindings) -> list[str]:
    """Return what the provider's release would not take, or would warn of: each with its place.

    Args:
        configuration: What was synthesized, as Terraform reads it.
        bindings: The bindings that carry the release's schemas.
    """
    found = []
    for block in blocks(configuration):
        if block.type in _BUILT_IN:
            continue
        schema = bindings.schema(block.type)
        if schema is None:
            found.append(f"{block.place}: there is no {block.type}")
            continue
        body = {name: value for name, value in block.body.items() if name not in _META}
        found += _in_body(block.place, body, schema.arguments)
        found += _ignored(block, schema.arguments)
        found += _deprecated(block.place, block.type, body)
    return [*found, *_read(configuration, bindings)]


def _in_body(place: str, body: Mapping[str, Any], arguments: Mapping[str, Argument]) -> Iterator[str]:
    """Yield what is wrong with the arguments and blocks of a block, and in these."""
    written = _without_dynamic(body)
    for name, argument in arguments.items():
        if argument.required and written.get(name) in ((None, []) if argument.block else (None,)):
            yield f"{place}.{name}: is missing"
    for name, value in written.items():
        if name not in arguments:
            yield f"{place}.{name}: there is no such argument or block"
        elif value is not None:
            yield from _in_value(f"{place}.{name}", value, arguments[name])


def _in_value(place: str, value: Any, argument: Argument) -> Iterator[str]:
    items = value if isinstance(value, list) else [value]
    structured = [item for item in items if isinstance(item, dict)]
    if argument.block and len(structured) < len(items):
        yield f"{place}: is a block, and takes no expression"
    if argument.block and not argument.repeatable and len(items) > 1:
        yield f"{place}: there may be one such block, and there are {len(items)}"
    if argument.plain and isinstance(value, dict | list):
        yield f"{place}: is no block, and takes a single value"
    for item in structured if argument.nested else ():
        yield from _in_body(place, item, argument.nested or {})


def _without_dynamic(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a body with what its ``dynamic`` blocks write in their place."""
    generated = body.get("dynamic", {})
    plain = {name: value for name, value in body.items() if name not in {"dynamic", "//"}}
    return {**plain, **{name: [each["content"]] for name, each in generated.items()}}


def _ignored(block: Block, arguments: Mapping[str, Argument]) -> Iterator[str]:
    """Yield what a block ignores changes of and does not have."""
    for lifecycle in _listed(block.body.get("lifecycle")):
        for name in _listed(lifecycle.get("ignore_changes")):
            if name != "all" and name.partition("[")[0].partition(".")[0] not in arguments:
                yield f"{block.place}.lifecycle.ignore_changes: there is no {name}"


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _deprecated(place: str, type_: str, names: Mapping[str, Any]) -> Iterator[str]:
    for name in names:
        if (type_, name) in DEPRECATED and names[name] is not None:
            yield f"{place}.{name}: {DEPRECATED[type_, name]}"


def _read(configuration: Mapping[str, Any], bindings: Bindings) -> Iterator[str]:
    """Yield the attributes that expressions read and the resources do not have, or no more for long."""
    for section in ("resource", "data", "provider", "locals", "output", "module", "variable"):
        for key, value in configuration.get(section, {}).items():
            for reference in {each for text in strings(value) for each in references(text)}:
                place = f"{section}.{key} reads {reference.type}.{'.'.join(reference.path)}"
                schema = bindings.schema(reference.type)
                if schema is None:
                    yield f"{place}: there is no {reference.type}"
                elif not _has(schema.attributes, reference.path):
                    yield f"{place}: there is no such attribute"
                elif (reference.type, reference.path[0]) in DEPRECATED:
                    yield f"{place}: {DEPRECATED[reference.type, reference.path[0]]}"


def _has(attributes: Attributes, path: tuple[str, ...]) -> bool:
    name, *rest = path
    if name not in attributes.names:
        return False
    nested = attributes.names[name]
    return nested is None or not rest or _has(nested, tuple(rest))
