"""The configurations of CircleCI are valid, and everything that they name is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.pipeline.files import CIRCLECI, CONTEXTS, EXAMPLE, ROOT, circleci_problems
from tests.pipeline.schemas import refused

CONFIG = CIRCLECI["delivery"]


def root_of(name: str) -> Path:
    return ROOT if name == "this repository" else EXAMPLE


def test_the_published_schema_refuses_none_but_one_that_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "config.yml"
    wrong.write_text(CONFIG.read_text(encoding="utf-8").replace("only: main", "just: main", 1), encoding="utf-8")

    assert list(refused("circle-ci", [*CIRCLECI.values(), wrong])) == [wrong]


@pytest.mark.parametrize("name", sorted(CIRCLECI))
def test_everything_a_configuration_names_is_there(name: str) -> None:
    assert circleci_problems(CIRCLECI[name], root=root_of(name)) == []


@pytest.mark.parametrize(
    "parameters",
    [{"judge_running": True}, {"aws_credentials": "keys"}, {"base_image": "a/b"}],
    ids=lambda given: next(iter(given)),
)
def test_so_it_is_whatever_the_pipeline_is_started_with(parameters: dict[str, Any]) -> None:
    project = frozenset({"AWS_BUILD_ROLE_ARN"} if "base_image" in parameters else ())

    assert circleci_problems(CONFIG, root=EXAMPLE, project=project, **parameters) == []


def test_the_contexts_are_explained_where_they_are_used() -> None:
    head = CONFIG.read_text(encoding="utf-8").partition("version:")[0]

    for context, variables in CONTEXTS.items():
        (line,) = [line for line in head.splitlines() if f"{context}:" in line]
        assert set(line.partition(":")[2].replace(",", " ").split()) == variables


BROKEN = yaml.safe_load(Path(__file__).with_name("broken_circleci.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_reference_is_seen(what: str, tmp_path: Path) -> None:
    broken = tmp_path / "config.yml"
    text = CONFIG.read_text(encoding="utf-8")
    assert BROKEN[what]["text"] in text, "there is nothing to break"
    broken.write_text(text.replace(BROKEN[what]["text"], BROKEN[what]["instead"], 1), encoding="utf-8")

    problems = circleci_problems(broken, root=EXAMPLE)

    assert any(BROKEN[what]["said"] in problem for problem in problems), problems
