"""From what was found to a verdict: passed, failed, or none where anything that would decide is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .comparison import mark_new
from .counts import count_by_severity
from .finding import report_order, worst_first
from .ledger import apply_ledger
from .report import FAILED, NO_VERDICT, PASSED, ScanReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from .ignores import IgnoreEntry
    from .ledger import Sorted
    from .policy import Policy
    from .report import Violation
    from .scan import Baseline, Scan


def judge(
    scan: Scan,
    policy: Policy,
    *,
    entries: Sequence[IgnoreEntry] = (),
    baseline: Baseline | None = None,
    tool_version: str,
    now: datetime,
) -> ScanReport:
    """Return what was found, and what the policy says to it.

    A platform without a result leaves no verdict, even if what is known of the others breaks the policy: who ignores
    "failed" must not thereby let through what nobody looked at. An image to compare with that has no result leaves no
    verdict only if findings break the policy: which of them are new is unknown, but nothing at all is nothing new.

    Args:
        scan: What was found.
        policy: Which findings the image may have.
        entries: The ignore ledger.
        baseline: The image compared with; None for no comparison.
        tool_version: Version of cdktf-ecr.
        now: The time, in UTC. Its date decides which entries of the ledger are over.
    """
    findings = scan.findings
    if baseline is not None and baseline.findings is not None:
        findings = mark_new(findings, baseline.findings)
    parted = apply_ledger(findings, entries, names=scan.names, today=now.date())
    kept = worst_first(parted.kept)
    violations = policy.violations(kept)
    verdict, reason = _verdict(scan, violations, parted, baseline)
    complete = bool(scan.images) and all(image.reason is None for image in scan.images)
    return ScanReport(
        image=scan.image,
        verdict=verdict,
        reason=reason,
        scan_type=scan.scan_type,
        counts=count_by_severity(kept, known=scan.known, complete=complete),
        images=scan.images,
        findings=kept,
        tool_version=tool_version,
        created_at=now,
        violations=violations,
        ignored=tuple(sorted((*parted.ignored, *scan.suppressed), key=lambda one: report_order(one.finding))),
        expired_ignores=parted.expired,
        unused_ignores=parted.unused,
        digest=scan.digest,
        new_since=None if baseline is None else baseline.image,
    )


def _verdict(
    scan: Scan, violations: tuple[Violation, ...], parted: Sorted, baseline: Baseline | None
) -> tuple[str, str]:
    if not scan.images:
        return NO_VERDICT, f"{scan.failure or 'The index holds no image of any platform'}."
    missing = [f"{image.platform or image.digest}: {image.reason}" for image in scan.images if image.reason is not None]
    if missing:
        return NO_VERDICT, f"No result for {'; '.join(missing)}."
    if violations and baseline is not None and baseline.findings is None:
        return NO_VERDICT, f"What is new is unknown: {baseline.image}: {baseline.reason}."
    if violations:
        return FAILED, f"{'; '.join(violation.message for violation in violations)}."
    ignored = len(parted.ignored) + len(scan.suppressed)
    return PASSED, f"Nothing breaks the policy: {_number(len(parted.kept))}, {ignored:,} ignored."


def _number(findings: int) -> str:
    return f"{findings:,} finding{'' if findings == 1 else 's'}"
