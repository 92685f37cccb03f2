"""The command line, run in this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cdktf_ecr.cli.root import cdktf_ecr
from cdktf_ecr.cli.running import run


@dataclass(frozen=True)
class Ran:
    """What a command left behind.

    Attributes:
        code: Its exit code.
        stdout: What it printed.
        stderr: What it said.
    """

    code: int
    stdout: str
    stderr: str


Command = Callable[..., Ran]


@pytest.fixture
def aws_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Credentials that nobody checks, a region, no configuration of this machine's, an empty working directory."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "CDKTF_ECR_"))] + ["NO_COLOR"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def command(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Run a command with these arguments."""
    request.getfixturevalue("aws_environment")
    monkeypatch.setattr("botocore.retries.standard.ExponentialBackoff.delay_amount", lambda *_: 0.01)
    monkeypatch.setattr("cdktf_ecr.operations.waiting._FIRST_PAUSE", 0.01)

    def runs(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run(cdktf_ecr, [str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return runs
