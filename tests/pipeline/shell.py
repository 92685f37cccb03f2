"""The shell lines of CI files, as the runners run them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from tests.pipeline.circleci import Compiler
from tests.pipeline.files import CIRCLECI, GITHUB

# Every step of a configuration is a step of it started in one of these ways.
_STARTS: tuple[dict[str, str], ...] = (
    {},
    {"aws_credentials": "keys"},
    {"base_image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/base:1"},
)


def commands() -> Iterator[tuple[str, str]]:
    """Yield where each command of a CI file stands, and the command with its references filled in."""
    for name, file in CIRCLECI.items():
        for number, start in enumerate(_STARTS):
            compiler = Compiler.of(file, **start)
            for job in compiler.section("jobs"):
                for step in compiler.steps(job):
                    if step.kind == "run":
                        yield f"circleci {name} {number} {job} {step.name}", str(step.arguments["command"])
    for name, file in GITHUB.items():
        for job, body in yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"].items():
            for step in body["steps"]:
                if "run" in step:
                    yield f"github {name} {job} {step['run']}", str(step["run"])


def findings(files: Sequence[Path], *options: str) -> str:
    """Return what shellcheck says of files."""
    program = str(Path(sys.executable).with_name("shellcheck"))
    command = [program, "--norc", "--format=gcc", *options, *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout
