"""How far copying is: a bar at a terminal, lines elsewhere. All of it on stderr."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

# Well below the 10 minutes of silence after which CircleCI ends a step: a large image may take longer.
_HEARTBEAT = 30.0


class Progress(Protocol):
    """What takes in how far it is."""

    def __call__(self, text: str, done: int = 0, total: int = 0) -> None:
        """Show what is being done, and how many images are done of how many; of none while they are counted."""


@contextmanager
def copying_progress(console: Console) -> Iterator[Progress]:
    """Show how far copying is while it lasts, and yield what takes it in.

    Args:
        console: Where to show it: stderr.
    """
    with _bar(console) if console.is_terminal else _lines(console) as progress:
        yield progress


@contextmanager
def _bar(console: Console) -> Iterator[Progress]:
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (
        SpinnerColumn(),
        MofNCompleteColumn(),
        BarColumn(20),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(text: str, done: int = 0, total: int = 0) -> None:
            bar.update(task, description=escape(text), completed=done, total=total or None)

        yield show


@contextmanager
def _lines(console: Console) -> Iterator[Progress]:
    started = time.monotonic()
    told = ["looking at the registries"]
    over = threading.Event()

    def say() -> None:
        console.file.write(f"{told[0]} ({time.monotonic() - started:.0f} s)\n")
        console.file.flush()

    def beat() -> None:
        # A thread, because a tool that copies says nothing.
        while not over.wait(_HEARTBEAT):
            say()

    def show(text: str, done: int = 0, total: int = 0) -> None:
        told[0] = f"{done + 1} of {total}: {text}" if total else f"looking at {text}"
        # Looking is quick; each line of it would drown the rest.
        if total:
            say()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield show
    finally:
        over.set()
        thread.join()
