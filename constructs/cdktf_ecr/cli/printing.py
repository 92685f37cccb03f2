"""Results on stdout: data for whoever reads on, tables for people."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDE = 240


def print_data(text: str) -> None:
    """Print ``text``. A reader that has gone, as head does, changes nothing about the exit code.

    Args:
        text: What to print; a newline at its end is kept, or added.
    """
    try:
        click.echo(text, nl=not text.endswith("\n"))
        sys.stdout.flush()
    except BrokenPipeError:
        # What Python writes when it ends has to go somewhere (Python documentation, "Note on SIGPIPE").
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console_of(*, no_color: bool, stderr: bool = False) -> Console:
    """Return a console.

    Args:
        no_color: Whether it is without colours; it is as well if NO_COLOR is not empty (https://no-color.org).
        stderr: Whether it is that of stderr; else that of stdout.
    """
    from rich.console import Console  # noqa: PLC0415 - slow to load

    plain = no_color or bool(os.environ.get("NO_COLOR"))
    return Console(stderr=stderr, no_color=plain, highlight=False, soft_wrap=False)


def print_for_people(console: Console, renderable: RenderableType) -> None:
    """Print tables and sentences: in the terminal's width and colours, or wide and plain for a pipe.

    Args:
        console: That of stdout.
        renderable: What to print.
    """
    if not console.is_terminal:
        # A pipe has no width; nothing is to be cut for it.
        console.width = _WIDE
    with console.capture() as captured:
        console.print(renderable)
    print_data("\n".join(line.rstrip() for line in captured.get().splitlines()))
