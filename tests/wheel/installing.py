"""Programs that are not to see anything of the sources."""

from __future__ import annotations

import os
import subprocess

from tests.conftest import ROOT


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        command,
        cwd=ROOT,
        # What PYTHONPATH shows pip of the sources, it would take for installed.
        env={**{name: value for name, value in os.environ.items() if name != "PYTHONPATH"}, **environment},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
