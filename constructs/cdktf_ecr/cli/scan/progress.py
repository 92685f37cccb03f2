"""How far the wait for a scan is."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdktf_ecr.cli.waiting_line import waiting_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

    from cdktf_ecr.operations.waiting import Watch


@contextmanager
def progress(console: Console, image: str) -> Iterator[Callable[[Watch], None]]:
    """Show a wait while it lasts, and yield what takes in how it goes.

    Args:
        console: Where to show it: stderr.
        image: What is waited for, as it was asked for.
    """
    with waiting_line(console, f"waiting for the scan of {image}") as line:
        yield lambda watch: line.tell(summary(watch))


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
