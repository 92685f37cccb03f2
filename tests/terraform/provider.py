"""The AWS provider as a process of its own, which all of a worker's terraform commands use.

Starting it and reading its 700 MB costs each command four seconds of processor time; what it does is the same.
"""

from __future__ import annotations

import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

REATTACH_VARIABLE = "TF_REATTACH_PROVIDERS"
_START_SECONDS = 120


@contextmanager
def attached(binary: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Run the provider and yield the value of the variable by which terraform finds it.

    Args:
        binary: The provider's executable.
        environment: The whole environment of its process: credentials and endpoint are read here, not in terraform's.
    """
    command = [str(binary), "-debug"]
    with subprocess.Popen(
        command,
        env={**environment, "TF_LOG": "ERROR"},
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
            yield address
        finally:
            deadline.cancel()
            process.terminate()


def _announced(process: subprocess.Popen[str]) -> str:
    """Return what the provider says of itself once it is up; nobody reads on, and it writes no more."""
    assert process.stdout is not None
    for line in process.stdout:
        name, found, value = line.strip().partition("=")
        if found and name == REATTACH_VARIABLE:
            return value.strip("'")
    raise AssertionError("the provider ended without saying how to attach to it")
