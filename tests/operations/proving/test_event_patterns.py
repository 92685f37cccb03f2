"""EventBridge's matcher against our expectations: agreement, and every way to disagree."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.monitoring.events import scan_pattern
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.proving.event_cases import RULE_KINDS, event_cases, kind_of_rule
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import NameRule, derived_name
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.proving.event_patterns import prove_rule
from cdktf_ecr.operations.proving.subject import EventRule
from tests.operations.proving.conftest import PATTERNS, TEAM_API, name
from tests.standin.account import DENIED, Account

EVERY_KIND = pytest.mark.parametrize("kind", PATTERNS, ids=lambda kind: kind.suffix)


def proved(asking: Asking, kind: NameRule, pattern: dict[str, Any], *others: MonitoredRepository) -> list[Check]:
    rule = EventRule(name=name(kind), kind=kind, pattern=pattern)
    return list(prove_rule(asking.client("events"), rule, [TEAM_API, *others]))


@EVERY_KIND
def test_aws_agrees_on_what_we_write(asking: Asking, account: Account, kind: NameRule) -> None:
    (check,) = proved(asking, kind, PATTERNS[kind])

    asked = account.asked("events", "TestEventPattern")
    assert (check.name, check.outcome, check.action) == (
        "prove-event-patterns",
        Outcome.PASS,
        "events:TestEventPattern",
    )
    assert f"rule {name(kind)}: EventBridge agrees on {len(asked)} events" in check.found
    assert {json.loads(one["EventPattern"]) == PATTERNS[kind] for one in asked} == {True}


@EVERY_KIND
def test_each_kind_is_to_match_some_events_and_not_others(kind: NameRule) -> None:
    cases = event_cases(kind, PATTERNS[kind], TEAM_API)
    misses = [case.sample for case in cases if not case.expected]

    assert any(case.expected for case in cases)
    assert any("begins likewise" in sample for sample in misses)
    assert len({case.sample for case in cases}) == len(cases)


def changed(kind: NameRule, **detail: object) -> dict[str, Any]:
    """Return a pattern with another detail; None takes a part of it away."""
    pattern: dict[str, Any] = json.loads(json.dumps(PATTERNS[kind]))
    pattern["detail"] |= {key.replace("_", "-"): value for key, value in detail.items()}
    pattern["detail"] = {key: value for key, value in pattern["detail"].items() if value is not None}
    return pattern


ABOVE_ZERO = [{"numeric": [">", 0]}]


@pytest.mark.parametrize(
    ("kind", "pattern", "sample", "aws_says"),
    [
        pytest.param(
            names.SCAN_RULE,
            changed(names.SCAN_RULE, repository_name=["team/api"]),
            "AWS's sample of an enhanced scan",
            "does not match",
            id="Inspector's event names the repository by its ARN",
        ),
        pytest.param(
            names.SCAN_RULE,
            changed(names.SCAN_RULE, repository_name=[{"prefix": "team/api"}, "team/api"]),
            "AWS's sample of a basic scan of a repository whose name begins likewise",
            "matches",
            id="a prefix matches neighbours",
        ),
        pytest.param(
            names.AUDIT_RULE,
            changed(names.AUDIT_RULE, action_type=["PUSH"]),
            "an image action, DELETE",
            "does not match",
            id="deletes are lost",
        ),
        pytest.param(
            names.BASIC_SCAN_NOTIFICATION_RULE,
            changed(
                names.BASIC_SCAN_NOTIFICATION_RULE, finding_severity_counts={"CRITICAL": ABOVE_ZERO, "HIGH": ABOVE_ZERO}
            ),
            'a basic scan that counted {"HIGH": 1}',
            "does not match",
            id="both severities at once",
        ),
        pytest.param(
            names.ENHANCED_SCAN_NOTIFICATION_RULE,
            changed(
                names.ENHANCED_SCAN_NOTIFICATION_RULE,
                finding_severity_counts={"$or": [{"CRITICAL": [{"exists": True}]}, {"HIGH": [{"exists": True}]}]},
            ),
            'an enhanced scan that counted {"CRITICAL": 0, "HIGH": 0, "MEDIUM": 0, "TOTAL": 0}',
            "matches",
            id="a zero is there",
        ),
        pytest.param(
            names.BASIC_SCAN_NOTIFICATION_RULE,
            changed(names.BASIC_SCAN_NOTIFICATION_RULE, scan_status=["COMPLETED"]),
            "AWS's sample of a basic scan",
            "does not match",
            id="a status that no event has",
        ),
        pytest.param(
            names.FINDING_NOTIFICATION_RULE,
            changed(names.FINDING_NOTIFICATION_RULE, status=None),
            "a CRITICAL finding, CLOSED",
            "matches",
            id="closed findings are told",
        ),
        pytest.param(
            names.REGISTRY_CALL_RULE,
            changed(names.REGISTRY_CALL_RULE, eventName=["PutRegistryScanningConfiguration"]),
            "a recorded change of the registry, DeleteRegistryPolicy",
            "does not match",
            id="who opens the registry is not kept",
        ),
        pytest.param(
            names.REGISTRY_CALL_RULE,
            changed(names.REGISTRY_CALL_RULE, eventName=None),
            "a recorded look at the registry, which changes nothing",
            "matches",
            id="every call is kept",
        ),
        pytest.param(
            names.REGISTRY_CALL_RULE,
            changed(names.REGISTRY_CALL_RULE, errorCode=[{"exists": False}]),
            "a change of the registry that was refused",
            "does not match",
            id="attempts are lost",
        ),
        pytest.param(
            names.REPOSITORY_CALL_RULE,
            changed(
                names.REPOSITORY_CALL_RULE,
                eventName=None,
                requestParameters={"repositoryName": ["team/api", {"exists": False}]},
            ),
            "a recorded change of the registry, PutReplicationConfiguration",
            "matches",
            id="the registry's calls are kept twice",
        ),
    ],
)
def test_a_disagreement_says_on_which_sample(
    asking: Asking, kind: NameRule, pattern: dict[str, Any], sample: str, aws_says: str
) -> None:
    checks = proved(asking, kind, pattern)

    (check,) = [check for check in checks if f"on {sample} (" in check.found]
    expected = {"matches": "does not match", "does not match": "matches"}[aws_says]
    assert check.found == (
        f"rule {name(kind)}, on {sample} (repository team/api): AWS says it {aws_says}, we expected that it {expected}"
    )
    assert check.meaning
    assert {check.outcome for check in checks} == {Outcome.FAIL}


def test_an_answer_that_contradicts_everything(asking: Asking, account: Account) -> None:
    cases = event_cases(names.AUDIT_RULE, PATTERNS[names.AUDIT_RULE], TEAM_API)
    account.answers["events", "TestEventPattern"] = {"Result": True}

    checks = proved(asking, names.AUDIT_RULE, PATTERNS[names.AUDIT_RULE])

    assert len(checks) == sum(not case.expected for case in cases)
    assert {check.outcome for check in checks} == {Outcome.FAIL}


def test_denied_is_no_agreement(asking: Asking, account: Account) -> None:
    account.answers["events", "TestEventPattern"] = DENIED

    (check,) = proved(asking, names.AUDIT_RULE, PATTERNS[names.AUDIT_RULE])

    assert (check.outcome, check.action) == (Outcome.SKIP, "events:TestEventPattern")


def test_a_rule_for_many_repositories_is_tried_on_three(asking: Asking, account: Account) -> None:
    others = [
        MonitoredRepository(name=f"team/{n}", arn=TEAM_API.arn.replace("api", n)) for n in ("web", "db", "api-v2", "x")
    ]

    (check,) = proved(asking, names.SCAN_RULE, scan_pattern([TEAM_API, *others]), *others)

    assert check.outcome is Outcome.PASS
    assert "of team/api, team/web, team/db (of 5 repositories)" in check.found
    # team/api-v2 begins as team/api does, and is matched by right.
    samples = [json.loads(one["Event"]) for one in account.asked("events", "TestEventPattern")]
    assert not any(one["detail"].get("repository-name") == "team/api-v2" for one in samples)


def test_a_rule_of_no_repository_here_is_not_proved(asking: Asking, account: Account) -> None:
    web = MonitoredRepository(name="team/web", arn=TEAM_API.arn.replace("api", "web"))

    (check,) = proved(asking, names.SCAN_RULE, scan_pattern([web]))

    assert (check.outcome, check.found) == (
        Outcome.SKIP,
        f"rule {name(names.SCAN_RULE)}: it names none of the repositories here",
    )
    assert account.requests == []


@pytest.mark.parametrize("kind", RULE_KINDS, ids=lambda kind: kind.suffix)
def test_rules_are_known_by_their_names(kind: NameRule) -> None:
    assert kind_of_rule(derived_name(kind, "team/api")) is kind
    assert kind_of_rule(derived_name(kind, "a" * 256, number="12")) is kind
    assert kind_of_rule(f"team-api{kind.suffix}") is None
    assert kind_of_rule(f"{derived_name(kind, 'team/api')}-x") is None
