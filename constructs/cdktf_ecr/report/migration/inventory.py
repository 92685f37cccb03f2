"""What names Docker Hub in a directory, and the checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cdktf_ecr.model.migration.advice import advice
from cdktf_ecr.model.migration.checklist import DONE, OPEN
from cdktf_ecr.model.migration.uses import CLEAN, LEFT
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.markdown_text import code, prose
from cdktf_ecr.report.tables import plain_table
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from cdktf_ecr.model.migration.checklist import Item
    from cdktf_ecr.model.migration.destination import Destination
    from cdktf_ecr.model.migration.uses import Inventory, Use

SCHEMA = "urn:cdktf-ecr:migration-check:1"
_BOXES = {DONE: "[x]", OPEN: "[ ]"}
_UNKNOWN_BOX = "[?]"
_STYLES = {DONE: "green", OPEN: "red"}


def as_table(inventory: Inventory, items: Sequence[Item], destination: Destination) -> RenderableType:
    """Return the inventory and the checklist as tables for people, the verdict last."""
    parts: list[RenderableType] = []
    if inventory.uses:
        table = plain_table("Where", "What", "Says", "What to do")
        for use in inventory.uses:
            style = "red" if use.state == LEFT else "yellow"
            table.add_row(
                Text(_place(use)), Text(use.kind), Text(one_line(use.text), style=style), Text(advice(use, destination))
            )
        parts += [table, Text()]
    parts += [
        Text(f"not read: {one_line(one.file)}: {one_line(one.reason)}", style="yellow") for one in inventory.unread
    ]
    points = plain_table("", "Checklist", "Why")
    for item in items:
        box = Text(_box(item), style=_STYLES.get(item.state, "yellow"))
        points.add_row(box, Text(f"{item.phase}: {item.title}"), Text(one_line(item.reason)))
    return Group(*parts, points, Text(), Text(f"{_figures(inventory)}."), Text(summary(inventory), style="bold"))


def as_json(inventory: Inventory, items: Sequence[Item], destination: Destination) -> str:
    """Return the inventory and the checklist as JSON; null for what is not known."""
    document = {
        "schema": SCHEMA,
        "directory": inventory.directory,
        "verdict": inventory.verdict,
        "own_images": inventory.own_images,
        "uses": [_use(use, destination) for use in inventory.uses],
        "unread": [{"file": one.file, "reason": one.reason} for one in inventory.unread],
        "files_read": inventory.files,
        "skipped": dict(inventory.skipped),
        "checklist": [
            {"phase": item.phase, "title": item.title, "state": item.state, "reason": item.reason} for item in items
        ],
    }
    return json_text(document)


def as_markdown(inventory: Inventory, items: Sequence[Item], destination: Destination) -> str:
    """Return the inventory and the checklist as Markdown."""
    lines = [f"### {summary(inventory)}", ""]
    if inventory.uses:
        lines += ["| Where | What | Says | What to do |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {code(_place(use))} | {use.kind} | {code(use.text)} | {prose(advice(use, destination))} |"
            for use in inventory.uses
        ]
        lines.append("")
    lines += [f"- not read: {code(one.file)}: {prose(one.reason)}" for one in inventory.unread]
    lines += ["", "#### Checklist", ""]
    lines += [f"- {_box(item)} {item.phase}: {item.title}: {prose(item.reason)}" for item in items]
    return "\n".join([*lines, "", f"{_figures(inventory)}."]) + "\n"


def summary(inventory: Inventory) -> str:
    """Return the verdict in one line."""
    unknown = len(inventory.unknown) + len(inventory.unread)
    also = f", and {unknown} that nobody can tell" if unknown else ""
    if inventory.verdict == LEFT:
        return f"{len(inventory.left)} of Docker Hub left{also}"
    if inventory.verdict == CLEAN:
        return "nothing of Docker Hub left in these files"
    return f"no verdict: {unknown} that nobody can tell"


def _figures(inventory: Inventory) -> str:
    skipped = ", ".join(f"{name} ({count})" for name, count in inventory.skipped)
    read = "1 file read" if inventory.files == 1 else f"{inventory.files} files read"
    return read + (f"; left out: {skipped}" if skipped else "")


def _use(use: Use, destination: Destination) -> dict[str, Any]:
    return {
        "file": use.file,
        "line": use.line,
        "kind": use.kind,
        "text": use.text,
        "state": use.state,
        "action": use.action if use.role else None,
        "role": use.role,
        "repository": use.image.repository if use.image else None,
        "replacement": destination.replacement(use),
        "advice": advice(use, destination),
    }


def _box(item: Item) -> str:
    return _BOXES.get(item.state, _UNKNOWN_BOX)


def _place(use: Use) -> str:
    return one_line(f"{use.file}:{use.line}")
