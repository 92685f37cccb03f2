"""Images to be copied, and what became of each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.text import Text

from cdktf_ecr.model.migration.copies import CONFLICT, COPIED, DIFFERENT, FAILED, GOOD, MISSING, MOVED, PRESENT, REFUSED
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.tables import plain_table, short_digest
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from cdktf_ecr.model.migration.copies import Copy

SCHEMA = "urn:cdktf-ecr:migration-images:1"

_STYLES = {
    PRESENT: "green",
    COPIED: "green",
    CONFLICT: "red",
    FAILED: "red",
    DIFFERENT: "red",
    MISSING: "red",
    MOVED: "yellow",
    REFUSED: "yellow",
}


def as_table(copies: Sequence[Copy]) -> Table:
    """Return the images as a table for people."""
    table = plain_table("Target", "Digest", "Platforms", "State", whole=["Digest"])
    for copy in copies:
        name = f"{copy.target}:{copy.tag}" if copy.tag else str(copy.target)
        table.add_row(
            Text(name),
            short_digest(copy.digest or "-"),
            ", ".join(copy.platforms) or ("attached" if copy.attached_to else "-"),
            Text(_said(copy), style=_STYLES.get(copy.state, "")),
        )
    return table


def as_json(copies: Sequence[Copy], *, applied: bool) -> str:
    """Return the images as JSON; null for what is not known.

    Args:
        copies: The images.
        applied: Whether they were copied, or only planned.
    """
    document = {
        "schema": SCHEMA,
        "applied": applied,
        "images": [
            {
                "source": str(copy.source),
                "target": str(copy.target),
                "tag": copy.tag,
                "digest": copy.digest,
                "platforms": copy.platforms,
                "attached_to": copy.attached_to,
                "state": copy.state,
                "reason": copy.reason,
                "moved_from": copy.moved_from,
            }
            for copy in copies
        ],
    }
    return json_text(document)


def summary(copies: Sequence[Copy]) -> str:
    """Return in one line how many images are in which state."""
    counts = Counter(copy.state for copy in copies)
    good = [state for state in GOOD if counts[state]]
    bad = [state for state in counts if state not in GOOD]
    return ", ".join(f"{counts[state]} {state}" for state in (*good, *bad)) or "nothing to copy"


def _said(copy: Copy) -> str:
    moved = f"; its tag has moved at the source since an earlier run, from {copy.moved_from}" if copy.moved_from else ""
    reason = f": {one_line(copy.reason)}" if copy.reason else ""
    return f"{copy.state}{reason}{moved}"
