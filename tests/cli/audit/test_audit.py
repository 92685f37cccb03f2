"""``cdktf-ecr audit``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import click
import pytest

from cdktf_ecr.cli.audit import audit
from cdktf_ecr.report.audit.formats import FORMATS
from tests.cli.conftest import Command
from tests.operations.audit.conftest import answers, logged, trail
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

REPOSITORY = ("--repository", "team/api")
SINCE = ("--since", "2026-11-18")


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    class Wednesday(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Wednesday:
            return cls(2026, 11, 25, 12, tzinfo=tz)

    monkeypatch.setattr("cdktf_ecr.cli.audit.datetime", Wednesday)
    with Account(answers=answers(logged(), trail())).listening() as account:
        yield account


def test_json_on_stdout(command: Command, account: Account) -> None:
    ran = command("audit", *REPOSITORY, *SINCE, "--format", "json", "--endpoint-url", account.url)

    document = json.loads(ran.stdout)
    assert (ran.code, ran.stderr) == (0, "")
    assert document["repository"] == "arn:aws:ecr:us-east-1:123456789012:repository/team/api"
    assert (document["since"], document["until"]) == ("2026-11-18T00:00:00Z", "2026-11-25T12:00:00Z")
    assert (len(document["images"]), len(document["scans"]), len(document["grants"])) == (5, 3, 1)


def test_a_page_in_a_file(command: Command, account: Account, tmp_path: Path) -> None:
    file = tmp_path / "new" / "audit.html"

    ran = command("audit", *REPOSITORY, *SINCE, "--output", file, "--endpoint-url", account.url)

    assert (ran.code, ran.stdout) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [one.name for one in file.parent.iterdir()] == ["audit.html"]


def test_the_last_day_is_a_whole_one(command: Command, account: Account) -> None:
    ran = command(
        "audit", *REPOSITORY, *SINCE, "--until", "2026-11-20", "--format", "json", "--endpoint-url", account.url
    )

    document = json.loads(ran.stdout)
    assert document["until"] == "2026-11-21T00:00:00Z"
    assert [scan["time"] for scan in document["scans"]] == ["2026-11-19T00:00:00Z", "2026-11-20T00:00:00Z"]


def test_other_log_groups(command: Command, account: Account) -> None:
    groups = {"/aws/events/ecr/shared": logged()["/aws/events/ecr/team/api"], "audits": []}
    account.answers |= answers(groups, [])
    options = ("--log-group", "/aws/events/ecr/shared", "--audit-log-group", "audits", "--format", "json")

    ran = command("audit", *REPOSITORY, *SINCE, *options, "--endpoint-url", account.url)

    document = json.loads(ran.stdout)
    assert (len(document["scans"]), document["images"]) == (3, [])


def test_a_source_that_is_denied_is_said_and_is_no_failure(command: Command, account: Account) -> None:
    account.answers["cloudtrail", "LookupEvents"] = DENIED

    ran = command("audit", *REPOSITORY, *SINCE, "--format", "json", "--endpoint-url", account.url)

    assert ran.code == 0
    assert ran.stderr.startswith("not read: CloudTrail's event history: permission denied: cloudtrail:LookupEvents")


def test_what_was_not_read_is_one_line(command: Command, account: Account) -> None:
    account.answers["cloudtrail", "LookupEvents"] = Fault("InternalError", "try\nagain,\nlater")

    ran = command("audit", *REPOSITORY, *SINCE, "--endpoint-url", account.url)

    why = "AWS refused LookupEvents: InternalError: try again, later"
    assert (ran.code, ran.stderr) == (0, f"not read: CloudTrail's event history: {why}\n")


def test_an_account_that_answers_nothing_is_4(command: Command, account: Account) -> None:
    for question in (("cloudtrail", "LookupEvents"), ("logs", "FilterLogEvents"), ("ecr", "GetRepositoryPolicy")):
        account.answers[question] = DENIED

    ran = command("audit", *REPOSITORY, *SINCE, "--format", "json", "--endpoint-url", account.url)

    assert (ran.code, json.loads(ran.stdout)["images"]) == (4, None)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([*REPOSITORY], "Missing option '--since'"),
        ([*SINCE], "Missing option '--repository'"),
        ([*REPOSITORY, "--since", "yesterday"], "'yesterday' does not match the format '%Y-%m-%d'"),
        ([*REPOSITORY, "--since", "2099-01-01"], "--since 2099-01-01 is still to come."),
        ([*REPOSITORY, *SINCE, "--until", "2026-11-17"], "--until 2026-11-17 is before --since 2026-11-18."),
        (["--repository", "Team", *SINCE], "repository 'Team': must be 2 to 256 characters"),
        ([*REPOSITORY, *SINCE, "--results", "none"], "results 'none': must be a directory with reports"),
        ([*REPOSITORY, *SINCE, "--ignore-file", "none"], "ignore-file 'none': cannot be read"),
        ([*REPOSITORY, *SINCE, "--format", "xml"], "'xml' is not one of 'html', 'csv', 'json'"),
    ],
)
def test_a_mistake_is_one_line_and_2(command: Command, account: Account, arguments: list[str], error: str) -> None:
    ran = command("audit", *arguments, "--endpoint-url", account.url)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, ""), ran


def test_the_command_offers_every_format() -> None:
    (option,) = [one for one in audit.params if one.name == "format_name"]

    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == FORMATS
