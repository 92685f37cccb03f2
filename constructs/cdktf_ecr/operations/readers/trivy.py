"""Reports of Trivy: ``trivy image --format json``, schema version 2."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import msgspec

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import TRIVY, Finding, base_score
from cdktf_ecr.model.scanning.events import SEVERITIES, UNDEFINED

from .files import decode, reading
from .scanner_report import ScannerReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KIND = "a report of Trivy (trivy image --format json)"
_SCHEMA_VERSION = 2
# Classes of results that list packages; the others list secrets, misconfigurations and licenses.
_PACKAGES = ("os-pkgs", "lang-pkgs")


class _Vulnerability(msgspec.Struct):
    id: str = msgspec.field(name="VulnerabilityID")
    package: str | None = msgspec.field(name="PkgName", default=None)
    version: str | None = msgspec.field(name="InstalledVersion", default=None)
    fixed_in: str | None = msgspec.field(name="FixedVersion", default=None)
    severity: str | None = msgspec.field(name="Severity", default=None)
    title: str | None = msgspec.field(name="Title", default=None)
    description: str | None = msgspec.field(name="Description", default=None)
    url: str | None = msgspec.field(name="PrimaryURL", default=None)
    path: str | None = msgspec.field(name="PkgPath", default=None)
    vendor_ids: list[str] | None = msgspec.field(name="VendorIDs", default=None)
    cvss: dict[str, dict[str, Any]] | None = msgspec.field(name="CVSS", default=None)


class _Result(msgspec.Struct):
    target: str = msgspec.field(name="Target")
    kind: str | None = msgspec.field(name="Class", default=None)
    vulnerabilities: list[_Vulnerability] | None = msgspec.field(name="Vulnerabilities", default=None)


class _ImageConfig(msgspec.Struct):
    os: str | None = None
    architecture: str | None = None
    variant: str | None = None


class _Metadata(msgspec.Struct):
    repository_digests: list[str] | None = msgspec.field(name="RepoDigests", default=None)
    config: _ImageConfig | None = msgspec.field(name="ImageConfig", default=None)


class _Report(msgspec.Struct):
    schema_version: int = msgspec.field(name="SchemaVersion")
    artifact: str = msgspec.field(name="ArtifactName", default="")
    created_at: datetime | None = msgspec.field(name="CreatedAt", default=None)
    metadata: _Metadata | None = msgspec.field(name="Metadata", default=None)
    results: list[_Result] | None = msgspec.field(name="Results", default=None)


def read_trivy(setting: str, file: Path, content: bytes) -> ScannerReport:
    """Return the report in ``content``.

    Args:
        setting: The option that named the file, for the error.
        file: The file, for the error.
        content: What is in it.

    Raises:
        InvalidSettingError: It is not JSON, or not a report of Trivy in schema version 2.
    """
    report = decode(setting, file, content, _Report, kind=KIND)
    if report.schema_version != _SCHEMA_VERSION:
        rule = f"must be of schema version {_SCHEMA_VERSION}, not {report.schema_version}"
        raise InvalidSettingError(setting, str(file), rule, source=KIND)
    results = report.results or []
    metadata = report.metadata or _Metadata()
    platform = _platform(metadata.config)
    with reading(setting, file, kind=KIND):
        findings = tuple(finding for result in results for finding in _findings(result, platform))
    return ScannerReport(
        scanner=TRIVY,
        file=file,
        image=report.artifact or str(file),
        findings=findings,
        repository_digests=tuple(metadata.repository_digests or ()),
        platform=platform,
        nothing_recognised=not any(result.kind in _PACKAGES or result.vulnerabilities for result in results),
        created_at=None if report.created_at is None else report.created_at.astimezone(timezone.utc),
    )


def _findings(result: _Result, platform: str | None) -> Iterator[Finding]:
    # The target of a language's packages is the file that lists them, where it is one file.
    listing = result.target if result.kind == "lang-pkgs" else None
    for one in result.vulnerabilities or ():
        yield Finding(
            id=one.id,
            severity=one.severity if one.severity in SEVERITIES else UNDEFINED,
            sources=(TRIVY,),
            package=one.package,
            version=one.version,
            fixed_in=one.fixed_in or None,
            # Trivy leaves the version out where its sources name none.
            fix_available=bool(one.fixed_in),
            platform=platform,
            title=one.title,
            description=one.description,
            url=one.url,
            score=_score(one.cvss),
            path=one.path or listing,
            aliases=tuple(name for name in one.vendor_ids or () if name.startswith("GHSA-")),
        )


def _score(cvss: dict[str, dict[str, Any]] | None) -> float | None:
    """Return the highest base score that any source gives, by the newest version of CVSS it gives one for."""
    scores = []
    for source in (cvss or {}).values():
        named = [base_score(source.get(key)) for key in ("V40Score", "V3Score", "V2Score")]
        scores += [score for score in named if score is not None][:1]
    return max(scores, default=None)


def _platform(config: _ImageConfig | None) -> str | None:
    if config is None:
        return None
    return "/".join(part for part in (config.os, config.architecture, config.variant) if part) or None
