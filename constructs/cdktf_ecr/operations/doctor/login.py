"""Whether the registry lets this identity log in, and how Docker does."""

from __future__ import annotations

import base64
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .subject import Subject

_NAME = "registry-login"
_ACTION = "ecr:GetAuthorizationToken"
_DOCKER = "docker-login"
_TIMEOUT_SECONDS = 60


def _look(subject: Subject) -> Iterator[Check]:
    expires = _authorization(subject)["expiresAt"]
    found = f"{subject.host} gives out a login, good until {expires:%Y-%m-%d %H:%M %Z}"
    meaning = f"Log in with: {_command(subject)}"
    yield Check(name=_NAME, outcome=Outcome.PASS, found=found, meaning=meaning, action=_ACTION)


def _log_in(subject: Subject) -> Iterator[Check]:
    """Log Docker in. The password goes through a pipe: arguments and variables of a process can be read by others."""
    docker = shutil.which("docker", path=subject.environment.get("PATH"))
    if docker is None:
        found = "there is no docker on PATH"
        yield Check(name=_DOCKER, outcome=Outcome.FAIL, found=found, meaning="Install Docker, or leave out --login.")
        return
    user, _, password = base64.b64decode(_authorization(subject)["authorizationToken"]).decode().partition(":")
    command = [docker, "login", "--username", user, "--password-stdin", subject.host]
    try:
        done = subprocess.run(  # noqa: S603 - what the option asks for
            command, input=password, text=True, capture_output=True, check=False, timeout=_TIMEOUT_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Check(name=_DOCKER, outcome=Outcome.FAIL, found=f"docker login failed: {error}", action=_ACTION)
        return
    said = (done.stderr if done.returncode else done.stdout).strip()
    if done.returncode:
        found = f"docker login at {subject.host} failed: {said}"
        yield Check(name=_DOCKER, outcome=Outcome.FAIL, found=found, action=_ACTION, fix=_command(subject))
    else:
        yield Check(name=_DOCKER, outcome=Outcome.PASS, found=f"docker is logged in at {subject.host}", action=_ACTION)


def _authorization(subject: Subject) -> Any:
    client = subject.asking.client("ecr")
    answer: Any = subject.asking.once(_NAME, client.get_authorization_token, service="ecr")
    return answer["authorizationData"][0]


def _command(subject: Subject) -> str:
    """Return what logs Docker in: with the registry named, without which it would be Docker Hub's."""
    password = f"aws ecr get-login-password --region {subject.region}"
    return f"{password} | docker login --username AWS --password-stdin {subject.host}"


LOGIN: Probe[Subject] = Probe(name=_NAME, action=_ACTION, look=_look)
DOCKER_LOGIN: Probe[Subject] = Probe(name=_DOCKER, action=_ACTION, look=_log_in)
