"""The documentation of the commands is what the commands say."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.scan.options import DEFAULT_TIMEOUT
from cdktf_ecr.model.costs.prices import ITEMS
from cdktf_ecr.operations.costs.price_file import read_prices
from cdktf_ecr.operations.ledgers import own
from cdktf_ecr.operations.ledgers.reading import read_ledger
from cdktf_ecr.report import FORMATS
from scripts.update_commands import INDEX, PAGES, commands, help_of, page_of, with_exit_codes, with_help
from tests.cli.conftest import Command
from tests.operations.readers.samples import trivy, trivy_finding, write

COMMANDS = dict(commands())
HELP = {path: help_of(path, command) for path, command in COMMANDS.items()}
RENEW = "run python scripts/update_commands.py"


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_has_a_page_with_its_help(path: tuple[str, ...]) -> None:
    text = page_of(path).read_text(encoding="utf-8")

    assert text == with_help(text, HELP[path]), RENEW
    assert text.startswith(f"# `cdktf-ecr {' '.join(path)}`\n")


def test_every_page_is_of_a_command_and_in_the_overview() -> None:
    pages = {page_of(path) for path in COMMANDS}
    overview = INDEX.read_text(encoding="utf-8")

    assert {*pages, INDEX} == set(PAGES.glob("*.md"))
    for path in COMMANDS:
        assert f"[`{' '.join(path)}`]({page_of(path).name})" in overview


def test_the_exit_codes_are_documented_and_stable() -> None:
    text = INDEX.read_text(encoding="utf-8")

    assert text == with_exit_codes(text), RENEW
    assert list(exits.MEANINGS) == [0, 1, 2, 3, 4, 70, 75, 130, 141, 143]


def test_every_link_leads_somewhere() -> None:
    for page in PAGES.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("path", [path for path in COMMANDS if path[0] == "scan"], ids=" ".join)
def test_the_help_says_that_reading_an_index_counts_as_a_pull(path: tuple[str, ...]) -> None:
    words = " ".join(HELP[path].split())

    assert "AWS counts as a pull" in words


def test_the_help_names_every_format() -> None:
    named = f"Formats: {', '.join(FORMATS)}."

    for path in (("scan", "report"), ("scan", "gate")):
        assert named in " ".join(HELP[path].split())


def test_every_option_says_what_it_does() -> None:
    silent = [
        (path, option.opts)
        for path, command in COMMANDS.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]

    assert silent == []


def snippet(page: Path, language: str) -> str:
    """Return the first snippet of a language on a page."""
    found = re.search(f"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_ledger_on_the_page_is_one(tmp_path: Path) -> None:
    file = tmp_path / "ignore.yaml"
    file.write_text(snippet(page_of(("scan", "gate")), "yaml"), encoding="utf-8")

    first, second = read_ledger(file)

    assert (first.justification, second.until_fixed) == ("vulnerable_code_not_in_execute_path", True)


def test_the_page_lists_every_key_of_a_ledger_and_no_other() -> None:
    text = page_of(("scan", "gate")).read_text(encoding="utf-8")

    assert re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE) == [
        "id",
        "reason",
        "package",
        "image",
        "until",
        "until-fixed",
        "justification",
    ]
    for key in own.KEYS:
        assert f"| `{key}` |" in text


def test_the_configuration_on_the_page_is_one(command: Command, tmp_path: Path) -> None:
    (tmp_path / "cdktf-ecr.toml").write_text(snippet(INDEX, "toml"), encoding="utf-8")
    (tmp_path / "security").mkdir()
    (tmp_path / "security/ignore.yaml").write_text("", encoding="utf-8")
    write(tmp_path, trivy(trivy_finding()), "trivy.json")

    ran = command("scan", "gate", "--offline", "trivy.json")

    assert (ran.code, "severity HIGH or worse" in ran.stdout) == (1, True), ran


def test_the_prices_on_the_page_are_a_file_of_prices(tmp_path: Path) -> None:
    text = page_of(("cost", "estimate")).read_text(encoding="utf-8")
    file = tmp_path / "prices.json"
    file.write_text(snippet(page_of(("cost", "estimate")), "json"), encoding="utf-8")

    assert [(price.region, price.item) for price in read_prices(file)] == [
        ("eu-west-1", "ecr_storage"),
        ("eu-west-1", "ecr_archive_storage"),
    ]
    for item in ITEMS:
        assert f"`{item}`" in text


def test_a_page_says_how_long_a_wait_is_by_default() -> None:
    assert f"[default: {DEFAULT_TIMEOUT}; x>=0]" in HELP["scan", "wait"]
    # CircleCI ends a step after 10 minutes of silence.
    assert DEFAULT_TIMEOUT < 600
