from __future__ import annotations

import re
from typing import Any

import botocore.session

from cdktf_ecr.model.monitoring.alarms import (
    SCAN_FAILED_SUFFIX,
    findings_alarm,
    findings_alarm_suffix,
    scan_failed_alarm,
)
from cdktf_ecr.model.monitoring.metrics import metric_filters
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression
from tests.model.monitoring.filter_patterns import datapoints
from tests.model.monitoring.samples import TEAM_API, basic_scan, enhanced_scan, repository

CLOUDWATCH: Any = botocore.session.get_session().get_service_model("cloudwatch")
NAMESPACE = "Team/Scans"


def test_too_many_findings_alarm_until_a_scan_finds_fewer() -> None:
    assert findings_alarm(TEAM_API, severity="CRITICAL", threshold=3, namespace=NAMESPACE) == {
        "alarm_description": "A scan of an image in team/api found too many CRITICAL vulnerabilities.",
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
        "alarm_description": "A scan of an image in team/api failed: nothing is known of its vulnerabilities.",
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


def test_a_severity_that_only_terraform_knows_is_worked_out_there() -> None:
    severity, threshold = Expression("each.value.severity"), Expression("each.value.threshold")
    alarm = findings_alarm(TEAM_API, severity=severity, threshold=threshold, namespace=NAMESPACE)
    assert alarm["metric_name"] == "${title(lower(each.value.severity))}"
    assert alarm["threshold"] == "${each.value.threshold}"
    assert alarm["alarm_description"].endswith("found too many ${each.value.severity} vulnerabilities.")
    assert findings_alarm_suffix(severity) == "-${lower(each.value.severity)}-findings"
    assert findings_alarm_suffix("CRITICAL") == "-critical-findings"


def all_alarms(of: MonitoredRepository = TEAM_API) -> dict[str, dict[str, Any]]:
    found = {
        findings_alarm_suffix(severity): findings_alarm(of, severity=severity, threshold=1, namespace=NAMESPACE)
        for severity in SEVERITIES
    }
    return {**found, SCAN_FAILED_SUFFIX: scan_failed_alarm(of, namespace=NAMESPACE)}


def test_every_alarm_watches_a_metric_that_scans_write() -> None:
    failed = basic_scan(scan_status="FAILED")
    written = {
        (point.metric, point.dimensions)
        for event in (basic_scan(), enhanced_scan(), failed)
        for point in datapoints(metric_filters(), event)
    }
    for alarm in all_alarms().values():
        assert (alarm["metric_name"], tuple(alarm["dimensions"].items())) in written


def test_every_alarm_stays_within_what_cloudwatch_takes() -> None:
    alarms = all_alarms(repository("a" * 256, region="ap-northeast-1"))
    assert len(alarms) == len(SEVERITIES) + 1
    for suffix, alarm in alarms.items():
        assert re.fullmatch("-[a-z-]+", suffix)
        assert len(alarm["alarm_description"]) <= CLOUDWATCH.shape_for("AlarmDescription").metadata["max"]
        assert alarm["statistic"] in CLOUDWATCH.shape_for("Statistic").enum
        assert alarm["comparison_operator"] in CLOUDWATCH.shape_for("ComparisonOperator").enum
        for value in alarm["dimensions"].values():
            assert len(value) <= CLOUDWATCH.shape_for("DimensionValue").metadata["max"]
