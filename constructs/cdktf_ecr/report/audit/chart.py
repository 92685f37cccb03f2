"""Scans and their counts over time, as the places of dots in an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, MEDIUM

from .words import moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cdktf_ecr.model.audit.report import Period, ScanEvent

# These every scan that came to a result counts, of either type.
SHOWN = (CRITICAL, HIGH, MEDIUM)

# In the units of the drawing.
WIDTH, HEIGHT = 900, 260
LEFT, RIGHT, TOP, BOTTOM = 60, 860, 15, 225
_STEPS = 4
# Multiples of powers of ten that people count in.
_ROUND = (1, 2, 2.5, 3, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A count of one scan.

    Args:
        x: Its place from the left.
        y: Its place from the top.
        severity: The severity that was counted; None for a scan that came to no result.
        words: What it says, for who points at it and for who cannot see it.
    """

    x: float
    y: float
    severity: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on an axis.

    Args:
        place: Its place, from the left or from the top.
        words: What stands there.
    """

    place: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart.

    Args:
        dots: The counts, and the scans without a result.
        counts: Marks of the axis of counts.
        times: Marks of the axis of time.
    """

    dots: tuple[Dot, ...]
    counts: tuple[Tick, ...]
    times: tuple[Tick, ...]


def chart_of(scans: Sequence[ScanEvent], period: Period) -> Chart:
    """Return the chart of scans. What is not known has no dot, and least of all one at zero.

    Args:
        scans: The scans, in order.
        period: The time that the chart shows.
    """
    known = [count for scan in scans for severity in SHOWN if (count := scan.counts[severity]) is not None]
    top = _round_above(max(known, default=0))
    length = period.until - period.since

    def x(time: datetime) -> float:
        return round(LEFT + (RIGHT - LEFT) * ((time - period.since) / length), 1)

    def y(count: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * count / top, 1)

    dots = []
    for scan in scans:
        name = f"{moment(scan.time)}, {', '.join(scan.tags) or scan.digest}"
        if not scan.completed:
            dots.append(Dot(x=x(scan.time), y=y(0), severity=None, words=f"{name}: no result, {scan.status}"))
        dots += [
            Dot(x=x(scan.time), y=y(count), severity=severity, words=f"{name}: {count:,} {severity.capitalize()}")
            for severity in SHOWN
            if (count := scan.counts[severity]) is not None
        ]
    marks = [top * step / _STEPS for step in range(_STEPS + 1)]
    days = [period.since + length * step / _STEPS for step in range(_STEPS + 1)]
    return Chart(
        dots=tuple(dots),
        counts=tuple(Tick(place=y(mark), words=f"{mark:,g}") for mark in marks),
        times=tuple(Tick(place=x(day), words=_day(day, length)) for day in days),
    )


def _round_above(count: int) -> int:
    """Return a number at least as great, of which each step of the axis is whole."""
    power = _STEPS
    while True:
        for factor in _ROUND:
            top = power * factor
            if top >= count and top % _STEPS == 0:
                return int(top)
        power *= 10


def _day(time: datetime, length: timedelta) -> str:
    return f"{time:%Y-%m-%d}" if length >= timedelta(days=_STEPS) else f"{time:%m-%d %H:%M}"
