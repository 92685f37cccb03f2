"""Monitoring in an application of somebody else's: where Python knows the scan type, and where it knows no repository.

The repositories that only a variable names are divided among rules, and stay so when one more comes.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.model.monitoring.samples import (
    REGION,
    basic_scan,
    coverage,
    enhanced_scan,
    finding,
    image_action,
    registry_call,
    repository,
    repository_call,
)
from tests.synthesized import SynthesizeProgram
from tests.terraform.account import EMPTY, Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.monitoring import FILTERS, NOT_SCANNED
from tests.terraform.monitoring_events import FINDING_OR_COVERAGE
from tests.terraform.runner import Terraform

# One apply serves all these tests; the last one destroys what it made.
pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("monitoring_app.py")

JOBS = "team-jobs-c2ab5ef6"
JOBS_ARN = repository("team/jobs").arn
JOBS_RULES = {
    f"{JOBS}-scans": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Scan"],
        "detail": {"repository-name": [JOBS_ARN]},
    },
    f"{JOBS}-findings": {
        "source": ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding", "Inspector2 Coverage"],
        "resources": [{"prefix": f"{JOBS_ARN}/sha256:"}],
        "detail": FINDING_OR_COVERAGE,
    },
    f"{JOBS}-audit": {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Image Action"],
        "detail": {"repository-name": ["team/jobs"], "action-type": ["PUSH", "DELETE"]},
    },
}

FLEET = "fleet-5eb2ce29"
SCANS, AUDIT = "/aws/events/ecr/fleet", "/aws/events/ecr/fleet#audit"
# So long that few fill a rule: `test_event_rule_shares` has the hundreds.
NAMES = [f"team-{number:02}/{'long-' * 30}name" for number in range(12)]
SETTINGS = {"names": NAMES}
FAMILIES = (basic_scan, enhanced_scan, finding, coverage, image_action, repository_call)


@pytest.fixture(scope="module")
def account(emulator: Emulator) -> Account:
    """The account, for all these tests."""
    emulator.reset()
    return Account(emulator.url, REGION)


@pytest.fixture(scope="module")
def terraform(
    account: Account,  # noqa: ARG001 - emptied before the apply
    synthesize_program: SynthesizeProgram,
    place: Place,
    tmp_path_factory: pytest.TempPathFactory,
) -> Terraform:
    """The application, applied without notifications: the provider waits a minute for their queue."""
    terraform = place(tmp_path_factory.mktemp("library"), synthesize_program(PROGRAM) / "library")
    terraform.apply(SETTINGS)
    return terraform


@pytest.fixture(scope="module")
def rules(terraform: Terraform, account: Account) -> dict[str, Any]:  # noqa: ARG001 - applied
    """The patterns of the rules that the account then holds, as text."""
    return {rule["Name"]: rule["EventPattern"] for rule in account.client("events").list_rules()["Rules"]}


@pytest.fixture(scope="module")
def patterns(rules: dict[str, str]) -> dict[str, Any]:
    """The patterns of the fleet's rules, by what follows the fleet's name in theirs."""
    return {
        name.removeprefix(f"{FLEET}-"): json.loads(pattern) for name, pattern in rules.items() if name.startswith(FLEET)
    }


@pytest.fixture(scope="module")
def alarms(terraform: Terraform, account: Account) -> list[dict[str, Any]]:  # noqa: ARG001 - applied
    """The alarms that the account then holds."""
    pages = account.client("cloudwatch").get_paginator("describe_alarms").paginate()
    return [alarm for page in pages for alarm in page["MetricAlarms"]]


def widgets(account: Account, name: str) -> list[dict[str, Any]]:
    body = account.client("cloudwatch").get_dashboard(DashboardName=name)["DashboardBody"]
    return list(json.loads(body)["widgets"])


def test_only_the_events_of_the_known_scan_type_are_watched_for(rules: dict[str, str]) -> None:
    assert {name: json.loads(pattern) for name, pattern in rules.items() if name.startswith(JOBS)} == JOBS_RULES


@pytest.mark.usefixtures("terraform")
def test_the_known_scan_type_is_counted_and_shown(account: Account, alarms: list[dict[str, Any]]) -> None:
    log = "/aws/events/ecr/team/jobs"
    filters = account.client("logs").describe_metric_filters(logGroupName=log)["metricFilters"]
    assert {each["filterName"] for each in filters} == {*FILTERS, NOT_SCANNED}
    assert {each["AlarmName"]: each["Threshold"] for each in alarms if each["AlarmName"].startswith(JOBS)} == {
        f"{JOBS}-critical-findings": 1.0,
        f"{JOBS}-high-findings": 3.0,
        f"{JOBS}-scan-failed": 1.0,
        f"{JOBS}-not-scanned": 1.0,
    }
    queries = [
        widget["properties"]["query"] for widget in widgets(account, f"{JOBS}-{REGION}-ecr") if widget["type"] == "log"
    ]
    assert [query.split("'")[1] for query in queries] == [log, log, log, f"{log}#audit"]


def test_the_rules_of_a_kind_are_numbered_and_short_enough(rules: dict[str, str], patterns: dict[str, Any]) -> None:
    assert set(patterns) == {
        *("scans-1", "scans-2", "scans-3", "findings-1", "findings-2", "audit-1", "audit-2"),
        *("api-calls-1", "api-calls-2", "registry-calls"),
    }
    assert max(map(len, rules.values())) <= 2048


def test_each_repository_is_watched_by_exactly_one_rule_of_each_kind(patterns: dict[str, Any]) -> None:
    arns = [repository(name).arn for name in NAMES]
    watched: dict[str, list[str]] = {"scans": [], "findings": [], "audit": [], "api-calls": []}
    for name, pattern in patterns.items():
        kind = name.rstrip("0123456789-")
        if kind == "registry-calls":
            continue
        watched[kind] += pattern["detail"].get("requestParameters", {}).get("repositoryName", [])
        watched[kind] += pattern["detail"].get("repository-name", [])
        watched[kind] += [resource["prefix"] for resource in pattern.get("resources", [])]
    assert {kind: Counter(names) for kind, names in watched.items()} == {
        "scans": Counter([*NAMES, *arns]),
        "findings": Counter(f"{arn}/sha256:" for arn in arns),
        "audit": Counter(NAMES),
        "api-calls": Counter(NAMES),
    }


@pytest.mark.parametrize("position", [0, 5, 11])
@pytest.mark.usefixtures("terraform")
def test_events_of_every_family_reach_the_one_log_group_they_are_for(account: Account, position: int) -> None:
    watched = repository(NAMES[position])
    sent = {sample.__name__: account.put_event(sample(watched)) for sample in FAMILIES}
    logged = {group: account.logged_events(group) for group in (SCANS, AUDIT)}
    assert {family: [group for group in logged if id in logged[group]] for family, id in sent.items()} == {
        "basic_scan": [SCANS],
        "enhanced_scan": [SCANS],
        "finding": [SCANS],
        "image_action": [AUDIT],
        "coverage": [SCANS],
        "repository_call": [AUDIT],
    }


@pytest.mark.usefixtures("terraform")
def test_a_call_to_the_registry_is_kept_once_however_many_rules_there_are(account: Account) -> None:
    event_id = account.put_event(registry_call())
    assert event_id in account.logged_events(AUDIT)


@pytest.mark.usefixtures("terraform")
def test_events_of_another_repository_reach_no_log_group(account: Account) -> None:
    sent = {account.put_event(sample(repository(f"{NAMES[0]}-b"))) for sample in FAMILIES}
    assert not sent & {*account.logged_events(SCANS), *account.logged_events(AUDIT)}


def test_each_repository_has_its_alarms(alarms: list[dict[str, Any]]) -> None:
    (missed,) = [alarm for alarm in alarms if alarm["AlarmName"] == f"{FLEET}-not-scanned"]
    assert (missed["MetricName"], missed["Dimensions"]) == (f"NotScanned-{FLEET}", [])
    watched = [alarm for alarm in alarms if not alarm["AlarmName"].startswith((JOBS, FLEET))]
    assert {alarm["Namespace"] for alarm in watched} == {"Fleet/Scans"}
    assert Counter((alarm["MetricName"], alarm["Dimensions"][0]["Value"]) for alarm in watched) == Counter(
        (metric, repository(name).arn) for metric in ("Critical", "ScansFailed") for name in NAMES
    )


@pytest.mark.usefixtures("terraform")
def test_the_dashboard_is_as_large_as_for_any_number(account: Account) -> None:
    shown = widgets(account, f"{FLEET}-{REGION}-ecr")
    assert [widget["type"] for widget in shown] == ["text", "alarm", *["metric"] * 5, *["log"] * 5]
    assert len(set(shown[1]["properties"]["alarms"])) == 2 * len(NAMES) + 1
    search = 'SEARCH(\'{"Fleet/Scans","Repository"} MetricName="Critical"\', \'Maximum\', 86400)'
    assert shown[2]["properties"]["metrics"] == [
        [{"expression": f"SORT({search}, MAX, DESC, 20)", "label": "", "id": "worst"}]
    ]


def test_the_next_plan_is_empty(terraform: Terraform) -> None:
    again = terraform.plan(SETTINGS)
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])


def test_one_more_repository_and_notifications_change_rules_in_place_and_destroy_nothing(terraform: Terraform) -> None:
    first = NAMES[0].replace("team", "first")
    changes = terraform.plan({"names": [first, *NAMES], "notify": True}, refresh=False).changes

    assert set(changes.values()) == {"create", "update"}
    alarms = [address for address in changes if "metric_alarm" in address]
    assert {address for address in alarms if changes[address] == "create"} == {
        f'aws_cloudwatch_metric_alarm.fleet_alarms_findings["{first} CRITICAL"]',
        f'aws_cloudwatch_metric_alarm.fleet_alarms_failures["{first}"]',
    }
    rules = {address: action for address, action in changes.items() if "event_rule" in address}
    assert rules == {
        **{f'aws_cloudwatch_event_rule.fleet_logs_scans["{number}"]': "update" for number in (1, 2, 3)},
        'aws_cloudwatch_event_rule.fleet_logs_scans["4"]': "create",
        **{f'aws_cloudwatch_event_rule.fleet_logs_findings["{number}"]': "update" for number in (1, 2)},
        **{f'aws_cloudwatch_event_rule.fleet_audit_actions["{number}"]': "update" for number in (1, 2)},
        **{f'aws_cloudwatch_event_rule.fleet_audit_calls["{number}"]': "update" for number in (1, 2)},
        **{f'aws_cloudwatch_event_rule.fleet_basic_notifications["{number}"]': "create" for number in (1, 2)},
        **{f'aws_cloudwatch_event_rule.fleet_enhanced_notifications["{number}"]': "create" for number in (1, 2)},
        **{f'aws_cloudwatch_event_rule.fleet_finding_notifications["{number}"]': "create" for number in (1, 2)},
    }
    targets = {address.replace("_rule", "_target") for address in rules if rules[address] == "create"}
    assert targets == {address for address in changes if "event_target" in address}


def test_no_repositories_take_no_rules_and_no_dashboard(terraform: Terraform) -> None:
    changes = terraform.plan({"names": []}, refresh=False).changes

    assert set(changes.values()) == {"delete"}
    assert {address.partition("[")[0] for address in changes} == {
        "aws_ecr_repository.repositories",
        "aws_cloudwatch_event_rule.fleet_logs_scans",
        "aws_cloudwatch_event_rule.fleet_logs_findings",
        "aws_cloudwatch_event_rule.fleet_audit_actions",
        "aws_cloudwatch_event_rule.fleet_audit_calls",
        "aws_cloudwatch_event_rule.fleet_audit_registry_calls",
        "aws_cloudwatch_event_target.fleet_audit_calls",
        "aws_cloudwatch_event_target.fleet_audit_registry_calls",
        "aws_cloudwatch_event_target.fleet_logs_scans",
        "aws_cloudwatch_event_target.fleet_logs_findings",
        "aws_cloudwatch_event_target.fleet_audit_actions",
        "aws_cloudwatch_metric_alarm.fleet_alarms_findings",
        "aws_cloudwatch_metric_alarm.fleet_alarms_failures",
        "aws_cloudwatch_metric_alarm.fleet_alarms_not_scanned",
        "aws_cloudwatch_dashboard.fleet_dashboard",
    }
    rules = [address for address in changes if "event_rule" in address]
    assert len(rules) == 10


def test_everything_goes_away(terraform: Terraform, account: Account) -> None:
    terraform.destroy(SETTINGS)

    assert account.contents() == EMPTY
