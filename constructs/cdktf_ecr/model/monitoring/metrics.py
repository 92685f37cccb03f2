"""CloudWatch metrics of what scans find, filtered out of the log group that keeps the scans' events.

Counts from basic scanning and from Amazon Inspector land in the same metrics, one per severity, with the repository as
the only dimension. Every completed scan writes every metric, zeros too, so that graphs and alarms come down again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import (
    BASIC_SCAN_COMPLETE,
    ENHANCED_SCAN_COMPLETE,
    SCAN_FAILED,
    SEVERITIES,
    TOTAL,
)
from cdktf_ecr.model.terraform.expressions import Expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEFAULT_NAMESPACE = "CdktfEcr/ImageScans"

# The metrics beside those of the severities.
TOTAL_METRIC = "Total"
SCANS_COMPLETED_METRIC = "ScansCompleted"
SCANS_FAILED_METRIC = "ScansFailed"
REPOSITORY_DIMENSION = "Repository"

# Both scan types' events have the repository's ARN here (ECR user guide, sample events); detail.repository-name is a
# name in the one and an ARN in the other. Only a property of the filter's pattern can be a dimension (CloudWatch Logs
# user guide, Publishing dimensions with metrics from JSON log events), so every pattern asks for it.
_REPOSITORY = "$.resources[0]"
_STATUS = "$.detail.scan-status"
_COUNTS = "$.detail.finding-severity-counts"
_COMPLETED = f'({_STATUS} = "{BASIC_SCAN_COMPLETE}") || ({_STATUS} = "{ENHANCED_SCAN_COMPLETE}")'
_FAILED = f'{_STATUS} = "{SCAN_FAILED}"'


def severity_metric(severity: str) -> str:
    """Return the name of the metric that counts findings of ``severity``, which may be a Terraform expression."""
    if isinstance(severity, Expression):
        return Expression(f"title(lower({severity.source}))")
    return severity.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFilter:
    """What one ``aws_cloudwatch_log_metric_filter`` picks out of the events, and the datapoint it makes of it.

    Attributes:
        key: Tells the filter from the others, fit for a Terraform address and a filter's name.
        pattern: CloudWatch Logs' filter pattern.
        metric_name: The metric's name.
        value: The datapoint: a number, or the event's property to take it from.
        dimensions: The metric's dimensions, each from a property of the event.
        unit: The metric's unit.
    """

    key: str
    pattern: str
    metric_name: str
    value: str
    dimensions: Mapping[str, str]
    unit: str = "Count"


def metric_filters() -> tuple[MetricFilter, ...]:
    """Return the filters that write the metrics, for all repositories whose events share a log group.

    Every completed scan writes one datapoint per metric, but for ``Total`` under basic scanning, whose events do not
    carry one: there each severity adds its count. Read ``Total`` with the statistic Sum.
    """
    return (
        *(metric_filter for severity in SEVERITIES for metric_filter in _severity(severity)),
        *_total(),
        _filter("scans_completed", SCANS_COMPLETED_METRIC, "1", _COMPLETED),
        _filter("scans_failed", SCANS_FAILED_METRIC, "1", _FAILED),
    )


def _severity(severity: str) -> Iterator[MetricFilter]:
    """Yield a filter for the count, and one that writes a zero where the count is absent, which means zero.

    A default value would do the latter, but CloudWatch Logs refuses it on metrics with dimensions.
    """
    key, metric, count = severity.lower(), severity_metric(severity), f"{_COUNTS}.{severity}"
    yield _filter(key, metric, count, _COMPLETED, f"{count} >= 0")
    yield _filter(f"{key}_none", metric, "0", _COMPLETED, f"{count} NOT EXISTS")


def _total() -> Iterator[MetricFilter]:
    total, no_total = f"{_COUNTS}.{TOTAL}", f"{_COUNTS}.{TOTAL} NOT EXISTS"
    yield _filter("total", TOTAL_METRIC, total, _COMPLETED, f"{total} >= 0")
    yield _filter("total_none", TOTAL_METRIC, "0", _COMPLETED, no_total)
    for severity in SEVERITIES:
        count = f"{_COUNTS}.{severity}"
        yield _filter(f"total_{severity.lower()}", TOTAL_METRIC, count, _COMPLETED, no_total, f"{count} >= 0")


def _filter(key: str, metric_name: str, value: str, *conditions: str) -> MetricFilter:
    terms = " && ".join(f"({condition})" for condition in (f'{_REPOSITORY} = "*"', *conditions))
    return MetricFilter(
        key=key,
        pattern=f"{{ {terms} }}",
        metric_name=metric_name,
        value=value,
        dimensions={REPOSITORY_DIMENSION: _REPOSITORY},
    )
