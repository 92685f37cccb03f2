"""The graphs of a dashboard: a line per repository, or searches for however many repositories there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .grid import chunks, numbered, side_by_side
from .search import MetricSearch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Row

# CloudWatch service quotas: a widget may show 500; more than 100 lines nobody tells apart.
METRICS_PER_WIDGET = 100

# A scan is one data point: by the day, several images' scans fall together.
_PERIOD_SECONDS = 86_400

_Graph = tuple[str, int, dict[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphs:
    """Graphs of the metrics of one namespace.

    Attributes:
        region: The region of the metrics.
        repositories: The name of each repository, and the value of the metrics' dimension for it; None for whatever
            reports into the namespace.
        namespace: The namespace of the metrics.
        dimension: The dimension that tells the repositories apart.
    """

    region: str
    repositories: Sequence[tuple[str, str]] | None
    namespace: str
    dimension: str

    def rows(
        self,
        *,
        severities: Sequence[tuple[str, str]],
        totals: Sequence[tuple[str, str]],
        scans: Sequence[tuple[str, str]],
    ) -> list[Row]:
        """Return the graphs, which share a row where there is room.

        Args:
            severities: The label and the metric of each severity.
            totals: The label and the metric of findings of all severities.
            scans: The label and the metric of each result of a scan.
        """
        if self.repositories is None:
            return self._searches(severities, totals, scans)
        return [
            *self._lines("Vulnerabilities by severity, worst image", "Maximum", severities),
            *side_by_side(
                self._lines("Vulnerabilities, all images", "Sum", totals),
                self._lines("Scans", "Sum", scans),
            ),
        ]

    def _searches(
        self,
        severities: Sequence[tuple[str, str]],
        totals: Sequence[tuple[str, str]],
        scans: Sequence[tuple[str, str]],
    ) -> list[Row]:
        """Return a graph for each metric, because a search for one may find as many metrics as a widget takes."""
        worst = [self._worst(f"{label} vulnerabilities, worst repositories", metric) for label, metric in severities]
        sums = [
            *(self._sum("Vulnerabilities, all images", label, metric) for label, metric in totals),
            *(self._sum(f"Scans {label}", label, metric) for label, metric in scans),
        ]
        return [row for row in (worst, sums) if row]

    def _worst(self, title: str, metric: str) -> _Graph:
        line = {"expression": self._search(metric, "Maximum").worst(), "label": "", "id": "worst"}
        return self._graph(title, "Maximum", [[line]])

    def _sum(self, title: str, label: str, metric: str) -> _Graph:
        line = {"expression": self._search(metric, "Sum").total(), "label": label, "id": "sum"}
        return self._graph(title, "Sum", [[line]])

    def _search(self, metric: str, statistic: str) -> MetricSearch:
        return MetricSearch(
            namespace=self.namespace,
            dimension=self.dimension,
            metric=metric,
            statistic=statistic,
            period=_PERIOD_SECONDS,
        )

    def _lines(self, title: str, statistic: str, metrics: Sequence[tuple[str, str]]) -> list[Row]:
        """Return graphs of ``metrics``, one line for each of them and each repository."""
        if not metrics:
            return []
        parts = chunks(self.repositories or (), max(1, METRICS_PER_WIDGET // len(metrics)))
        return [
            [
                self._graph(
                    numbered(title, number, len(parts)),
                    statistic,
                    [self._line(each, metric) for each in repositories for metric in metrics],
                )
            ]
            for number, repositories in enumerate(parts, start=1)
        ]

    def _line(self, repository: tuple[str, str], metric: tuple[str, str]) -> list[object]:
        name, value = repository
        label, metric_name = metric
        return [self.namespace, metric_name, self.dimension, value, {"label": f"{name} {label}"}]

    def _graph(self, title: str, statistic: str, lines: list[list[object]]) -> _Graph:
        return (
            "metric",
            7,
            {
                "title": title,
                "region": self.region,
                "view": "timeSeries",
                "stacked": False,
                "stat": statistic,
                "period": _PERIOD_SECONDS,
                "yAxis": {"left": {"min": 0}},
                "metrics": lines,
            },
        )
