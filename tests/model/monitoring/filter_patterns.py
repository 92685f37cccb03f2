"""What CloudWatch Logs makes of an event: a strict evaluator of the filter patterns for JSON that the library writes.

After "Using filter patterns to match terms in JSON log events" and "Publishing dimensions with metrics from JSON log
events" (CloudWatch Logs user guide). It fails on syntax it does not know, on a pattern longer than CloudWatch takes,
and on a dimension or value that the pattern does not mention.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from cdktf_ecr.model.monitoring.metrics import MetricFilter

Event = dict[str, Any]
Test = Callable[[Event], bool]

ABSENT = object()
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<selector>\$(?:\.[A-Za-z0-9_-]+(?:\[[0-9]+\])*)+)
      | (?P<bracket>[(){}])
      | (?P<logic>&&|\|\|)
      | (?P<compare>>=|<=|!=|=|<|>)
      | (?P<absent>NOT\ EXISTS)
      | (?P<number>[+-]?[0-9]+(?:\.[0-9]+)?)(?![\w.])
      | "(?P<string>[^"\\]*)"
    )""",
    re.VERBOSE,
)


class Datapoint(NamedTuple):
    metric: str
    dimensions: tuple[tuple[str, str], ...]
    value: float


def datapoints(filters: Iterable[MetricFilter], event: Event) -> list[Datapoint]:
    """Return the datapoints that an event in the log group makes, in the order of the filters."""
    return [_datapoint(metric_filter, event) for metric_filter in filters if matches(metric_filter.pattern, event)]


def matches(pattern: str, event: Event) -> bool:
    """Whether the pattern matches the event."""
    assert len(pattern) <= 1024, "PutMetricFilter, parameter filterPattern"
    return _Parser(pattern).parse()(event)


def selectors(pattern: str) -> set[str]:
    """Return the properties the pattern mentions."""
    return {text for kind, text in _tokens(pattern) if kind == "selector"}


def _datapoint(metric_filter: MetricFilter, event: Event) -> Datapoint:
    assert len(metric_filter.value) <= 100, "MetricTransformation, metricValue"
    assert len(metric_filter.dimensions) <= 3, "MetricTransformation, dimensions"
    mentioned = selectors(metric_filter.pattern)
    assert {*metric_filter.dimensions.values()} <= mentioned, "a dimension is a property of the pattern"
    value: Any = metric_filter.value
    if value.startswith("$"):
        assert value in mentioned, "a value is a property of the pattern"
        value = select(event, value)
        assert isinstance(value, int), "a value is a number"
    dimensions = {name: select(event, selector) for name, selector in metric_filter.dimensions.items()}
    assert all(isinstance(found, str) for found in dimensions.values())
    return Datapoint(metric_filter.metric_name, tuple(sorted(dimensions.items())), float(value))


def select(event: Event, selector: str) -> Any:
    node: Any = event
    for key, index in re.findall(r"\.([A-Za-z0-9_-]+)|\[([0-9]+)\]", selector):
        if isinstance(node, dict) and key in node:
            node = node[key]
        elif isinstance(node, list) and index and int(index) < len(node):
            node = node[int(index)]
        else:
            return ABSENT
    return node


def _tokens(pattern: str) -> list[tuple[str, str]]:
    tokens, position = [], 0
    text = pattern.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        assert match, f"no filter pattern: {text[position:]!r}"
        assert match.lastgroup
        tokens.append((match.lastgroup, match.group(match.lastgroup)))
        position = match.end()
    return tokens


class _Parser:
    """Recursive descent: braces around disjunctions of conjunctions of terms; "()" before "&&" before "||"."""

    def __init__(self, pattern: str) -> None:
        self._tokens = _tokens(pattern)

    def parse(self) -> Test:
        self._expect("bracket", "{")
        test = self._disjunction()
        self._expect("bracket", "}")
        assert not self._tokens, f"text after the pattern: {self._tokens}"
        return test

    def _disjunction(self) -> Test:
        tests = [self._conjunction()]
        while self._accept("logic", "||"):
            tests.append(self._conjunction())
        return lambda event: any(test(event) for test in tests)

    def _conjunction(self) -> Test:
        tests = [self._term()]
        while self._accept("logic", "&&"):
            tests.append(self._term())
        return lambda event: all(test(event) for test in tests)

    def _term(self) -> Test:
        if self._accept("bracket", "("):
            test = self._disjunction()
            self._expect("bracket", ")")
            return test
        selector = self._next("selector")
        if self._accept("absent", "NOT EXISTS"):
            return lambda event: select(event, selector) is ABSENT
        operator = self._next("compare")
        kind, operand = self._tokens.pop(0)
        if kind == "string":
            return _string_test(selector, operator, operand)
        assert kind == "number", f"neither a number nor a quoted string: {operand!r}"
        return _number_test(selector, operator, float(operand))

    def _accept(self, kind: str, text: str) -> bool:
        if self._tokens and self._tokens[0] == (kind, text):
            self._tokens.pop(0)
            return True
        return False

    def _expect(self, kind: str, text: str) -> None:
        assert self._accept(kind, text), f"expected {text!r} before {self._tokens}"

    def _next(self, kind: str) -> str:
        found, text = self._tokens.pop(0)
        assert found == kind, f"expected a {kind}, not {text!r}"
        return text


def _string_test(selector: str, operator: str, operand: str) -> Test:
    assert operator in ("=", "!="), f"strings are compared with '=' and '!=' here, not {operator!r}"
    assert operand == "*" or "*" not in operand, "no other wildcard is understood here"

    def test(event: Event) -> bool:
        value = select(event, selector)
        return isinstance(value, str) and (operand in ("*", value)) is (operator == "=")

    return test


def _number_test(selector: str, operator: str, operand: float) -> Test:
    compare: dict[str, Callable[[float], bool]] = {
        ">=": lambda value: value >= operand,
        ">": lambda value: value > operand,
        "=": lambda value: value == operand,
    }

    def test(event: Event) -> bool:
        value = select(event, selector)
        return isinstance(value, int) and not isinstance(value, bool) and compare[operator](value)

    return test
