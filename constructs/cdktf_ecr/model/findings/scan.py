"""What was found in an image, before any policy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .finding import Finding
    from .ignores import IgnoredFinding
    from .report import ScannedImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was found in an image, by one or several scanners.

    Args:
        image: The image, as it was asked for.
        names: What the ledger may call it: repository, repository and tag, repository and digest, full URI.
        images: The image of each platform, and whether there is a result for it. None at all is no verdict.
        findings: What was found, those of several scanners merged.
        known: The severities that the scanners that came to a result can give.
        suppressed: What a rule of Amazon Inspector suppresses, already with a reason.
        scan_type: "basic" or "enhanced"; None where no scan of ECR was read.
        digest: What the tag meant at the start; None where it was never found.
        failure: Why nothing could be looked at, in one sentence without its full stop; None where something was.
    """

    image: str
    names: tuple[str, ...]
    images: tuple[ScannedImage, ...]
    findings: tuple[Finding, ...] = ()
    known: frozenset[str] = frozenset()
    suppressed: tuple[IgnoredFinding, ...] = ()
    scan_type: str | None = None
    digest: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The image that another is compared with.

    Args:
        image: The image, as it was asked for.
        findings: What was found in it; None where there is no result to compare with.
        reason: Why there is none; None where there is one.
    """

    image: str
    findings: tuple[Finding, ...] | None
    reason: str | None = None
