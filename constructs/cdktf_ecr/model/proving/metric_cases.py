"""What the metric filters of scan events are to write of the documented events, and of others like them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring import samples
from cdktf_ecr.model.monitoring.metrics import (
    SCANS_COMPLETED_METRIC,
    SCANS_FAILED_METRIC,
    TOTAL_METRIC,
    severity_metric,
)
from cdktf_ecr.model.repository.derived_names import NOT_SCANNED_METRIC
from cdktf_ecr.model.scanning.events import (
    EXPECTED_REASONS,
    ITEMISED_BY_INSPECTOR,
    SCAN_FAILED,
    SEVERITIES,
    TOTAL,
    UNTRIAGED,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.monitoring.samples import Event

# The start of its name, which ends in what the log group is called after.
NOT_SCANNED = NOT_SCANNED_METRIC.prefix
METRICS = (*map(severity_metric, SEVERITIES), TOTAL_METRIC, SCANS_COMPLETED_METRIC, SCANS_FAILED_METRIC, NOT_SCANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricCase:
    """An event in the log group, and what the filters are to write of it.

    Attributes:
        sample: What the event is, in a few words.
        event: The event.
        expected: For each of `METRICS` what all that is written of the event adds up to; None for nothing.
            `NOT_SCANNED` stands for the metrics that begin so.
    """

    sample: str
    event: Event
    expected: Mapping[str, int | None]


def metric_cases(repository: MonitoredRepository) -> tuple[MetricCase, ...]:
    """Return what the filters are to write of a repository's events.

    A severity that a basic scan does not count has no findings, and writes a zero. Of one that an enhanced scan does
    not count nothing is known, and nothing is written.

    Args:
        repository: The repository.
    """
    basic, enhanced = samples.basic_scan(repository), samples.enhanced_scan(repository)
    nothing = {**dict.fromkeys(ITEMISED_BY_INSPECTOR, 0), TOTAL: 0}
    every = dict.fromkeys(SEVERITIES[: SEVERITIES.index(UNTRIAGED)], 3)
    return (
        _basic("AWS's sample of a basic scan", basic),
        _basic("a basic scan that found nothing", samples.basic_scan(repository, finding_severity_counts={})),
        _basic(
            "a basic scan that found every severity",
            samples.basic_scan(repository, finding_severity_counts=every),
        ),
        _enhanced("AWS's sample of an enhanced scan", enhanced),
        _enhanced(
            "an enhanced scan that found nothing", samples.enhanced_scan(repository, finding_severity_counts=nothing)
        ),
        _enhanced("an enhanced scan without counts", samples.enhanced_scan(repository, finding_severity_counts={})),
        MetricCase(
            sample="a basic scan that failed",
            event=samples.basic_scan(repository, scan_status=SCAN_FAILED, finding_severity_counts={}),
            expected={**_NOTHING, SCANS_FAILED_METRIC: 1},
        ),
        _nothing("a basic scan that is under way", samples.basic_scan(repository, scan_status="IN_PROGRESS")),
        _nothing("AWS's sample of a finding", samples.finding(repository)),
        MetricCase(
            sample="an image that cannot be scanned",
            event=samples.coverage(repository),
            expected={**_NOTHING, NOT_SCANNED: 1},
        ),
        _nothing("an image that is scanned again", samples.coverage(repository, statusCodeValue="ACTIVE")),
        *(
            _nothing(
                f"an image that is not scanned, {reason}, as it should be", samples.coverage(repository, reason=reason)
            )
            for reason in EXPECTED_REASONS
        ),
        _nothing("AWS's sample of a push", samples.image_action(repository)),
    )


_NOTHING: dict[str, int | None] = dict.fromkeys(METRICS)


def _basic(sample: str, event: Event) -> MetricCase:
    counts = event["detail"]["finding-severity-counts"]
    severities = {severity_metric(severity): counts.get(severity, 0) for severity in SEVERITIES}
    return _completed(sample, event, {**severities, TOTAL_METRIC: sum(counts.values())})


def _enhanced(sample: str, event: Event) -> MetricCase:
    counts = event["detail"]["finding-severity-counts"]
    severities = {severity_metric(severity): counts.get(severity) for severity in SEVERITIES}
    return _completed(sample, event, {**severities, TOTAL_METRIC: counts.get(TOTAL)})


def _completed(sample: str, event: Event, counts: Mapping[str, int | None]) -> MetricCase:
    return MetricCase(sample=sample, event=event, expected={**_NOTHING, **counts, SCANS_COMPLETED_METRIC: 1})


def _nothing(sample: str, event: Event) -> MetricCase:
    return MetricCase(sample=sample, event=event, expected=_NOTHING)
