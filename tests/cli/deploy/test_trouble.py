"""Deployments that AWS or a signal gets in the way of: what is undone, and what is said."""

from __future__ import annotations

import signal
import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.cli.deploy.conftest import NEW, OLD, Deploy, changes
from tests.cli.test_signals import started
from tests.standin.account import DENIED, Account
from tests.standin.fleet import Fleet, PlayedHost
from tests.standin.server import INTERNAL, Fault

_PATIENCE = 60.0
UNDONE = ["PutParameter", "SendCommand", "PutParameter", "CancelCommand"]


@pytest.mark.parametrize(
    ("operation", "asked"),
    [
        ("GetParameterHistory", []),
        ("DescribeInstanceInformation", []),
        ("PutParameter", ["PutParameter"]),
        ("SendCommand", ["PutParameter", "SendCommand", "PutParameter"]),
        ("ListCommands", UNDONE),
        ("ListCommandInvocations", UNDONE),
        ("GetCommandInvocation", UNDONE),
    ],
)
def test_what_is_denied_is_named_and_the_parameter_as_before(
    deploy: Deploy, account: Account, fleet: Fleet, operation: str, asked: list[str]
) -> None:
    account.answers["ssm", operation] = DENIED

    ran = deploy(NEW)

    assert (ran.code, changes(account), fleet.value) == (4, asked, OLD), ran
    assert ran.stderr.splitlines()[-1] == f"error: permission denied: ssm:{operation} (not allowed)"
    assert "asks again" not in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_cannot_be_undone_is_said(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    put = account.answers["ssm", "PutParameter"]
    assert callable(put)

    def once(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if fleet.value == NEW:
            raise DENIED
        return put(asked)

    account.answers |= {("ssm", "PutParameter"): once, ("ssm", "CancelCommand"): DENIED}
    fleet.hosts[0].steps = ("In Progress",)

    ran = deploy(NEW, "--timeout", "1")

    assert (ran.code, fleet.value) == (75, NEW), ran
    assert f"the parameter /ecr/team/api/image was not set back to {OLD}: permission denied" in ran.stderr
    assert f"the command {fleet.commands[0]['CommandId']} was not canceled: permission denied" in ran.stderr
    assert "the parameter /ecr/team/api/image holds what nobody knows: look at it" in ran.stdout


def test_a_document_that_is_not_there(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    account.answers["ssm", "SendCommand"] = Fault("InvalidDocument")

    ran = deploy(NEW)

    assert (ran.code, fleet.value) == (4, OLD), ran
    assert ran.stderr.splitlines()[-1].startswith("error: there is no document team-api-")


def test_a_command_whose_answer_got_lost_is_found_and_not_sent_twice(
    deploy: Deploy, account: Account, fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "3")
    send = account.answers["ssm", "SendCommand"]
    assert callable(send)

    def lost(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        send(asked)
        raise INTERNAL

    account.answers["ssm", "SendCommand"] = lost

    ran = deploy(NEW)

    assert (ran.code, changes(account), fleet.value) == (0, ["PutParameter", "SendCommand"], NEW), ran


def test_a_command_that_was_not_sent_is_not_followed(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    # There is an earlier one, which is another's.
    assert deploy(OLD).code == 0
    account.requests.clear()
    account.answers["ssm", "SendCommand"] = INTERNAL

    ran = deploy(NEW)

    assert (ran.code, fleet.value, fleet.canceled) == (4, OLD, []), ran
    assert changes(account) == ["PutParameter", "SendCommand", "PutParameter"]


@pytest.mark.parametrize(("failures", "code"), [("xx.", 0), ("xx.xx.", 0), ("xxx", 4)])
def test_questions_may_go_unanswered_for_a_while(
    deploy: Deploy, account: Account, fleet: Fleet, failures: str, code: int
) -> None:
    answer = account.answers["ssm", "ListCommands"]
    assert callable(answer)
    left = list(failures)

    def unsteady(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if left and left.pop(0) == "x":
            raise INTERNAL
        return answer(asked)

    account.answers["ssm", "ListCommands"] = unsteady

    ran = deploy(NEW)

    assert (ran.code, fleet.value) == (code, NEW if code == 0 else OLD), ran
    assert ran.stderr.count("asks again, since AWS refused ListCommands") == (2 if code else failures.count("x"))


def test_a_command_that_systems_manager_does_not_know_yet(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    answer = account.answers["ssm", "ListCommands"]
    assert callable(answer)
    left = list("xxxx-")

    def late(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        step = left.pop(0) if left else ""
        if step == "x":
            raise Fault("InvalidCommandId")
        return {"Commands": []} if step else answer(asked)

    account.answers["ssm", "ListCommands"] = late

    ran = deploy(NEW)

    assert (ran.code, fleet.value) == (0, NEW), ran


def test_a_host_that_is_not_listed_at_first(deploy: Deploy, account: Account, fleet: Fleet) -> None:
    for host in fleet.hosts:
        host.steps = ("Success",)
    answer = account.answers["ssm", "ListCommandInvocations"]
    assert callable(answer)

    def late(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        told = answer(asked)["CommandInvocations"]
        return {"CommandInvocations": told[:1] if fleet.listed == 1 else told}

    account.answers["ssm", "ListCommandInvocations"] = late

    ran = deploy(NEW)

    assert (ran.code, fleet.value) == (0, NEW), ran


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
@pytest.mark.parametrize("during", ["ListCommandInvocations", "SendCommand"])
@pytest.mark.usefixtures("aws_environment")
def test_a_signal_sets_the_parameter_back_and_ends_the_command(  # noqa: PLR0917 - fixtures and a row of the table
    account: Account, fleet: Fleet, during: str, number: signal.Signals, code: int, word: str
) -> None:
    fleet.hosts = [PlayedHost("i-0000000a", ("In Progress",))]
    if during == "SendCommand":
        _answer_slowly(account, during)
    arguments = ("deploy", NEW, "--settle", "0", "--endpoint-url", account.url)
    with started(*arguments) as process:
        deadline = time.monotonic() + _PATIENCE
        while not account.asked("ssm", during):
            assert time.monotonic() < deadline, "the command never asked"
            time.sleep(0.01)
        process.send_signal(number)
        out, err = process.communicate(timeout=_PATIENCE)

    assert (process.returncode, out, fleet.value) == (code, "", OLD), err
    assert fleet.canceled == [fleet.commands[0]["CommandId"]]
    assert f"the parameter /ecr/team/api/image is set back to {OLD}" in err
    assert err.splitlines()[-1] == f"error: {word}"
    assert "Traceback" not in err


def _answer_slowly(account: Account, operation: str) -> None:
    answer = account.answers["ssm", operation]
    assert callable(answer)

    def slowly(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        done = answer(asked)
        time.sleep(1)
        return done

    account.answers["ssm", operation] = slowly
