"""Findings of basic scanning: ImageScanFinding (ECR API reference)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.findings.finding import ECR, Finding, base_score
from cdktf_ecr.model.scanning.events import SEVERITIES, UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCORE = re.compile(r"CVSS(\d)_SCORE")


def basic_finding(document: Mapping[str, Any], *, digest: str | None, platform: str | None) -> Finding:
    """Return the finding in ``document``. Basic scanning says nothing about fixes and exploits.

    Args:
        document: One item of ``imageScanFindings.findings``.
        digest: Digest of the image.
        platform: What the image runs on.
    """
    attributes = {one["key"]: one.get("value") for one in document.get("attributes") or () if "key" in one}
    severity = document.get("severity")
    return Finding(
        id=document.get("name") or "unnamed finding",
        severity=severity if severity in SEVERITIES else UNDEFINED,
        sources=(ECR,),
        package=attributes.get("package_name"),
        version=attributes.get("package_version"),
        image_digest=digest,
        platform=platform,
        description=document.get("description"),
        url=document.get("uri"),
        score=_score(attributes),
    )


def _score(attributes: Mapping[str, str | None]) -> float | None:
    """Return the base score by the newest version of CVSS that is given."""
    scores = {found[1]: value for key, value in attributes.items() if (found := _SCORE.fullmatch(key)) and value}
    try:
        return base_score(float(scores[max(scores)])) if scores else None
    except ValueError:
        return None
