from __future__ import annotations

import re
from collections import Counter
from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.monitoring.metrics import MetricFilter, metric_filters, severity_metric
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression
from tests.model.monitoring.filter_patterns import Event, datapoints, matches
from tests.model.monitoring.samples import (
    TEAM_API,
    basic_scan,
    enhanced_scan,
    finding,
    image_action,
    scan_frequency_change,
)

FILTERS = metric_filters()
LOGS: Any = botocore.session.get_session().get_service_model("logs")
CLEAN = dict.fromkeys(map(severity_metric, SEVERITIES), 0) | {"Total": 0, "ScansCompleted": 1}


def sums(event: Event) -> dict[str, float]:
    """What each metric's statistic Sum says after the event, for metrics that have data."""
    totals: dict[str, float] = {}
    for point in datapoints(FILTERS, event):
        totals[point.metric] = totals.get(point.metric, 0) + point.value
    return totals


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(basic_scan(), {"Critical": 10, "Medium": 9, "Total": 19}, id="basic, the documented sample"),
        pytest.param(
            basic_scan(finding_severity_counts={"CRITICAL": 2, "HIGH": 5}),
            {"Critical": 2, "High": 5, "Total": 7},
            id="basic",
        ),
        pytest.param(
            basic_scan(finding_severity_counts=dict.fromkeys(SEVERITIES[:6], 3)),
            {severity_metric(severity): 3 for severity in SEVERITIES[:6]} | {"Total": 18},
            id="basic, every severity",
        ),
        pytest.param(basic_scan(finding_severity_counts={}), {}, id="basic, clean"),
        pytest.param(basic_scan(finding_severity_counts={"CRITICAL": 0}), {}, id="basic, a zero"),
        pytest.param(
            enhanced_scan(),
            {"Critical": 7, "High": 61, "Medium": 62, "Total": 158},
            id="enhanced, the documented sample",
        ),
        pytest.param(
            enhanced_scan(finding_severity_counts={"CRITICAL": 0, "HIGH": 0, "MEDIUM": 0, "TOTAL": 0}),
            {},
            id="enhanced, clean as documented",
        ),
        pytest.param(enhanced_scan(finding_severity_counts={}), {}, id="enhanced, clean without counts"),
        pytest.param(
            enhanced_scan(finding_severity_counts={"LOW": 4, "UNTRIAGED": 1, "TOTAL": 5}),
            {"Low": 4, "Untriaged": 1, "Total": 5},
            id="enhanced, untriaged",
        ),
    ],
)
def test_a_completed_scan_writes_every_severity_and_the_total(event: Event, expected: dict[str, int]) -> None:
    assert sums(event) == CLEAN | expected


@pytest.mark.parametrize("event", [basic_scan(), enhanced_scan()])
def test_a_scan_without_any_counts_writes_zeros(event: Event) -> None:
    del event["detail"]["finding-severity-counts"]
    assert sums(event) == CLEAN


@pytest.mark.parametrize(
    "event",
    [
        basic_scan(scan_status="FAILED", finding_severity_counts={}),
        basic_scan(scan_status="FAILED"),
        enhanced_scan(scan_status="FAILED"),
    ],
)
def test_a_failed_scan_writes_no_counts_which_would_look_clean(event: Event) -> None:
    assert sums(event) == {"ScansFailed": 1}


@pytest.mark.parametrize(
    "event",
    [
        basic_scan(scan_status="IN_PROGRESS"),
        enhanced_scan(scan_status="SCAN_ELIGIBILITY_EXPIRED"),
        finding(),
        image_action(),
        scan_frequency_change(),
        {**basic_scan(), "resources": []},
    ],
)
def test_other_events_write_nothing(event: Event) -> None:
    assert sums(event) == {}


def test_both_scan_types_write_the_same_metrics_of_the_same_repository() -> None:
    metrics = [
        {(point.metric, point.dimensions) for point in datapoints(FILTERS, event)}
        for event in (basic_scan(), enhanced_scan())
    ]
    assert metrics[0] == metrics[1]
    assert {dimensions for _, dimensions in metrics[0]} == {(("Repository", TEAM_API.arn),)}


COUNTS = st.dictionaries(st.sampled_from(SEVERITIES), st.integers(min_value=0, max_value=5000))


@given(counts=COUNTS)
def test_every_scan_writes_each_metric_once_but_for_the_total_of_a_basic_scan(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    expected = CLEAN | {severity_metric(severity): count for severity, count in counts.items()} | {"Total": total}

    enhanced = enhanced_scan(finding_severity_counts={**counts, "TOTAL": total})
    assert sums(enhanced) == expected
    assert set(Counter(point.metric for point in datapoints(FILTERS, enhanced)).values()) == {1}

    basic = basic_scan(finding_severity_counts=counts)
    assert sums(basic) == expected
    written = Counter(point.metric for point in datapoints(FILTERS, basic))
    assert written.pop("Total") == len(counts) + 1
    assert set(written.values()) == {1}


def test_the_filters_stay_within_what_cloudwatch_logs_takes() -> None:
    keys = [metric_filter.key for metric_filter in FILTERS]
    assert len({*keys}) == len(keys) == 25
    assert len(FILTERS) <= 100, "CloudWatch Logs quotas: metric filters per log group, which repositories share"
    units = LOGS.shape_for("MetricTransformation").members["unit"].enum
    for metric_filter in FILTERS:
        assert re.fullmatch("[a-z][a-z_]*", metric_filter.key)
        assert len(metric_filter.pattern) <= LOGS.shape_for("FilterPattern").metadata["max"]
        assert metric_filter.unit in units


def test_the_metrics_are_named_after_the_severities() -> None:
    names = ("Critical", "High", "Medium", "Low", "Informational", "Undefined", "Untriaged")
    assert tuple(map(severity_metric, SEVERITIES)) == names
    written = {metric_filter.metric_name for metric_filter in FILTERS}
    assert written == {*names, "Total", "ScansCompleted", "ScansFailed"}
    assert severity_metric(Expression("var.severity")) == "${title(lower(var.severity))}"


def test_a_filter_reads_like_cloudwatchs_own_examples() -> None:
    count = "$.detail.finding-severity-counts.CRITICAL"
    status = '($.detail.scan-status = "COMPLETE") || ($.detail.scan-status = "INITIAL_SCAN_COMPLETE")'
    assert FILTERS[:2] == (
        MetricFilter(
            key="critical",
            pattern=f'{{ ($.resources[0] = "*") && ({status}) && ({count} >= 0) }}',
            metric_name="Critical",
            value=count,
            dimensions={"Repository": "$.resources[0]"},
            unit="Count",
        ),
        MetricFilter(
            key="critical_none",
            pattern=f'{{ ($.resources[0] = "*") && ({status}) && ({count} NOT EXISTS) }}',
            metric_name="Critical",
            value="0",
            dimensions={"Repository": "$.resources[0]"},
            unit="Count",
        ),
    )


# The documented examples, over the documented event: the evaluator above all this is right about them.
DOCUMENTED = {
    "user": {"id": 1, "email": "John.Stiles@example.com"},
    "users": [{"id": 2, "email": "John.Doe@example.com"}, {"id": 3, "email": "Jane.Doe@example.com"}],
    "actions": ["GET", "PUT", "DELETE"],
    "coordinates": [[0, 1, 2], [4, 5, 6], [7, 8, 9]],
}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ('{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }', True),
        (
            (
                '{ $.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch" '
                '&& $.actions[2] = "nonmatch" }'
            ),
            True,
        ),
        (
            (
                '{ ($.user.email = "John.Stiles@example.com" || $.coordinates[0][1] = "nonmatch") '
                '&& $.actions[2] = "nonmatch" }'
            ),
            False,
        ),
        ('{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }', False),
        ("{ $.SomeOtherObject NOT EXISTS }", True),
        ("{ $.user.id NOT EXISTS }", False),
        ("{ $.user.id >= 1 }", True),
        ("{ $.user.id > 1 }", False),
        ("{ $.users >= 0 }", False),
        ('{ $.user = "*" }', False),
        ('{ $.user.email = "*" }', True),
        ("{ $.absent.too >= 0 }", False),
    ],
)
def test_the_evaluator_agrees_with_cloudwatchs_examples(pattern: str, expected: bool) -> None:  # noqa: FBT001 - a column
    assert matches(pattern, DOCUMENTED) is expected


@pytest.mark.parametrize(
    "pattern",
    [
        "{ $.a EXISTS }",
        "{ $.a NOTEXISTS }",
        "{ $.a => 1 }",
        "{ $.a = b }",
        '{ $.a.b c = "d" }',
        "$.a = 1",
        "{ ($.a = 1 }",
        "{ $.a = 1 } }",
        '{ $.a = "x*" }',
        "{ $.a = 1x }",
        "{ $.a && $.b }",
    ],
)
def test_the_evaluator_knows_no_other_syntax(pattern: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        matches(pattern, DOCUMENTED)
