"""Where the widgets of a CloudWatch dashboard lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Dashboard Body Structure and Syntax (CloudWatch user guide): widgets lie on a grid of 24 columns.
GRID_COLUMNS = 24

Widget = dict[str, object]
# Widgets beside each other: type, height in grid units, properties.
Row = list[tuple[str, int, dict[str, object]]]
_Item = TypeVar("_Item")


def laid_out(rows: Iterable[Row]) -> list[Widget]:
    """Return the widgets of ``rows`` placed on the grid: rows below each other, a row's width shared equally."""
    widgets: list[Widget] = []
    y = 0
    for row in rows:
        width = GRID_COLUMNS // len(row)
        for position, (kind, height, properties) in enumerate(row):
            place = {"x": position * width, "y": y, "width": width, "height": height}
            widgets.append({"type": kind, **place, "properties": properties})
        y += max(height for _, height, _ in row)
    return widgets


def side_by_side(left: list[Row], right: list[Row]) -> list[Row]:
    """Return the rows of both, pairwise beside each other for as long as both have any."""
    shared = min(len(left), len(right))
    return [*(a + b for a, b in zip(left, right, strict=False)), *left[shared:], *right[shared:]]


def chunks(items: Sequence[_Item], size: int) -> list[list[_Item]]:
    """Return ``items`` in lists of ``size``, the last of which may be shorter."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


def numbered(title: str, number: int, count: int) -> str:
    """Return the title of one of several widgets of a kind, or of the only one."""
    return title if count == 1 else f"{title} ({number} of {count})"
