from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import botocore.session
import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.alarms import (
    NOT_SCANNED_SUFFIX,
    SCAN_FAILED_SUFFIX,
    findings_alarm,
    findings_alarm_suffix,
    not_scanned_alarm,
    scan_failed_alarm,
)
from cdktf_ecr.model.monitoring.metrics import metric_filters, severity_metric
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.monitoring.rules import threshold_preconditions
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression
from tests.model.monitoring.filter_patterns import datapoints
from tests.model.monitoring.samples import TEAM_API, Event, basic_scan, coverage, enhanced_scan, repository

CLOUDWATCH: Any = botocore.session.get_session().get_service_model("cloudwatch")
NAMESPACE, NOT_SCANNED = "Team/Scans", "NotScanned-team"


def test_too_many_findings_alarm_until_a_scan_finds_fewer() -> None:
    assert findings_alarm(TEAM_API, severity="CRITICAL", threshold=3, namespace=NAMESPACE) == {
        "alarm_description": (
            "A scan of an image in team/api found too many CRITICAL vulnerabilities. Raised until a scan finds fewer, "
            "be it of another image: of each 5 minutes with scans the highest count decides, and without scans the "
            "alarm stays as it is."
        ),
        "namespace": "Team/Scans",
        "metric_name": "Critical",
        "dimensions": {"Repository": TEAM_API.arn},
        "statistic": "Maximum",
        "period": 300,
        "evaluation_periods": 1,
        "comparison_operator": "GreaterThanOrEqualToThreshold",
        "threshold": 3,
        "treat_missing_data": "ignore",
    }


def test_a_failed_scan_alarms_for_as_long_as_it_is_news() -> None:
    assert scan_failed_alarm(TEAM_API, namespace=NAMESPACE) == {
        "alarm_description": (
            "A scan of an image in team/api failed: nothing is known of its vulnerabilities. Raised for the 5 minutes "
            "of the event. This watches basic scanning; images that Amazon Inspector cannot scan raise the alarm that "
            "ends in -not-scanned."
        ),
        "namespace": "Team/Scans",
        "metric_name": "ScansFailed",
        "dimensions": {"Repository": TEAM_API.arn},
        "statistic": "Sum",
        "period": 300,
        "evaluation_periods": 1,
        "comparison_operator": "GreaterThanOrEqualToThreshold",
        "threshold": 1,
        "treat_missing_data": "notBreaching",
    }


def test_an_image_that_cannot_be_scanned_alarms_for_as_long_as_it_is_news() -> None:
    assert NOT_SCANNED_SUFFIX == "-not-scanned"
    assert not_scanned_alarm("team/api", metric_name="NotScanned-team", namespace=NAMESPACE) == {
        "alarm_description": (
            "Amazon Inspector cannot scan an image in team/api: nothing is known of its vulnerabilities. Raised for "
            "the 5 minutes of the event, which names image and reason in the log of scans. An image that is deleted, "
            "archived, or older than its scan duration does not raise it. This watches enhanced scanning."
        ),
        "namespace": "Team/Scans",
        "metric_name": "NotScanned-team",
        "statistic": "Sum",
        "period": 300,
        "evaluation_periods": 1,
        "comparison_operator": "GreaterThanOrEqualToThreshold",
        "threshold": 1,
        "treat_missing_data": "notBreaching",
    }


def test_a_severity_that_only_terraform_knows_is_worked_out_there() -> None:
    severity, threshold = Expression("each.value.severity"), Expression("each.value.threshold")
    alarm = findings_alarm(TEAM_API, severity=severity, threshold=threshold, namespace=NAMESPACE)
    assert alarm["metric_name"] == "${title(lower(each.value.severity))}"
    assert alarm["threshold"] == "${each.value.threshold}"
    assert "found too many ${each.value.severity} vulnerabilities." in alarm["alarm_description"]
    assert findings_alarm_suffix(severity) == "-${lower(each.value.severity)}-findings"
    assert findings_alarm_suffix("CRITICAL") == "-critical-findings"


def all_alarms(of: MonitoredRepository = TEAM_API) -> dict[str, dict[str, Any]]:
    found = {
        findings_alarm_suffix(severity): findings_alarm(of, severity=severity, threshold=1, namespace=NAMESPACE)
        for severity in SEVERITIES
    }
    return {
        **found,
        SCAN_FAILED_SUFFIX: scan_failed_alarm(of, namespace=NAMESPACE),
        NOT_SCANNED_SUFFIX: not_scanned_alarm(of.name, metric_name=NOT_SCANNED, namespace=NAMESPACE),
    }


def test_every_alarm_watches_a_metric_that_scans_write() -> None:
    failed = basic_scan(scan_status="FAILED")
    written = {
        (point.metric, point.dimensions)
        for event in (basic_scan(), failed, coverage())
        for point in datapoints(metric_filters(not_scanned=NOT_SCANNED), event)
    }
    for alarm in all_alarms().values():
        assert (alarm["metric_name"], tuple(alarm.get("dimensions", {}).items())) in written


@pytest.mark.parametrize(("scan_type", "sample"), [("BASIC", basic_scan), ("ENHANCED", enhanced_scan)])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_threshold_is_taken_exactly_where_a_scan_writes_its_metric(
    scan_type: str, sample: Callable[[], Event], severity: str
) -> None:
    written = {point.metric for point in datapoints(metric_filters(not_scanned=NOT_SCANNED), sample())}
    if severity_metric(severity) in written:
        assert threshold_preconditions(scan_type, {severity: 1}) == []
        return
    with pytest.raises(InvalidSettingError, match="HIGH, MEDIUM alone when scan_type is ENHANCED") as refused:
        threshold_preconditions(scan_type, {severity: 1})
    assert (refused.value.setting, refused.value.value) == ("alarm_thresholds", {severity: 1})


@pytest.mark.parametrize("scan_type", [None, "BASIC"])
def test_where_the_scan_type_may_be_basic_every_threshold_is_taken(scan_type: str | None) -> None:
    assert threshold_preconditions(scan_type, dict.fromkeys(SEVERITIES, 1)) == []
    assert threshold_preconditions(scan_type, Expression("var.thresholds")) == []


def test_a_threshold_that_only_terraform_can_judge_is_left_to_it() -> None:
    (found,) = threshold_preconditions("ENHANCED", Expression("var.thresholds"))
    assert found == {
        "condition": (
            '${"ENHANCED" != "ENHANCED" || alltrue([for severity in keys(var.thresholds) : '
            'contains(["CRITICAL", "HIGH", "MEDIUM"], severity)])}'
        ),
        "error_message": (
            "thresholds ${jsonencode(var.thresholds)}: must be of CRITICAL, HIGH, MEDIUM alone when scan_type is "
            "ENHANCED, whose events count no other severity (ECR user guide, EventBridge events sent for enhanced "
            "scanning)."
        ),
    }
    (found,) = threshold_preconditions(Expression("var.type"), {"LOW": 1})
    assert found["condition"].startswith('${var.type != "ENHANCED" || alltrue([for severity in keys({"LOW": 1}) : ')
    assert threshold_preconditions(Expression("var.type"), {"HIGH": Expression("var.high")}) != []


def test_every_alarm_stays_within_what_cloudwatch_takes() -> None:
    alarms = all_alarms(repository("a" * 256, region="ap-northeast-1"))
    assert len(alarms) == len(SEVERITIES) + 2
    for suffix, alarm in alarms.items():
        assert re.fullmatch("-[a-z-]+", suffix)
        assert len(alarm["alarm_description"]) <= CLOUDWATCH.shape_for("AlarmDescription").metadata["max"]
        assert alarm["statistic"] in CLOUDWATCH.shape_for("Statistic").enum
        assert alarm["comparison_operator"] in CLOUDWATCH.shape_for("ComparisonOperator").enum
        for value in alarm.get("dimensions", {}).values():
            assert len(value) <= CLOUDWATCH.shape_for("DimensionValue").metadata["max"]
