"""`ScanMonitoring`: each part in the synthesized JSON, and each part left out."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from constructs import Construct
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import LogDeliveryPolicy, MonitoredRepository, MonitoringSettings, ScanMonitoring
from tests.synthesized import Synth

ACCOUNT = "111122223333"
OFF = MonitoringSettings(
    enable_scan_logging=False, enable_notifications=False, enable_audit_trail=False, enable_dashboard=False
)


def repository(name: str) -> MonitoredRepository:
    return MonitoredRepository(name=name, arn=f"arn:aws:ecr:eu-west-1:111122223333:repository/{name}")


def watch(scope: Construct, *names: str, settings: MonitoringSettings, scan_type: str | None = None) -> ScanMonitoring:
    return ScanMonitoring(
        scope,
        "scan",
        name=names[0],
        repositories=[repository(name) for name in names],
        region="eu-west-1",
        account_id=ACCOUNT,
        partition="aws",
        settings=settings,
        scan_type=scan_type,
    )


def rules(resources: dict[str, Any]) -> dict[str, Any]:
    return {name: rule["event_pattern"] for name, rule in resources.get("aws_cloudwatch_event_rule", {}).items()}


def test_everything_for_one_repository(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    settings = MonitoringSettings(
        notification_emails=("team@example.org",),
        notification_subscriptions={"dashboards": {"protocol": "https", "endpoint": "https://example.org/scans"}},
        enable_finding_notifications=True,
        enable_cloudtrail_audit=True,
    )
    watch(new_stack, "team/api", settings=settings)

    resources = synth()["resource"]

    assert set(rules(resources)) == {
        "scan_logs_scans",
        "scan_logs_findings",
        "scan_audit_actions",
        "scan_audit_calls",
        "scan_audit_registry_calls",
        "scan_basic_notifications",
        "scan_enhanced_notifications",
        "scan_finding_notifications",
    }
    targets = resources["aws_cloudwatch_event_target"]
    assert targets["scan_logs_scans"]["arn"] == "${aws_cloudwatch_log_group.scan_logs.arn}"
    assert "role_arn" not in targets["scan_logs_scans"]
    assert targets["scan_basic_notifications"]["dead_letter_config"] == {"arn": "${aws_sqs_queue.scan_undelivered.arn}"}
    alarm = resources["aws_cloudwatch_metric_alarm"]["scan_alarms_findings"]
    assert alarm["alarm_actions"] == alarm["ok_actions"] == "${compact([aws_sns_topic.scan_notifications.arn])}"
    assert alarm["treat_missing_data"] == "ignore"
    assert resources == json_snapshot


@pytest.mark.parametrize(
    ("scan_type", "families"),
    [
        ("BASIC", {"scan_logs_scans", "scan_basic_notifications"}),
        ("ENHANCED", {"scan_logs_scans", "scan_logs_findings", "scan_enhanced_notifications"}),
    ],
)
def test_a_known_scan_type_leaves_the_other_familys_rules_out(
    new_stack: TerraformStack, synth: Synth, scan_type: str, families: set[str]
) -> None:
    watch(new_stack, "team/api", settings=MonitoringSettings(enable_audit_trail=False), scan_type=scan_type)

    patterns = rules(synth()["resource"])

    assert set(patterns) == families
    source = {"BASIC": "aws.ecr", "ENHANCED": "aws.inspector2"}[scan_type]
    assert patterns["scan_logs_scans"]["source"] == [source]


# What is told of scans with findings of the worst severity, which EventBridge takes no "$or" of.
FOUND_CRITICAL = {"CRITICAL": [{"numeric": [">", 0]}]}
ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"


@pytest.mark.parametrize(
    ("scan_type", "patterns"),
    [
        (
            "BASIC",
            {
                "scan_logs_scans": {
                    "source": ["aws.ecr"],
                    "detail-type": ["ECR Image Scan"],
                    "detail": {"repository-name": ["team/api"]},
                },
                "scan_basic_notifications": {
                    "source": ["aws.ecr"],
                    "detail-type": ["ECR Image Scan"],
                    "detail": {
                        "repository-name": ["team/api"],
                        "scan-status": ["COMPLETE"],
                        "finding-severity-counts": FOUND_CRITICAL,
                    },
                },
            },
        ),
        (
            "ENHANCED",
            {
                "scan_logs_scans": {
                    "source": ["aws.inspector2"],
                    "detail-type": ["Inspector2 Scan"],
                    "detail": {"repository-name": [ARN]},
                },
                "scan_logs_findings": {
                    "source": ["aws.inspector2"],
                    "detail-type": ["Inspector2 Finding", "Inspector2 Coverage"],
                    "resources": [{"prefix": f"{ARN}/sha256:"}],
                    "detail": {
                        "$or": [
                            {"status": ["ACTIVE", "SUPPRESSED", "CLOSED"]},
                            {"scanStatus": {"statusCodeValue": ["INACTIVE"]}},
                        ]
                    },
                },
                "scan_enhanced_notifications": {
                    "source": ["aws.inspector2"],
                    "detail-type": ["Inspector2 Scan"],
                    "detail": {
                        "repository-name": [ARN],
                        "scan-status": ["INITIAL_SCAN_COMPLETE"],
                        "finding-severity-counts": FOUND_CRITICAL,
                    },
                },
                "scan_finding_notifications": {
                    "source": ["aws.inspector2"],
                    "detail-type": ["Inspector2 Finding"],
                    "resources": [{"prefix": f"{ARN}/sha256:"}],
                    "detail": {"status": ["ACTIVE"], "severity": ["CRITICAL"]},
                },
            },
        ),
    ],
)
def test_the_patterns_of_a_known_scan_type(
    new_stack: TerraformStack, synth: Synth, scan_type: str, patterns: dict[str, Any]
) -> None:
    settings = MonitoringSettings(
        enable_audit_trail=False, enable_finding_notifications=True, notification_severity="CRITICAL"
    )
    watch(new_stack, "team/api", settings=settings, scan_type=scan_type)

    assert rules(synth()["resource"]) == patterns


def test_all_parts_off_is_nothing(new_stack: TerraformStack, synth: Synth) -> None:
    watch(new_stack, "team/api", settings=OFF)

    assert "resource" not in synth()


# What remains when one part alone is on.
@pytest.mark.parametrize(
    ("part", "types"),
    [
        (
            "enable_scan_logging",
            {
                "aws_cloudwatch_log_group",
                "aws_cloudwatch_event_rule",
                "aws_cloudwatch_event_target",
                "aws_cloudwatch_log_metric_filter",
                "aws_cloudwatch_log_resource_policy",
                "aws_cloudwatch_metric_alarm",
            },
        ),
        (
            "enable_audit_trail",
            {
                "aws_cloudwatch_log_group",
                "aws_cloudwatch_log_resource_policy",
                "aws_cloudwatch_event_rule",
                "aws_cloudwatch_event_target",
            },
        ),
        (
            "enable_notifications",
            {
                "aws_kms_key",
                "aws_sns_topic",
                "aws_sns_topic_policy",
                "aws_sns_topic_subscription",
                "aws_sqs_queue",
                "aws_sqs_queue_policy",
                "aws_cloudwatch_event_rule",
                "aws_cloudwatch_event_target",
            },
        ),
    ],
)
def test_a_part_on_its_own(new_stack: TerraformStack, synth: Synth, part: str, types: set[str]) -> None:
    on: dict[str, Any] = {part: True}
    watch(new_stack, "team/api", settings=dataclasses.replace(OFF, **on))

    assert set(synth()["resource"]) == types


def test_a_dashboard_without_scan_logs_is_left_out(new_stack: TerraformStack, synth: Synth) -> None:
    monitoring = watch(new_stack, "team/api", settings=dataclasses.replace(OFF, enable_dashboard=True))

    assert monitoring.dashboard is None
    assert "resource" not in synth()


def test_several_repositories_share_log_topic_and_dashboard(new_stack: TerraformStack, synth: Synth) -> None:
    watch(new_stack, "team", "team/api", "team/web", settings=MonitoringSettings())

    resources = synth()["resource"]

    assert {type_: len(named) for type_, named in resources.items() if type_ != "aws_cloudwatch_log_metric_filter"} == {
        "aws_cloudwatch_dashboard": 1,
        "aws_cloudwatch_event_rule": 5,
        "aws_cloudwatch_event_target": 5,
        "aws_cloudwatch_log_group": 2,
        "aws_cloudwatch_log_resource_policy": 1,
        "aws_cloudwatch_metric_alarm": 3,
        "aws_kms_key": 1,
        "aws_sns_topic": 1,
        "aws_sns_topic_policy": 1,
        "aws_sns_topic_subscription": 1,
        "aws_sqs_queue": 1,
        "aws_sqs_queue_policy": 1,
    }
    pattern = rules(resources)["scan_basic_notifications"]
    assert pattern["detail"]["repository-name"] == ["team", "team/api", "team/web"]


@pytest.mark.parametrize(("scan_type", "findings"), [("BASIC", False), ("ENHANCED", True), (None, True)])
def test_the_dashboard_shows_the_findings_of_a_scan_type_that_has_them(
    new_stack: TerraformStack,
    synth: Synth,
    scan_type: str | None,
    findings: bool,  # noqa: FBT001 - a table's column
) -> None:
    watch(new_stack, "team/api", settings=MonitoringSettings(enable_audit_trail=False), scan_type=scan_type)

    body = str(synth()["resource"]["aws_cloudwatch_dashboard"]["scan_dashboard"]["dashboard_body"])

    assert ("Latest findings" in body) is findings
    assert "Pushes and deletes" not in body


@pytest.mark.parametrize(
    ("names", "shown"), [(["team/api"], "Repository: team/api"), (["team/api", "team/web"], "Repository: <repository>")]
)
def test_amazon_inspectors_message_names_the_one_repository_there_is(
    new_stack: TerraformStack, synth: Synth, names: list[str], shown: str
) -> None:
    watch(new_stack, *names, settings=MonitoringSettings())

    target = synth()["resource"]["aws_cloudwatch_event_target"]["scan_enhanced_notifications"]

    assert shown in target["input_transformer"]["input_template"]


@pytest.mark.parametrize(("scan_type", "expected"), [("BASIC", False), ("ENHANCED", True), (None, True)])
def test_images_that_cannot_be_scanned_have_an_alarm_where_amazon_inspector_may_scan(
    new_stack: TerraformStack,
    synth: Synth,
    scan_type: str | None,
    expected: bool,  # noqa: FBT001 - a table's column
) -> None:
    """One for all repositories: the event names the image alone, so that the metric has no dimension but a name."""
    watch(new_stack, "team", "team/api", settings=MonitoringSettings(), scan_type=scan_type)

    resources = synth()["resource"]

    metric = resources["aws_cloudwatch_log_metric_filter"]["scan_metrics_not_scanned"]["metric_transformation"]
    assert "dimensions" not in metric
    alarms = resources["aws_cloudwatch_metric_alarm"]
    assert ("scan_alarms_not_scanned" in alarms) is expected
    if expected:
        alarm = alarms["scan_alarms_not_scanned"]
        assert (alarm["namespace"], alarm["metric_name"]) == (metric["namespace"], metric["name"])
        assert alarm["alarm_name"] == "team-ca8b22d0-not-scanned"
        assert alarm["alarm_actions"] == alarm["ok_actions"] == "${compact([aws_sns_topic.scan_notifications.arn])}"


def test_two_monitorings_of_one_namespace_do_not_share_the_metric_of_images_that_cannot_be_scanned(
    new_stack: TerraformStack, synth: Synth
) -> None:
    for name in ("team/api", "team/web"):
        ScanMonitoring(new_stack, name.replace("/", "-"), name=name, repositories=[repository(name)])

    filters = synth()["resource"]["aws_cloudwatch_log_metric_filter"]

    missed = [each["metric_transformation"]["name"] for key, each in filters.items() if key.endswith("not_scanned")]
    assert len({*missed}) == len(missed) == 2


def test_calls_are_kept_in_the_audit_trail_where_that_is_asked_for(new_stack: TerraformStack, synth: Synth) -> None:
    settings = MonitoringSettings(enable_cloudtrail_audit=True, enable_scan_logging=False, enable_notifications=False)
    watch(new_stack, "team/api", settings=settings)

    resources = synth()["resource"]

    assert set(rules(resources)) == {"scan_audit_actions", "scan_audit_calls", "scan_audit_registry_calls"}
    assert {each["arn"] for each in resources["aws_cloudwatch_event_target"].values()} == {
        "${aws_cloudwatch_log_group.scan_audit.arn}"
    }
    pattern = rules(resources)["scan_audit_calls"]
    assert pattern["detail"]["requestParameters"] == {"repositoryName": ["team/api"]}


def test_calls_are_not_kept_without_an_audit_trail(new_stack: TerraformStack, synth: Synth) -> None:
    watch(new_stack, "team/api", settings=dataclasses.replace(OFF, enable_cloudtrail_audit=True))

    assert "resource" not in synth()


def test_alarms_that_nobody_is_told_of_have_no_actions(new_stack: TerraformStack, synth: Synth) -> None:
    watch(new_stack, "team/api", settings=MonitoringSettings(enable_notifications=False))

    for alarm in synth()["resource"]["aws_cloudwatch_metric_alarm"].values():
        assert alarm["alarm_actions"] == alarm["ok_actions"] == "${[]}"


def test_the_dashboard_shows_only_metrics_that_the_filters_write(new_stack: TerraformStack, synth: Synth) -> None:
    watch(new_stack, "team/api", settings=MonitoringSettings(metric_namespace="Ours"))

    resources = synth()["resource"]

    transformations = [each["metric_transformation"] for each in resources["aws_cloudwatch_log_metric_filter"].values()]
    written = {
        (each["namespace"], each["name"], *each["dimensions"]) for each in transformations if "dimensions" in each
    }
    body = resources["aws_cloudwatch_dashboard"]["scan_dashboard"]["dashboard_body"]
    text = body if isinstance(body, str) else json.dumps(body)
    widgets = json.loads(text.removeprefix("${jsonencode(").removesuffix(")}").replace(ALARMS, "[]"))["widgets"]
    lines = [line for widget in widgets for line in widget["properties"].get("metrics", ())]
    assert {tuple(line[:3]) for line in lines if isinstance(line[0], str)} == written


ALARMS = (
    "concat(aws_cloudwatch_metric_alarm.scan_alarms_not_scanned[*].arn, "
    "[for alarm in aws_cloudwatch_metric_alarm.scan_alarms_findings : alarm.arn], "
    "[for alarm in aws_cloudwatch_metric_alarm.scan_alarms_failures : alarm.arn])"
)


def test_switches_known_at_plan_switch_every_resource_of_their_part(new_stack: TerraformStack, synth: Synth) -> None:
    for name in ("log", "tell", "findings", "audit", "calls", "board", "policy"):
        TerraformVariable(new_stack, name, type="bool")
    settings = MonitoringSettings(
        enable_scan_logging="${var.log}",
        enable_notifications="${var.tell}",
        enable_finding_notifications="${var.findings}",
        enable_audit_trail="${var.audit}",
        enable_cloudtrail_audit="${var.calls}",
        enable_dashboard="${var.board}",
        manage_log_resource_policy="${var.policy}",
    )
    watch(new_stack, "team/api", settings=settings)

    resources = synth()["resource"]

    conditions = {
        f"{type_}.{name}": body["count"]
        for type_, named in resources.items()
        for name, body in named.items()
        if "count" in body
    }
    assert conditions["aws_cloudwatch_dashboard.scan_dashboard"] == "${(var.board) && (var.log) ? 1 : 0}"
    assert (
        conditions["aws_cloudwatch_event_rule.scan_finding_notifications"] == "${(var.tell) && (var.findings) ? 1 : 0}"
    )
    for rule in ("calls", "registry_calls"):
        wanted = conditions[f"aws_cloudwatch_event_rule.scan_audit_{rule}"]
        assert wanted == "${(var.audit) && (var.calls) ? 1 : 0}"
    assert conditions["aws_cloudwatch_log_resource_policy.scan_log_delivery"] == (
        "${(var.log || var.audit) && (var.policy) ? 1 : 0}"
    )
    assert conditions["aws_sqs_queue.scan_undelivered"] == "${var.tell ? 1 : 0}"
    assert conditions["aws_cloudwatch_log_metric_filter.scan_metrics_critical"] == "${var.log ? 1 : 0}"
    (subscriptions,) = resources["aws_sns_topic_subscription"].values()
    assert subscriptions["for_each"].count(" if var.tell}") == 2
    assert conditions["aws_cloudwatch_metric_alarm.scan_alarms_not_scanned"] == "${var.log ? 1 : 0}"
    alarms = [each for each in resources["aws_cloudwatch_metric_alarm"].values() if "count" not in each]
    assert all("(var.log ? [" in alarm["for_each"] for alarm in alarms)
    dashboard = resources["aws_cloudwatch_dashboard"]["scan_dashboard"]["dashboard_body"]
    assert " : widget if var.audit], [for widget in [" in dashboard
    assert dashboard.endswith(" : widget if ((var.audit) && (var.calls))])})}")
    unconditional = {type_ for type_, named in resources.items() for body in named.values() if "count" not in body}
    assert unconditional == {"aws_cloudwatch_metric_alarm", "aws_sns_topic_subscription"}  # They have for_each.


def test_the_log_resource_policy_covers_scans_and_audit_trail(new_stack: TerraformStack, synth: Synth) -> None:
    monitoring = watch(new_stack, "team/api", settings=MonitoringSettings())

    synthesized = synth()["resource"]

    (policy,) = synthesized["aws_cloudwatch_log_resource_policy"].values()
    (statement,) = policy["policy_document"]["Statement"]
    assert monitoring.log_delivery is not None
    assert policy["policy_name"] == "team-api-0c8d3215-ecr-events"
    assert statement["Resource"] == "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/ecr/*:*"
    assert statement["Principal"]["Service"] == ["events.amazonaws.com", "delivery.logs.amazonaws.com"]
    names = {group["name"] for group in synthesized["aws_cloudwatch_log_group"].values()}
    assert names == {"/aws/events/ecr/team/api", "/aws/events/ecr/team/api#audit"}


@pytest.mark.parametrize("settings", [MonitoringSettings(manage_log_resource_policy=False), OFF])
def test_the_log_resource_policy_can_be_somebody_elses(
    new_stack: TerraformStack, synth: Synth, settings: MonitoringSettings
) -> None:
    groups = "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/ecr/*:*"
    LogDeliveryPolicy(new_stack, "delivery", name="ecr-events", log_group_arns=groups)
    assert watch(new_stack, "team/api", settings=settings).log_delivery is None

    (policy,) = synth()["resource"]["aws_cloudwatch_log_resource_policy"].values()

    assert policy["policy_name"] == "ecr-events"
    assert policy["policy_document"]["Statement"][0]["Resource"] == groups


def test_a_log_resource_policy_takes_tokens(new_stack: TerraformStack, synth: Synth) -> None:
    wanted = TerraformVariable(new_stack, "wanted", type="bool").boolean_value
    groups = TerraformVariable(new_stack, "groups", type="string").string_value
    LogDeliveryPolicy(new_stack, "delivery", name="ecr-events", log_group_arns=groups, condition=wanted)

    synthesized = synth()

    policy = synthesized["resource"]["aws_cloudwatch_log_resource_policy"]["delivery"]
    assert policy["count"] == "${local.delivery_condition ? 1 : 0}"
    assert '"Resource": local.delivery' in policy["policy_document"]
    assert synthesized["locals"] == {"delivery": "${var.groups}", "delivery_condition": "${var.wanted}"}
