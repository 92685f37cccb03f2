"""What gates said, from the JSON reports that they saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.audit.report import GateVerdict, Source
from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.operations.readers.files import read_bytes
from cdktf_ecr.operations.readers.saved_report import SCHEMA
from cdktf_ecr.operations.references import parse_image

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.model.audit.report import Period

_SETTING = "results"


class _Image(msgspec.Struct):
    image: str
    resolved_digest: str | None = None
    scanned_at: datetime | None = None


class _Report(msgspec.Struct):
    schema: str
    verdict: str
    reason: str
    images: list[_Image]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedVerdicts:
    """What the reports in a directory say.

    Args:
        source: The directory, as a source.
        verdicts: The verdicts on images of the repository, oldest first, those without a time last.
    """

    source: Source
    verdicts: tuple[GateVerdict, ...]


def read_results(directory: Path, repository: str, period: Period) -> SavedVerdicts:
    """Return the verdicts in the JSON reports below a directory.

    A report carries the time of its image's scan and none of its own: where it has none, nobody can say whether it
    belongs into the period, and it is shown without a time.

    Args:
        directory: The directory, searched with all that is below it.
        repository: Name of the repository; reports on images of another are left out.
        period: The period.

    Raises:
        InvalidSettingError: There is no such directory.
    """
    if not directory.is_dir():
        raise InvalidSettingError(_SETTING, str(directory), "must be a directory with reports", source="file system")
    files = sorted(directory.rglob("*.json"))
    reports = {file: _report(file) for file in files}
    found = [_verdict(file, report) for file, report in reports.items() if report and _is_of(report, repository)]
    within = [one for one in found if one.scanned_at is None or period.holds(one.scanned_at)]
    gaps = [
        f"{file.relative_to(directory)} is no JSON report of cdktf-ecr"
        for file, report in reports.items()
        if report is None
    ]
    undated = sum(one.scanned_at is None for one in within)
    if undated:
        gaps.append(f"{undated} of its reports do not say when the image was scanned")
    gaps.append("Reports that were not kept there are not known")
    return SavedVerdicts(
        source=Source(name=f"results in {directory}", answered=True, gaps=tuple(gaps)),
        verdicts=tuple(sorted(within, key=_order)),
    )


def _report(file: Path) -> _Report | None:
    """Return what a report says; None if the file is something else."""
    try:
        report = msgspec.json.decode(read_bytes(_SETTING, file), type=_Report)
    except (EcrError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return report if report.schema == SCHEMA else None


def _is_of(report: _Report, repository: str) -> bool:
    """Whether a report is on an image of the repository; one that was made offline may be on a file."""
    try:
        return bool(report.images) and parse_image(report.images[0].image).repository == repository
    except EcrError:
        return False


def _verdict(file: Path, report: _Report) -> GateVerdict:
    times = [image.scanned_at for image in report.images if image.scanned_at is not None]
    return GateVerdict(
        file=file.name,
        image=report.images[0].image,
        digest=report.images[0].resolved_digest,
        verdict=report.verdict,
        reason=report.reason,
        # Ours carry their time zone; without one it is taken for UTC.
        scanned_at=max((time if time.tzinfo else time.replace(tzinfo=timezone.utc) for time in times), default=None),
    )


def _order(verdict: GateVerdict) -> tuple[bool, str, str]:
    time = verdict.scanned_at
    return time is None, "" if time is None else time.isoformat(), verdict.file
