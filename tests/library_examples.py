"""The library's examples, run as their readers would: as programs of another directory."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.synthesized import parsed

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "library"
NAMES = sorted(file.stem for file in EXAMPLES.glob("*.py"))
# What would change where modules are found, output is written, or whether Python keeps what it compiled.
_NOT_THEIRS = {"PYTHONPATH", "CDKTF_OUTDIR", "PYTHONDONTWRITEBYTECODE"}


def run_examples(python: str, out: Path, names: Iterable[str] = NAMES, **environment: str) -> None:
    """Run examples, each in a directory that has a ``stacks`` and a ``constructs`` of its own.

    Args:
        python: The interpreter.
        out: Where the directories are created, called like the examples.
        names: The examples.
        environment: Variables that differ from this process's.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_THEIRS}
    for name in names:
        directory = out / name
        for theirs in ("stacks", "constructs"):
            (directory / theirs).mkdir(parents=True)
            (directory / theirs / "theirs.py").write_text(
                "raise AssertionError('of somebody else')\n", encoding="utf-8"
            )
        shutil.copy(EXAMPLES / f"{name}.py", directory / "main.py")
        subprocess.run([python, "main.py"], cwd=directory, env={**inherited, **environment}, check=True)


def synthesized(out: Path, name: str) -> dict[str, Any]:
    """Return what an example wrote, parsed, without the state's place, which is that of the directory it ran in."""
    (stack,) = (out / name / "cdktf.out" / "stacks").iterdir()
    written = dict(parsed(json.loads((stack / "cdk.tf.json").read_text(encoding="utf-8"))))
    del written["terraform"]["backend"]
    return written
