"""Finding filters of a scanning rule that match some repositories and not others."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from .configuration import SCAN_FILTER, SCAN_FILTER_LENGTH, filter_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = SCAN_FILTER_LENGTH[1]
_SEPARATORS = "._-/"
_AFTER_EVERY_NAME = "~"  # Sorts behind the characters a repository name may have.


class Spared:
    """The repositories that a rule's filters must not match."""

    def __init__(self, names: Iterable[str]) -> None:
        self._forward = sorted(names)
        self._backward = sorted(map(_mirrored, self._forward))
        self._text = "\n".join(self._forward)
        self._inner_words = set().union(*map(_inner_words, self._forward))

    def __bool__(self) -> bool:
        return bool(self._forward)

    def matched_by(self, text: str) -> Iterator[str]:
        """Yield the names that a filter matches, trying only those that share its start or its end."""
        candidates: Iterable[str]
        if "*" not in text:
            candidates = self._forward if text in self._text else ()
        else:
            starting = starting_with(self._forward, text[: text.index("*")])
            ending = starting_with(self._backward, _mirrored(text[text.rindex("*") + 1 :]))
            if len(starting) <= len(ending):
                candidates = (self._forward[index] for index in starting)
            else:
                candidates = (_mirrored(self._backward[index]) for index in ending)
        return (name for name in candidates if filter_matches(text, name))

    def allows(self, text: str) -> bool:
        """Whether ``text`` is a legal filter that matches none of these names."""
        return SCAN_FILTER.holds(text) and next(self.matched_by(text), None) is None

    def own_filter(self, name: str) -> str | None:
        """Return a filter for one repository, the most readable one that is allowed."""
        return next(filter(self.allows, own_filters(name)), None)

    def obstacles(self, name: str) -> list[str]:
        """Return some of the names that keep a repository from having a filter, one for each that it might have."""
        return sorted({each for text in own_filters(name) for each in itertools.islice(self.matched_by(text), 1)})

    def broadest_filters(self, name: str, *, whole_words: bool) -> set[str]:
        """Return the broadest allowed "start*", "*/word/*" and "*end" that match ``name``, if there are any.

        Args:
            name: The repository that is matched.
            whole_words: Whether start and end are made of whole words of the name, with the separator.
        """
        starts = map(start_filter, _distinctive_starts(name, self._forward, whole_words=whole_words))
        ends = map(_end_filter, _distinctive_starts(_mirrored(name), self._backward, whole_words=whole_words))
        broadest = {text for each in (starts, ends) if (text := next(filter(self.allows, each), None))}
        return broadest | (_inner_words(name) - self._inner_words)


def start_filter(start: str) -> str:
    """Return the narrowest legal filter that matches the names with a start, for instance those of a namespace."""
    return f"{_legal(start)}*"


def own_filters(name: str) -> Iterator[str]:
    """Yield filters that match a repository, the readable ones first.

    Whatever legal filter matches a repository matches also all that one of these matches, so that where none of these
    will do there is none. The exception are names so long that not each of these is a legal filter.
    """
    if re.search(r"[._-]{2}", name):
        yield re.sub(r"([._-])[._-]*([._-])", r"\1*\2", name)
        yield _legal(name)
        yield re.sub(r"[._-]{2,}", "*", name)
        return
    yield name[:_LONGEST]
    yield name[-_LONGEST:]
    excess = max(0, len(name) + 1 - _LONGEST)
    last = len(name) - excess
    inside = sorted(range(1, last), key=lambda cut: (name[cut - 1] != "/", name[cut - 1] not in _SEPARATORS, cut))
    for cut in (last, 0, *inside):
        yield f"{name[:cut]}*{name[cut + excess :]}"


def starting_with(ordered: list[str], start: str) -> range:
    """Return the positions in an ordered list of the names that have a start."""
    return range(bisect_left(ordered, start), bisect_left(ordered, start + _AFTER_EVERY_NAME))


def _distinctive_starts(name: str, ordered: list[str], *, whole_words: bool) -> Iterator[str]:
    """Yield the starts of ``name``, short ones first, that no name in the ordered list has."""
    position = bisect_left(ordered, name)
    neighbours = ordered[max(0, position - 1) : position + 1]
    shared = max((_shared(name, each) for each in neighbours), default=0)
    for end in range(shared + 1, len(name) + 1):
        if not whole_words or name[end - 1] in _SEPARATORS:
            yield name[:end]


def _inner_words(name: str) -> set[str]:
    """Return a filter for each word of ``name``, the first and the last excepted, with the separators around it."""
    words = re.finditer(r"(?=([._/-][a-z0-9]+[._/-]))", name)
    return {text for word in words if len(text := f"*{word.group(1)}*") <= _LONGEST}


def _shared(name: str, other: str) -> int:
    pairs = enumerate(zip(name, other, strict=False))
    return next((index for index, (one, two) in pairs if one != two), min(len(name), len(other)))


def _end_filter(mirrored: str) -> str:
    return f"*{_legal(_mirrored(mirrored))}"


def _legal(text: str) -> str:
    """Return ``text`` with a '*' wherever two separators meet, which no filter may have side by side."""
    return re.sub(r"(?<=[._-])(?=[._-])", "*", text)


def _mirrored(name: str) -> str:
    return name[::-1]
