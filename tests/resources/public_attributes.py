"""The public attributes of constructs, found in what documents them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cdktf import Token
from constructs import Construct

from cdktf_ecr import RepositoryBase

# What the documentation of a class says of an attribute.
_DOCUMENTED = re.compile(r"^    (\w+): ", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A public attribute of a construct, or of one that it leads to."""

    owner: type[object]
    path: str
    value: Any


def documented(class_: type[object]) -> set[str]:
    """Return the public attributes that the documentation of a class and of its bases names."""
    names: set[str] = set()
    for each in filter(is_ours, class_.__mro__):
        _, _, listed = (inspect.getdoc(each) or "").partition("Attributes:\n")
        names |= set(_DOCUMENTED.findall(listed.partition("\n\n")[0]))
        names |= {name for name, value in vars(each).items() if isinstance(value, (property, cached_property))}
    return {name for name in names if not name.startswith("_")}


def is_ours(class_: type[object]) -> bool:
    return class_.__module__.startswith("cdktf_ecr.")


def attributes(construct: object, path: str, seen: set[int]) -> Iterator[Attribute]:
    """Yield the public attributes of a construct, and those of the constructs of ours that they are."""
    seen.add(id(construct))
    held = {name for name in vars(construct) if not name.startswith("_")}
    for name in sorted(documented(type(construct)) | held):
        value = getattr(construct, name)
        yield Attribute(owner=type(construct), path=f"{path}.{name}", value=value)
        if isinstance(value, Construct) and is_ours(type(value)) and id(value) not in seen:
            yield from attributes(value, f"{path}.{name}", seen)
    if isinstance(construct, RepositoryBase):
        uris = {
            "uri_for_tag": construct.uri_for_tag("v1"),
            "uri_for_digest": construct.uri_for_digest(f"sha256:{'0' * 64}", dual_stack=True),
        }
        for method, uri in uris.items():
            yield Attribute(owner=type(construct), path=f"{path}.{method}()", value=uri)


def is_token(value: Any) -> bool:
    return isinstance(value, (str, list, dict)) and Token.is_unresolved(value)
