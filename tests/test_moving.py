"""What `migrate framework` makes of our own programs writes on CDK Terrain what they write on CDK for Terraform."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.library_examples import NAMES
from tests.moved_programs import APPLICATIONS, HOSTS, PROFILES, SERVICE, without_release
from tests.synthesized import Synthesize, SynthesizeProgram, parsed


def test_nothing_of_the_other_framework_is_left_in_them(moved: Path) -> None:
    sources = [file for file in moved.parent.rglob("*.py") if "_app" in file.stem or "terraform" not in file.parts]

    left = [
        file.name
        for file in sources
        if re.search(r"^\s*(?:from|import) cdktf(?:\b|_cdktf)(?!_ecr)", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert len(sources) > 20
    assert left == []


@pytest.mark.parametrize("profile", PROFILES)
def test_the_stacks_write_the_same(moved: Path, synthesize: Synthesize, profile: str) -> None:
    same(moved / profile, synthesize(profile=profile, **HOSTS))


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_write_the_same(moved: Path, library_examples: Path, name: str) -> None:
    same(moved / name, library_examples / name / "cdktf.out")


@pytest.mark.parametrize("name", APPLICATIONS)
def test_applications_of_every_construct_write_the_same(
    moved: Path, synthesize_program: SynthesizeProgram, name: str
) -> None:
    same(moved / name, synthesize_program(ROOT / f"tests/terraform/{name}.py", *APPLICATIONS[name]).parent)


def test_the_example_service_writes_the_same(moved: Path, synthesize_program: SynthesizeProgram) -> None:
    same(moved / "service", synthesize_program(ROOT / SERVICE / "app.py").parent)


def same(written: Path, expected: Path) -> None:
    found, wanted = stacks(written), stacks(expected)

    assert wanted
    assert found.keys() == wanted.keys()
    for name, stack in wanted.items():
        assert found[name] == stack, name


def stacks(directory: Path) -> dict[str, dict[str, Any]]:
    """Return the stacks of an application, parsed, without the place of a local state."""
    return {file.parent.name: _stack(file) for file in directory.glob("stacks/*/cdk.tf.json")}


def _stack(file: Path) -> dict[str, Any]:
    written = without_release(dict(parsed(json.loads(file.read_text(encoding="utf-8")))))
    written["terraform"].get("backend", {}).pop("local", None)
    for state in written.get("data", {}).get("terraform_remote_state", {}).values():
        state.pop("config", None)
    return written
