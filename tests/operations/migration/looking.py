"""What is found in one file."""

from __future__ import annotations

from pathlib import Path

from cdktf_ecr.model.migration.uses import Inventory
from cdktf_ecr.operations.migration.inventory import take_inventory


def inventory_of(directory: Path, files: dict[str, str], **more: object) -> Inventory:
    """Return the inventory of these files."""
    for name, text in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return take_inventory(directory, **more)  # type: ignore[arg-type]


def found(directory: Path, name: str, text: str) -> list[str]:
    """Return each use as "line: text", with "?" behind what is unknown."""
    uses = inventory_of(directory, {name: text}).uses
    return [f"{use.line}: {use.text}{'?' if use.state == 'unknown' else ''}" for use in uses]
