"""The page about the migration says what the commands say."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from scripts.update_commands import commands
from tests.cli.conftest import Command

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/migrating.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
# One command, and what it prints.
SHOWN = [block for block in BLOCKS if re.match(r"\$ cdktf-ecr [^\n]*\n[^$]", block)]


def commands_of(block: str) -> list[list[str]]:
    lines = [line for line in block.splitlines() if line.startswith("$ cdktf-ecr ")]
    return [shlex.split(line.removeprefix("$ cdktf-ecr ")) for line in lines]


def test_what_the_page_shows_is_what_is_printed() -> None:
    assert [commands_of(block)[0][:2] for block in SHOWN] == [
        ["migrate", "check"],
        ["migrate", "check"],
        ["migrate", "plan"],
    ]


@pytest.mark.parametrize("number", range(3))
def test_each_line_is_printed_in_that_order(command: Command, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(ROOT / "examples/migration")
    first, *lines = SHOWN[number].splitlines()

    printed = command(*commands_of(first)[0]).stdout.splitlines()

    for line in lines:
        while printed and not matches(line, printed[0]):
            printed.pop(0)
        assert printed, f"nothing printed is {line!r}"
        printed.pop(0)


def matches(shown: str, printed: str) -> bool:
    return printed.startswith(shown[:-1]) if shown.endswith("…") else printed == shown


def test_every_command_there_is_one() -> None:
    known = {path[:2] for path, _ in commands()}

    assert {tuple(words[:2]) for block in BLOCKS for words in commands_of(block)} <= known
