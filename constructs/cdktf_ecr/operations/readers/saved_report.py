"""Our own JSON report, read back: ``--output json=security/ecr-scan-results.json`` of an earlier run."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
from cdktf_ecr.model.findings.report import SCAN_TYPES, VERDICTS, ScannedImage, ScanReport, Violation
from cdktf_ecr.model.terraform.values import check_choice

from .files import decode, reading

if TYPE_CHECKING:
    from pathlib import Path

KIND = "a JSON report of cdktf-ecr"
SCHEMA = "urn:cdktf-ecr:scan-report:1"


class _Image(msgspec.Struct):
    digest: str
    status: str
    platform: str | None = None
    reason: str | None = None
    scanned_at: datetime | None = None
    scan_type: str | None = None


class _Finding(msgspec.Struct):
    id: str
    severity: str
    sources: tuple[str, ...]
    package: str | None = None
    version: str | None = None
    fixed_in: str | None = None
    fix_available: bool | None = None
    image_digest: str | None = None
    platform: str | None = None
    new: bool | None = None
    title: str | None = None
    description: str | None = None
    url: str | None = None
    score: float | None = None
    exploit_available: bool | None = None
    path: str | None = None
    aliases: tuple[str, ...] = ()
    violates: tuple[str, ...] = ()

    def finding(self) -> Finding:
        return Finding(**{name: getattr(self, name) for name in Finding.__slots__})


class _Ignored(_Finding, kw_only=True):
    reason: str
    until: date | None = None
    until_fixed: bool = False


class _Entry(msgspec.Struct):
    id: str
    reason: str
    source: str
    package: str | None = None
    image: str | None = None
    until: date | None = None
    until_fixed: bool = False
    version: str | None = None
    paths: tuple[str, ...] = ()
    justification: str | None = None

    def entry(self) -> IgnoreEntry:
        return IgnoreEntry(**msgspec.structs.asdict(self))


class _Violation(msgspec.Struct):
    rule: str
    message: str


class _Report(msgspec.Struct):
    schema: str
    image: str
    verdict: str
    reason: str
    scan_type: str | None
    counts: dict[str, int | None]
    images: list[_Image]
    findings: list[_Finding]
    ignored: list[_Ignored]
    tool_version: str
    created_at: datetime
    expired_ignores: list[_Entry] = msgspec.field(default_factory=list)
    unused_ignores: list[_Entry] = msgspec.field(default_factory=list)
    violations: list[_Violation] = msgspec.field(default_factory=list)
    digest: str | None = None
    new_since: str | None = None


def read_saved_report(setting: str, file: Path, content: bytes) -> ScanReport:
    """Return the report in ``content``.

    Args:
        setting: The option that named the file, for the error.
        file: The file, for the error.
        content: What is in it.

    Raises:
        InvalidSettingError: It is not JSON, or not a report of this schema.
    """
    saved = decode(setting, file, content, _Report, kind=KIND)
    if saved.schema != SCHEMA:
        rule = f"must be of schema {SCHEMA}, not {saved.schema}"
        raise InvalidSettingError(setting, str(file), rule, source=KIND)
    with reading(setting, file, kind=KIND):
        return _report(saved)


def _report(saved: _Report) -> ScanReport:
    check_choice("verdict", saved.verdict, VERDICTS, source=KIND)
    if saved.scan_type is not None:
        check_choice("scan_type", saved.scan_type, SCAN_TYPES, source=KIND)
    findings = [(one.finding(), one.violates) for one in saved.findings]
    return ScanReport(
        image=saved.image,
        verdict=saved.verdict,
        reason=saved.reason,
        scan_type=saved.scan_type,
        counts=saved.counts,
        images=tuple(ScannedImage(**msgspec.structs.asdict(image)) for image in saved.images),
        findings=tuple(finding for finding, _ in findings),
        tool_version=saved.tool_version,
        created_at=saved.created_at,
        violations=tuple(
            Violation(
                rule=broken.rule,
                message=broken.message,
                findings=tuple(finding for finding, violates in findings if broken.rule in violates),
            )
            for broken in saved.violations
        ),
        ignored=tuple(
            IgnoredFinding(finding=one.finding(), reason=one.reason, until=one.until, until_fixed=one.until_fixed)
            for one in saved.ignored
        ),
        expired_ignores=tuple(one.entry() for one in saved.expired_ignores),
        unused_ignores=tuple(one.entry() for one in saved.unused_ignores),
        digest=saved.digest,
        new_since=saved.new_since,
    )
