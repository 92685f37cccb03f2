"""Write the tables of formats and of JSON fields into docs/reports.md: ``python scripts/update_report_page.py``."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from cdktf_ecr.report import FORMATS
from scripts.blocks import with_block
from scripts.schema_tables import fields_table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reports.md"

_SCHEMA = "schemas/scan-report-1.schema.json"
# What the arrays at the top hold, in the order in which the page explains it.
_OBJECTS = {"image": "images", "finding": "findings", "ignored": "ignored", "ignore": "expired_ignores, unused_ignores"}


def formats_table() -> str:
    """Return the table of formats."""
    rows = "\n".join(f"| [`{each.name}`](#{each.name}) | {each.summary} |" for each in FORMATS.values())
    return f"| Format | What it is for |\n| --- | --- |\n{rows}"


def fields_tables() -> str:
    """Return a table of the report's fields, and one for each kind of object in it."""
    schema: dict[str, Any] = json.loads((files("cdktf_ecr.report") / _SCHEMA).read_text(encoding="utf-8"))
    objects = {"the report": schema}
    objects |= {f"each of `{names}`": schema["$defs"][name] for name, names in _OBJECTS.items()}
    return "\n\n".join(fields_table(title, each, schema["$defs"]) for title, each in objects.items())


def with_tables(text: str) -> str:
    """Return the page with its tables up to date.

    Args:
        text: The page as it is.

    Raises:
        ValueError: The markers of a table are missing.
    """
    return with_block(with_block(text, "formats", formats_table()), "fields", fields_tables())


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
