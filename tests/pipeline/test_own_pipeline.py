"""This repository's own pipeline does what .ci/run does."""

from __future__ import annotations

import re

import yaml

from tests.pipeline.files import CIRCLECI, ROOT

# What has a job of its own: the unit suites once more, on other Pythons and measured, and what a tag publishes.
ONLY_THERE = {"coverage", "oldest", "dist", "publish", "sbom"}


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
    words = " ".join(re.findall(r"^\s*(?:target:|(?:- run: )?make|command: make) (.*)$", text, re.MULTILINE)).split()
    return parts([word for word in words if word in makefile()])


def test_its_jobs_make_what_ci_run_makes() -> None:
    config = CIRCLECI["this repository"].read_text(encoding="utf-8")

    assert made(config) == made((ROOT / ".ci" / "run").read_text(encoding="utf-8")) | ONLY_THERE
    assert made(config) >= {"lint", "types", "docs", "synth", "wheel", "test"}


def test_what_cannot_run_is_a_failure_there_too() -> None:
    config = yaml.safe_load(CIRCLECI["this repository"].read_text(encoding="utf-8"))

    assert config["jobs"]["test"]["environment"]["CDKTF_ECR_REQUIRE_TERRAFORM"] == "1"
    assert "CDKTF_ECR_REQUIRE_TERRAFORM=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_oldest_and_the_newest_python_are_those_of_the_package() -> None:
    config = yaml.safe_load(CIRCLECI["this repository"].read_text(encoding="utf-8"))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    promised = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', project)

    tested = [config["executors"][name]["docker"][0]["image"] for name in ("oldest", "newest")]
    assert tested == [f"cimg/python:{promised[0]}", f"cimg/python:{promised[-1]}"]
    assert f'requires-python = ">={promised[0]}"' in project
    assert promised == [f"3.{minor}" for minor in range(10, 15)]
    for job in ("oldest", "coverage"):
        assert config["jobs"][job]["executor"] == {"oldest": "oldest", "coverage": "newest"}[job]


def test_nothing_is_published_that_has_not_passed_everything() -> None:
    config = yaml.safe_load(CIRCLECI["this repository"].read_text(encoding="utf-8"))

    jobs = [next(iter(job.items())) for job in config["workflows"]["release"]["jobs"]]
    (publish,) = [given for name, given in jobs if name == "publish"]
    assert {*publish["requires"]} == {*config["workflows"]["check"]["jobs"], "dist"}
    assert {str(given["filters"]) for _, given in jobs} == {
        str({"branches": {"ignore": "/.*/"}, "tags": {"only": "/v[0-9].*/"}})
    }
    assert [name for name, given in jobs if "context" in given] == ["publish"]
    first, *others = [step["run"] for step in config["jobs"]["dist"]["steps"] if "run" in step]
    assert first == 'python scripts/check_release.py "$CIRCLE_TAG"'
    assert others == ["make dist", "make sbom"]
