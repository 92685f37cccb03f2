"""The result of a scan under a policy: what every report format shows, and the command's exit code says in short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .finding import Finding
    from .ignores import IgnoredFinding, IgnoreEntry

PASSED = "passed"
FAILED = "failed"
NO_VERDICT = "none"
VERDICTS = (PASSED, FAILED, NO_VERDICT)

BASIC = "basic"
ENHANCED = "enhanced"
SCAN_TYPES = (BASIC, ENHANCED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedImage:
    """The image of one platform, and whether its scan came to a result.

    Args:
        digest: "sha256:..."; what a report calls the image where it has no digest.
        status: ECR's word for the scan, such as "COMPLETE", "ACTIVE" or "UNSUPPORTED_IMAGE".
        platform: What the image runs on, such as "linux/arm64"; None where the manifest does not say.
        reason: Why there is no verdict on it; None where there is one.
        scanned_at: When the scan ended, in UTC; None where nobody says.
        scan_type: "basic" or "enhanced"; None without a result of ECR.
    """

    digest: str
    status: str
    platform: str | None = None
    reason: str | None = None
    scanned_at: datetime | None = None
    scan_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule of the policy that the findings break.

    Args:
        rule: The rule as it was set: "--fail-on CRITICAL", "--max HIGH=5".
        message: What was found instead, in one sentence.
        findings: The findings that the rule counts, worst first.
    """

    rule: str
    message: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReport:
    """What was found in an image, and what the policy says to it.

    Args:
        image: The image, as it was asked for.
        verdict: One of `VERDICTS`: "none" where anything that would decide is missing.
        reason: The verdict's reason, in one sentence.
        scan_type: "basic", "enhanced", or None where no scan of ECR was read.
        counts: Findings by severity, ignored ones left out. Every severity is a key. None: nobody looked, or the kind
            of scan has no such severity. Where a platform has no verdict, a number is "at least so many".
        images: The images that were looked at: one, or one per platform.
        findings: What was found and is not ignored, worst first.
        violations: The rules of the policy that are broken.
        ignored: What was found and is ignored.
        expired_ignores: Entries of the ledger whose last day is over.
        unused_ignores: Entries of the ledger that hold for this image and cover nothing.
        tool_version: Version of cdktf-ecr.
        created_at: When this report was made, in UTC.
        digest: The digest that the image's tag meant at the start; of the index if it has several platforms.
        new_since: The image it was compared with, as it was asked for; None where nothing was compared.
    """

    image: str
    verdict: str
    reason: str
    scan_type: str | None
    counts: Mapping[str, int | None]
    images: tuple[ScannedImage, ...]
    findings: tuple[Finding, ...]
    tool_version: str
    created_at: datetime
    violations: tuple[Violation, ...] = ()
    ignored: tuple[IgnoredFinding, ...] = ()
    expired_ignores: tuple[IgnoreEntry, ...] = ()
    unused_ignores: tuple[IgnoreEntry, ...] = ()
    digest: str | None = None
    new_since: str | None = None
