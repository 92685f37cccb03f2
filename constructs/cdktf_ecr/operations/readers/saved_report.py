"""Our own JSON report, read back: ``--output json=security/ecr-scan-results.json`` of an earlier run."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.model.findings.ignores import IgnoredFinding
from cdktf_ecr.model.findings.report import SCAN_TYPES, ScannedImage
from cdktf_ecr.model.findings.scan import Scan
from cdktf_ecr.model.terraform.rules import OneOf
from cdktf_ecr.operations.scan_results import SUPPRESSED_BY

from .files import decode, reading

if TYPE_CHECKING:
    from pathlib import Path

KIND = "a JSON report of cdktf-ecr"
SCHEMA = "urn:cdktf-ecr:scan-report:1"
_SCAN_TYPE = OneOf(choices=SCAN_TYPES, source=KIND)


class _Image(msgspec.Struct):
    image: str
    digest: str
    status: str
    resolved_digest: str | None = None
    platform: str | None = None
    reason: str | None = None
    scanned_at: datetime | None = None
    scan_type: str | None = None

    def scanned(self) -> ScannedImage:
        return ScannedImage(**{name: getattr(self, name) for name in ScannedImage.__slots__})


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
    title: str | None = None
    description: str | None = None
    url: str | None = None
    score: float | None = None
    exploit_available: bool | None = None
    path: str | None = None
    aliases: tuple[str, ...] = ()

    def finding(self) -> Finding:
        return Finding(**{name: getattr(self, name) for name in _Finding.__struct_fields__})


class _Ignored(_Finding, kw_only=True):
    reason: str
    until: date | None = None
    until_fixed: bool = False

    def ignored(self) -> IgnoredFinding:
        return IgnoredFinding(
            finding=self.finding(), reason=self.reason, until=self.until, until_fixed=self.until_fixed
        )


class _Report(msgspec.Struct):
    schema: str
    reason: str
    scan_type: str | None
    counts: dict[str, int | None]
    images: list[_Image]
    findings: list[_Finding]
    ignored: list[_Ignored]


def read_saved_report(setting: str, file: Path, content: bytes) -> Scan:
    """Return what was found, by the report in ``content``. The policy and the ledger of that day are not today's.

    Args:
        setting: The option that named the file, for the error.
        file: The file, for the error.
        content: What is in it.

    Raises:
        InvalidSettingError: It is not JSON, or not a report of this schema.
    """
    saved = decode(setting, file, content, _Report, kind=KIND)
    if saved.schema != SCHEMA:
        raise InvalidSettingError(setting, str(file), f"must be of schema {SCHEMA}, not {saved.schema}", source=KIND)
    with reading(setting, file, kind=KIND):
        if saved.scan_type is not None:
            _SCAN_TYPE.check("scan_type", saved.scan_type)
        found = tuple(one.finding() for one in saved.findings)
        ignored = tuple(one.ignored() for one in saved.ignored)
    # What Inspector suppresses, no ledger of ours has to cover.
    suppressed = tuple(one for one in ignored if one.reason == SUPPRESSED_BY)
    covered = tuple(one.finding for one in ignored if one.reason != SUPPRESSED_BY)
    return Scan(
        image=saved.images[0].image if saved.images else str(file),
        names=(),
        images=tuple(image.scanned() for image in saved.images),
        findings=(*found, *covered),
        known=frozenset(severity for severity, number in saved.counts.items() if number is not None),
        suppressed=suppressed,
        scan_type=saved.scan_type,
        digest=saved.images[0].resolved_digest if saved.images else None,
        failure=None if saved.images else saved.reason.rstrip("."),
    )
