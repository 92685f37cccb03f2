"""What several formats say of a report, said in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.findings.report import FAILED, NO_VERDICT, PASSED
from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, LOW, MEDIUM, SEVERITIES

if TYPE_CHECKING:
    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
    from cdktf_ecr.model.findings.report import ScannedImage, ScanReport

VERDICT_WORDS = {PASSED: "Passed", FAILED: "Failed", NO_VERDICT: "No verdict"}
UNKNOWN = "unknown"
_ALWAYS_SHOWN = (CRITICAL, HIGH, MEDIUM, LOW)


def is_incomplete(report: ScanReport) -> bool:
    """Return whether something was not looked at, so that there may be more than was found."""
    return not report.images or any(image.reason for image in report.images)


def count_text(report: ScanReport, severity: str) -> str:
    """Return how many findings of ``severity`` there are: a number, "3 or more", or "unknown"."""
    count = report.counts[severity]
    return UNKNOWN if count is None else _number(count, is_minimum=is_incomplete(report))


def shown_counts(report: ScanReport) -> dict[str, str]:
    """Return the text of each severity's count, without those of the lesser severities that are known to be zero."""
    texts = {severity: count_text(report, severity) for severity in SEVERITIES}
    return {severity: text for severity, text in texts.items() if text != "0" or severity in _ALWAYS_SHOWN}


def new_text(report: ScanReport, severity: str | None = None) -> str:
    """Return how many findings the image compared with does not have: a number, "3 or more", or "unknown".

    Args:
        report: What was found, compared with another image.
        severity: Only findings of this severity; None for all.
    """
    found = [finding for finding in report.findings if severity in (None, finding.severity)]
    unknown = is_incomplete(report) or any(finding.new is None for finding in found)
    return _number(sum(finding.new is True for finding in found), is_minimum=unknown)


def _number(count: int, *, is_minimum: bool) -> str:
    if is_minimum:
        return f"{count:,} or more" if count else UNKNOWN
    return f"{count:,}"


def broken_rules(report: ScanReport) -> dict[Finding, tuple[str, ...]]:
    """Return the rules of the policy that each finding helps to break; a finding that breaks none is no key."""
    rules: dict[Finding, tuple[str, ...]] = {}
    for violation in report.violations:
        for finding in violation.findings:
            rules[finding] = (*rules.get(finding, ()), violation.rule)
    return rules


def new_findings(report: ScanReport) -> tuple[Finding, ...]:
    """Return the findings that the image compared with does not have."""
    return tuple(finding for finding in report.findings if finding.new)


def image_name(image: ScannedImage) -> str:
    """Return what tells ``image`` from the others of a report: its platform where it has one, or its digest."""
    return image.platform or image.digest


def fix_text(finding: Finding) -> str:
    """Return the version that fixes ``finding``, "available" or "none"; "unknown" where the scanner does not say."""
    if finding.fixed_in:
        return finding.fixed_in
    if finding.fix_available is None:
        return UNKNOWN
    return "available" if finding.fix_available else "none"


def term_text(entry: IgnoredFinding | IgnoreEntry) -> str:
    """Return how long ``entry`` holds."""
    parts = []
    if entry.until is not None:
        parts.append(f"until {entry.until.isoformat()}")
    if entry.until_fixed:
        parts.append("until there is a fix")
    return " or ".join(parts) or "without an end"
