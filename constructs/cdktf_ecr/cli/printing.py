"""Data on stdout, for whoever reads on."""

from __future__ import annotations

import os
import sys

import click


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
