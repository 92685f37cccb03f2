"""Runs a command in fresh processes and says what it cost, children included."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def run_once(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run ``command`` in this process's environment with some variables changed.

    Raises:
        subprocess.CalledProcessError: The command failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _KIBIBYTES_PER_MEGABYTE)


def medians(commands: Mapping[str, tuple[Sequence[str], Mapping[str, str]]], runs: int) -> dict[str, Cost]:
    """Run the commands in turn, so that what else the machine does touches all of them, and return each one's medians.

    A first round warms the caches and is not counted.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for counted in [False, *[True] * runs]:
        for name, (command, environment) in commands.items():
            cost = run_once(command, environment)
            if counted:
                costs[name].append(cost)
    return {
        name: Cost(*(statistics.median(getattr(cost, figure) for cost in each) for figure in ("wall", "cpu", "memory")))
        for name, each in costs.items()
    }
