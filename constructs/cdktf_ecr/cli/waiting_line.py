"""What a wait looks like: a line that moves at a terminal, a heartbeat elsewhere. All of it on stderr."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

# Well below the 10 minutes of silence after which CircleCI ends a step.
_HEARTBEAT = 30.0


class WaitingLine:
    """The line of a wait that is under way."""

    def __init__(self, text: str, *, write: Callable[[str], None], move: Callable[[str], None] | None) -> None:
        """Begin.

        Args:
            text: What is waited for.
            write: Writes a line that stays.
            move: Changes the line that moves; None where there is none, and each change is a line of its own.
        """
        self._text, self._write, self._move = text, write, move
        self._started = time.monotonic()

    @property
    def text(self) -> str:
        """The line as it is now."""
        return f"{self._text} ({time.monotonic() - self._started:.0f} s)"

    def tell(self, text: str) -> None:
        """Change the line."""
        changed, self._text = text != self._text, text
        if self._move is not None:
            self._move(self.text)
        elif changed:
            self._write(self.text)

    def say(self, text: str) -> None:
        """Write a line that stays, above the one that moves."""
        self._write(text)


@contextmanager
def waiting_line(console: Console, text: str) -> Iterator[WaitingLine]:
    """Show a wait while it lasts, and yield its line.

    Args:
        console: Where to show it: stderr.
        text: What is waited for.
    """
    if console.is_terminal:
        from rich.markup import escape  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        with console.status("") as status:
            line = WaitingLine(
                text,
                write=lambda said: console.print(Text(said)),
                move=lambda said: status.update(escape(said)),
            )
            line.tell(text)
            yield line
        return

    def write(said: str) -> None:
        console.file.write(f"{said}\n")
        console.file.flush()

    line = WaitingLine(text, write=write, move=None)
    over = threading.Event()

    def beat() -> None:
        # A thread, because a request that hangs must not silence it.
        while not over.wait(_HEARTBEAT):
            write(line.text)

    write(line.text)
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        over.set()
        thread.join()
