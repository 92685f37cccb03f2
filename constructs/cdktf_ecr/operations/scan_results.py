"""What ECR says of the scan of one image."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.findings.finding import ECR
from cdktf_ecr.model.findings.ignores import IgnoredFinding
from cdktf_ecr.model.findings.report import BASIC, ENHANCED
from cdktf_ecr.model.findings.statuses import RESULTS

from .basic_findings import basic_finding
from .enhanced_findings import CLOSED, SUPPRESSED, enhanced_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cdktf_ecr.model.findings.finding import Finding

SUPPRESSED_BY = "suppressed by a rule of Amazon Inspector"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageScan:
    """The scan of one image, as ECR told it at one moment.

    Args:
        status: ECR's word, or `SCAN_NOT_FOUND` or `IMAGE_NOT_FOUND`.
        description: What ECR says beside it.
        scan_type: "basic" or "enhanced", by which list of findings is there; None where neither is.
        findings: What was found.
        suppressed: What was found and a rule of Amazon Inspector suppresses.
        scanned_at: When the scan ended, in UTC.
    """

    status: str
    description: str | None = None
    scan_type: str | None = None
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[IgnoredFinding, ...] = ()
    scanned_at: datetime | None = None

    @property
    def has_result(self) -> bool:
        """Whether the scan came to a result: a status that carries one, and the list of findings, be it empty."""
        return self.status in RESULTS and self.scan_type is not None

    def says_the_same_as(self, other: ImageScan | None) -> bool:
        """Whether both carry the same result, in whatever order."""
        return (
            other is not None
            and (self.status, self.scan_type) == (other.status, other.scan_type)
            and Counter(self.findings) == Counter(other.findings)
        )


@dataclass(slots=True)
class _Pages:
    """The pages of one answer, as they come in."""

    digest: str | None
    platform: str | None
    status: str = ""
    description: str | None = None
    basic: bool = False
    enhanced: bool = False
    scanned_at: datetime | None = None
    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)

    def add(self, page: Mapping[str, Any]) -> None:
        told = page.get("imageScanStatus") or {}
        results = page.get("imageScanFindings") or {}
        self.status = told.get("status", self.status)
        self.description = told.get("description", self.description)
        self.scanned_at = results.get("imageScanCompletedAt", self.scanned_at)
        self.basic |= results.get("findings") is not None
        self.enhanced |= results.get("enhancedFindings") is not None
        for document in results.get("findings") or ():
            self.findings.append(basic_finding(document, digest=self.digest, platform=self.platform))
        for document in results.get("enhancedFindings") or ():
            if document.get("status") != CLOSED:
                target = self.suppressed if document.get("status") == SUPPRESSED else self.findings
                target.extend(enhanced_findings(document, digest=self.digest, platform=self.platform))

    def _scan_type(self) -> str | None:
        if self.basic and self.enhanced:
            return BASIC if any(ECR in finding.sources for finding in self.findings) else ENHANCED
        return ENHANCED if self.enhanced else BASIC if self.basic else None

    def scan(self) -> ImageScan:
        return ImageScan(
            status=self.status,
            description=self.description,
            scan_type=self._scan_type(),
            findings=tuple(self.findings),
            suppressed=tuple(IgnoredFinding(finding=one, reason=SUPPRESSED_BY) for one in self.suppressed),
            scanned_at=None if self.scanned_at is None else self.scanned_at.astimezone(timezone.utc),
        )


def scan_of_pages(pages: Iterable[Mapping[str, Any]], *, digest: str | None, platform: str | None) -> ImageScan:
    """Return the scan in the pages of one DescribeImageScanFindings.

    Args:
        pages: The answers, in their order; times as datetimes.
        digest: Digest of the image.
        platform: What the image runs on.
    """
    collected = _Pages(digest, platform)
    for page in pages:
        collected.add(page)
    return collected.scan()
