"""All checks at once: where nothing is wrong each passes, and where it is denied each is skipped, alone."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.doctor.everything import OF_PARTS, OF_REGISTRY, OF_REPOSITORY
from cdktf_ecr.operations.doctor.probe import Probe
from tests.operations.doctor.conftest import Examine
from tests.standin.account import DENIED, Account
from tests.standin.server import INTERNAL, THROTTLED, Fault

PROBES: list[Probe[Any]] = [*OF_REGISTRY, *OF_REPOSITORY, *OF_PARTS]
NAMES = [probe.name for probe in PROBES]
ACTIONS = {probe.name: probe.action for probe in PROBES if probe.action}

# What else cannot be told without what was denied.
RESTING = {
    "registry-scanning": {"inspector", "repository-scanning", "inspector-coverage", "inspector-watch"},
    "image-exists": {"inspector-coverage", "inspector-watch"},
    "repository-scanning": {"inspector-watch"},
    "inspector-coverage": {"inspector-watch"},
    "log-groups": {"log-resource-policy", "metric-filters"},
}


def test_where_nothing_is_wrong_every_check_passes(examine: Examine) -> None:
    checks = examine()

    assert [(check.name, check.found) for check in checks if check.outcome is not Outcome.PASS] == []
    assert [check.name for check in checks] == NAMES
    assert [check.fix for check in checks if check.fix] == []


@pytest.mark.parametrize("name", ACTIONS)
def test_what_is_denied_is_skipped_and_stops_nothing_else(account: Account, examine: Examine, name: str) -> None:
    service, _, operation = ACTIONS[name].partition(":")
    account.answers[service, operation] = DENIED

    checks = examine()

    assert [check.name for check in checks] == NAMES
    skipped = {check.name for check in checks if check.outcome is Outcome.SKIP}
    assert skipped == {name} | RESTING.get(name, set())
    assert {check.outcome for check in checks if check.name not in skipped} == {Outcome.PASS}
    (denied,) = [check for check in checks if check.name == name]
    assert (denied.action, denied.found) == (ACTIONS[name], f"permission denied: {ACTIONS[name]} (not allowed)")
    assert denied.meaning == "Nothing is known of this."


@pytest.mark.parametrize("fault", [THROTTLED, INTERNAL], ids=lambda fault: fault.code)
def test_a_service_that_does_not_answer_is_skipped(account: Account, examine: Examine, fault: Fault) -> None:
    account.answers["sns", "ListSubscriptionsByTopic"] = fault

    (check,) = examine("topic-subscriptions")

    assert check.outcome is Outcome.SKIP
    assert check.action == "sns:ListSubscriptionsByTopic"


def test_an_answer_of_another_shape_fails_its_check_alone(account: Account, examine: Examine) -> None:
    account.answers["inspector2", "GetConfiguration"] = {}

    checks = examine()

    (wrong,) = [check for check in checks if check.outcome is not Outcome.PASS]
    assert (wrong.name, wrong.outcome) == ("inspector-watch", Outcome.FAIL)
    assert wrong.found == "cdktf-ecr cannot read what it was told: KeyError: 'ecrConfiguration'"


def test_what_several_checks_rest_on_is_asked_once(account: Account, examine: Examine) -> None:
    examine()

    for service, operation in (
        ("ecr", "GetRegistryScanningConfiguration"),
        ("ecr", "DescribeRepositories"),
        ("ecr", "DescribeImages"),
        ("inspector2", "ListCoverage"),
    ):
        assert len(account.asked(service, operation)) == 1, operation


def test_nothing_is_changed_and_nothing_is_pulled(account: Account, examine: Examine) -> None:
    examine()

    operations = {operation for _, operation, _ in account.requests}
    reading = ("Describe", "Get", "List", "BatchGetAccount", "BatchGetRepositoryScanning")
    assert [operation for operation in operations if not operation.startswith(reading)] == []
