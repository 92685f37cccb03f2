"""CloudWatch alarms on the metrics of scans, as ``aws_cloudwatch_metric_alarm`` takes them.

An alarm tells what the repository's latest scans found, not what each of its images holds: the next scan that finds
less, be it of another image, takes it back to OK.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.terraform.expressions import Expression

from .metrics import REPOSITORY_DIMENSION, SCANS_FAILED_METRIC, severity_metric

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import NumberValue

    from .repositories import MonitoredRepository

# Configuring how CloudWatch alarms treat missing data (CloudWatch user guide). Counts arrive when a scan completes and
# at no other time, so nearly every period is missing. "ignore" keeps the state: ALARM until a scan finds less, and
# INSUFFICIENT_DATA, which is the truth, until the first scan. "notBreaching" would call an image clean some minutes
# after its scan found something, "missing" would forget what the last scan found, "breaching" alarms without a scan.
_KEEP_STATE = "ignore"
# The same page recommends this for a metric that has data only when an error occurs.
_NO_ERROR = "notBreaching"

_COMMON = {
    # Long enough for an event that reaches the log group late to count in the period of its scan.
    "period": 300,
    "evaluation_periods": 1,
    "comparison_operator": "GreaterThanOrEqualToThreshold",
}

SCAN_FAILED_SUFFIX = "-scan-failed"


def findings_alarm_suffix(severity: str) -> str:
    """Return what the name of the alarm on findings of ``severity`` ends with."""
    lower = Expression(f"lower({severity.source})") if isinstance(severity, Expression) else severity.lower()
    return f"-{lower}-findings"


def findings_alarm(
    repository: MonitoredRepository, *, severity: str, threshold: NumberValue, namespace: str
) -> dict[str, Any]:
    """Return the alarm on scans that find too much.

    Args:
        repository: The repository whose scans to watch.
        severity: The findings' severity, or a Terraform expression of it.
        threshold: Alarm when one scan finds at least so many: 1 or more, or a Terraform expression.
        namespace: The metrics' namespace.
    """
    return {
        "alarm_description": f"A scan of an image in {repository.name} found too many {severity} vulnerabilities.",
        "namespace": namespace,
        "metric_name": severity_metric(severity),
        "dimensions": {REPOSITORY_DIMENSION: repository.arn},
        "statistic": "Maximum",
        "threshold": threshold,
        "treat_missing_data": _KEEP_STATE,
        **_COMMON,
    }


def scan_failed_alarm(repository: MonitoredRepository, *, namespace: str) -> dict[str, Any]:
    """Return the alarm on scans that failed, whose images are not known to be clean.

    Args:
        repository: The repository whose scans to watch.
        namespace: The metrics' namespace.
    """
    return {
        "alarm_description": (
            f"A scan of an image in {repository.name} failed: nothing is known of its vulnerabilities."
        ),
        "namespace": namespace,
        "metric_name": SCANS_FAILED_METRIC,
        "dimensions": {REPOSITORY_DIMENSION: repository.arn},
        "statistic": "Sum",
        "threshold": 1,
        "treat_missing_data": _NO_ERROR,
        **_COMMON,
    }
