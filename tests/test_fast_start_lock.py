"""Who may make jsii's index: whoever finds nobody at it, and nobody for a day after it failed."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.fast_start import NODE, START
from tests.jsii_cache import DAY


@pytest.mark.parametrize(
    ("holder", "age", "taken"),
    [
        ({"pid": os.getpid(), "host": os.uname().nodename}, 0, False),
        ({"pid": os.getpid(), "host": os.uname().nodename}, 200, True),
        ({"pid": 2**22 + 1, "host": os.uname().nodename}, 0, True),
        ({"pid": 2**22 + 1, "host": "another"}, 0, False),
        ({"pid": 2**22 + 1, "host": "another"}, 200, True),
        (None, 0, False),
        (None, 200, True),
        ({"failed": "out of paper"}, DAY - 100, False),
        ({"failed": "out of paper"}, DAY + 100, True),
    ],
    ids=range(9),  # not the process's number: a test has the same name in each worker
)
def test_a_lock_is_taken_over_from_whoever_cannot_be_at_it(
    tmp_path: Path, holder: dict[str, object] | None, age: float, *, taken: bool
) -> None:
    lock = tmp_path / "lock"
    lock.write_text(json.dumps(holder) if holder else "")
    os.utime(lock, (time.time() - age,) * 2)
    program = f"""
        const {{ take }} = require({json.dumps(str(START / "lock.js"))});
        let taken = false;
        try {{ taken = take({json.dumps(str(lock))}, () => false, 0); }} catch {{}}
        console.log(taken);
    """

    ran = subprocess.run([NODE, "-e", program], capture_output=True, text=True, check=True)

    assert ran.stdout == f"{str(taken).lower()}\n"
