"""Reports of Grype: ``grype IMAGE --output json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import GRYPE, Finding, base_score
from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, INFORMATIONAL, LOW, MEDIUM, UNDEFINED

from .files import decode, reading
from .scanner_report import ScannerReport

if TYPE_CHECKING:
    from pathlib import Path

KIND = "a report of Grype (grype --output json)"

_SEVERITIES = {
    "critical": CRITICAL,
    "high": HIGH,
    "medium": MEDIUM,
    "low": LOW,
    "negligible": INFORMATIONAL,
    "unknown": UNDEFINED,
}
_FIX_AVAILABLE = {"fixed": True, "not-fixed": False, "wont-fix": False}


class _Fix(msgspec.Struct):
    versions: list[str] | None = None
    state: str | None = None


class _Metrics(msgspec.Struct, rename="camel"):
    base_score: float | None = None


class _Cvss(msgspec.Struct):
    metrics: _Metrics | None = None


class _Vulnerability(msgspec.Struct, rename="camel"):
    id: str
    severity: str | None = None
    data_source: str | None = None
    description: str | None = None
    fix: _Fix | None = None
    cvss: list[_Cvss] | None = None


class _Related(msgspec.Struct):
    id: str


class _Location(msgspec.Struct):
    path: str | None = None


class _Artifact(msgspec.Struct):
    name: str
    version: str | None = None
    locations: list[_Location] | None = None


class _Match(msgspec.Struct, rename="camel"):
    vulnerability: _Vulnerability
    artifact: _Artifact
    related_vulnerabilities: list[_Related] | None = None


class _Target(msgspec.Struct, rename="camel"):
    user_input: str = ""
    repo_digests: list[str] | None = None
    os: str | None = None
    architecture: str | None = None
    variant: str | None = None


class _Source(msgspec.Struct):
    # An object for an image, a path for a directory or a file.
    target: _Target | str | None = None


class _Descriptor(msgspec.Struct):
    name: str


class _Report(msgspec.Struct):
    matches: list[_Match]
    descriptor: _Descriptor
    source: _Source | None = None


def read_grype(setting: str, file: Path, content: bytes) -> ScannerReport:
    """Return the report in ``content``.

    Args:
        setting: The option that named the file, for the error.
        file: The file, for the error.
        content: What is in it.

    Raises:
        InvalidSettingError: It is not JSON, or not a report of Grype.
    """
    report = decode(setting, file, content, _Report, kind=KIND)
    if report.descriptor.name != GRYPE:
        rule = f"must be written by grype, not by {report.descriptor.name}"
        raise InvalidSettingError(setting, str(file), rule, source=KIND)
    target = _target(report.source)
    platform = "/".join(part for part in (target.os, target.architecture, target.variant) if part) or None
    with reading(setting, file, kind=KIND):
        findings = tuple(_finding(match, platform) for match in report.matches)
    return ScannerReport(
        scanner=GRYPE,
        file=file,
        image=target.user_input or str(file),
        findings=findings,
        repository_digests=tuple(target.repo_digests or ()),
        platform=platform,
    )


def _target(source: _Source | None) -> _Target:
    target = None if source is None else source.target
    return target if isinstance(target, _Target) else _Target(user_input=target or "")


def _finding(match: _Match, platform: str | None) -> Finding:
    vulnerability, artifact = match.vulnerability, match.artifact
    fix = vulnerability.fix or _Fix()
    name, aliases = _names(match)
    scores = [base_score(one.metrics.base_score) for one in vulnerability.cvss or () if one.metrics]
    locations = artifact.locations or [_Location()]
    return Finding(
        id=name,
        severity=_SEVERITIES.get((vulnerability.severity or "").lower(), UNDEFINED),
        sources=(GRYPE,),
        package=artifact.name,
        version=artifact.version,
        fixed_in=", ".join(fix.versions or ()) or None,
        fix_available=_FIX_AVAILABLE.get(fix.state or ""),
        platform=platform,
        description=vulnerability.description,
        url=vulnerability.data_source,
        score=max((score for score in scores if score is not None), default=None),
        path=locations[0].path,
        aliases=aliases,
    )


def _names(match: _Match) -> tuple[str, tuple[str, ...]]:
    """Return the CVE and its other name. Grype calls a vulnerability by its GHSA id and relates it to a CVE."""
    name = match.vulnerability.id
    related = {one.id for one in match.related_vulnerabilities or () if one.id.startswith("CVE-")}
    if name.startswith("GHSA-") and len(related) == 1:
        return related.pop(), (name,)
    return name, ()
