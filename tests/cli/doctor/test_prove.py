"""``cdktf-ecr doctor --prove``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.operations.proving.conftest import answers
from tests.operations.terraform.test_stack_directory import SAVED_STATE
from tests.standin.account import DENIED, Account, Answer


class DeniedOtherwise(dict[tuple[str, str], Answer]):
    """Answers of an account that denies everything else."""

    def get(self, key: tuple[str, str], _default: object = None) -> Any:
        return super().get(key, DENIED)


@pytest.fixture
def account() -> Iterator[Account]:
    with Account(answers=DeniedOtherwise(answers())).listening() as account:
        yield account


def proofs(printed: str) -> list[dict[str, Any]]:
    return [check for check in json.loads(printed)["checks"] if check["name"].startswith("prove-")]


def test_what_is_deployed_around_a_repository(command: Command, account: Account) -> None:
    ran = command("doctor", "--repository", "team/api", "--prove", "--format", "json", "--endpoint-url", account.url)

    assert {check["outcome"] for check in proofs(ran.stdout)} == {"pass"}
    assert len(proofs(ran.stdout)) == 34


def test_without_the_option_no_validator_is_asked(command: Command, account: Account) -> None:
    ran = command("doctor", "--repository", "team/api", "--format", "json", "--endpoint-url", account.url)

    assert proofs(ran.stdout) == []
    assert account.asked("events", "TestEventPattern") == []


def test_a_disagreement_is_a_failure_and_says_what_aws_says(command: Command, account: Account) -> None:
    account.answers["events", "TestEventPattern"] = {"Result": False}

    ran = command("doctor", "--repository", "team/api", "--prove", "--format", "json", "--endpoint-url", account.url)

    failed = [check for check in proofs(ran.stdout) if check["outcome"] == "fail"]
    assert ran.code == 1
    assert {check["name"] for check in failed} == {"prove-event-patterns"}
    assert any(
        "on AWS's sample of a push (repository team/api): AWS says it does not match, we expected that it matches"
        in check["found"]
        for check in failed
    )


def test_a_stack_in_place_of_what_is_deployed(command: Command, account: Account) -> None:
    options = ("--prove", "--format", "json", "--region", "eu-west-1", "--endpoint-url", account.url)
    ran = command("doctor", "--stack", SAVED_STATE, *options)

    assert {check["name"] for check in proofs(ran.stdout) if check["outcome"] == "pass"} >= {
        "prove-event-patterns",
        "prove-policies",
    }


def test_nothing_to_prove_is_a_mistake(command: Command, account: Account) -> None:
    ran = command("doctor", "--prove", "--endpoint-url", account.url)

    assert (ran.code, "name one with --repository or --stack" in ran.stderr, ran.stdout) == (2, True, "")
    assert account.requests == []
