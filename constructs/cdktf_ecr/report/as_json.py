"""JSON for programs. Its fields are described in schemas/scan-report-1.schema.json, and in docs/reports.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .figures import broken_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport

# The version is the last part: a new one is a new schema beside the old.
SCHEMA = "urn:cdktf-ecr:scan-report:1"

_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as JSON, each finding on a line of its own."""
    rules = broken_rules(report)
    return _document(
        {
            "schema": SCHEMA,
            "verdict": report.verdict,
            "reason": report.reason,
            "scan_type": report.scan_type,
            "counts": dict(report.counts),
            "images": (
                {
                    "image": report.image,
                    "resolved_digest": report.digest,
                    "digest": image.digest,
                    "platform": image.platform,
                    "status": image.status,
                    "reason": image.reason,
                    "scan_type": image.scan_type,
                    "scanned_at": image.scanned_at.isoformat() if image.scanned_at else None,
                }
                for image in report.images
            ),
            "findings": (_finding(finding, violates=rules.get(finding, ())) for finding in report.findings),
            "ignored": (
                {
                    **_finding(ignored.finding, violates=()),
                    "reason": ignored.reason,
                    "until": _day(ignored.until),
                    "until_fixed": ignored.until_fixed,
                }
                for ignored in report.ignored
            ),
            "expired_ignores": map(_entry, report.expired_ignores),
            "unused_ignores": map(_entry, report.unused_ignores),
        }
    )


def _finding(finding: Finding, *, violates: Sequence[str]) -> dict[str, Any]:
    return {
        "id": finding.id,
        "aliases": finding.aliases,
        "severity": finding.severity,
        "package": finding.package,
        "version": finding.version,
        "fixed_in": finding.fixed_in,
        "fix_available": finding.fix_available,
        "sources": finding.sources,
        "image_digest": finding.image_digest,
        "platform": finding.platform,
        "new": finding.new,
        "violates": violates,
        "title": finding.title,
        "description": finding.description,
        "url": finding.url,
        "score": finding.score,
        "exploit_available": finding.exploit_available,
        "path": finding.path,
    }


def _entry(entry: IgnoreEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "package": entry.package,
        "version": entry.version,
        "paths": entry.paths,
        "image": entry.image,
        "reason": entry.reason,
        "until": _day(entry.until),
        "until_fixed": entry.until_fixed,
        "justification": entry.justification,
        "source": entry.source,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _document(document: Mapping[str, object]) -> Iterator[str]:
    """Yield a line for each key and for each element of an iterator.

    Indenting everything takes the standard library several times as long: it leaves its fast encoder for it.
    """
    before = "{"
    for key, value in document.items():
        yield f"{before}\n  {_text(key)}: "
        yield from _elements(value) if isinstance(value, Iterator) else (_text(value),)
        before = ","
    yield "\n}\n"


def _elements(values: Iterator[object]) -> Iterator[str]:
    before, after = "[", "[]"
    for value in values:
        yield f"{before}\n    {_text(value)}"
        before, after = ",", "\n  ]"
    yield after
