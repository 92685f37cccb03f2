"""Monitoring of constructs, with CDKTF's tokens wherever they fit, applied for real through a provider of its own."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.synthesized import SynthesizeProgram
from tests.terraform.account import ACCOUNT_ID, Account, Contents
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.monitoring import METRICS, failures_alarm, findings_alarm, metric_filters, not_scanned_alarm
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("monitoring_constructs_app.py")
REGION = "eu-west-1"
NAMES = ["team/api", "team/worker", "team/jobs"]
ARNS = {name: f"arn:aws:ecr:{REGION}:{ACCOUNT_ID}:repository/{name}" for name in NAMES}
# The name follows from those of the stack and the construct.
SCANS, SAFE_NAME = "/aws/events/ecr/watching/monitoring", "watching-monitoring-b43f1206"
TAGS = {"Team": "API"}


@pytest.fixture(scope="module")
def account(emulator: Emulator) -> Account:
    """The account, for all these tests."""
    emulator.reset()
    return Account(emulator.url, REGION)


@pytest.fixture(scope="module")
def settings(account: Account) -> dict[str, Any]:
    """The values of the application's variables."""
    return {
        "wanted": True,
        "days": 30,
        "days_of_audit": 60,
        "key": account.create_key(),
        "namespace": "Team/Scans",
        "thresholds": {"CRITICAL": 2},
        "email": "team@example.com",
        "severity": "MEDIUM",
        "tags": TAGS,
    }


@pytest.fixture(scope="module")
def terraform(
    settings: dict[str, Any],
    synthesize_program: SynthesizeProgram,
    place: Place,
    tmp_path_factory: pytest.TempPathFactory,
) -> Terraform:
    """The application, applied."""
    terraform = place(tmp_path_factory.mktemp("constructs"), synthesize_program(PROGRAM) / "Watching")
    terraform.apply(settings)
    return terraform


@pytest.fixture(scope="module")
def contents(terraform: Terraform, account: Account) -> Contents:  # noqa: ARG001 - applied
    """What the account then holds."""
    return account.contents()


def test_the_next_plan_is_empty(terraform: Terraform, settings: dict[str, Any]) -> None:
    again = terraform.plan(settings)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])


def test_events_may_be_written_to_the_logs(contents: Contents, settings: dict[str, Any]) -> None:
    common = {"key": settings["key"], "tags": TAGS}
    assert contents["log_groups"] == {SCANS: {"retention": 30, **common}, f"{SCANS}#audit": {"retention": 60, **common}}
    (policy,) = contents["log_resource_policies"].values()
    assert policy["Statement"][0]["Resource"] == f"arn:aws:logs:{REGION}:{ACCOUNT_ID}:log-group:/aws/events/ecr/*:*"


def test_the_rules_watch_the_repositories(contents: Contents) -> None:
    patterns = {name.removeprefix(f"{SAFE_NAME}-"): rule["pattern"] for name, rule in contents["event_rules"].items()}
    by_kind = {kind: pattern["detail"].get("repository-name") for kind, pattern in patterns.items()}
    assert by_kind == {
        "scans": [each for name in NAMES for each in (name, ARNS[name])],
        "findings": None,
        "audit": NAMES,
        "notify-basic": NAMES,
        "notify-enhanced": list(ARNS.values()),
        "notify-findings": None,
        "api-calls": None,
        "registry-calls": None,
    }
    assert patterns["api-calls"]["detail"]["requestParameters"] == {"repositoryName": NAMES}
    for kind in ("findings", "notify-findings"):
        assert patterns[kind]["resources"] == [{"prefix": f"{arn}/sha256:"} for arn in ARNS.values()]
    assert patterns["notify-findings"]["detail"]["severity"] == ["CRITICAL", "CRITICAL", "HIGH", "MEDIUM"]


def test_an_endpoint_that_the_same_apply_makes_is_subscribed(contents: Contents) -> None:
    (topic,) = contents["topics"].values()
    assert topic["subscriptions"] == [
        ("email", "team@example.com"),
        ("sqs", f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:listener"),
    ]


def test_the_topic_is_encrypted_by_the_given_key_and_none_is_created(
    contents: Contents, settings: dict[str, Any]
) -> None:
    (topic,) = contents["topics"].values()
    assert topic["key"] == settings["key"]
    assert [key["arn"] for key in contents["keys"]] == [settings["key"]]
    alarms = topic["policy"]["Statement"][1]
    assert alarms["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT_ID}}


def test_counts_are_watched_and_shown(contents: Contents) -> None:
    assert contents["metric_filters"] == {SCANS: metric_filters(SAFE_NAME, "Team/Scans")}
    (topic_arn,) = contents["topics"]
    common: dict[str, Any] = {"tags": TAGS, "actions": (topic_arn,), "namespace": "Team/Scans"}
    safe_names = dict(zip(NAMES, ("team-api-0c8d3215", "team-worker-cbee185a", "team-jobs-c2ab5ef6"), strict=True))
    assert contents["alarms"] == {
        **{
            f"{safe_names[name]}-critical-findings": findings_alarm("CRITICAL", arn, threshold=2, **common)
            for name, arn in ARNS.items()
        },
        **{f"{safe_names[name]}-scan-failed": failures_alarm(arn, **common) for name, arn in ARNS.items()},
        f"{SAFE_NAME}-not-scanned": not_scanned_alarm(SAFE_NAME, **common),
    }
    (shown,) = contents["dashboards"].values()
    assert shown["regions"] == [REGION]
    assert {(metric, arn) for _, metric, _, arn in shown["metrics"]} == set(product(METRICS, ARNS.values()))
    assert {arn.rpartition(":")[2] for arn in shown["alarms"]} == set(contents["alarms"])


def test_what_a_user_may_pass_on(terraform: Terraform, contents: Contents) -> None:
    outputs = terraform.outputs()
    assert (outputs["log"], outputs["audit"]) == (SCANS, f"{SCANS}#audit")
    assert [outputs["topic"]] == list(contents["topics"])
    assert [outputs["dashboard"]] == list(contents["dashboards"])
    assert outputs["queue"].endswith(f"/{SAFE_NAME}-ecr-undelivered")
    assert {arn.rpartition(":")[2] for arn in outputs["alarms"]} == set(contents["alarms"])


def test_everything_can_be_switched_off(terraform: Terraform, settings: dict[str, Any]) -> None:
    changes = terraform.plan({**settings, "wanted": False}).changes

    assert {address.partition(".")[0] for address in changes} == {
        "aws_cloudwatch_dashboard",
        "aws_cloudwatch_event_rule",
        "aws_cloudwatch_event_target",
        "aws_cloudwatch_log_group",
        "aws_cloudwatch_log_metric_filter",
        "aws_cloudwatch_log_resource_policy",
        "aws_cloudwatch_metric_alarm",
        "aws_sns_topic",
        "aws_sns_topic_policy",
        "aws_sns_topic_subscription",
        "aws_sqs_queue",
        "aws_sqs_queue_policy",
    }
    assert set(changes.values()) == {"delete"}
    assert "aws_sqs_queue.listener" not in changes


def test_a_list_that_no_rule_has_room_for_is_refused_at_plan(terraform: Terraform, settings: dict[str, Any]) -> None:
    """EventBridge would say so in the middle of an apply."""
    file = terraform.directory / "cdk.tf.json"
    whole = file.read_text(encoding="utf-8")
    configuration = json.loads(whole)
    configuration["locals"]["monitoring_logs_scans_pattern"] = json.dumps({"source": ["x" * 2048]})
    file.write_text(json.dumps(configuration), encoding="utf-8")
    try:
        (error,) = terraform.refused_plan(settings)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert error.startswith(
        "repositories: must be fewer: their event pattern is longer than 2048 characters; give them"
    )
