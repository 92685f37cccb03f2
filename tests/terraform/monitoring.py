"""What must watch a repository, written down rather than worked out: nothing here imports the product."""

from __future__ import annotations

from typing import Any

from tests.terraform.account import Contents

NAMESPACE = "CdktfEcr/ImageScans"

_COUNTS = "$.detail.finding-severity-counts"

# The filter of images that cannot be scanned, whose metric is called after the log group's repositories.
NOT_SCANNED = "not_scanned"
# Each other filter's metric, and the value it writes.
FILTERS = {
    "critical": ("Critical", f"{_COUNTS}.CRITICAL"),
    "critical_none": ("Critical", "0"),
    "high": ("High", f"{_COUNTS}.HIGH"),
    "high_none": ("High", "0"),
    "medium": ("Medium", f"{_COUNTS}.MEDIUM"),
    "medium_none": ("Medium", "0"),
    "low": ("Low", f"{_COUNTS}.LOW"),
    "low_none": ("Low", "0"),
    "informational": ("Informational", f"{_COUNTS}.INFORMATIONAL"),
    "informational_none": ("Informational", "0"),
    "undefined": ("Undefined", f"{_COUNTS}.UNDEFINED"),
    "undefined_none": ("Undefined", "0"),
    "untriaged": ("Untriaged", f"{_COUNTS}.UNTRIAGED"),
    "untriaged_none": ("Untriaged", "0"),
    "total": ("Total", f"{_COUNTS}.TOTAL"),
    "total_none": ("Total", "0"),
    "total_critical": ("Total", f"{_COUNTS}.CRITICAL"),
    "total_high": ("Total", f"{_COUNTS}.HIGH"),
    "total_medium": ("Total", f"{_COUNTS}.MEDIUM"),
    "total_low": ("Total", f"{_COUNTS}.LOW"),
    "total_informational": ("Total", f"{_COUNTS}.INFORMATIONAL"),
    "total_undefined": ("Total", f"{_COUNTS}.UNDEFINED"),
    "total_untriaged": ("Total", f"{_COUNTS}.UNTRIAGED"),
    "scans_completed": ("ScansCompleted", "1"),
    "scans_failed": ("ScansFailed", "1"),
}
# Amazon Inspector's events count these alone, and in them an absent count is unknown.
ITEMISED = ["Critical", "High", "Medium"]
METRICS = [
    *("Critical", "High", "Medium", "Low", "Informational", "Undefined", "Untriaged"),
    *("Total", "ScansCompleted", "ScansFailed"),
]


def metric_filters(safe_name: str, namespace: str = NAMESPACE) -> Contents:
    """Return the filters of the log of scans.

    Args:
        safe_name: What names derive from, with its hash.
        namespace: The metrics' namespace.
    """
    dimensions = {"Repository": "$.resources[0]"}
    return {
        **{name: (namespace, metric, value, dimensions) for name, (metric, value) in FILTERS.items()},
        NOT_SCANNED: (namespace, f"NotScanned-{safe_name}", "1", {}),
    }


def findings_alarm(severity: str, repository_arn: str, *, threshold: int, **others: Any) -> Contents:
    """Return the alarm on findings of a severity; others are its tags, actions and namespace."""
    return _alarm(severity.capitalize(), repository_arn, "Maximum", threshold, "ignore", **others)


def failures_alarm(repository_arn: str, **others: Any) -> Contents:
    """Return the alarm on scans that failed; others are its tags, actions and namespace."""
    return _alarm("ScansFailed", repository_arn, "Sum", 1, "notBreaching", **others)


def not_scanned_alarm(safe_name: str, **others: Any) -> Contents:
    """Return the alarm on images that cannot be scanned; others are its tags, actions and namespace."""
    return _alarm(f"NotScanned-{safe_name}", None, "Sum", 1, "notBreaching", **others)


def dashboard(
    repository_arn: str,
    *,
    region: str,
    scan_log: str,
    audit_logs: list[str],
    alarms: list[str],
    namespace: str = NAMESPACE,
) -> Contents:
    """Return what the dashboard shows.

    That is every metric, those again that the other findings are worked out of, scans, findings and images that are not
    scanned, the audit trail as many times as it is shown, alarms.
    """
    return {
        "metrics": sorted((namespace, metric, "Repository", repository_arn) for metric in [*METRICS, *ITEMISED]),
        "worked_out": ["all0 - FILL(critical0, 0) - FILL(high0, 0) - FILL(medium0, 0)"],
        "log_groups": [scan_log, scan_log, scan_log, *audit_logs],
        "alarms": sorted(alarms),
        "regions": [region],
    }


def _alarm(
    metric: str,
    repository_arn: str | None,
    statistic: str,
    threshold: int,
    missing_data: str,
    *,
    tags: dict[str, str],
    actions: tuple[str, ...] = (),
    namespace: str = NAMESPACE,
) -> Contents:
    return {
        "metric": (namespace, metric),
        "dimensions": {"Repository": repository_arn} if repository_arn else {},
        "statistic": statistic,
        "period": 300,
        "comparison": "GreaterThanOrEqualToThreshold",
        "threshold": float(threshold),
        "missing_data": missing_data,
        "alarm_actions": list(actions),
        "ok_actions": list(actions),
        "tags": tags,
    }
