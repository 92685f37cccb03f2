"""One vulnerability in one package of an image, whichever scanner found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.rules import OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable

# Who can have found something: basic scanning, Amazon Inspector (enhanced scanning), and two scanners' reports.
ECR = "ecr"
INSPECTOR = "inspector"
TRIVY = "trivy"
GRYPE = "grype"
SOURCES = (ECR, GRYPE, INSPECTOR, TRIVY)

_RANKS = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_RULES = "cdktf-ecr findings"
_SOURCE = OneOf(choices=SOURCES, source=_RULES)
SEVERITY = OneOf(choices=SEVERITIES, source="ECR and Amazon Inspector API references")
_HIGHEST_SCORE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One vulnerability in one package of one image. What a scanner does not say is None, never a guess.

    Args:
        id: "CVE-...", "GHSA-...", or the scanner's own name for it.
        severity: One of `SEVERITIES`.
        sources: Who found it, at least one of `SOURCES`; kept sorted.
        package: The package's name.
        version: The package's installed version.
        fixed_in: The version, or versions, that no longer have it; None where no fix is known.
        fix_available: Whether a fix exists; None where the scanner does not say.
        image_digest: Digest of the image of one platform, "sha256:..."; None in a report that does not say.
        platform: What that image runs on, such as "linux/arm64".
        new: Whether the image compared with does not have it; None where nothing was compared.
        title: One line about it.
        description: A paragraph about it.
        url: A page about it.
        score: CVSS base score, 0 to 10.
        exploit_available: Whether an exploit is known.
        path: The file of the image it was found in.
        aliases: Other names of the same vulnerability: the GHSA id of a CVE.

    Raises:
        InvalidSettingError: The id is empty, the severity or a source unknown, the score not from 0 to 10.
    """

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

    def __post_init__(self) -> None:
        if not self.id:
            raise InvalidSettingError("id", self.id, "must name the vulnerability", source=_RULES)
        SEVERITY.check("severity", self.severity)
        if self.score is not None and not 0 <= self.score <= _HIGHEST_SCORE:
            raise InvalidSettingError("score", self.score, "must be a number from 0 to 10", source="CVSS")
        if not self.sources:
            raise InvalidSettingError("sources", self.sources, "must name who found it", source=_RULES)
        for source in self.sources:
            _SOURCE.check("sources", source)
        if len(self.sources) > 1:
            object.__setattr__(self, "sources", tuple(sorted(set(self.sources))))


def base_score(value: object) -> float | None:
    """Return ``value`` if it is a CVSS base score, a number from 0 to 10; else None.

    Args:
        value: What a scanner says.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _HIGHEST_SCORE:
        return float(value)
    return None


def severity_rank(severity: str) -> int:
    """Return how bad ``severity`` is: 0 is the worst. UNDEFINED and UNTRIAGED, of which nothing is known, come last.

    Args:
        severity: One of `SEVERITIES`.
    """
    return _RANKS[severity]


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return ``findings`` in the order of every report: by severity, then by id, package, platform and the rest."""
    return tuple(sorted(findings, key=report_order))


def report_order(finding: Finding) -> tuple[int, str, str, str, str, str, str]:
    """Return what findings are sorted by in every report."""
    return (
        _RANKS[finding.severity],
        finding.id,
        finding.package or "",
        finding.platform or "",
        finding.image_digest or "",
        finding.version or "",
        finding.path or "",
    )
