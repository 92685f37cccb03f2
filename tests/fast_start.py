"""Programs run in interpreters of their own, to see what the fast start makes of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import cdktf_ecr
from cdktf_ecr._start.node import VARIABLE, chosen_node

SOURCES = Path(cdktf_ecr.__file__).parent.parent
ROOT = SOURCES.parent
START = SOURCES / "cdktf_ecr" / "_start"

with chosen_node():
    NODE = os.environ.get(VARIABLE, "node")


def run(
    program: str, environment: Mapping[str, str] | None = None, *, path: Path | None = None, fails: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter, with the debug log on stderr.

    Args:
        program: Its text.
        environment: Variables that differ from this process's; the fast start's is ``debug``.
        path: Where its modules are looked for first.
        fails: Whether it is to end in an error.
    """
    search = os.pathsep.join([*([str(path)] if path else []), str(SOURCES)])
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "CDKTF_ECR_FAST_START": "debug", "PYTHONPATH": search, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode != 0) == fails, ran.stderr
    return ran


def fake_provider(
    directory: Path,
    *,
    publish: str = "publication.publish()\n",
    tail: str = "# types\nfrom . import one\nfrom . import two\n",
) -> None:
    """Write a package laid out like the provider's, with two modules."""
    package = directory / "cdktf_cdktf_provider_aws"
    package.mkdir()
    definition = 'import publication\n\n__all__ = [\n    "one",\n    "two",\n]\n\n'
    (package / "__init__.py").write_text(f"{definition}{publish}\n{tail}")
    for name in ("one", "two"):
        (package / f"{name}.py").write_text(f"NAME = {name!r}\n")
