"""The programs that copy: skopeo, crane, and Docker where there is nothing better."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.migration.image_names import is_loopback

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.model.migration.copies import Copy

    from .credentials import AuthFile

SKOPEO = "skopeo"
CRANE = "crane"
DOCKER = "docker"
AUTO = "auto"
_BEST_FIRST = (SKOPEO, CRANE, DOCKER)
_GRACE_SECONDS = 10.0

# logrus, in which skopeo reports: time="…" level=fatal msg="…".
_LOGGED = re.compile(r'level=(?:fatal|error) msg="((?:[^"\\]|\\.)*)"')


class ToolError(Exception):
    """A program did not copy an image: what it said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program that copies images.

    Args:
        name: Which.
        keeps_everything: Whether it copies what it is given letter for letter, with all platforms.
    """

    name: str
    keeps_everything: bool

    def commands(self, copy: Copy, auth: AuthFile) -> list[list[str]]:
        """Return the commands that copy an image, by its digest.

        Args:
            copy: The image.
            auth: Credentials.
        """
        source = f"{copy.source}@{copy.digest}"
        if self.name == SKOPEO:
            insecure = [
                f"--{side}-tls-verify=false"
                for side, one in (("src", copy.source), ("dest", copy.target))
                if is_loopback(one.host)
            ]
            options = ["--all", "--preserve-digests", "--quiet", "--retry-times", "3", "--authfile", str(auth.path)]
            return [[SKOPEO, "copy", *options, *insecure, f"docker://{source}", f"docker://{copy.reference}"]]
        if self.name == CRANE:
            return [[CRANE, "copy", source, copy.reference]]
        docker = [DOCKER, "--config", str(auth.directory)]
        return [
            [*docker, "pull", "--quiet", source],
            [*docker, "tag", source, copy.reference],
            [*docker, "push", "--quiet", copy.reference],
        ]

    def copy(self, copy: Copy, auth: AuthFile) -> None:
        """Copy an image.

        Args:
            copy: The image.
            auth: Credentials.

        Raises:
            ToolError: It did not.
        """
        # crane takes Docker's configuration from there, and from nowhere else without REGISTRY_AUTH_FILE.
        environment = {**os.environ, "DOCKER_CONFIG": str(auth.directory)}
        environment.pop("REGISTRY_AUTH_FILE", None)
        for command in self.commands(copy, auth):
            _run(command, environment)


def choose_tool(asked: str) -> Tool:
    """Return the program to copy with.

    Args:
        asked: Its name; `AUTO` for the best that is installed.

    Raises:
        InvalidSettingError: It is not installed, or none is.
    """
    names = _BEST_FIRST if asked == AUTO else (asked,)
    for name in names:
        if shutil.which(name):
            return Tool(name=name, keeps_everything=name != DOCKER)
    rule = f"must be installed: {'one of ' if len(names) > 1 else ''}{', '.join(names)} on the PATH"
    raise InvalidSettingError("tool", asked, rule, source="PATH")


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run a program to its end; one that is under way when we are interrupted is ended first."""
    # In a session of its own, so that an interrupt at the terminal meets us, and not it before us.
    with subprocess.Popen(  # noqa: S603 - a tool that the user chose, with arguments that are names of images
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate()
        except BaseException:
            _end(process)
            raise
    if process.returncode != 0:
        raise ToolError(_last_words(said) or f"{command[0]} ended with {process.returncode}")


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE_SECONDS)
        return
    process.kill()


def _last_words(said: str) -> str:
    logged = _LOGGED.findall(said)
    if logged:
        return str(logged[-1].replace('\\"', '"').replace("\\\\", "\\"))
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else ""
