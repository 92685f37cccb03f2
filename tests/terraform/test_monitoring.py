"""Everything that watches scans, applied for real: what AWS then holds, and what goes when a part is switched off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.terraform.account import ACCOUNT_ID, EMPTY, Account, Contents
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.monitoring import dashboard, failures_alarm, findings_alarm, metric_filters, not_scanned_alarm
from tests.terraform.monitoring_events import (
    ARN,
    AUDIT_LOG,
    LOG_GROUP_ARN,
    LOGGED,
    MESSAGES,
    PATTERNS,
    QUEUE_ARN,
    RULE_ARN,
    SAFE_NAME,
    SCAN_LOG,
    TOPIC_ARN,
)
from tests.terraform.monitoring_switches import EVERY_ADDRESS, EVERYTHING, NOTHING, SWITCHES
from tests.terraform.runner import Terraform

# One apply serves all these tests; the last two change what it made.
pytestmark = pytest.mark.terraform

ALARMS = ("not-scanned", "critical-findings", "high-findings", "scan-failed")
ALARM_ARN = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT_ID}:alarm:{SAFE_NAME}"
TAGS = {"ManagedBy": "Terraform", "Stack": "ecr", "Environment": "production", "Team": "API"}


@pytest.fixture(scope="module")
def account(emulator: Emulator) -> Account:
    """The account, for all these tests."""
    emulator.reset()
    return Account(emulator.url)


@pytest.fixture(scope="module")
def log_key(account: Account) -> str:
    """The ARN of the key that encrypts the log groups, made by somebody else."""
    return account.create_key()


@pytest.fixture(scope="module")
def settings(log_key: str) -> dict[str, Any]:
    """All parts switched on."""
    return {**EVERYTHING, "ecr_log_kms_key_id": log_key}


@pytest.fixture(scope="module")
def terraform(
    account: Account,  # noqa: ARG001 - emptied before the apply
    settings: dict[str, Any],
    place: Place,
    stack_directory: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Terraform:
    """The stack with all parts switched on, applied."""
    terraform = place(tmp_path_factory.mktemp("monitoring"), stack_directory)
    terraform.apply(settings)
    return terraform


@pytest.fixture(scope="module")
def contents(terraform: Terraform, account: Account) -> Contents:  # noqa: ARG001 - applied
    """What the account then holds."""
    return account.contents()


def test_the_next_plan_is_empty(terraform: Terraform, settings: dict[str, Any]) -> None:
    again = terraform.plan(settings)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])


def test_the_log_groups(contents: Contents, log_key: str) -> None:
    assert contents["log_groups"] == {
        SCAN_LOG: {"retention": 30, "key": log_key, "tags": TAGS},
        AUDIT_LOG: {"retention": 365, "key": log_key, "tags": TAGS},
    }


def test_one_policy_lets_eventbridge_write_to_both_log_groups(contents: Contents) -> None:
    assert contents["log_resource_policies"] == {
        f"{SAFE_NAME}-ecr-events": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "DeliverEvents",
                    "Effect": "Allow",
                    "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
                    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                    "Resource": f"{LOG_GROUP_ARN}/aws/events/ecr/*:*",
                }
            ],
        }
    }
    assert all(name.startswith("/aws/events/ecr/") for name in contents["log_groups"])


def test_the_rules_match_each_familys_events(contents: Contents) -> None:
    assert {name: rule["pattern"] for name, rule in contents["event_rules"].items()} == PATTERNS
    assert {(rule["state"], *sorted(rule["tags"].items())) for rule in contents["event_rules"].values()} == {
        ("ENABLED", *sorted(TAGS.items()))
    }


def test_the_targets_are_logs_and_the_topic(contents: Contents) -> None:
    targets = {name: rule["targets"] for name, rule in contents["event_rules"].items()}
    logged = {name: [{"Id": "logs", "Arn": LOG_GROUP_ARN + log}] for name, log in LOGGED.items()}
    told = {
        name: [
            {
                "Id": "notification",
                "Arn": TOPIC_ARN,
                "InputTransformer": message,
                "DeadLetterConfig": {"Arn": QUEUE_ARN},
            }
        ]
        for name, message in MESSAGES.items()
    }
    assert targets == {**logged, **told}


def test_the_metric_filters(contents: Contents, account: Account) -> None:
    assert contents["metric_filters"] == {SCAN_LOG: metric_filters(SAFE_NAME, "Team/Scans")}

    filters = account.client("logs").describe_metric_filters(logGroupName=SCAN_LOG)["metricFilters"]
    patterns = {each["filterName"]: each["filterPattern"] for each in filters}
    completed = '($.detail.scan-status = "COMPLETE") || ($.detail.scan-status = "INITIAL_SCAN_COMPLETE")'
    critical = "$.detail.finding-severity-counts.CRITICAL"
    assert patterns["critical"] == f'{{ ($.resources[0] = "*") && ({completed}) && ({critical} >= 0) }}'
    basic = '$.detail.scan-status = "COMPLETE"'
    assert patterns["critical_none"] == f'{{ ($.resources[0] = "*") && ({basic}) && ({critical} NOT EXISTS) }}'
    assert patterns["not_scanned"].startswith(
        '{ ($.detail-type = "Inspector2 Coverage") && ($.detail.scanStatus.status'
    )


def test_the_alarms(contents: Contents) -> None:
    common: dict[str, Any] = {"tags": TAGS, "actions": (TOPIC_ARN,), "namespace": "Team/Scans"}
    assert contents["alarms"] == {
        f"{SAFE_NAME}-critical-findings": findings_alarm("CRITICAL", ARN, threshold=1, **common),
        f"{SAFE_NAME}-high-findings": findings_alarm("HIGH", ARN, threshold=10, **common),
        f"{SAFE_NAME}-scan-failed": failures_alarm(ARN, **common),
        f"{SAFE_NAME}-not-scanned": not_scanned_alarm(SAFE_NAME, **common),
    }


def test_the_topic_and_its_subscribers(contents: Contents) -> None:
    (key,) = [key for key in contents["keys"] if key["description"] != "of somebody else"]
    assert contents["topics"] == {
        TOPIC_ARN: {
            "key": key["arn"],
            "policy": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        # No condition: EventBridge supports none in a topic's policy.
                        "Sid": "PublishEvents",
                        "Effect": "Allow",
                        "Principal": {"Service": "events.amazonaws.com"},
                        "Action": "sns:Publish",
                        "Resource": TOPIC_ARN,
                    },
                    {
                        "Sid": "PublishAlarms",
                        "Effect": "Allow",
                        "Principal": {"Service": "cloudwatch.amazonaws.com"},
                        "Action": "sns:Publish",
                        "Resource": TOPIC_ARN,
                        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT_ID}},
                    },
                ],
            },
            "subscriptions": [("email", "security@example.com"), ("email", "team@example.com")],
            "tags": TAGS,
        }
    }


def test_eventbridge_and_cloudwatch_may_use_the_topics_key(contents: Contents, account: Account) -> None:
    (topic,) = contents["topics"].values()
    assert account.key_policy(topic["key"]) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "ManageByIAM",
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT_ID}:root"},
                "Action": "kms:*",
                "Resource": "*",
            },
            {
                "Sid": "EncryptEvents",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
            },
            {
                "Sid": "EncryptAlarms",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
                "Resource": "*",
                "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT_ID}},
            },
        ],
    }
    (key,) = [key for key in contents["keys"] if key["arn"] == topic["key"]]
    assert (key["rotates"], key["tags"]) == (True, TAGS)


def test_the_queue_takes_what_these_rules_could_not_deliver(contents: Contents) -> None:
    (statement,) = contents["queues"][QUEUE_ARN]["policy"]["Statement"]
    sources = statement["Condition"]
    assert {key: value for key, value in statement.items() if key != "Condition"} == {
        "Sid": "KeepFailedDeliveries",
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": QUEUE_ARN,
    }
    assert list(sources) == ["ArnEquals"]
    assert list(sources["ArnEquals"]) == ["aws:SourceArn"]
    assert sorted(sources["ArnEquals"]["aws:SourceArn"]) == [
        f"{RULE_ARN}-notify-basic",
        f"{RULE_ARN}-notify-enhanced",
        f"{RULE_ARN}-notify-findings",
    ]
    (queue,) = contents["queues"].values()
    assert queue["policy"]["Version"] == "2012-10-17"
    assert (queue["retention_seconds"], queue["encrypted"], queue["tags"]) == (14 * 24 * 60 * 60, "true", TAGS)


def test_the_dashboard_shows_what_the_filters_emit_and_the_logs_hold(contents: Contents) -> None:
    alarms = [f"{ALARM_ARN}-{what}" for what in ALARMS]
    (shown,) = contents["dashboards"].values()
    assert contents["dashboards"] == {
        f"{SAFE_NAME}-us-east-1-ecr": dashboard(
            ARN,
            region="us-east-1",
            scan_log=SCAN_LOG,
            audit_logs=[AUDIT_LOG, AUDIT_LOG],
            alarms=alarms,
            namespace="Team/Scans",
        )
    }

    emitted = {
        (namespace, metric, *dimensions)
        for filters in contents["metric_filters"].values()
        for namespace, metric, _, dimensions in filters.values()
        if dimensions
    }
    assert {tuple(metric[:3]) for metric in shown["metrics"]} == emitted
    assert set(shown["log_groups"]) == set(contents["log_groups"])
    assert {arn.rpartition(":")[2] for arn in shown["alarms"]} == set(contents["alarms"])


def test_the_outputs(terraform: Terraform) -> None:
    outputs = terraform.outputs()
    names = ("scan_log_group_name", "audit_log_group_name", "notification_topic_arn", "dashboard_name", "alarm_arns")
    assert {name: outputs[f"ecr_{name}"] for name in names} == {
        "scan_log_group_name": SCAN_LOG,
        "audit_log_group_name": AUDIT_LOG,
        "notification_topic_arn": TOPIC_ARN,
        "dashboard_name": f"{SAFE_NAME}-us-east-1-ecr",
        "alarm_arns": [f"{ALARM_ARN}-{what}" for what in ALARMS],
    }


@pytest.mark.parametrize(("changed", "expected"), SWITCHES)
def test_a_part_that_is_switched_off_takes_only_its_own_with_it(
    terraform: Terraform, settings: dict[str, Any], changed: dict[str, object], expected: dict[str, str]
) -> None:
    assert terraform.plan({**settings, **changed}, refresh=False).changes == expected


def test_a_given_key_takes_the_place_of_the_topics_own(
    terraform: Terraform, settings: dict[str, Any], log_key: str
) -> None:
    given = {**settings, "ecr_create_notification_kms_key": False, "ecr_notification_kms_key_id": log_key}
    assert terraform.plan(given, refresh=False).changes == {
        "aws_kms_key.scan_notifications[0]": "delete",
        "aws_sns_topic.scan_notifications[0]": "update",
    }


def test_basic_scanning_is_watched_in_the_same_way(
    terraform: Terraform, account: Account, settings: dict[str, Any], contents: Contents
) -> None:
    basic = {**settings, "ecr_enable_enhanced_scanning": False}

    assert terraform.apply(basic).totals == (0, 1, 0)

    now = account.contents()
    assert now["registry_scanning"]["scanType"] == "BASIC"
    assert now == {**contents, "registry_scanning": now["registry_scanning"]}
    assert terraform.plan(basic).changes == {}


def test_switched_off_together_nothing_is_left_to_settle_or_to_destroy(
    terraform: Terraform, account: Account, settings: dict[str, Any], log_key: str
) -> None:
    nothing = {**settings, **NOTHING}

    changes = terraform.apply(nothing).changes

    # The test before this one left basic scanning.
    assert changes.pop("aws_ecr_registry_scanning_configuration.this[0]", "update") == "update"
    assert changes == dict.fromkeys(EVERY_ADDRESS, "delete")
    kept = {"repositories", "registry_scanning", "policies", "roles", "instance_profiles", "keys"}
    left = account.contents()
    assert {kind: left[kind] for kind in EMPTY if kind not in kept} == {
        kind: empty for kind, empty in EMPTY.items() if kind not in kept
    }
    assert [key["arn"] for key in left["keys"]] == [log_key]
    outputs = terraform.outputs()
    assert outputs["ecr_alarm_arns"] == []
    assert not {"ecr_scan_log_group_name", "ecr_audit_log_group_name", "ecr_dashboard_name"} & set(outputs)
    assert "ecr_notification_topic_arn" not in outputs
    again = terraform.plan(nothing)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])

    terraform.destroy(nothing)

    assert account.contents() == {**EMPTY, "keys": left["keys"]}
