"""CloudWatch metrics of what scans find, filtered out of the log group that keeps the scans' events.

Counts from basic scanning and from Amazon Inspector land in the same metrics, one per severity, with the repository as
the only dimension. Every completed scan writes what its event knows, zeros too, so that graphs and alarms come down
again: each severity and the total under basic scanning; CRITICAL, HIGH, MEDIUM and the total under enhanced, whose
events leave unknown what there is of the others.

How many findings are of another severity than those three no filter can write, since none can subtract. It is
``Total - Critical - High - Medium``, each with the statistic Sum, under either scan type and where both were in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import (
    BASIC_SCAN_COMPLETE,
    COVERAGE_DETAIL_TYPE,
    ENHANCED_SCAN_COMPLETE,
    EXPECTED_REASONS,
    NOT_COVERED,
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
# The two scan types complete with a word of their own each.
_BASIC_COMPLETED = f'{_STATUS} = "{BASIC_SCAN_COMPLETE}"'
_COMPLETED = f'({_BASIC_COMPLETED}) || ({_STATUS} = "{ENHANCED_SCAN_COMPLETE}")'
_FAILED = f'{_STATUS} = "{SCAN_FAILED}"'
_COVERAGE = "$.detail.scanStatus"


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
        dimensions: The metric's dimensions, each from a property of the event; or none.
        unit: The metric's unit.
    """

    key: str
    pattern: str
    metric_name: str
    value: str
    dimensions: Mapping[str, str]
    unit: str = "Count"


def metric_filters(*, not_scanned: str) -> tuple[MetricFilter, ...]:
    """Return the filters that write the metrics, for all repositories whose events share a log group.

    A completed scan writes one datapoint of each count that its event knows, but for ``Total`` under basic scanning,
    whose events do not carry one: there each severity adds its count. Read ``Total`` with the statistic Sum.

    Args:
        not_scanned: The name of the metric of images that Amazon Inspector cannot scan. It has no dimension, since the
            event names the image and not its repository: the name has to tell it from those of other log groups.
    """
    return (
        *(metric_filter for severity in SEVERITIES for metric_filter in _severity(severity)),
        *_total(),
        _filter("scans_completed", SCANS_COMPLETED_METRIC, "1", _COMPLETED),
        _filter("scans_failed", SCANS_FAILED_METRIC, "1", _FAILED),
        _not_scanned(not_scanned),
    )


def _severity(severity: str) -> Iterator[MetricFilter]:
    """Yield a filter for the count, and one that writes a zero where its absence means that.

    No default value can do the latter: CloudWatch Logs refuses it on metrics with dimensions.
    """
    key, metric, count = severity.lower(), severity_metric(severity), f"{_COUNTS}.{severity}"
    yield _filter(key, metric, count, _COMPLETED, f"{count} >= 0")
    yield _filter(f"{key}_none", metric, "0", _BASIC_COMPLETED, f"{count} NOT EXISTS")


def _total() -> Iterator[MetricFilter]:
    total, no_total = f"{_COUNTS}.{TOTAL}", f"{_COUNTS}.{TOTAL} NOT EXISTS"
    yield _filter("total", TOTAL_METRIC, total, _COMPLETED, f"{total} >= 0")
    yield _filter("total_none", TOTAL_METRIC, "0", _BASIC_COMPLETED, no_total)
    for severity in SEVERITIES:
        count = f"{_COUNTS}.{severity}"
        key = f"total_{severity.lower()}"
        yield _filter(key, TOTAL_METRIC, count, _BASIC_COMPLETED, no_total, f"{count} >= 0")


def _not_scanned(metric_name: str) -> MetricFilter:
    conditions = (
        f'$.detail-type = "{COVERAGE_DETAIL_TYPE}"',
        f'{_COVERAGE}.statusCodeValue = "{NOT_COVERED}"',
        *(f'{_COVERAGE}.reason != "{reason}"' for reason in EXPECTED_REASONS),
    )
    return MetricFilter(key="not_scanned", pattern=_all(*conditions), metric_name=metric_name, value="1", dimensions={})


def _filter(key: str, metric_name: str, value: str, *conditions: str) -> MetricFilter:
    return MetricFilter(
        key=key,
        pattern=_all(f'{_REPOSITORY} = "*"', *conditions),
        metric_name=metric_name,
        value=value,
        dimensions={REPOSITORY_DIMENSION: _REPOSITORY},
    )


def _all(*conditions: str) -> str:
    return f"{{ {' && '.join(f'({condition})' for condition in conditions)} }}"
