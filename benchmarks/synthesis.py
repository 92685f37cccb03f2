"""How long synthesis takes, at first and later, and how it grows: ``python benchmarks/synthesis.py``.

Everything runs in homes of its own, in which jsii has never run. Prints tables, and with ``--page`` writes them into
docs/benchmarks.md. Every figure is the median of several fresh processes, and what is compared was run in turn.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Cost, Program, median, medians, run_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(__file__).resolve().parent / "programs"
SIZES = (1, 10, 100, 1000)
OURS, PLAIN = "our constructs", "plain bindings"

MAIN = str(ROOT / "main.py")
# The provider's bindings alone, without this library: what everything is compared with.
STOCK = (str(PROGRAMS / "plain.py"), "1")

HEADER = "| | wall | CPU | peak memory |\n| --- | ---: | ---: | ---: |"


class Homes:
    """Homes to run programs in, each with an output directory of its own."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def program(self, home: str, *arguments: str, out: str = "out") -> Program:
        """Return a Python program that runs in a home, which is fresh when its name is new."""
        directory = self._directory / home
        directory.mkdir(exist_ok=True)
        environment = {
            "HOME": str(directory),
            "CDKTF_OUTDIR": str(directory / out),
            "PYTHONPATH": str(ROOT / "constructs"),
            "CDKTF_ECR_FAST_START": "",
        }
        return Program([sys.executable, *arguments], environment)


def row(name: str, cost: Cost) -> str:
    """Return a line of a table."""
    return f"| {name} | {cost.wall:.2f} s | {cost.cpu:.2f} s | {cost.memory:.0f} MB |"


def first_and_later(homes: Homes, first_runs: int, runs: int) -> Iterator[str]:
    """Measure the main job against the stock program: in fresh homes, and in the last of these from then on."""
    programs = {"`python main.py`": ("ours", (MAIN,)), f"one repository, {PLAIN}": ("stock", STOCK)}
    firsts: dict[str, list[Cost]] = {name: [] for name in programs}
    for number in range(first_runs):
        for name, (home, arguments) in programs.items():
            firsts[name].append(run_once(homes.program(f"{home}{number}", *arguments)))
    last = first_runs - 1
    later = medians({name: homes.program(f"{home}{last}", *rest) for name, (home, rest) in programs.items()}, runs)
    yield HEADER
    for name in programs:
        yield row(f"{name}, first run in a fresh home", median(firsts[name]))
        yield row(f"{name}, later runs", later[name])
    ours, stock = later.values()
    yield f"\nA later run takes {ours.cpu / stock.cpu:.3f} of the processor time of the one repository."


def parts(homes: Homes, home: str, runs: int) -> Iterator[str]:
    """Measure what a later run is made of."""
    stages = {
        "`import cdktf`: Python, jsii, Node and CDKTF": ("-c", "import cdktf_ecr, cdktf"),
        "and the provider's package": ("-c", "import cdktf_ecr, cdktf, cdktf_cdktf_provider_aws"),
        "and the stack: `python main.py`": (MAIN,),
    }
    programs = {name: homes.program(home, *arguments) for name, arguments in stages.items()}
    # Each run finds modules that another profile wrote.
    rewrite = f"import pathlib, runpy, sys; sys.path.insert(0, {str(ROOT)!r}); "
    rewrite += "pathlib.Path(__import__('os').environ['CDKTF_OUTDIR'], '.modules.stamp').unlink(missing_ok=True); "
    rewrite += f"runpy.run_path({MAIN!r}, run_name='__main__')"
    programs["and the plain modules, where they are written"] = homes.program(home, "-c", rewrite, out="rewritten")
    yield HEADER
    for name, cost in medians(programs, runs).items():
        yield row(name, cost)


def growth(homes: Homes, homes_of: Mapping[str, str], runs: int, sizes: tuple[int, ...]) -> Iterator[str]:
    """Measure many repositories, against a program with the provider's bindings alone."""
    yield HEADER
    found: dict[tuple[str, int], Cost] = {}
    for size in sizes:
        programs = {
            name: homes.program(homes_of[name], str(PROGRAMS / f"{program}.py"), str(size))
            for name, program in {OURS: "library", PLAIN: "plain"}.items()
        }
        for name, cost in medians(programs, runs).items():
            found[name, size] = cost
            yield row(f"{size:,} {'repository' if size == 1 else 'repositories'}, {name}", cost)
    fewer, more = sizes[-2:]
    each = {name: (found[name, more].cpu - found[name, fewer].cpu) / (more - fewer) * 1000 for name in (OURS, PLAIN)}
    yield (
        f"\nBetween {fewer:,} and {more:,}, a further repository and its lifecycle policy take {each[OURS]:.1f} ms of "
        f"processor time with {OURS} and {each[PLAIN]:.1f} ms with {PLAIN}."
    )


def main() -> None:
    """Measure, print, and write if asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="counted runs of each command (default: 5)")
    options.add_argument("--first-runs", type=int, default=3, help="fresh homes, of 1 GB each (default: 3)")
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many repositories, ascending")
    options.add_argument("--page", action="store_true", help="write the tables into docs/benchmarks.md")
    given = options.parse_args()
    if shutil.which("node") is None:
        sys.exit("error: the program without this library needs Node on PATH")
    os.chdir(ROOT)
    for name in ("JSII_NODE", "JSII_RUNTIME", "JSII_RUNTIME_PACKAGE_CACHE", "JSII_RUNTIME_PACKAGE_CACHE_ROOT"):
        os.environ.pop(name, None)
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    runs = f"medians of {given.first_runs} first runs, each in a home of its own, and of {given.runs} later ones"
    with tempfile.TemporaryDirectory() as directory:
        homes, last = Homes(Path(directory)), given.first_runs - 1
        lines = [
            *first_and_later(homes, given.first_runs, given.runs),
            "\nWhat a later run is made of, each line with those above it:\n",
            *parts(homes, f"ours{last}", given.runs),
            "\nMany repositories, in later runs:\n",
            *growth(homes, {OURS: f"ours{last}", PLAIN: f"stock{last}"}, given.runs, tuple(given.sizes)),
            f"\n({machine}; {runs}.)",
        ]
    tables = "\n".join(lines)
    print(tables)
    if given.page:
        sys.path.insert(0, str(ROOT))
        from scripts.blocks import with_block  # noqa: PLC0415

        page = ROOT / "docs" / "benchmarks.md"
        page.write_text(with_block(page.read_text(encoding="utf-8"), "benchmark", tables), encoding="utf-8")


if __name__ == "__main__":
    main()
