"""``deploy`` as one command with another below it: its help, completion, what people see at a terminal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.conftest import Command
from tests.cli.deploy.conftest import NEW
from tests.cli.test_signals import PROGRAM, ROOT
from tests.cli.test_terminal import at_a_terminal
from tests.standin.account import Account
from tests.standin.fleet import Fleet


def test_the_help_is_that_of_the_command_that_is_asked_for(command: Command) -> None:
    own, below = command("deploy", "--help").stdout, command("deploy", "status", "-h").stdout

    assert own.startswith("Usage: cdktf-ecr deploy [OPTIONS] [IMAGE]\n")
    assert "\nCommands:\n  status  Say what the hosts" in own
    assert below.startswith("Usage: cdktf-ecr deploy status [OPTIONS] [REPOSITORY]\n")


def test_errors_name_the_command_that_is_asked_for(command: Command) -> None:
    for arguments, path in ((["deploy", "--nowhere"], "deploy"), (["deploy", "status", "--nowhere"], "deploy status")):
        ran = command(*arguments)

        assert (ran.code, f"See 'cdktf-ecr {path} --help'." in ran.stderr) == (2, True), ran


@pytest.mark.parametrize(("words", "found"), [("deploy st", "status"), ("deploy --roll", "--rollback")])
def test_a_shell_completes_both(words: str, found: str) -> None:
    completed = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "constructs"),
            "_CDKTF_ECR_COMPLETE": "bash_complete",
            "COMP_WORDS": f"cdktf-ecr {words}",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert (completed.returncode, found in completed.stdout) == (0, True), completed


@pytest.mark.usefixtures("aws_environment")
def test_people_see_what_a_host_did_above_the_line_that_moves(account: Account, fleet: Fleet) -> None:
    fleet.hosts[0].output = "pulls [bold]it[/bold]"

    seen = at_a_terminal("deploy", NEW, "--settle", "0", "--endpoint-url", account.url)

    assert "i-0000000a (web i-0000000a): runs the image" in seen
    assert "  | pulls [bold]it[/bold]" in seen
    assert "deploying to 2 hosts: 2 InProgress" in seen
    assert "the image runs on 2 of 2 hosts" in seen
