"""Tables for people, as every command prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection

# As many digits of a digest as Docker shows.
_SHORT_DIGEST = len("sha256:") + 12


def plain_table(*titles: str, whole: Collection[str] = (), right: Collection[str] = ()) -> Table:
    """Return a table without lines, of which a narrow terminal breaks the cells.

    Args:
        *titles: The titles of its columns; one may be there twice.
        whole: Those whose cells are not broken: what is copied out of them, or read at a glance.
        right: Those that are flush right: numbers.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", caption_justify="left")
    for title in titles:
        table.add_column(title, overflow="fold", no_wrap=title in whole, justify="right" if title in right else "left")
    return table


def short_digest(digest: str) -> str:
    """Return the beginning of a digest that tells it from the others of a repository."""
    return digest[:_SHORT_DIGEST]
