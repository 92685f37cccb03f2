"""How many findings there are of each severity, where that is known."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import (
    CRITICAL,
    HIGH,
    INFORMATIONAL,
    LOW,
    MEDIUM,
    SEVERITIES,
    UNDEFINED,
    UNTRIAGED,
)

from .finding import ECR, GRYPE, INSPECTOR, TRIVY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from .finding import Finding

_COMMON = frozenset({CRITICAL, HIGH, MEDIUM, LOW})

# The severities that each scanner can give: FindingSeverity (ECR API reference), Severity (Amazon Inspector API
# reference), and what the readers of the two reports make of "UNKNOWN", "Negligible" and "Unknown".
_SEVERITIES_OF = {
    ECR: _COMMON | {INFORMATIONAL, UNDEFINED},
    INSPECTOR: _COMMON | {INFORMATIONAL, UNTRIAGED},
    TRIVY: _COMMON | {UNDEFINED},
    GRYPE: _COMMON | {INFORMATIONAL, UNDEFINED},
}


def severities_of(scanners: Iterable[str]) -> frozenset[str]:
    """Return the severities that any of some scanners can give.

    Args:
        scanners: Of `SOURCES`.
    """
    return frozenset[str]().union(*(_SEVERITIES_OF[scanner] for scanner in scanners))


def count_by_severity(
    findings: Iterable[Finding], *, known: Collection[str], complete: bool
) -> Mapping[str, int | None]:
    """Return the number of findings of every severity; None where zero would be a guess.

    Args:
        findings: What was found.
        known: The severities that whoever looked can give: of the others, finding none means nothing.
        complete: Whether all that were to look have. If not, what was not found is unknown, and a number is a minimum.
    """
    tally = Counter(finding.severity for finding in findings)
    zero = known if complete else ()
    return {severity: tally[severity] or (0 if severity in zero else None) for severity in SEVERITIES}
