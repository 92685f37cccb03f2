"""CloudWatch Logs' own filters, tried on sample messages: what matches, and what is taken out of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.proving.metric_cases import METRICS, NOT_SCANNED, metric_cases
from cdktf_ecr.operations.errors import AwsError, aws_errors

from .checks import METRIC_FILTERS, agreed, disagreed, refused, unproved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.proving.metric_cases import MetricCase
    from cdktf_ecr.operations.doctor.check import Check

    from .subject import LogFilter

ACTION = "logs:TestMetricFilter"
_MEANING = "Graphs and alarms of this metric show something else than the scans found."


@dataclass(slots=True)
class _Written:
    """What the filters write into one metric of one event.

    Attributes:
        total: The sum; None for nothing.
        untold: Filters that match, but of whose value AWS tells nothing.
    """

    total: float | None
    untold: list[str]


def prove_filters(client: Any, filters: Sequence[LogFilter], repository: MonitoredRepository) -> Iterator[Check]:
    """Yield for each metric whether what a log group's filters make of the sample messages adds up to what is expected.

    Args:
        client: Client for "logs".
        filters: All filters of one log group. Those of metrics that are not ours are left alone.
        repository: The repository of the sample messages.
    """
    cases = metric_cases(repository)
    for metric in METRICS:
        own = [one for one in filters if _is_of(metric, one)]
        what = f"metric {own[0].metric if own else metric} of {filters[0].log_group}"
        try:
            written = _written(client, own, cases)
        except AwsError as error:
            yield refused(METRIC_FILTERS, what, error, action=ACTION)
            continue
        agreement = f"{what}: CloudWatch Logs agrees on {len(cases)} messages, with {_counted(own)}"
        different = _differences(metric, what, list(zip(cases, written, strict=True)))
        yield from different or [agreed(METRIC_FILTERS, agreement, action=ACTION)]


def _is_of(metric: str, one: LogFilter) -> bool:
    return one.metric.startswith(NOT_SCANNED) if metric == NOT_SCANNED else one.metric == metric


def _written(client: Any, filters: Sequence[LogFilter], cases: Sequence[MetricCase]) -> list[_Written]:
    """Return what the filters write of each case."""
    messages = [json.dumps(case.event) for case in cases]
    written = [_Written(total=None, untold=[]) for _ in cases]
    for one in filters:
        with aws_errors("logs"):
            matches = client.test_metric_filter(filterPattern=one.pattern, logEventMessages=messages)["matches"]
        for match in matches:
            # By the message: whether AWS counts from 0 or from 1 it does not say (TestMetricFilter, eventNumber).
            of = written[messages.index(match["eventMessage"])]
            value = match.get("extractedValues", {}).get(one.value) if one.value.startswith("$") else one.value
            if value is None:
                of.untold.append(one.name)
            else:
                of.total = (of.total or 0) + float(value)
    return written


def _differences(metric: str, what: str, judged: Sequence[tuple[MetricCase, _Written]]) -> list[Check]:
    checks = []
    for case, written in judged:
        expected = case.expected[metric]
        if written.untold:
            why = f"{what}, on {case.sample}: AWS matches {', '.join(written.untold)} and tells no value"
            checks.append(unproved(METRIC_FILTERS, why, action=ACTION))
        elif written.total != expected:
            found = (
                f"{what}, on {case.sample}: by AWS's answers the filters write {_number(written.total)}, we expected "
                f"{_number(expected)}"
            )
            checks.append(disagreed(METRIC_FILTERS, found, action=ACTION, meaning=_MEANING))
    return checks


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{value:g}"


def _counted(filters: Sequence[LogFilter]) -> str:
    return f"{len(filters)} filter{'' if len(filters) == 1 else 's'}"
