"""What a release is made from agrees with itself."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts.check_release import problems, version
from scripts.update_lock import LOCK, TESTED, pins

ROOT = Path(__file__).resolve().parent.parent
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
VERSION = version(PROJECT)
UNRELEASED = "# Changelog\n\n## [Unreleased]\n"
LOCKED = {
    Requirement(line.rstrip(" \\")).name: Requirement(line.rstrip(" \\"))
    for line in LOCK.read_text(encoding="utf-8").splitlines()
    if re.match("[a-z]", line)
}


def test_a_tag_of_this_version_can_be_released() -> None:
    assert problems(f"v{VERSION}", PROJECT, f"{UNRELEASED}\n## [{VERSION}] - 2026-11-25\n\n### Added\n") == []


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        ("v9.9.9", f"{UNRELEASED}\n## [{VERSION}] - 2026-11-25\n", f"the tag is v9.9.9, and .* tag v{VERSION}"),
        (f"v{VERSION}", UNRELEASED, "begins with no release"),
        (f"v{VERSION}", f"{UNRELEASED}\n## [0.0.1] - 2026-11-25\n", r"begins with 0\.0\.1"),
        (f"v{VERSION}", f"{UNRELEASED}\n## [{VERSION}]\n", "no date"),
        (f"v{VERSION}", f"{UNRELEASED}\n- more\n\n## [{VERSION}] - 2026-11-25\n", r"below \[Unreleased\]"),
    ],
    ids=["another version", "never released", "the one before", "undated", "more to come"],
)
def test_what_keeps_a_tag_back_is_said(tag: str, changelog: str, said: str) -> None:
    (problem,) = problems(tag, PROJECT, changelog)

    assert re.search(said, problem)


def test_the_version_stands_in_one_place() -> None:
    installed = ROOT / "examples/customer-data-service/requirements.txt"
    assert f"cdktf-ecr[cli,node]=={VERSION}" in installed.read_text(encoding="utf-8")
    literal = re.compile(rf"[\"'=v]{re.escape(VERSION)}[\"'\s]")
    for file in (ROOT / "constructs").rglob("*.py"):
        assert not literal.search(file.read_text(encoding="utf-8")), file


def test_the_lock_has_what_the_application_asks_for() -> None:
    asked = pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))

    assert {f"{name}=={next(iter(each.specifier)).version}" for name, each in LOCKED.items()} >= set(asked), (
        "run python scripts/update_lock.py"
    )
    for text in requires("cdktf-ecr") or ():
        requirement = Requirement(text)
        if requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra, "python_version": "3.10"}) for extra in ("", "cli", "node")
        ):
            locked = next(iter(LOCKED[requirement.name.lower()].specifier)).version
            assert requirement.specifier.contains(locked), text


def test_what_is_locked_is_what_the_tests_run_with() -> None:
    tested = dict(line.partition(";")[0].strip().split("==") for line in pins(TESTED.read_text(encoding="utf-8")))

    for name, each in LOCKED.items():
        if name in tested:
            assert str(each.specifier) == f"=={tested[name]}", "run python scripts/update_lock.py"


def test_everything_that_comes_with_what_is_locked_is_locked_too() -> None:
    for name in LOCKED:
        try:
            needed = distribution(name).requires or ()
        except PackageNotFoundError:  # of an older Python
            continue
        for text in needed:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                assert requirement.name.lower().replace("_", "-") in LOCKED, f"{name} on {sys.version}: {text}"


def test_every_locked_package_has_its_hashes_and_no_place() -> None:
    text = LOCK.read_text(encoding="utf-8")

    assert not re.search(r"https?:|file:|--index|--find|/work|@", text)
    for block in re.split(r"\n(?=[a-z])", text.partition("\n\n")[0])[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]
