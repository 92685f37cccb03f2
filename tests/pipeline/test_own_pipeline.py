"""This repository's own pipeline does what .ci/run does."""

from __future__ import annotations

import re

import yaml

from tests.pipeline.files import CIRCLECI, ROOT


def makefile() -> dict[str, list[str]]:
    """Return the targets of the Makefile that are no files, with what each begins with."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {name: before.split() for name, before in re.findall(r"^([a-z]+):(?! export)(.*)$", text, re.MULTILINE)}


def parts(targets: list[str]) -> set[str]:
    """Return targets with those that only gather others replaced by these."""
    known = makefile()
    found: set[str] = set()
    for target in targets:
        gathered = [each for each in known[target] if each in known]
        found |= parts(gathered) if gathered else {target}
    return found


def made(text: str) -> set[str]:
    """Return the targets that a file makes, in a command or by the parameter ``target`` of CircleCI's."""
    words = " ".join(re.findall(r"^\s*(?:target:|make|command: make) (.*)$", text, re.MULTILINE)).split()
    return parts([word for word in words if word in makefile()])


def test_its_jobs_make_what_ci_run_makes() -> None:
    config = CIRCLECI["this repository"].read_text(encoding="utf-8")

    assert made(config) == made((ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert made(config) >= {"lint", "types", "docs", "synth", "wheel", "test"}


def test_what_cannot_run_is_a_failure_there_too() -> None:
    config = yaml.safe_load(CIRCLECI["this repository"].read_text(encoding="utf-8"))

    assert config["jobs"]["test"]["environment"]["CDKTF_ECR_REQUIRE_TERRAFORM"] == "1"
    assert "CDKTF_ECR_REQUIRE_TERRAFORM=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
