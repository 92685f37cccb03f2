"""The formats of an audit, and how it is rendered in one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.audit.report import Audit

HTML, CSV, JSON = FORMATS = ("html", "csv", "json")


def render(name: str, audit: Audit) -> Iterator[str]:
    """Yield an audit in a format, piece by piece.

    Args:
        name: One of `FORMATS`.
        audit: The audit.
    """
    pieces: Iterator[str] = import_module(f"{__package__}.as_{name}").render(audit)
    yield from pieces
