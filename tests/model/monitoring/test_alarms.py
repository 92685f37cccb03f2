from __future__ import annotations

import re
from typing import Any

import botocore.session
import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring import (
    Alarm,
    MonitoredRepository,
    ScanMetrics,
    SeverityAlarms,
    check_alarm_thresholds,
    scan_failed_alarm,
)
from cdktf_ecr.model.scanning.events import SEVERITIES
from tests.model.monitoring.filter_patterns import datapoints
from tests.model.monitoring.samples import TEAM_API, basic_scan, enhanced_scan, repository

METRICS = ScanMetrics(namespace="Team/Scans")
CLOUDWATCH: Any = botocore.session.get_session().get_service_model("cloudwatch")
NUMBER_TOKEN = -1.888154589709072e289


def test_by_default_any_critical_finding_alarms_until_a_scan_finds_none() -> None:
    assert SeverityAlarms().alarms(METRICS, TEAM_API) == (
        Alarm(
            key="critical",
            name_suffix="-critical-findings",
            description="A scan of an image in team/api found too many CRITICAL vulnerabilities.",
            namespace="Team/Scans",
            metric_name="Critical",
            dimensions={"Repository": TEAM_API.arn},
            statistic="Maximum",
            period=300,
            evaluation_periods=1,
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=1,
            treat_missing_data="ignore",
        ),
    )


def test_a_failed_scan_alarms_for_as_long_as_it_is_news() -> None:
    alarm = scan_failed_alarm(METRICS, TEAM_API)
    assert (alarm.metric_name, alarm.statistic, alarm.threshold) == ("ScansFailed", "Sum", 1)
    assert alarm.treat_missing_data == "notBreaching"
    assert alarm.comparison_operator == "GreaterThanOrEqualToThreshold"
    assert (alarm.key, alarm.name_suffix) == ("scan_failed", "-scan-failed")
    assert alarm.description == "A scan of an image in team/api failed: nothing is known of its vulnerabilities."


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ({}, []),
        ({"HIGH": 5, "CRITICAL": 1}, [("Critical", 1), ("High", 5)]),
        ({"UNTRIAGED": 3}, [("Untriaged", 3)]),
        ({"HIGH": "${var.high}", "LOW": NUMBER_TOKEN}, [("High", "${var.high}"), ("Low", NUMBER_TOKEN)]),
    ],
)
def test_each_severity_with_a_threshold_has_an_alarm_worst_first(
    thresholds: dict[str, Any], expected: list[tuple[str, object]]
) -> None:
    alarms = SeverityAlarms(thresholds=thresholds).alarms(METRICS, TEAM_API)
    assert [(alarm.metric_name, alarm.threshold) for alarm in alarms] == expected


@pytest.mark.parametrize(
    ("thresholds", "message"),
    [
        (
            {"SEVERE": 1},
            "alarm_thresholds 'SEVERE': must be one of CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNDEFINED",
        ),
        ({"critical": 1}, "alarm_thresholds 'critical': must be one of CRITICAL"),
        ({"TOTAL": 1}, "alarm_thresholds 'TOTAL': must be one of CRITICAL"),
        ({"HIGH": 0}, "alarm_thresholds[HIGH] 0: must be a whole number of 1 or more"),
        ({"HIGH": -1}, "alarm_thresholds[HIGH] -1: must be a whole number of 1 or more"),
        ({"HIGH": 1.5}, "alarm_thresholds[HIGH] 1.5: must be a whole number of 1 or more, not a number"),
        ({"HIGH": True}, "alarm_thresholds[HIGH] True: must be a whole number of 1 or more, not a boolean"),
        ({"HIGH": "1"}, "alarm_thresholds[HIGH] '1': must be a whole number of 1 or more, not a string"),
        ({"HIGH": None}, "alarm_thresholds[HIGH] None: must be a whole number of 1 or more, not None"),
    ],
)
def test_thresholds_that_mean_nothing_are_refused(thresholds: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        SeverityAlarms(thresholds=thresholds)


def test_the_error_names_the_callers_setting() -> None:
    with pytest.raises(InvalidSettingError, match=re.escape("ecr_alarm_thresholds[LOW] 0")):
        check_alarm_thresholds({"LOW": 0}, setting="ecr_alarm_thresholds")


def test_the_alarms_do_not_follow_the_callers_mapping() -> None:
    thresholds = {"CRITICAL": 1}
    alarms = SeverityAlarms(thresholds=thresholds)
    thresholds["CRITICAL"] = 0
    assert alarms.thresholds == {"CRITICAL": 1}


def all_alarms(of: MonitoredRepository = TEAM_API) -> list[Alarm]:
    every = SeverityAlarms(thresholds=dict.fromkeys(SEVERITIES, 1))
    return [*every.alarms(METRICS, of), scan_failed_alarm(METRICS, of)]


def test_every_alarm_watches_a_metric_that_scans_write() -> None:
    failed = basic_scan(scan_status="FAILED")
    written = {
        (point.metric, point.dimensions)
        for event in (basic_scan(), enhanced_scan(), failed)
        for point in datapoints(METRICS.filters(), event)
    }
    for alarm in all_alarms():
        assert (alarm.metric_name, tuple(alarm.dimensions.items())) in written
        assert alarm.namespace == METRICS.namespace


def test_every_alarm_stays_within_what_cloudwatch_takes() -> None:
    alarms = all_alarms(repository("a" * 256, region="ap-northeast-1"))
    assert len({alarm.key for alarm in alarms}) == len({alarm.name_suffix for alarm in alarms}) == len(alarms)
    for alarm in alarms:
        assert re.fullmatch("[a-z][a-z_]*", alarm.key)
        assert re.fullmatch("-[a-z-]+", alarm.name_suffix)
        assert len(alarm.description) <= CLOUDWATCH.shape_for("AlarmDescription").metadata["max"]
        assert alarm.statistic in CLOUDWATCH.shape_for("Statistic").enum
        assert alarm.comparison_operator in CLOUDWATCH.shape_for("ComparisonOperator").enum
        for value in alarm.dimensions.values():
            assert len(value) <= CLOUDWATCH.shape_for("DimensionValue").metadata["max"]
