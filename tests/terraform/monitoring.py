"""What must watch a repository, written down rather than worked out: nothing here imports the product."""

from __future__ import annotations

from typing import Any

from tests.terraform.account import Contents

NAMESPACE = "CdktfEcr/ImageScans"

_COUNTS = "$.detail.finding-severity-counts"

# Each filter's metric, and the value it writes.
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
METRICS = [
    *("Critical", "High", "Medium", "Low", "Informational", "Undefined", "Untriaged"),
    *("Total", "ScansCompleted", "ScansFailed"),
]


def metric_filters(namespace: str = NAMESPACE) -> Contents:
    """Return the filters of the log of scans."""
    dimensions = {"Repository": "$.resources[0]"}
    return {name: (namespace, metric, value, dimensions) for name, (metric, value) in FILTERS.items()}


def findings_alarm(severity: str, repository_arn: str, *, threshold: int, **others: Any) -> Contents:
    """Return the alarm on findings of a severity; others are its tags, actions and namespace."""
    return _alarm(severity.capitalize(), repository_arn, "Maximum", threshold, "ignore", **others)


def failures_alarm(repository_arn: str, **others: Any) -> Contents:
    """Return the alarm on scans that failed; others are its tags, actions and namespace."""
    return _alarm("ScansFailed", repository_arn, "Sum", 1, "notBreaching", **others)


def dashboard(
    repository_arn: str,
    *,
    region: str,
    scan_log: str,
    audit_log: str | None,
    alarms: list[str],
    namespace: str = NAMESPACE,
) -> Contents:
    """Return what the dashboard shows: every metric, scans and findings, the audit trail if there is one, alarms."""
    return {
        "metrics": sorted((namespace, metric, "Repository", repository_arn) for metric in METRICS),
        "log_groups": [scan_log, scan_log, *([audit_log] if audit_log else [])],
        "alarms": sorted(alarms),
        "regions": [region],
    }


def _alarm(
    metric: str,
    repository_arn: str,
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
        "dimensions": {"Repository": repository_arn},
        "statistic": statistic,
        "period": 300,
        "comparison": "GreaterThanOrEqualToThreshold",
        "threshold": float(threshold),
        "missing_data": missing_data,
        "alarm_actions": list(actions),
        "ok_actions": list(actions),
        "tags": tags,
    }
