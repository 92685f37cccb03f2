"""CloudTrail's event history: who pushed and who deleted, for 90 days back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.audit.events import CALLS
from cdktf_ecr.model.audit.report import Source
from cdktf_ecr.operations.errors import AwsError, aws_errors

if TYPE_CHECKING:
    from cdktf_ecr.model.audit.report import Period
    from cdktf_ecr.operations.doctor.asking import Asking

NAME = "CloudTrail's event history"
# LookupEvents (CloudTrail API reference): management events of the last 90 days, in one region.
_HISTORY = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCalls:
    """What CloudTrail holds of a period.

    Args:
        source: CloudTrail, as a source.
        records: Its records; None where it could not be read.
    """

    source: Source
    records: tuple[dict[str, Any], ...] | None


def look_up_calls(asking: Asking, period: Period, *, now: datetime) -> RecordedCalls:
    """Return the records of pushes, deletes and expirations in a period, of all repositories.

    Needs cloudtrail:LookupEvents, of which AWS answers two a second: throttling is waited out.

    Args:
        asking: The account.
        period: The period.
        now: The time, in UTC.
    """
    start = max(period.since, now - _HISTORY)
    gaps = []
    if start > period.since:
        gaps.append(f"It reaches back 90 days: of the time before {start:%Y-%m-%d %H:%M} UTC nothing is known")
    if start >= period.until:
        return RecordedCalls(source=Source(name=NAME, answered=False, gaps=tuple(gaps)), records=None)
    try:
        records = tuple(record for name in CALLS for record in _records(asking, name, start, period.until))
    except AwsError as error:
        return RecordedCalls(
            source=Source(name=NAME, answered=False, gaps=(str(error),), action=error.action), records=None
        )
    return RecordedCalls(source=Source(name=NAME, answered=True, gaps=tuple(gaps)), records=records)


def _records(asking: Asking, name: str, start: datetime, end: datetime) -> list[dict[str, Any]]:
    client = asking.client("cloudtrail")
    with aws_errors("cloudtrail"):
        pages = client.get_paginator("lookup_events").paginate(
            LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": name}], StartTime=start, EndTime=end
        )
        return [json.loads(event["CloudTrailEvent"]) for page in pages for event in page["Events"]]
