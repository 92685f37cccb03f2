"""What the framework of this process calls ``TerraformLocal``, ``Token`` and so on, looked up when it is used."""

from __future__ import annotations

from typing import Any

from .frameworks import current


def __getattr__(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return current().element(name)
