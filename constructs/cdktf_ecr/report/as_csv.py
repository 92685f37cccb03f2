"""CSV (RFC 4180) for spreadsheets, one line a finding.

What has no verdict has a line too, so that no file looks clean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.findings.report import NO_VERDICT
from cdktf_ecr.report.for_programs import csv_text

from .figures import UNKNOWN, broken_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.report import ScanReport

OPEN = "open"
IGNORED = "ignored"
UNSCANNED = "no verdict"

COLUMNS = (
    "status",
    "severity",
    "id",
    "aliases",
    "package",
    "version",
    "fixed_in",
    "fix_available",
    "new",
    "violates",
    "score",
    "exploit_available",
    "sources",
    "image",
    "image_digest",
    "platform",
    "path",
    "title",
    "url",
    "reason",
    "until",
    "until_fixed",
)


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as CSV: a header, then a line for each image without a verdict, finding and ignored finding."""
    yield csv_text(COLUMNS, ([_yes_or_no(row.get(column)) for column in COLUMNS] for row in _rows(report)))


def _rows(report: ScanReport) -> Iterator[dict[str, object]]:
    rules = broken_rules(report)
    unscanned = [image for image in report.images if image.reason]
    for image in unscanned:
        place = {"image_digest": image.digest, "platform": image.platform}
        yield {"status": UNSCANNED, "image": report.image, **place, "reason": image.reason}
    if report.verdict == NO_VERDICT and not unscanned:
        yield {"status": UNSCANNED, "image": report.image, "image_digest": report.digest, "reason": report.reason}
    for finding in report.findings:
        yield {
            "status": OPEN,
            **_finding(report, finding),
            "violates": "; ".join(rule.removeprefix("--") for rule in rules.get(finding, ())),
        }
    for ignored in report.ignored:
        term = {"until": ignored.until, "until_fixed": ignored.until_fixed}
        yield {"status": IGNORED, **_finding(report, ignored.finding), "reason": ignored.reason, **term}


def _finding(report: ScanReport, finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity,
        "id": finding.id,
        "aliases": "; ".join(finding.aliases),
        "package": finding.package,
        "version": finding.version,
        "fixed_in": finding.fixed_in,
        "fix_available": UNKNOWN if finding.fix_available is None else finding.fix_available,
        "new": UNKNOWN if finding.new is None else finding.new,
        "score": finding.score,
        "exploit_available": UNKNOWN if finding.exploit_available is None else finding.exploit_available,
        "sources": "; ".join(finding.sources),
        "image": report.image,
        "image_digest": finding.image_digest,
        "platform": finding.platform,
        "path": finding.path,
        "title": finding.title,
        "url": finding.url,
    }


def _yes_or_no(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else value
