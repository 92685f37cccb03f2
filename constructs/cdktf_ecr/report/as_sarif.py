"""SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning services."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.findings.report import NO_VERDICT
from cdktf_ecr.model.times import stamp

from .figures import image_name, is_incomplete, term_text
from .sarif_results import Results, repository_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode

_UNSCANNED = "no-verdict"
_EXPIRED = "expired-ignore"
_UNUSED = "unused-ignore"
# What each is, and what to do about it.
_NOTIFICATIONS = {
    _UNSCANNED: (
        "There is no verdict on an image, which does not mean that it has no vulnerabilities.",
        "Scan the image with something that can, or ship no such platform.",
    ),
    _EXPIRED: (
        "The last day of an entry of the ignore ledger is over.",
        "Fix the vulnerability, or decide again and give the entry another day.",
    ),
    _UNUSED: ("An entry of the ignore ledger covers nothing in this image.", "Take the entry out of the ledger."),
}


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as a SARIF log of one run, each result on a line of its own."""
    results = Results(report)
    yield f'{{"$schema":"{_SCHEMA}","version":"2.1.0","runs":[\n'
    yield _text(_run(report, results)).removesuffix("}")
    # A run without results says that nothing was analysed; an empty list would say that nothing was found, and close
    # what earlier runs found (section 3.14.23).
    if report.findings or report.ignored or not is_incomplete(report):
        yield ',"results":['
        for index, result in enumerate(results):
            yield f"{',' if index else ''}\n{_text(result)}"
        yield "\n]"
    yield "}]}\n"


def _run(report: ScanReport, results: Results) -> dict[str, Any]:
    return {
        "tool": {
            "driver": {
                "name": "cdktf-ecr",
                "semanticVersion": report.tool_version,
                "rules": results.rules,
                "notifications": [
                    {
                        "id": name,
                        "shortDescription": {"text": what},
                        "fullDescription": {"text": what},
                        "help": {"text": do},
                    }
                    for name, (what, do) in _NOTIFICATIONS.items()
                ],
            }
        },
        # One category for each repository: a run replaces the one before it in its category (section 3.17.3).
        "automationDetails": {"id": f"cdktf-ecr/{repository_of(report.image)}/"},
        "invocations": [_invocation(report)],
        "properties": {
            "image": report.image,
            "verdict": report.verdict,
            "reason": report.reason,
            "scanType": report.scan_type,
            "counts": dict(report.counts),
        },
    }


def _invocation(report: ScanReport) -> dict[str, Any]:
    return {
        "executionSuccessful": report.verdict != NO_VERDICT and not is_incomplete(report),
        "endTimeUtc": stamp(report.created_at),
        "toolExecutionNotifications": [_notification(_UNSCANNED, text, "error") for text in _unscanned(report)],
        "toolConfigurationNotifications": [
            *(_notification(_EXPIRED, _entry_text(entry), "warning") for entry in report.expired_ignores),
            *(_notification(_UNUSED, _entry_text(entry), "note") for entry in report.unused_ignores),
        ],
    }


def _unscanned(report: ScanReport) -> Iterator[str]:
    if report.verdict == NO_VERDICT:
        yield report.reason
    for image in report.images:
        if image.reason:
            yield f"{image_name(image)}: {image.reason}"


def _notification(name: str, text: str, level: str) -> dict[str, Any]:
    descriptor = {"id": name, "index": list(_NOTIFICATIONS).index(name)}
    return {"descriptor": descriptor, "level": level, "message": {"text": text}}


def _entry_text(entry: IgnoreEntry) -> str:
    package = f" in {entry.package}" if entry.package else ""
    return f"{entry.source}: {entry.id}{package}, {term_text(entry)}: {entry.reason}"
