"""The period that an audit is about, from its options."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cdktf_ecr.model.audit.report import Period

DAY = click.DateTime(formats=["%Y-%m-%d"])


def period_of(since: datetime, until: datetime | None, *, now: datetime) -> Period:
    """Return the period from the beginning of one day to the end of another, by UTC.

    Args:
        since: The first day.
        until: The last day; None for now.
        now: The time, in UTC.

    Raises:
        UsageError: There is no such time, or all of it is to come.
    """
    from cdktf_ecr.model.audit.report import Period  # noqa: PLC0415 - only a command that runs needs it

    first = since.replace(tzinfo=timezone.utc)
    if first >= now:
        raise click.UsageError(f"--since {since:%Y-%m-%d} is still to come.")
    if until is None:
        return Period(since=first, until=now)
    end = until.replace(tzinfo=timezone.utc) + timedelta(days=1)
    if end <= first:
        raise click.UsageError(f"--until {until:%Y-%m-%d} is before --since {since:%Y-%m-%d}.")
    return Period(since=first, until=min(end, now))
