"""CloudWatch alarms on the metrics of scans, as ``aws_cloudwatch_metric_alarm`` takes them.

An alarm tells what the repository's latest scans found, not what each of its images holds. It is raised until a scan
finds less: the highest count of each period decides, a period without scans is ignored, and the next scan that finds
less, be it of another image, takes the alarm back to OK. Amazon Inspector counts at an image's first scan alone: what
it finds or closes later moves no alarm.
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
NOT_SCANNED_SUFFIX = "-not-scanned"


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
        "alarm_description": (
            f"A scan of an image in {repository.name} found too many {severity} vulnerabilities. Raised until a scan "
            "finds fewer, be it of another image: of each 5 minutes with scans the highest count decides, and without "
            "scans the alarm stays as it is."
        ),
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

    Those are scans of basic scanning: of Amazon Inspector no event says that a scan failed (`not_scanned_alarm`).

    Args:
        repository: The repository whose scans to watch.
        namespace: The metrics' namespace.
    """
    return {
        "alarm_description": (
            f"A scan of an image in {repository.name} failed: nothing is known of its vulnerabilities. Raised for the "
            "5 minutes of the event. This watches basic scanning; images that Amazon Inspector cannot scan raise the "
            f"alarm that ends in {NOT_SCANNED_SUFFIX}."
        ),
        "metric_name": SCANS_FAILED_METRIC,
        "dimensions": {REPOSITORY_DIMENSION: repository.arn},
        **_on_error(namespace),
    }


def not_scanned_alarm(name: str, *, metric_name: str, namespace: str) -> dict[str, Any]:
    """Return the alarm on images that Amazon Inspector cannot scan, which are not known to be clean either.

    There is one for all repositories whose events share a log group, since the event names the image alone. Which
    reasons do not raise it `EXPECTED_REASONS` says, and what of the event's shape is inferred `COVERAGE_DETAIL_TYPE`.

    Args:
        name: What the repositories are called together; of one repository, its name.
        metric_name: The name of the metric.
        namespace: The metric's namespace.
    """
    return {
        "alarm_description": (
            f"Amazon Inspector cannot scan an image in {name}: nothing is known of its vulnerabilities. Raised for the "
            "5 minutes of the event, which names image and reason in the log of scans. An image that is deleted, "
            "archived, or older than its scan duration does not raise it. This watches enhanced scanning."
        ),
        "metric_name": metric_name,
        **_on_error(namespace),
    }


def _on_error(namespace: str) -> dict[str, Any]:
    return {
        "namespace": namespace,
        "statistic": "Sum",
        "threshold": 1,
        "treat_missing_data": _NO_ERROR,
        **_COMMON,
    }
