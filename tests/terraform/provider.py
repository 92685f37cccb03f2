"""The AWS provider as a process of its own, which all of a worker's terraform commands use.

Starting it and reading its 700 MB costs each command four seconds of processor time, and the schemas of what nothing
here uses more than one; what it does is the same.
"""

from __future__ import annotations

import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.terraform.schemas import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REATTACH_VARIABLE = "TF_REATTACH_PROVIDERS"
_CREDENTIALS_VARIABLE = "AWS_SHARED_CREDENTIALS_FILE"
_CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_START_SECONDS = 120


@contextmanager
def attached(binary: Path, environment: Mapping[str, str], credentials: Path) -> Iterator[dict[str, str]]:
    """Run the provider and yield the variables of terraform commands that use it.

    Args:
        binary: The provider's executable.
        environment: The whole environment of its process: the endpoint is read here, not in terraform's.
        credentials: Where it reads, at each command, as whom to act.
    """
    command = [str(binary), "-debug"]
    file = {_CREDENTIALS_VARIABLE: str(credentials)}
    with subprocess.Popen(
        command,
        env={
            **{name: value for name, value in environment.items() if name not in _CREDENTIALS},
            **file,
            "TF_LOG": "ERROR",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        deadline = threading.Timer(_START_SECONDS, process.kill)
        deadline.start()
        try:
            address = _announced(process)
            deadline.cancel()
            with narrowed(address) as narrow:
                yield {REATTACH_VARIABLE: narrow, **file}
        finally:
            deadline.cancel()
            process.terminate()


def hand_over_credentials(environment: Mapping[str, str]) -> None:
    """Have the provider that is attached in an environment act with the credentials there, as one of its own would."""
    if REATTACH_VARIABLE in environment:
        lines = [f"{name.lower()} = {environment[name]}\n" for name in _CREDENTIALS if name in environment]
        Path(environment[_CREDENTIALS_VARIABLE]).write_text("".join(["[default]\n", *lines]), encoding="utf-8")


def _announced(process: subprocess.Popen[str]) -> str:
    """Return what the provider says of itself once it is up; nobody reads on, and it writes no more."""
    assert process.stdout is not None
    for line in process.stdout:
        name, found, value = line.strip().partition("=")
        if found and name == REATTACH_VARIABLE:
            return value.strip("'")
    raise AssertionError("the provider ended without saying how to attach to it")
