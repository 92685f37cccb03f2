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
    CLEAN_COUNTS,
    TEAM_API,
    basic_scan,
    coverage,
    enhanced_scan,
    finding,
    image_action,
    instance_coverage,
    scan_frequency_change,
)

FILTERS = metric_filters(not_scanned="NotScanned-team")
SESSION: Any = botocore.session.get_session()
LOGS = SESSION.get_service_model("logs")
INSPECTOR = SESSION.get_service_model("inspector2")
COMPLETED = {"ScansCompleted": 1}
# What an absent count means in a basic scan's event.
CLEAN = dict.fromkeys(map(severity_metric, SEVERITIES), 0) | {"Total": 0} | COMPLETED


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
    ],
)
def test_a_basic_scan_writes_every_severity_and_the_total(event: Event, expected: dict[str, int]) -> None:
    assert sums(event) == CLEAN | expected


def test_a_basic_scan_without_any_counts_writes_zeros() -> None:
    event = basic_scan()
    del event["detail"]["finding-severity-counts"]
    assert sums(event) == CLEAN


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param(
            {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 62, "TOTAL": 158},
            {"Critical": 7, "High": 61, "Medium": 62, "Total": 158},
            id="the documented sample",
        ),
        pytest.param(
            CLEAN_COUNTS, {"Critical": 0, "High": 0, "Medium": 0, "Total": 0}, id="clean as documented: zeros are there"
        ),
        pytest.param({"TOTAL": 28}, {"Total": 28}, id="a total alone"),
        pytest.param({"LOW": 4, "TOTAL": 5}, {"Low": 4, "Total": 5}, id="a severity that is not itemised by custom"),
        pytest.param({}, {}, id="nothing"),
        pytest.param(None, {}, id="no counts"),
    ],
)
def test_what_an_enhanced_scan_does_not_count_is_unknown_and_never_zero(
    counts: dict[str, int] | None, expected: dict[str, int]
) -> None:
    event = enhanced_scan(finding_severity_counts=counts)
    if counts is None:
        del event["detail"]["finding-severity-counts"]
    assert sums(event) == COMPLETED | expected


def test_the_other_severities_are_the_total_less_those_that_amazon_inspector_itemises() -> None:
    """Of both scan types, and where the log holds events of both."""

    def others(*events: Event) -> float:
        written = Counter[str]()
        for event in events:
            written.update({metric: int(total) for metric, total in sums(event).items()})
        return written["Total"] - written["Critical"] - written["High"] - written["Medium"]

    basic = basic_scan(finding_severity_counts={"HIGH": 2, "LOW": 3, "UNDEFINED": 4})
    assert others(enhanced_scan()) == 158 - 7 - 61 - 62
    assert others(basic) == 7
    assert others(basic, enhanced_scan(), enhanced_scan(finding_severity_counts=CLEAN_COUNTS)) == 28 + 7


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


def test_both_scan_types_write_metrics_of_the_same_repository() -> None:
    basic, enhanced = (
        {(point.metric, point.dimensions) for point in datapoints(FILTERS, event)}
        for event in (basic_scan(), enhanced_scan())
    )
    assert enhanced < basic
    assert {metric for metric, _ in basic - enhanced} == {"Low", "Informational", "Undefined", "Untriaged"}
    assert {dimensions for _, dimensions in basic} == {(("Repository", TEAM_API.arn),)}


# Each reason of Amazon Inspector's model, and whether an image that has it is without a verdict for no reason of ours.
EXPECTED = {
    *("SUCCESSFUL", "SCAN_IN_PROGRESS", "PENDING_INITIAL_SCAN", "PENDING_REVIVAL_SCAN"),
    *("SCAN_ELIGIBILITY_EXPIRED", "IMAGE_ARCHIVED", "RESOURCE_TERMINATED"),
    *("SCAN_FREQUENCY_MANUAL", "SCAN_FREQUENCY_SCAN_ON_PUSH"),
}


@pytest.mark.parametrize("reason", [*INSPECTOR.shape_for("ScanStatusReason").enum, "A_REASON_OF_TOMORROW"])
def test_an_image_that_cannot_be_scanned_is_counted_but_not_one_that_need_not_be(reason: str) -> None:
    assert sums(coverage(reason=reason)) == ({} if reason in EXPECTED else {"NotScanned-team": 1})


def test_the_reasons_are_amazon_inspectors() -> None:
    assert set(INSPECTOR.shape_for("ScanStatusReason").enum) >= EXPECTED


def test_coverage_that_is_active_is_not_counted() -> None:
    assert sums(coverage(statusCodeValue="ACTIVE")) == {}


def test_the_image_of_a_coverage_event_is_no_dimension_which_would_be_a_metric_per_image() -> None:
    (point,) = datapoints(FILTERS, coverage())
    assert point.dimensions == ()


def test_the_documented_coverage_event_is_counted() -> None:
    """No rule of ours delivers an instance's; but it is the one that is documented."""
    assert sums(instance_coverage()) == {"NotScanned-team": 1}


COUNTS = st.dictionaries(st.sampled_from(SEVERITIES), st.integers(min_value=0, max_value=5000))


@given(counts=COUNTS)
def test_every_scan_writes_what_it_counts_once_but_for_the_total_of_a_basic_scan(counts: dict[str, int]) -> None:
    total = sum(counts.values())
    counted = {severity_metric(severity): count for severity, count in counts.items()} | {"Total": total}

    enhanced = enhanced_scan(finding_severity_counts={**counts, "TOTAL": total})
    assert sums(enhanced) == COMPLETED | counted
    assert set(Counter(point.metric for point in datapoints(FILTERS, enhanced)).values()) == {1}

    basic = basic_scan(finding_severity_counts=counts)
    assert sums(basic) == CLEAN | counted
    written = Counter(point.metric for point in datapoints(FILTERS, basic))
    assert written.pop("Total") == len(counts) + 1
    assert set(written.values()) == {1}


def test_the_filters_stay_within_what_cloudwatch_logs_takes() -> None:
    keys = [metric_filter.key for metric_filter in FILTERS]
    assert len({*keys}) == len(keys) == 26
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
    assert written == {*names, "Total", "ScansCompleted", "ScansFailed", "NotScanned-team"}
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
            pattern=f'{{ ($.resources[0] = "*") && ($.detail.scan-status = "COMPLETE") && ({count} NOT EXISTS) }}',
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
        ('{ $.actions[0] != "PUT" }', True),
        ('{ $.actions[0] != "GET" }', False),
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
