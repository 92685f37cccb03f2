"""Events out of a CloudWatch log group, and what of the period the log group cannot tell."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.audit.report import Source
from cdktf_ecr.operations.errors import AwsError, aws_errors

if TYPE_CHECKING:
    from cdktf_ecr.model.audit.report import Period
    from cdktf_ecr.operations.doctor.asking import Asking

NEVER_SURE = "EventBridge delivers on a best effort basis: an event that was lost is not here"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedEvents:
    """What a log group holds of a period.

    Args:
        source: The log group, as a source.
        events: Its events, decoded; None where it could not be read.
    """

    source: Source
    events: tuple[dict[str, Any], ...] | None


def read_log_group(asking: Asking, group: str, period: Period, *, pattern: str, now: datetime) -> LoggedEvents:
    """Return the events of a log group that lie in a period.

    Needs logs:FilterLogEvents, and logs:DescribeLogGroups to tell what it cannot know.

    Args:
        asking: The account.
        group: The log group's name.
        period: The period.
        pattern: What the events have to match, as a filter pattern.
        now: The time, in UTC.
    """
    name = f"log group {group}"
    gaps = [NEVER_SURE]
    try:
        described = _described(asking, group)
        if described is None:
            return LoggedEvents(
                source=Source(name=name, answered=False, gaps=("There is no such log group",)), events=None
            )
        gaps += _gaps(described, period, now)
    except AwsError as error:
        gaps.append(f"How far back it reaches is not known: {error}")
    try:
        events = tuple(_events(asking, group, period, pattern))
    except AwsError as error:
        return LoggedEvents(
            source=Source(name=name, answered=False, gaps=(str(error),), action=error.action), events=None
        )
    return LoggedEvents(source=Source(name=name, answered=True, gaps=tuple(gaps)), events=events)


def _described(asking: Asking, group: str) -> dict[str, Any] | None:
    client = asking.client("logs")
    with aws_errors("logs"):
        pages = client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=group)
        # The prefix of a repository's name is that of others, and of its own audit trail's.
        return next((one for page in pages for one in page["logGroups"] if one["logGroupName"] == group), None)


def _gaps(described: dict[str, Any], period: Period, now: datetime) -> list[str]:
    gaps = []
    created = datetime.fromtimestamp(described["creationTime"] / 1000, timezone.utc)
    if period.since < created:
        gaps.append(f"It was created at {created:%Y-%m-%d %H:%M} UTC: of the time before nothing is known")
    days = described.get("retentionInDays")
    if days is not None and (kept := now - timedelta(days=days)) > max(period.since, created):
        gaps.append(f"It keeps {days} days: of the time before {kept:%Y-%m-%d %H:%M} UTC nothing is known any more")
    return gaps


def _events(asking: Asking, group: str, period: Period, pattern: str) -> list[dict[str, Any]]:
    client = asking.client("logs")
    found = []
    with aws_errors("logs"):
        pages = client.get_paginator("filter_log_events").paginate(
            logGroupName=group,
            # The period is about when events happened, which is before they are logged.
            startTime=_milliseconds(period.since),
            endTime=_milliseconds(period.until + timedelta(days=1)),
            filterPattern=pattern,
        )
        for event in (event for page in pages for event in page["events"]):
            # Whatever else somebody writes into the group is no event of ours.
            with suppress(ValueError):
                document = json.loads(event["message"])
                if isinstance(document, dict):
                    found.append(document)
    return found


def _milliseconds(time: datetime) -> int:
    return int(time.timestamp() * 1000)
