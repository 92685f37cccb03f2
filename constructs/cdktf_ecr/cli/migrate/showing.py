"""Tables on stdout: in the terminal's width and colours, or wide and plain for a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.cli.printing import print_data

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDE = 240


def show(console: Console, renderable: RenderableType) -> None:
    """Print a table.

    Args:
        console: Of stdout.
        renderable: The table.
    """
    if not console.is_terminal:
        # A pipe has no width; nothing is to be cut for it.
        console.width = _WIDE
    with console.capture() as captured:
        console.print(renderable)
    print_data("\n".join(line.rstrip() for line in captured.get().splitlines()))
