"""How long synthesis takes, with and without the fast start, and how it grows: ``python benchmarks/synthesis.py``.

Prints a table, and with ``--readme`` writes it into README.md. Every figure is the median of several fresh processes,
and what is compared was run in turn.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Cost, medians

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(__file__).resolve().parent / "programs"
SIZES = (1, 10, 100, 1000)

FAST = {"CDKTF_ECR_FAST_START": ""}
STOCK = {"CDKTF_ECR_FAST_START": "0"}

HEADER = "| | wall | CPU | peak memory |\n| --- | ---: | ---: | ---: |"


def row(name: str, cost: Cost) -> str:
    """Return a line of the table."""
    return f"| {name} | {cost.wall:.2f} s | {cost.cpu:.2f} s | {cost.memory:.0f} MB |"


def start(runs: int) -> list[str]:
    """Measure the main job, what is under it, and the start of the test suite."""
    main = [sys.executable, str(ROOT / "main.py")]
    options = ["--collect-only", "--snapshot-warn-unused", "-p", "no:cacheprovider"]
    tests = [sys.executable, "-m", "pytest", *options, "tests/resources"]
    costs = medians(
        {
            "`python main.py`": (main, FAST),
            "`python main.py` without the fast start": (main, STOCK),
            "under both: `import cdktf`, which starts Node": ([sys.executable, "-c", "import cdktf"], FAST),
            "start of the constructs' tests": (tests, FAST),
            "start of the constructs' tests without it": (tests, STOCK),
        },
        runs,
    )
    fast, stock, bare, *_ = costs.values()
    summary = (
        f"With the fast start `python main.py` takes {fast.wall / stock.wall:.2f} of the time without it. Beyond "
        f"`import cdktf` it takes {fast.wall - bare.wall:.2f} s: the provider's assembly, the modules used, the stack."
    )
    return [HEADER, *(row(name, cost) for name, cost in costs.items()), "", summary]


def growth(runs: int, sizes: tuple[int, ...]) -> list[str]:
    """Measure many repositories, against a program with the provider's bindings alone."""
    lines = [HEADER]
    found: dict[tuple[str, int], Cost] = {}
    for size in sizes:
        costs = medians(
            {
                name: ([sys.executable, str(PROGRAMS / f"{program}.py"), str(size)], FAST)
                for name, program in {"our constructs": "library", "plain bindings": "plain"}.items()
            },
            runs,
        )
        for name, cost in costs.items():
            found[name, size] = cost
            lines.append(row(f"{size:,} {'repository' if size == 1 else 'repositories'}, {name}", cost))
    ours, plain = "our constructs", "plain bindings"
    summary = (
        f"A further repository and its lifecycle policy take {slope(found, ours, sizes[-2], sizes[-1]):.1f} ms of CPU "
        f"with our constructs ({slope(found, ours, sizes[0], sizes[-2]):.1f} ms among the first {sizes[-2]}) and "
        f"{slope(found, plain, sizes[-2], sizes[-1]):.1f} ms with plain bindings."
    )
    return [*lines, "", summary]


def slope(found: Mapping[tuple[str, int], Cost], name: str, fewer: int, more: int) -> float:
    """Return the processor time each repository between two sizes adds, in milliseconds: the clock is noisier."""
    return (found[name, more].cpu - found[name, fewer].cpu) / (more - fewer) * 1000


def main() -> None:
    """Measure, print, and write if asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="counted runs of each command (default: 5)")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many repositories, ascending")
    options.add_argument("--readme", action="store_true", help="write the table into README.md")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as out:
        os.environ["CDKTF_OUTDIR"] = str(Path(out, "cdktf.out"))
        os.environ["PYTHONPATH"] = str(ROOT / "constructs")
        os.chdir(ROOT)
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of {given.runs} fresh processes"
        table = "\n".join([*start(given.runs), "", *growth(given.runs, tuple(given.sizes)), "", f"({machine}.)"])
    print(table)
    if given.readme:
        sys.path.insert(0, str(ROOT))
        from scripts.update_readme import README, with_block  # noqa: PLC0415

        README.write_text(with_block(README.read_text(encoding="utf-8"), "benchmark", table), encoding="utf-8")


if __name__ == "__main__":
    main()
