"""What a wait looks like: a line that moves at a terminal, a heartbeat elsewhere. All of it on stderr."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from cdktf_ecr.operations.waiting import Watch

# Well below the 10 minutes of silence after which CircleCI ends a step.
_HEARTBEAT = 30.0


@contextmanager
def progress(console: Console, image: str) -> Iterator[Callable[[Watch], None]]:
    """Show a wait while it lasts, and yield what takes in how it goes.

    Args:
        console: Where to show it: stderr.
        image: What is waited for, as it was asked for.
    """
    started = time.monotonic()
    told = [f"waiting for the scan of {image}"]

    def text() -> str:
        return f"{told[0]} ({time.monotonic() - started:.0f} s)"

    if console.is_terminal:
        with console.status(text()) as status:

            def show(watch: Watch) -> None:
                told[0] = summary(watch)
                status.update(text())

            yield show
        return
    say = console.file.write
    over = threading.Event()

    def beat() -> None:
        # A thread, because a request that hangs must not silence it.
        while not over.wait(_HEARTBEAT):
            say(f"{text()}\n")
            console.file.flush()

    def note(watch: Watch) -> None:
        now = summary(watch)
        if now != told[0]:
            told[0] = now
            say(f"{text()}\n")
            console.file.flush()

    say(f"{told[0]}\n")
    console.file.flush()
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield note
    finally:
        over.set()
        thread.join()


def summary(watch: Watch) -> str:
    """Return in one line how far the wait is."""
    if watch.resolved is None:
        return f"the image {watch.reference.text} is not there yet"
    parts = []
    for image in watch.images:
        scan = image.scan
        name = image.image.platform or image.image.digest[:19]
        status = scan.status if scan else "not asked yet"
        found = f", findings: {len(scan.findings):,}" if scan and scan.has_result else ""
        parts.append(f"{name}: {status}{found}{'' if image.done or not found else ', settling'}")
    return "; ".join(parts) or "the index holds no image"
