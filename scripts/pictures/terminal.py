"""What a terminal shows of a command, as SVG."""

from __future__ import annotations

import io
import os
import pty
import re
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_WIDTH = 110


def shown(command: Sequence[str], directory: Path) -> str:
    """Return what a command of this Python writes to a terminal, colours included.

    Args:
        command: The command, the program's path in front.
        directory: Where it runs.
    """
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(directory)
        os.environ.update(COLUMNS=str(_WIDTH), TERM="xterm-256color")
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 - our own command
    written = bytearray()
    while True:
        try:
            written += os.read(terminal, 65536)
        except OSError:  # noqa: PERF203 - Linux's way to say that the other side has closed
            break
    os.waitpid(child, 0)
    return written.decode().replace("\r\n", "\n")


def terminal_svg(typed: str, output: str) -> str:
    """Return a picture of a terminal.

    Args:
        typed: The command, as somebody types it.
        output: What it wrote, with its colours.
    """
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bold green"), (typed, "bold")))
    console.print(Text.from_ansi(output.rstrip()))
    drawn = console.export_svg(title=typed, unique_id="terminal")
    # A picture loads nothing from elsewhere: the reader's own font does.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
