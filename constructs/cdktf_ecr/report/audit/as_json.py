"""An audit as JSON for programs, described in schemas/audit-1.schema.json. null is what nobody could find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.times import stamp
from cdktf_ecr.report.for_programs import json_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.audit.report import AccessGrant, Audit, GateVerdict, ImageEvent, ScanEvent
    from cdktf_ecr.model.findings.ignores import IgnoreEntry

# The version is the last part: a new one is a new schema.
SCHEMA = "urn:cdktf-ecr:audit:1"


def render(audit: Audit) -> Iterator[str]:
    """Yield ``audit`` as JSON."""
    document = {
        "schema": SCHEMA,
        "repository": audit.repository,
        "since": stamp(audit.period.since),
        "until": stamp(audit.period.until),
        "created_at": stamp(audit.created_at),
        "tool_version": audit.tool_version,
        "sources": [
            {"name": one.name, "answered": one.answered, "gaps": one.gaps, "action": one.action}
            for one in audit.sources
        ],
        "images": None if audit.images is None else [_image(one) for one in audit.images],
        "scans": None if audit.scans is None else [_scan(one) for one in audit.scans],
        "verdicts": None if audit.verdicts is None else [_verdict(one) for one in audit.verdicts],
        "ignores": None if audit.ignores is None else [_ignore(one) for one in audit.ignores],
        "grants": None if audit.grants is None else [_grant(one) for one in audit.grants],
        "grants_note": audit.grants_note,
    }
    yield json_text(document)


def _image(event: ImageEvent) -> dict[str, Any]:
    return {
        "time": stamp(event.time),
        "action": event.action,
        "digest": event.digest,
        "tags": event.tags,
        "result": event.result,
        "by": event.by,
        "sources": event.sources,
    }


def _scan(scan: ScanEvent) -> dict[str, Any]:
    return {
        "time": stamp(scan.time),
        "digest": scan.digest,
        "tags": scan.tags,
        "scan_type": scan.scan_type,
        "status": scan.status,
        "counts": dict(scan.counts),
        "total": scan.total,
    }


def _verdict(verdict: GateVerdict) -> dict[str, Any]:
    return {
        "file": verdict.file,
        "image": verdict.image,
        "digest": verdict.digest,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "scanned_at": stamp(verdict.scanned_at),
    }


def _ignore(entry: IgnoreEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "package": entry.package,
        "image": entry.image,
        "reason": entry.reason,
        "until": entry.until.isoformat() if entry.until else None,
        "until_fixed": entry.until_fixed,
        "justification": entry.justification,
        "source": entry.source,
    }


def _grant(grant: AccessGrant) -> dict[str, Any]:
    return {
        "statement": grant.statement,
        "effect": grant.effect,
        "who": grant.who,
        "what": grant.what,
        "condition": grant.condition,
    }
