"""What a scanner's report says, whichever scanner wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cdktf_ecr.model.findings.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerReport:
    """A report of Trivy or Grype, about the image of one platform.

    Args:
        scanner: "trivy" or "grype".
        file: The file it was read from.
        image: What the report calls the image.
        findings: What was found.
        repository_digests: The image by digest, "repository@sha256:...", in each repository it was pulled from or
            pushed to; empty for an image that was only built.
        platform: What the image runs on; None where the report does not say.
        nothing_recognised: Whether the scanner found no package to look at, so that finding nothing means nothing.
        created_at: When the report was made, in UTC; None where it does not say.
    """

    scanner: str
    file: Path
    image: str
    findings: tuple[Finding, ...]
    repository_digests: tuple[str, ...] = ()
    platform: str | None = None
    nothing_recognised: bool = False
    created_at: datetime | None = None
