"""Images of a repository as a table, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.times import stamp
from cdktf_ecr.report.for_programs import csv_text, json_text
from cdktf_ecr.report.tables import plain_table, short_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.table import Table

    from cdktf_ecr.operations.image_list import ListedImage
    from cdktf_ecr.operations.references import RepositoryReference

SCHEMA = "urn:cdktf-ecr:image-list:1"

_UNKNOWN = "?"


def as_table(images: Sequence[ListedImage]) -> Table:
    """Return the images as a table for people: severities that no image has are left out."""
    shown = [one for one in SEVERITIES if any(image.counts[one] for image in images)] or list(SEVERITIES[:1])
    severities = [severity.capitalize() for severity in shown]
    table = plain_table(
        *("Tags", "Digest", "Pushed", "Last pulled", "Size", "Scan", *severities),
        whole=["Digest", "Pushed", "Size", *severities],
        right=["Size", *severities],
    )
    for image in images:
        counts = [_UNKNOWN if image.counts[one] is None else f"{image.counts[one]:,}" for one in shown]
        table.add_row(
            Text(", ".join(image.tags) or "-"),
            short_digest(image.digest),
            _day(image.pushed_at),
            _day(image.last_pulled_at),
            _size(image.size),
            "archived" if image.archived else image.status.replace("_", " "),
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
                "pushed_at": stamp(image.pushed_at),
                "last_pulled_at": stamp(image.last_pulled_at),
                "size": image.size,
                "archived": image.archived,
                "archived_at": stamp(image.archived_at),
                "restored_at": stamp(image.restored_at),
                "is_index": image.is_index,
                "status": image.status,
                "scan_type": image.scan_type,
                "counts": dict(image.counts),
            }
            for image in images
        ],
    }
    return json_text(document)


def as_csv(images: Sequence[ListedImage]) -> str:
    """Return the images as CSV: as in JSON, but tags parted by spaces, and empty for what is not known."""
    columns = ["digest", "tags", "pushed_at", "last_pulled_at", "size", "archived", "status", "scan_type"]
    rows = (
        [
            image.digest,
            image.tags,
            stamp(image.pushed_at),
            stamp(image.last_pulled_at),
            image.size,
            image.archived,
            image.status,
            image.scan_type,
            *(image.counts[severity] for severity in SEVERITIES),
        ]
        for image in images
    )
    return csv_text([*columns, *(severity.lower() for severity in SEVERITIES)], rows)


def _day(time: datetime | None) -> str:
    return "never" if time is None else f"{time:%Y-%m-%d}"


def _size(size: int | None) -> str:
    return _UNKNOWN if size is None else f"{size / 1_000_000:,.1f} MB"
