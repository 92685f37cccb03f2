"""Times as programs write them: ISO 8601, by UTC."""

from __future__ import annotations

from datetime import datetime, timezone


def stamp(time: datetime | None) -> str | None:
    """Return a time to the second, such as "2026-11-25T13:05:00Z" (RFC 3339); None for one that is not known.

    Args:
        time: The time, in UTC.
    """
    return None if time is None else time.isoformat(timespec="seconds").replace("+00:00", "Z")


def time_of(text: str) -> datetime:
    """Return the time that a text says; one without an offset is by UTC.

    Args:
        text: A time in ISO 8601.

    Raises:
        ValueError: It is none.
    """
    # Python 3.10 knows no "Z".
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)
