"""Findings of enhanced scanning: EnhancedImageScanFinding (ECR API reference), as Amazon Inspector makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.findings.finding import INSPECTOR, Finding, base_score
from cdktf_ecr.model.scanning.events import SEVERITIES, UNTRIAGED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# FindingStatus (Amazon Inspector API reference).
CLOSED = "CLOSED"
SUPPRESSED = "SUPPRESSED"

_YES_OR_NO = {"YES": True, "NO": False}
# What fixedInVersion says where there is no fix (Amazon Inspector API reference, VulnerablePackage).
_NO_VERSION = "NotAvailable"


def enhanced_findings(document: Mapping[str, Any], *, digest: str | None, platform: str | None) -> Iterator[Finding]:
    """Yield the finding in ``document`` once for each package that has it.

    Args:
        document: One item of ``imageScanFindings.enhancedFindings``.
        digest: Digest of the image.
        platform: What the image runs on.
    """
    details = document.get("packageVulnerabilityDetails") or {}
    severity = document.get("severity")
    links = details.get("referenceUrls") or [None]
    name = details.get("vulnerabilityId") or document.get("title") or document.get("findingArn")
    for package in details.get("vulnerablePackages") or [{}]:
        fixed_in = package.get("fixedInVersion")
        if fixed_in == _NO_VERSION:
            fixed_in = None
        yield Finding(
            id=name or "unnamed finding",
            severity=severity if severity in SEVERITIES else UNTRIAGED,
            sources=(INSPECTOR,),
            package=package.get("name"),
            version=_version(package),
            fixed_in=fixed_in or None,
            fix_available=_fix_available(document.get("fixAvailable"), fixed_in),
            image_digest=digest,
            platform=platform,
            title=document.get("title"),
            description=document.get("description"),
            url=details.get("sourceUrl") or links[0],
            score=base_score(document.get("score")),
            exploit_available=_YES_OR_NO.get(document.get("exploitAvailable", "")),
            path=package.get("filePath"),
        )


def _fix_available(answer: str | None, fixed_in: str | None) -> bool | None:
    """Return what holds for this package: PARTIAL means that some of the finding's packages have a fix."""
    if fixed_in:
        return True
    return False if answer == "PARTIAL" else _YES_OR_NO.get(answer or "")


def _version(package: Mapping[str, Any]) -> str | None:
    """Return the version as package managers write it: epoch:version-release."""
    version = package.get("version")
    if version is None:
        return None
    epoch, release = package.get("epoch"), package.get("release")
    return f"{f'{epoch}:' if epoch else ''}{version}{f'-{release}' if release else ''}"
