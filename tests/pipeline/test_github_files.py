"""The workflows of GitHub are valid, and everything that they name is there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.pipeline.files import CIRCLECI, EXAMPLE, GITHUB, github_problems
from tests.pipeline.schemas import refused
from tests.pipeline.scripts import called

DELIVERY = GITHUB["delivery"]
BROKEN = yaml.safe_load(Path(__file__).with_name("broken_github.yml").read_text(encoding="utf-8"))


def test_the_published_schema_refuses_none_but_one_that_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "delivery.yml"
    wrong.write_text(DELIVERY.read_text(encoding="utf-8").replace("runs-on:", "run-on:", 1), encoding="utf-8")

    assert list(refused("github-workflows", [*GITHUB.values(), wrong])) == [wrong]


@pytest.mark.parametrize("name", sorted(GITHUB))
def test_everything_a_workflow_names_is_there(name: str) -> None:
    assert github_problems(GITHUB[name]) == []


def test_both_providers_run_the_same_scripts() -> None:
    calls = {
        provider: {call for file in files for call in called(file.read_text(encoding="utf-8"))}
        for provider, files in (("circleci", list(CIRCLECI.values())), ("github", list(GITHUB.values())))
    }

    # Logging in on its own is for base images of the team's registry, which the builds of GitHub do not take.
    assert calls["circleci"] - calls["github"] == {"ci/login.sh"}
    assert calls["github"] <= calls["circleci"]
    everything = {f"ci/{file.name}" for file in (EXAMPLE / "ci").glob("*.sh")} - {"ci/common.sh"}
    assert everything == calls["circleci"]


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_reference_is_seen(what: str, tmp_path: Path) -> None:
    broken = tmp_path / "delivery.yml"
    text = DELIVERY.read_text(encoding="utf-8")
    assert BROKEN[what]["text"] in text, "there is nothing to break"
    broken.write_text(text.replace(BROKEN[what]["text"], BROKEN[what]["instead"], 1), encoding="utf-8")

    problems = github_problems(broken)

    assert any(BROKEN[what]["said"] in problem for problem in problems), problems
