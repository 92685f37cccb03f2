"""Write requirements.lock, with hashes, from requirements.txt: ``python scripts/update_lock.py``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
# The tests run with these versions: where both name a package, what is locked is what was tested.
TESTED = ROOT / "requirements-dev.txt"
HEAD = """\
# What `pip install -r requirements.txt` chose, with everything that comes with it, for every Python and system:
# pip install --require-hashes -r requirements.lock && pip install --no-deps -e .
# Written by scripts/update_lock.py.
"""


def pins(text: str) -> list[str]:
    """Return the lines of a requirements file that name one version of a package, without extras and comments.

    Args:
        text: The file's text.
    """
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [
        name.partition("[")[0] + "==" + rest
        for name, equals, rest in (each.partition("==") for each in lines)
        if equals
    ]


def main() -> None:
    """Resolve and write."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-config", "--universal"]
    command += ["--python-version", "3.10", "--generate-hashes", "--no-header", "--no-annotate"]
    command += ["--no-emit-package", "cdktf-ecr", "--constraint", "-", "requirements.txt"]
    tested = "\n".join(pins(TESTED.read_text(encoding="utf-8")))
    locked = subprocess.run(command, cwd=ROOT, input=tested, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S603
    LOCK.write_text(HEAD + locked, encoding="utf-8")


if __name__ == "__main__":
    main()
