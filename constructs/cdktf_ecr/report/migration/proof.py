"""What runs, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from cdktf_ecr.model.migration.running import proof_verdict
from cdktf_ecr.model.migration.uses import CLEAN, LEFT, UNKNOWN
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.tables import plain_table
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from cdktf_ecr.model.migration.running import Looked

SCHEMA = "urn:cdktf-ecr:migration-proof:1"
_STYLES = {LEFT: "red", UNKNOWN: "yellow", CLEAN: "green"}
_WORDS = {LEFT: "Docker Hub", CLEAN: "another registry"}


def as_table(looked: Sequence[Looked]) -> RenderableType:
    """Return what runs as a table for people, what could not be looked at, and the verdict last."""
    table = plain_table("What runs", "Image", "From")
    for running in (one for place in looked for one in place.running):
        said = _WORDS.get(running.state) or f"unknown: {running.reason}"
        style = _STYLES[running.state]
        table.add_row(Text(one_line(running.where)), Text(one_line(running.image)), Text(said, style=style))
    failures = [
        Text(f"{place.name}: not looked at: {one_line(place.failure)}", style="yellow")
        for place in looked
        if place.failure
    ]
    read = ", ".join(f"{place.name} ({len(place.running)})" for place in looked if not place.failure)
    verdict = proof_verdict(looked)
    return Group(
        table, *failures, Text(f"looked at: {read or 'nothing'}"), Text(summary(looked), style=_STYLES[verdict])
    )


def as_json(looked: Sequence[Looked]) -> str:
    """Return what runs as JSON."""
    document = {
        "schema": SCHEMA,
        "verdict": proof_verdict(looked),
        "places": [
            {
                "name": place.name,
                "failure": place.failure,
                "running": [
                    {"where": one.where, "image": one.image, "state": one.state, "reason": one.reason}
                    for one in place.running
                ],
            }
            for place in looked
        ],
    }
    return json_text(document)


def summary(looked: Sequence[Looked]) -> str:
    """Return the verdict in one line."""
    running = [one for place in looked for one in place.running]
    verdict = proof_verdict(looked)
    if verdict == LEFT:
        return f"{sum(one.state == LEFT for one in running)} of {len(running)} run from Docker Hub"
    if verdict == CLEAN:
        return f"none of {len(running)} runs from Docker Hub"
    return "no verdict: not everything could be looked at, or told"
