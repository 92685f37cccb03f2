"""CloudWatch search expressions: lines for whatever reports a metric, whose number is not known beforehand."""

from __future__ import annotations

import json
from dataclasses import dataclass

from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, is_expression

# CloudWatch search expression syntax (CloudWatch user guide): a search finds metrics that have reported within two
# weeks, 500 at most. CloudWatch service quotas: a dashboard takes 2500 metrics, a widget 500, and those count that are
# only retrieved for an expression.
METRICS_PER_SEARCH = 500
# More lines nobody tells apart.
_MOST_LINES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricSearch:
    """A search for all metrics of one name in a namespace that have one dimension.

    Attributes:
        namespace: The namespace, or a Terraform expression of it.
        dimension: The dimension.
        metric: The metric's name, from end to end.
        statistic: What to show of each period: Maximum or Sum.
        period: Seconds in a period.
    """

    namespace: str
    dimension: str
    metric: str
    statistic: str
    period: int

    def worst(self) -> str:
        """Return the expression of the metrics with the highest values, a line each, 20 at most."""
        return self._expression("SORT(", f", MAX, DESC, {_MOST_LINES})")

    def total(self) -> str:
        """Return the expression of the metrics' sum, one line."""
        return self._expression("SUM(", ")")

    def _expression(self, before: str, after: str) -> str:
        # Names that hold more than letters and digits stand in double quotes, and so does what is to match as a whole.
        schema = f'{{"%s","{self.dimension}"}} MetricName="{self.metric}"'
        text = f"{before}SEARCH('{schema}', '{self.statistic}', {self.period}){after}"
        if not is_expression(self.namespace):
            return text % self.namespace
        # Quotation marks do not get into a string of Terraform's language that holds an interpolation.
        return interpolate(f"format({json.dumps(text)}, {expression_of(self.namespace)})")
