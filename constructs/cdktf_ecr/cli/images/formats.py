"""Images of a repository as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from cdktf_ecr.model.scanning.events import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cdktf_ecr.operations.image_list import ListedImage
    from cdktf_ecr.operations.references import RepositoryReference

SCHEMA = "urn:cdktf-ecr:image-list:1"

# As many digits of a digest as Docker shows.
_SHORT_DIGEST = len("sha256:") + 12
_UNKNOWN = "?"


def as_table(images: Sequence[ListedImage]) -> Table:
    """Return the images as a table for people: severities that no image has are left out."""
    shown = [one for one in SEVERITIES if any(image.counts[one] for image in images)] or list(SEVERITIES[:1])
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Tags", "Digest", "Pushed", "Last pulled"):
        table.add_column(title, overflow="fold")
    table.add_column("Size", justify="right")
    table.add_column("Scan", overflow="fold")
    for severity in shown:
        table.add_column(severity.capitalize(), justify="right")
    for image in images:
        counts = [_UNKNOWN if image.counts[one] is None else f"{image.counts[one]:,}" for one in shown]
        table.add_row(
            Text(", ".join(image.tags) or "-"),
            image.digest[:_SHORT_DIGEST],
            _day(image.pushed_at),
            _day(image.last_pulled_at),
            _size(image.size),
            "archived" if image.archived else image.status,
            *counts,
        )
    return table


def as_json(repository: RepositoryReference, images: Sequence[ListedImage]) -> str:
    """Return the images as JSON: times in ISO 8601 by UTC, sizes in bytes, null for what is not known."""
    document = {
        "schema": SCHEMA,
        "repository": repository.repository,
        "images": [
            {
                "digest": image.digest,
                "tags": image.tags,
                "pushed_at": _time(image.pushed_at),
                "last_pulled_at": _time(image.last_pulled_at),
                "size": image.size,
                "archived": image.archived,
                "archived_at": _time(image.archived_at),
                "restored_at": _time(image.restored_at),
                "is_index": image.is_index,
                "status": image.status,
                "scan_type": image.scan_type,
                "counts": dict(image.counts),
            }
            for image in images
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def as_csv(images: Sequence[ListedImage]) -> str:
    """Return the images as CSV: as in JSON, but tags parted by spaces, and empty for what is not known."""
    text = io.StringIO()
    columns = ["digest", "tags", "pushed_at", "last_pulled_at", "size", "archived", "status", "scan_type"]
    lines = csv.writer(text)
    lines.writerow([*columns, *(severity.lower() for severity in SEVERITIES)])
    for image in images:
        lines.writerow(
            [
                image.digest,
                " ".join(image.tags),
                _time(image.pushed_at),
                _time(image.last_pulled_at),
                image.size,
                str(image.archived).lower(),
                image.status,
                image.scan_type,
                *(image.counts[severity] for severity in SEVERITIES),
            ]
        )
    return text.getvalue()


def _day(time: datetime | None) -> str:
    return "never" if time is None else f"{time:%Y-%m-%d}"


def _time(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat(timespec="seconds").replace("+00:00", "Z")


def _size(size: int | None) -> str:
    return _UNKNOWN if size is None else f"{size / 1_000_000:,.1f} MB"
