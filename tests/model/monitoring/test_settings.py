"""The settings of the monitoring: what each takes, and what it refuses."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cdktf_ecr import InvalidSettingError, MonitoringSettings, Subscription

NUMBER_TOKEN = -1.888154589709072e289


def refusal(**settings: Any) -> InvalidSettingError:
    with pytest.raises(InvalidSettingError) as refused:
        MonitoringSettings(**settings)
    return refused.value


@pytest.mark.parametrize("setting", ["log_retention_days", "audit_retention_days"])
@pytest.mark.parametrize("days", [0, 1, 14, 3653, NUMBER_TOKEN, "${var.days}"])
def test_legal_retentions(setting: str, days: Any) -> None:
    MonitoringSettings(**{setting: days})


@pytest.mark.parametrize("setting", ["log_retention_days", "audit_retention_days"])
@pytest.mark.parametrize("days", [-1, 2, 15, 3654, 14.0, "14", True, None])
def test_other_retentions_are_refused(setting: str, days: Any) -> None:
    assert re.match(
        rf"{setting} {days!r}: must be one of 0, 1, 3, .*3653 days; 0 keeps events for ever",
        str(refusal(**{setting: days})),
    )


@pytest.mark.parametrize(
    "namespace",
    ["CdktfEcr/ImageScans", "a", "a" * 255, "My Team.scans_1-x#2", "aws/scans", "AWSome", "${var.namespace}"],
)
def test_namespaces_cloudwatch_takes(namespace: str) -> None:
    assert MonitoringSettings(metric_namespace=namespace).metric_namespace == namespace


@pytest.mark.parametrize(
    "namespace", ["", " ", "a" * 256, "AWS/ECR", "AWS/", "a:b", ":a", "a*b", "a$b", "ünsere", "a\n", "a\tb", "a'b"]
)
def test_namespaces_cloudwatch_refuses(namespace: str) -> None:
    refused = refusal(metric_namespace=namespace)
    assert (refused.setting, refused.value) == ("metric_namespace", namespace)
    assert refused.rule == (
        "must be 1 to 255 letters, digits, spaces and '.', '-', '_', '/', '#', and not begin with 'AWS/'"
    )


def test_a_namespace_is_a_string() -> None:
    assert "metric_namespace 7: must be a string, not a number" in str(refusal(metric_namespace=7))


@pytest.mark.parametrize(
    "thresholds",
    [{}, {"HIGH": 5, "CRITICAL": 1}, {"UNTRIAGED": 3}, {"HIGH": "${var.high}", "LOW": NUMBER_TOKEN}, "${var.all}"],
)
def test_thresholds_by_severity(thresholds: Any) -> None:
    assert MonitoringSettings(alarm_thresholds=thresholds)


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
    assert message in str(refusal(alarm_thresholds=thresholds))


@pytest.mark.parametrize(
    ("protocol", "endpoint"),
    [
        ("http", "http://example.org"),
        ("https", "https://example.org/scans?x=1"),
        ("email", "team@example.org"),
        ("email-json", "team@example.org"),
        ("sms", "+4912345"),
        ("sqs", "arn:aws:sqs:eu-west-1:111122223333:scans"),
        ("lambda", "arn:aws:lambda:eu-west-1:111122223333:function:scans"),
        ("sqs", "${aws_sqs_queue.scans.arn}"),
        ("${var.protocol}", "https://example.org"),
    ],
)
def test_endpoints_that_fit_their_protocol(protocol: str, endpoint: str) -> None:
    MonitoringSettings(notification_subscriptions={"team": {"protocol": protocol, "endpoint": endpoint}})


@pytest.mark.parametrize(
    ("protocol", "endpoint"),
    [
        ("mail", "team@example.org"),
        ("HTTPS", "https://example.org"),
        ("", "https://example.org"),
        ("mail", "${var.address}"),
        ("https", "http://example.org"),
        ("http", "https://example.org"),
        ("email", "team"),
        ("sms", "team"),
        ("sqs", "https://sqs.eu-west-1.amazonaws.com/111122223333/scans"),
        ("lambda", "scans"),
    ],
)
def test_endpoints_that_do_not_fit_are_refused(protocol: str, endpoint: str) -> None:
    subscription = {"protocol": protocol, "endpoint": endpoint}
    refused = refusal(notification_subscriptions={"fine": FINE, "team": subscription})
    assert (refused.setting, refused.value) == ("notification_subscriptions[team]", subscription)
    assert refused.rule.startswith("must have one of the protocols http, https, email, email-json, sms, sqs, lambda,")


KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


@pytest.mark.parametrize("endpoint", ["arn:aws:firehose:eu-west-1:111122223333:deliverystream/scans", "${var.stream}"])
def test_a_subscription_that_needs_a_role_is_refused(endpoint: str) -> None:
    stream = {"protocol": "firehose", "endpoint": endpoint}
    assert str(refusal(notification_subscriptions={"fine": FINE, "stream": stream})) == (
        f"notification_subscriptions[stream] {stream!r}: must not have the protocol firehose: its subscriptions need "
        "the ARN of a role as well (SubscriptionRoleArn); subscribe the delivery stream to the topic yourself, with an "
        "aws_sns_topic_subscription (Amazon SNS API Reference, Subscribe)"
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"notification_kms_key_id": KEY},
            "create_notification_kms_key True: must be false when notification_kms_key_id names a key: a topic has one",
        ),
        (
            {"create_notification_kms_key": False},
            "notification_kms_key_id None: must name a key when create_notification_kms_key is false: the topic is",
        ),
        (
            {"create_log_kms_key": True, "log_kms_key_id": KEY},
            "create_log_kms_key True: must be false when log_kms_key_id names a key: a log group has one key",
        ),
        (
            {"create_notification_kms_key": False, "notification_kms_key_id": "alias/scans"},
            "not a key id or an alias (Amazon SNS encryption at rest)",
        ),
        ({"create_log_kms_key": "yes"}, "create_log_kms_key 'yes': must be True or False, not a string"),
    ],
)
def test_the_topic_and_the_logs_have_one_key_each(settings: dict[str, Any], message: str) -> None:
    assert message in str(refusal(**settings))


@pytest.mark.parametrize(
    "settings",
    [
        {"create_notification_kms_key": False, "notification_kms_key_id": KEY},
        {"create_notification_kms_key": False, "enable_notifications": False},
        {"create_notification_kms_key": "${var.create}", "notification_kms_key_id": "${var.key}"},
        {"create_notification_kms_key": False, "notification_kms_key_id": "${var.key}"},
        {"create_log_kms_key": True, "log_kms_key_id": "${var.key}"},
        {"create_log_kms_key": False, "log_kms_key_id": KEY},
    ],
    ids=str,
)
def test_keys_that_go_together(settings: dict[str, Any]) -> None:
    assert {name: getattr(MonitoringSettings(**settings), name) for name in settings} == settings


FINE: Subscription = {"protocol": "https", "endpoint": "https://example.org"}


@pytest.mark.parametrize("name", ["", "a b", "https://example.org", "a" * 65, "team.api"])
def test_a_subscriptions_name_is_a_terraform_key_that_people_read(name: str) -> None:
    refused = refusal(notification_subscriptions={name: FINE})
    assert refused.value == name
    assert MonitoringSettings(notification_subscriptions={"a" * 64: FINE, "team-1_x": FINE})
