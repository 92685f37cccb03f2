"""A file that has moved, and what in it is left for somebody to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Something that has to be changed by hand.

    Attributes:
        line: Its line, from 1; 0 for the file as a whole.
        text: What stands there.
        advice: What to do.
    """

    line: int
    text: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A text, with everything changed that can be.

    Attributes:
        text: The text as it is to be, of as many lines as before.
        left: What is left in it.
    """

    text: str
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line that is changed.

    Attributes:
        line: Its number, from 1.
        before: What it was.
        after: What it is to be.
    """

    line: int
    before: str
    after: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """Return the lines in which two texts of as many lines differ."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return tuple(Change(line=number, before=old, after=new) for number, (old, new) in enumerate(pairs, 1) if old != new)
