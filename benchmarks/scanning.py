"""What the command line costs: its start, and a gate over many findings: ``python benchmarks/scanning.py``.

Needs the extra ``cli``. The scan is read from a file, as AWS's own command line saves it, so that no network is in the
figures; what is measured is everything after it: reading, the ignore ledger, the gate, and a report in every format.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Cost, Program, medians

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent
FORMATS = ("table", "json", "sarif", "junit", "markdown", "csv", "html")
PROGRAM = Path(__file__).resolve().parent / "programs" / "scan.py"

# The start of the command line, and 25,000 findings gated and written in every format.
LIMITS = {"start": Cost(0.4, 0.4, 60), "gate": Cost(5, 5, 300)}

HEADER = "| | wall | CPU | peak memory |\n| --- | ---: | ---: | ---: |"


def commands(directory: Path, sizes: Sequence[int]) -> dict[str, Program]:
    """Return the commands to measure, by what the table calls them."""
    program = [sys.executable, "-c", "from cdktf_ecr.cli import main; main()"]
    found = {"`cdktf-ecr --help`": Program([*program, "--help"], {})}
    for size in sizes:
        scan, ledger = directory / f"scan-{size}.json", directory / "ignore.yaml"
        subprocess.run([sys.executable, str(PROGRAM), str(size), str(scan), str(ledger)], check=True)  # noqa: S603
        outputs = [f"--output={name}={directory / f'{size}.{name}'}" for name in FORMATS]
        options = ["--offline", str(scan), "--ignore-file", str(ledger), "--exit-zero", *outputs]
        found[f"`cdktf-ecr scan gate`, {size:,} findings, 7 formats"] = Program(
            [*program, "scan", "gate", *options], {}
        )
    return found


def main() -> None:
    """Measure and print; with ``--check``, fail beyond the limits."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="counted runs of each command (default: 5)")
    options.add_argument("--sizes", type=int, nargs="+", default=[0, 1_000, 25_000], help="how many findings")
    options.add_argument("--check", action="store_true", help="fail if the first or the last takes more than it may")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["PYTHONPATH"] = str(ROOT / "constructs")
        os.chdir(directory)
        costs = medians(commands(Path(directory), given.sizes), given.runs)
    print(HEADER)
    for name, cost in costs.items():
        print(f"| {name} | {cost.wall:.2f} s | {cost.cpu:.2f} s | {cost.memory:.0f} MB |")
    print(f"\n(Python {platform.python_version()}, {os.cpu_count()} cores, medians of {given.runs} fresh processes.)")
    start, *_, gate = costs.values()
    over = [
        f"{name}: {figure} is {getattr(cost, figure):.2f}, and may be {getattr(LIMITS[name], figure)}"
        for name, cost in {"start": start, "gate": gate}.items()
        for figure in ("wall", "memory")
        if getattr(cost, figure) > getattr(LIMITS[name], figure)
    ]
    if given.check and over:
        sys.exit("\n".join(over))


if __name__ == "__main__":
    main()
