"""What the formats of an audit say in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from cdktf_ecr.model.audit.report import Period

UNKNOWN = "unknown"


def moment(time: datetime | None) -> str:
    """Return a time for people: "2026-11-25 13:05 UTC"."""
    return UNKNOWN if time is None else time.strftime("%Y-%m-%d %H:%M UTC")


def span(period: Period) -> str:
    """Return a period for people."""
    return f"{moment(period.since)} to {moment(period.until)}"


def number(count: int | None) -> str:
    """Return a count: what is not known is no zero."""
    return UNKNOWN if count is None else f"{count:,}"
