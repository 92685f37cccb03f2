"""CSV (RFC 4180) for spreadsheets, one line a finding.

What has no verdict has a line too, so that no file looks clean.
"""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cdktf_ecr.model.findings.report import NO_VERDICT

from .figures import UNKNOWN, broken_rules
from .text import one_line

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

# What begins like this is a formula to a spreadsheet, in full width too (OWASP, CSV Injection); an apostrophe makes it
# text. After a separator as well: a spreadsheet of another country takes it for the beginning of a cell.
_FORMULA = re.compile(r"(^|[;,]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as CSV: a header, then a line for each image without a verdict, finding and ignored finding."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for row in _rows(report):
        lines.writerow([_cell(row.get(column)) for column in COLUMNS])
    yield text.getvalue()


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


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# The image, its digest and the platform are the same in thousands of lines.
@lru_cache(maxsize=1024)
def harmless(text: str) -> str:
    """Return ``text`` on one line, as a spreadsheet takes it for text and for no formula."""
    return _FORMULA.sub(r"\1'", one_line(text))
