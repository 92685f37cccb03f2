"""``cdktf-ecr scan gate --running``, and the topic that is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command, Ran
from tests.cli.deploy.conftest import NEW, OLD, URL
from tests.standin.account import DENIED, Account
from tests.standin.ecr import Ecr, Told, enhanced
from tests.standin.fleet import Fleet
from tests.standin.server import Fault

CRITICAL = Told("ACTIVE", [enhanced("CVE-2026-1", "CRITICAL")], enhanced=True)
TOPIC = "arn:aws:sns:us-east-1:123456789012:team-api-ecr-scans"

Gate = Callable[..., Ran]


@pytest.fixture
def gate(account: Account, command: Command) -> Gate:
    """Run the gate on what runs."""
    account.answers["sns", "Publish"] = {"MessageId": "1"}
    options = ("--settle", 0, "--timeout", 0.5, "--endpoint-url", account.url)
    return lambda *arguments: command("scan", "gate", "--running", *arguments, *options)


def report(tmp_path: Path) -> dict[str, Any]:
    return dict(json.loads((tmp_path / "r.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("named", [("team/api",), (URL,), ("--repository", "team/api")], ids=["name", "uri", "option"])
def test_what_hosts_are_to_run_is_judged(gate: Gate, images: Ecr, tmp_path: Path, named: tuple[str, ...]) -> None:
    images.images[0].told = [CRITICAL]

    ran = gate(*named, "--output", "json=r.json", "--openvex", "vex.json")

    assert (ran.code, report(tmp_path)["verdict"], report(tmp_path)["images"][0]["image"]) == (0, "passed", OLD), ran
    assert f"the parameter /ecr/team/api/image holds {OLD}" in ran.stderr


@pytest.mark.parametrize(
    ("told", "code", "verdict"),
    [(CRITICAL, 1, "failed"), (Told("SCAN_ELIGIBILITY_EXPIRED"), 3, "none"), (DENIED, 4, "none")],
    ids=["findings", "expired", "denied"],
)
def test_the_exit_codes_are_the_gates(  # noqa: PLR0917 - fixtures and a row of the table
    gate: Gate, images: Ecr, tmp_path: Path, told: Told | Fault, code: int, verdict: str
) -> None:
    images.images[1].told = [told]

    ran = gate("team/api", "--output", "json=r.json")

    assert (ran.code, report(tmp_path)["verdict"]) == (code, verdict), ran


def test_that_nothing_was_deployed_is_no_verdict(gate: Gate, fleet: Fleet, tmp_path: Path) -> None:
    fleet.values = ["none"]

    ran = gate("team/api", "--output", "json=r.json", "--exit-zero")

    assert (ran.code, report(tmp_path)["verdict"]) == (3, "none"), ran
    assert "nothing was deployed yet: the parameter /ecr/team/api/image holds none" in report(tmp_path)["reason"]


def test_a_report_of_an_earlier_run_does_not_survive_a_parameter_that_cannot_be_read(
    gate: Gate, account: Account, tmp_path: Path
) -> None:
    gate("team/api", "--output", "json=r.json")
    account.answers["ssm", "GetParameter"] = DENIED

    ran = gate("team/api", "--output", "json=r.json")

    assert (ran.code, report(tmp_path)["verdict"]) == (4, "none"), ran
    assert ran.stderr.splitlines()[-1] == "error: permission denied: ssm:GetParameter (not allowed)"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "--running is for a repository: name it, or use --repository."),
        ([NEW], "--running is for a repository, and"),
        (["team/api:1"], "--running is for a repository, and team/api:1 is an image"),
        (["team/api", "--repository", "team/web"], "are two repositories"),
        (["team/api", "--offline", "r.json"], "--running asks AWS what runs, --offline asks AWS nothing"),
        (["team/api", "--notify-topic", "team-api"], "notify-topic 'team-api': must be the ARN of a standard topic"),
        (["team/api", "--notify-topic", f"{TOPIC}.fifo"], "must be the ARN of a standard topic"),
    ],
    ids=["nothing", "digest", "tag", "two", "offline", "no topic", "fifo"],
)
def test_a_mistake_is_one_line_and_2(gate: Gate, account: Account, arguments: list[str], error: str) -> None:
    ran = gate(*arguments)

    assert (ran.code, account.requests) == (2, []), ran
    assert error in ran.stderr.splitlines()[-1]


def test_the_repository_is_for_what_runs(command: Command) -> None:
    ran = command("scan", "gate", "team/api:1", "--repository", "team/api")

    assert (ran.code, "--repository is for --running, which is not given." in ran.stderr) == (2, True)


def test_a_topic_hears_nothing_of_what_passes(gate: Gate, account: Account) -> None:
    ran = gate("team/api", "--notify-topic", TOPIC)

    assert (ran.code, account.asked("sns", "Publish")) == (0, [])


@pytest.mark.parametrize("options", [[], ["--exit-zero"]], ids=["", "exit zero"])
def test_a_topic_is_told_what_breaks_the_policy(gate: Gate, account: Account, images: Ecr, options: list[str]) -> None:
    images.images[1].told = [CRITICAL]

    ran = gate("team/api", "--notify-topic", TOPIC, *options)

    (told,) = account.asked("sns", "Publish")
    assert (ran.code, told["TopicArn"]) == (0 if options else 1, TOPIC), ran
    assert told["Subject"] == "cdktf-ecr: team/api breaks the policy"
    lines = told["Message"].splitlines()
    assert lines[0].startswith("failed: 1 finding of severity CRITICAL or worse")
    assert lines[1] == f"Image: {OLD}"
    assert "CVE-2026-1" in told["Message"]


def test_a_topic_is_told_of_no_verdict(gate: Gate, account: Account, fleet: Fleet) -> None:
    fleet.values = ["none"]

    gate("team/api", "--notify-topic", TOPIC)

    (told,) = account.asked("sns", "Publish")
    assert told["Subject"] == "cdktf-ecr: team/api has no verdict"
    assert told["Message"].startswith("none: nothing was deployed yet")


def test_a_topic_is_told_of_an_error(gate: Gate, account: Account) -> None:
    account.answers["ssm", "GetParameter"] = DENIED

    ran = gate("team/api", "--notify-topic", TOPIC)

    (told,) = account.asked("sns", "Publish")
    assert (ran.code, told["Subject"]) == (4, "cdktf-ecr: team/api could not be judged")
    assert "permission denied: ssm:GetParameter" in told["Message"]


def test_a_topic_that_cannot_be_told_changes_no_exit_code(gate: Gate, account: Account, images: Ecr) -> None:
    images.images[1].told = [CRITICAL]
    account.answers["sns", "Publish"] = DENIED

    ran = gate("team/api", "--notify-topic", TOPIC)

    assert ran.code == 1, ran
    assert f"error: the topic {TOPIC} was not told: permission denied: sns:Publish (not allowed)" in ran.stderr


def test_any_image_may_be_told_of(account: Account, command: Command, images: Ecr) -> None:
    account.answers["sns", "Publish"] = {"MessageId": "1"}
    images.images[0].told = [CRITICAL]

    command("scan", "gate", "team/api:2.0", "--settle", 0, "--notify-topic", TOPIC, "--endpoint-url", account.url)

    (told,) = account.asked("sns", "Publish")
    assert told["Subject"] == "cdktf-ecr: team/api:2.0 breaks the policy"
    assert f"Digest: {images.images[0].digest}" in told["Message"].splitlines()


def test_a_subject_fits_whatever_the_image_is_called(account: Account, command: Command) -> None:
    account.answers["sns", "Publish"] = {"MessageId": "1"}
    name = "a" * 250

    ran = command("scan", "gate", f"{name}:é", "--notify-topic", TOPIC, "--endpoint-url", account.url)

    (told,) = account.asked("sns", "Publish")
    assert (ran.code, len(told["Subject"]), told["Subject"].isascii()) == (2, 99, True)
