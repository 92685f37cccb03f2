"""The AWS provider's resources and data sources by their classes' names, of the framework that this process uses."""

from __future__ import annotations

from typing import Any

from .frameworks import current


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return current().resource(name)
