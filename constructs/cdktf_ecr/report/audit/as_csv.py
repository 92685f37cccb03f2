"""An audit as CSV (RFC 4180), one line for each thing that happened or holds; what is not known has a line too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.times import stamp
from cdktf_ecr.report.figures import term_text
from cdktf_ecr.report.for_programs import csv_text

from .words import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.audit.report import Audit

    _Row = dict[str, object]

COLUMNS = (
    "section",
    "time",
    "what",
    "digest",
    "tags",
    "who",
    "result",
    "scan_type",
    *(severity.lower() for severity in SEVERITIES),
    "total",
    "until",
    "reason",
    "source",
)


def render(audit: Audit) -> Iterator[str]:
    """Yield ``audit`` as CSV."""
    yield csv_text(COLUMNS, ([row.get(column) for column in COLUMNS] for row in _rows(audit)))


def _rows(audit: Audit) -> Iterator[_Row]:
    yield {
        "section": "period",
        "what": audit.repository,
        "time": stamp(audit.period.since),
        "until": stamp(audit.period.until),
    }
    for source in audit.sources:
        result = "read" if source.answered else "not read"
        yield {"section": "source", "what": source.name, "result": result, "reason": "; ".join(source.gaps)}
    for section, rows in (
        ("image", _images(audit)),
        ("scan", _scans(audit)),
        ("verdict", _verdicts(audit)),
        ("ignore", _ignores(audit)),
        ("grant", _grants(audit)),
    ):
        if rows is None:
            yield {"section": section, "result": UNKNOWN}
        else:
            yield from ({"section": section, **row} for row in rows)


def _images(audit: Audit) -> list[_Row] | None:
    if audit.images is None:
        return None
    return [
        {
            "time": stamp(one.time),
            "what": one.action,
            "digest": one.digest or UNKNOWN,
            "tags": " ".join(one.tags),
            "who": one.by or UNKNOWN,
            "result": one.result,
            "source": "; ".join(one.sources),
        }
        for one in audit.images
    ]


def _scans(audit: Audit) -> list[_Row] | None:
    if audit.scans is None:
        return None
    return [
        {
            "time": stamp(one.time),
            "what": "scan",
            "digest": one.digest,
            "tags": " ".join(one.tags),
            "result": one.status,
            "scan_type": one.scan_type,
            **{severity.lower(): _count(one.counts[severity]) for severity in SEVERITIES},
            "total": _count(one.total),
        }
        for one in audit.scans
    ]


def _verdicts(audit: Audit) -> list[_Row] | None:
    if audit.verdicts is None:
        return None
    return [
        {
            "time": stamp(one.scanned_at) or UNKNOWN,
            "what": one.image,
            "digest": one.digest or UNKNOWN,
            "result": one.verdict,
            "reason": one.reason,
            "source": one.file,
        }
        for one in audit.verdicts
    ]


def _ignores(audit: Audit) -> list[_Row] | None:
    if audit.ignores is None:
        return None
    return [
        {
            "what": " in ".join(filter(None, (one.id, one.package, one.image))),
            "until": term_text(one),
            "reason": one.reason,
            "source": one.source,
        }
        for one in audit.ignores
    ]


def _grants(audit: Audit) -> list[_Row] | None:
    if audit.grants is None:
        return None
    note: list[_Row] = [{"what": "note", "reason": audit.grants_note}]
    return note + [
        {
            "what": ", ".join(one.what),
            "who": one.who,
            "result": one.effect,
            "reason": one.condition or "",
            "source": one.statement,
        }
        for one in audit.grants
    ]


def _count(count: int | None) -> object:
    return UNKNOWN if count is None else count
