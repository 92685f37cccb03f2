"""Runs a command in fresh processes and says what it cost, children included."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_KIBIBYTES_PER_MEGABYTE = 1000 * 1000 / 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run, or the median of several, took.

    Attributes:
        wall: Seconds by the clock.
        cpu: Seconds of processor time, of the process and all its children.
        memory: Megabytes of the largest process at its peak.
    """

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Program:
    """What to run.

    Attributes:
        command: The program and its arguments.
        environment: Variables that differ from this process's.
    """

    command: Sequence[str]
    environment: Mapping[str, str]


def run_once(program: Program) -> Cost:
    """Run a program in a process of its own.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        program.command,
        env={**os.environ, **program.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, program.command)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _KIBIBYTES_PER_MEGABYTE)


def median(costs: Iterable[Cost]) -> Cost:
    """Return the median of each figure."""
    each = list(costs)
    return Cost(*(statistics.median(getattr(cost, figure) for cost in each) for figure in ("wall", "cpu", "memory")))


def medians(programs: Mapping[str, Program], runs: int) -> dict[str, Cost]:
    """Run programs in turn, so that what else the machine does touches all of them, and return each one's medians.

    A first round warms the caches and is not counted.
    """
    rounds = [{name: run_once(program) for name, program in programs.items()} for _ in range(runs + 1)]
    return {name: median(each[name] for each in rounds[1:]) for name in programs}
