"""The graphs of the dashboard: a line per repository, or searches for however many repositories there are."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, TypeAlias

from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, ITEMISED_BY_INSPECTOR, SEVERITIES

from .metrics import (
    REPOSITORY_DIMENSION,
    SCANS_COMPLETED_METRIC,
    SCANS_FAILED_METRIC,
    TOTAL_METRIC,
    severity_metric,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .repositories import MonitoredRepository

Widget: TypeAlias = tuple[str, int, dict[str, Any]]
"""A widget's type, height in grid units and properties."""
Row: TypeAlias = list[Widget]
"""Widgets beside each other."""
Line: TypeAlias = list[object]
"""A metric of a graph: namespace, name, dimension, its value and how it is drawn; or an expression and how it is."""
LinesOf: TypeAlias = "Callable[[str, MonitoredRepository, int], list[Line]]"
"""Returns the lines of a repository in a graph: of the namespace, the repository, and its place in the graph."""

# CloudWatch service quotas: a widget may show 500 metrics; more than 100 lines nobody tells apart.
LINES_PER_GRAPH = 100
# Of a search likewise, whose lines have no order of ours.
_LINES_PER_SEARCH = 20
# A scan is one data point: by the day, several images' scans fall together.
_PERIOD_SECONDS = 86_400

# Each metric by its label.
_SEVERITIES = {severity: severity_metric(severity) for severity in SEVERITIES}
_TOTALS = {"all findings": TOTAL_METRIC}
_SCANS = {"completed": SCANS_COMPLETED_METRIC, "failed": SCANS_FAILED_METRIC}
# Of the other severities there is no metric: they are worked out of the total and these.
_ITEMISED = tuple(map(severity_metric, ITEMISED_BY_INSPECTOR))
METRICS_PER_REPOSITORY = len(_SEVERITIES) + len(_TOTALS) + len(_ITEMISED) + len(_SCANS)
# A search finds up to 500 metrics (CloudWatch search expression syntax), which count even where only their sum is
# shown: a dashboard's 2,500 are five searches.
_SEARCHED_SEVERITIES = (CRITICAL, HIGH)


def lines(
    region: str, namespace: str, repositories: Sequence[MonitoredRepository], severities: Sequence[str]
) -> list[Row]:
    """Return graphs with a line for each metric of each repository.

    Args:
        region: The region of the metrics.
        namespace: The namespace of the metrics.
        repositories: The repositories.
        severities: The severities that their scans' events may count.
    """

    def graphs(title: str, statistic: str, lines_of: LinesOf, shown: int) -> list[Row]:
        size = LINES_PER_GRAPH // shown
        parts = [repositories[start : start + size] for start in range(0, len(repositories), size)]
        rows: list[Row] = []
        for number, part in enumerate(parts, start=1):
            numbered = f" ({number} of {len(parts)})" if len(parts) > 1 else ""
            drawn = [line for index, each in enumerate(part) for line in lines_of(namespace, each, index)]
            rows.append([_graph(region, title + numbered, statistic, drawn)])
        return rows

    counted = {each: _SEVERITIES[each] for each in severities}
    by_severity = partial(_lines, counted)
    totals = graphs("Vulnerabilities, all images", "Sum", _total_and_others, len(_TOTALS) + 1)
    scans = graphs("Scans", "Sum", partial(_lines, _SCANS), len(_SCANS))
    nothing: Row = []
    return [
        *graphs("Vulnerabilities by severity, worst image", "Maximum", by_severity, len(counted)),
        *(left + right for left, right in zip_longest(totals, scans, fillvalue=nothing)),
    ]


def searches(region: str, namespace: str) -> list[Row]:
    """Return a graph for each metric, because a search for one may find as many metrics as a widget takes.

    A search finds metrics that have reported within two weeks (CloudWatch search expression syntax).

    Args:
        region: The region of the metrics.
        namespace: The namespace of the metrics, or a Terraform expression of it.
    """

    def worst(severity: str) -> Widget:
        search = _search(namespace, _SEVERITIES[severity], "Maximum")
        shown = {"expression": f"SORT({search}, MAX, DESC, {_LINES_PER_SEARCH})", "label": "", "id": "worst"}
        return _graph(region, f"{severity} vulnerabilities, worst repositories", "Maximum", [[shown]])

    def total(title: str, label: str, metric: str) -> Widget:
        shown = {"expression": f"SUM({_search(namespace, metric, 'Sum')})", "label": label, "id": "sum"}
        return _graph(region, title, "Sum", [[shown]])

    return [
        [worst(severity) for severity in _SEARCHED_SEVERITIES],
        [
            *(total("Vulnerabilities, all images", label, metric) for label, metric in _TOTALS.items()),
            *(total(f"Scans {label}", label, metric) for label, metric in _SCANS.items()),
        ],
    ]


def _search(namespace: str, metric: str, statistic: str) -> str:
    # Names that hold more than letters and digits stand in double quotes, and so does what is to match as a whole.
    schema = f'{{"{namespace}","{REPOSITORY_DIMENSION}"}} MetricName="{metric}"'
    return f"SEARCH('{schema}', '{statistic}', {_PERIOD_SECONDS})"


def _lines(metrics: Mapping[str, str], namespace: str, repository: MonitoredRepository, _index: int) -> list[Line]:
    return [_line(namespace, metric, repository, label=_label(repository, name)) for name, metric in metrics.items()]


def _total_and_others(namespace: str, repository: MonitoredRepository, index: int) -> list[Line]:
    """Return a line of all findings, and one of those of other severities than Amazon Inspector itemises.

    The latter is worked out of the sums of a day, of however many images and of either scan type. Of the maxima it
    could not be, since each may be of another image.
    """
    ((name, total),) = _TOTALS.items()
    itemised = {f"{metric.lower()}{index}": metric for metric in _ITEMISED}
    expression = " - ".join([f"all{index}", *(f"FILL({each}, 0)" for each in itemised)])
    others = _label(repository, f"other than {', '.join(ITEMISED_BY_INSPECTOR)}")
    return [
        _line(namespace, total, repository, label=_label(repository, name), id=f"all{index}"),
        *(_line(namespace, metric, repository, id=each, visible=False) for each, metric in itemised.items()),
        [{"expression": expression, "label": others, "id": f"other{index}"}],
    ]


def _line(namespace: str, metric: str, repository: MonitoredRepository, **rendering: object) -> Line:
    return [namespace, metric, REPOSITORY_DIMENSION, repository.arn, rendering]


def _label(repository: MonitoredRepository, name: str) -> str:
    return f"{repository.name} {name}"


def _graph(region: str, title: str, statistic: str, metrics: list[Line]) -> Widget:
    properties = {
        "title": title,
        "region": region,
        "view": "timeSeries",
        "stacked": False,
        "stat": statistic,
        "period": _PERIOD_SECONDS,
        "yAxis": {"left": {"min": 0}},
        "metrics": metrics,
    }
    return ("metric", 7, properties)
