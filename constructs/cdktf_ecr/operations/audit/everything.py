"""An audit, put together from all its sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from cdktf_ecr.model.audit.events import image_events, merged, recorded_events, scan_events
from cdktf_ecr.model.audit.grants import NOTE, grants_of
from cdktf_ecr.model.audit.report import Audit, Source
from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.operations.errors import AwsError, aws_errors, error_code
from cdktf_ecr.operations.ledgers.reading import read_ledger

from .cloudtrail import look_up_calls
from .log_events import read_log_group
from .reading import read_all, with_unread
from .saved_results import read_results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cdktf_ecr.model.audit.report import AccessGrant, ImageEvent, Period, ScanEvent
    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.operations.doctor.asking import Asking

_NO_POLICY = "RepositoryPolicyNotFoundException"
# What the audit log holds: ECR's events, and CloudTrail's records of calls where those are kept.
_AUDIT_EVENTS = '{ ($.detail-type = "ECR Image Action") || ($.detail-type = "AWS API Call via CloudTrail") }'
_SCANS = '{ ($.detail-type = "ECR Image Scan") || ($.detail-type = "Inspector2 Scan") }'


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where to look.

    Args:
        scan_log_group: The log group of scan events.
        audit_log_group: The log group of pushes and deletes.
        results: The directory of saved reports; None for none.
        ledgers: Files of ignore ledgers.
    """

    scan_log_group: str
    audit_log_group: str
    results: Path | None
    ledgers: Sequence[Path]


def audit(
    asking: Asking,
    repository: MonitoredRepository,
    period: Period,
    places: Places,
    *,
    now: datetime,
    tool_version: str,
) -> Audit:
    """Return what happened to a repository, and what holds of it. What cannot be read is said, and stops nothing.

    Args:
        asking: The account.
        repository: The repository.
        period: The time.
        places: Where to look.
        now: The time, in UTC.
        tool_version: Version of cdktf-ecr.

    Raises:
        InvalidSettingError: A ledger is malformed, or there is no directory of results.
    """
    ignores = _in_force(places.ledgers, period) if places.ledgers else None
    saved = None if places.results is None else read_results(places.results, repository.name, period)
    image_sources, images = _images(asking, repository, period, places, now)
    scan_source, scans = _scans(asking, repository, period, places, now)
    policy_source, grants = _grants(asking, repository)
    return Audit(
        repository=repository.arn,
        period=period,
        created_at=now,
        tool_version=tool_version,
        sources=(*image_sources, scan_source, policy_source, *([saved.source] if saved else [])),
        images=images,
        scans=scans,
        verdicts=saved.verdicts if saved else None,
        ignores=ignores,
        grants=grants,
        grants_note=NOTE,
    )


def _images(
    asking: Asking, repository: MonitoredRepository, period: Period, places: Places, now: datetime
) -> tuple[list[Source], tuple[ImageEvent, ...] | None]:
    logged = read_log_group(asking, places.audit_log_group, period, pattern=_AUDIT_EVENTS, now=now)
    calls = look_up_calls(asking, period, now=now)
    if logged.events is None and calls.records is None:
        return [logged.source, calls.source], None
    records: dict[str, Any] = {str(record.get("eventID")): record for record in calls.records or ()}
    copied = {str(event["detail"]["eventID"]): event["detail"] for event in logged.events or () if _is_record(event)}
    copied = {id: record for id, record in copied.items() if id not in records}
    told = read_all(logged.events or (), lambda event: image_events(event, repository))
    told_by_copies = read_all(copied.values(), lambda record: recorded_events(record, repository))
    recorded = read_all(records.values(), lambda record: recorded_events(record, repository))
    sources = [
        with_unread(logged.source, told.unread + told_by_copies.unread),
        with_unread(calls.source, recorded.unread),
    ]
    found = (*told.found, *told_by_copies.found, *recorded.found)
    return sources, merged(one for one in found if period.holds(one.time))


def _is_record(event: dict[str, Any]) -> bool:
    return isinstance(event.get("detail"), dict) and "eventID" in event["detail"]


def _scans(
    asking: Asking, repository: MonitoredRepository, period: Period, places: Places, now: datetime
) -> tuple[Source, tuple[ScanEvent, ...] | None]:
    logged = read_log_group(asking, places.scan_log_group, period, pattern=_SCANS, now=now)
    if logged.events is None:
        return logged.source, None
    scans = read_all(logged.events, lambda event: scan_events(event, repository))
    within = [scan for scan in scans.found if period.holds(scan.time)]
    return with_unread(logged.source, scans.unread), tuple(sorted(within, key=lambda scan: (scan.time, scan.digest)))


def _grants(asking: Asking, repository: MonitoredRepository) -> tuple[Source, tuple[AccessGrant, ...] | None]:
    name = f"policy of repository {repository.name}"
    client, account = asking.client("ecr"), RepositoryArn.parse(repository.arn).account_id
    try:
        with aws_errors():
            try:
                document = client.get_repository_policy(repositoryName=repository.name, registryId=account)[
                    "policyText"
                ]
            except ClientError as error:
                if error_code(error) != _NO_POLICY:
                    raise
                document = None
    except AwsError as error:
        return Source(name=name, answered=False, gaps=(str(error),), action=error.action), None
    gaps = ("It is the policy of today; an earlier one is not known",)
    return Source(name=name, answered=True, gaps=gaps), grants_of(document)


def _in_force(ledgers: Sequence[Path], period: Period) -> tuple[IgnoreEntry, ...]:
    """Return the entries that hold on the period's last day."""
    last = (period.until - timedelta(microseconds=1)).date()
    entries = [entry for file in ledgers for entry in read_ledger(file)]
    return tuple(entry for entry in entries if entry.until is None or entry.until >= last)
