"""Logging in: the line that does it, and Docker, which reads the password from a pipe."""

from __future__ import annotations

import base64
import stat
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.doctor.login import DOCKER_LOGIN
from cdktf_ecr.operations.doctor.subject import Subject
from tests.operations.doctor.conftest import Examine
from tests.standin.account import DENIED, Account

HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
LINE = f"aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin {HOST}"


@pytest.fixture(autouse=True)
def _token(account: Account) -> None:
    account.answers["ecr", "GetAuthorizationToken"] = {
        "authorizationData": [
            {
                "authorizationToken": base64.b64encode(b"AWS:s3cret").decode(),
                "expiresAt": datetime(2026, 11, 25, 22, tzinfo=timezone.utc),
                "proxyEndpoint": f"https://{HOST}",
            }
        ]
    }


@pytest.fixture
def log_in(subject: Callable[..., Subject], tmp_path: Path) -> Callable[[str | None], Check]:
    """Log in with a docker that does this; None for none at all."""

    def with_docker(script: str | None) -> Check:
        if script is not None:
            docker = tmp_path / "docker"
            docker.write_text(f"{script}\n", encoding="utf-8")
            docker.chmod(docker.stat().st_mode | stat.S_IXUSR)
        (check,) = DOCKER_LOGIN.checks(subject(environment={"PATH": str(tmp_path)}))
        assert "s3cret" not in str(check)
        return check

    return with_docker


def test_the_line_names_the_registry_and_no_password(examine: Examine) -> None:
    (check,) = examine("registry-login")

    assert (check.outcome, check.meaning) == (Outcome.PASS, f"Log in with: {LINE}")
    assert check.found == f"{HOST} gives out a login, good until 2026-11-25 22:00 UTC"


def test_docker_is_given_the_password_in_a_pipe(log_in: Callable[[str], Check], tmp_path: Path) -> None:
    check = log_in(
        f'#!/bin/sh\necho "$@" > {tmp_path}/arguments; read password; echo "$password" > {tmp_path}/password'
    )

    assert (check.outcome, check.found) == (Outcome.PASS, f"docker is logged in at {HOST}")
    assert (tmp_path / "arguments").read_text() == f"login --username AWS --password-stdin {HOST}\n"
    assert (tmp_path / "password").read_text() == "s3cret\n"


def test_what_docker_says_is_told(log_in: Callable[[str], Check]) -> None:
    check = log_in("#!/bin/sh\necho Cannot connect to the Docker daemon >&2; exit 1")

    assert (check.outcome, check.fix) == (Outcome.FAIL, LINE)
    assert check.found == f"docker login at {HOST} failed: Cannot connect to the Docker daemon"


def test_a_docker_that_does_not_start(log_in: Callable[[str], Check]) -> None:
    check = log_in("#!/no/such/shell")

    assert check.outcome is Outcome.FAIL
    assert check.found.startswith("docker login failed: [Errno 2] No such file")


def test_no_docker(log_in: Callable[[None], Check]) -> None:
    check = log_in(None)

    assert (check.outcome, check.found) == (Outcome.FAIL, "there is no docker on PATH")


def test_docker_without_a_token(account: Account, log_in: Callable[[str], Check]) -> None:
    account.answers["ecr", "GetAuthorizationToken"] = DENIED

    check = log_in("#!/bin/sh")

    assert (check.outcome, check.action) == (Outcome.SKIP, "ecr:GetAuthorizationToken")
