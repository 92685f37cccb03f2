"""Reading many events, of which one that cannot be read stops nothing and is not passed over in silence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cdktf_ecr.model.audit.report import Source

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[_Found]):
    """What events tell.

    Args:
        found: What was read.
        unread: How many events have a form that nobody documents.
    """

    found: tuple[_Found, ...]
    unread: int


def read_all(
    events: Iterable[Mapping[str, Any]], read: Callable[[Mapping[str, Any]], Iterable[_Found]]
) -> Reading[_Found]:
    """Return what events tell.

    Args:
        events: The events: whoever may write into a log group may write anything.
        read: Returns what one event tells; nothing for one that is about something else.
    """
    told = [_tried(event, read) for event in events]
    found = tuple(each for one in told if one is not None for each in one)
    return Reading(found=found, unread=told.count(None))


def _tried(
    event: Mapping[str, Any], read: Callable[[Mapping[str, Any]], Iterable[_Found]]
) -> tuple[_Found, ...] | None:
    try:
        return tuple(read(event))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def with_unread(source: Source, unread: int) -> Source:
    """Return a source that says how many of its events could not be read.

    Args:
        source: The source.
        unread: How many.
    """
    if not unread:
        return source
    events, they = ("event", "it tells") if unread == 1 else ("events", "they tell")
    gap = f"{unread:,} {events} here cannot be read: what {they} is not known"
    return replace(source, gaps=(*source.gaps, gap))
