"""The lifecycle example prints what its comment says, without Terraform, Node or AWS."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_it_prints_what_the_comment_says(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "constructs"), "PATH": "/nowhere"}
    example = ROOT / "examples" / "lifecycle" / "which_expire.py"

    ran = subprocess.run(
        [sys.executable, str(example)], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )

    assert sorted(ran.stdout.splitlines()) == ["v1.10 expire by rule 1", "v1.11 expire by rule 1"]
