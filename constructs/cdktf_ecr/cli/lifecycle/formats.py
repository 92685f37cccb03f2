"""A preview of a lifecycle policy as a table, JSON, CSV or Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cdktf_ecr.model.times import stamp
from cdktf_ecr.operations.lifecycle.previewing import KEEP
from cdktf_ecr.report.for_programs import csv_text, json_text
from cdktf_ecr.report.markdown_text import code, fitting, prose
from cdktf_ecr.report.tables import plain_table, short_digest
from cdktf_ecr.report.text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from cdktf_ecr.operations.lifecycle.aws_preview import Action, Difference
    from cdktf_ecr.operations.lifecycle.previewing import PreviewedImage

    from .result import Result

SCHEMA = "urn:cdktf-ecr:lifecycle-preview:1"

_CELL_LIMIT = 60
# GitHub refuses a comment of more than 65,536 characters; so much is left for what is around the table.
_MARKDOWN_LIMIT = 50_000
_COLUMNS = (
    *("digest", "tags", "pushed_at", "last_pulled_at", "size", "archived"),
    *("action", "rule", "description", "may_be_held", "running"),
)
_TITLES = ("Action", "Rule", "Tags", "Digest", "Pushed", "Last pulled", "Runs")


def as_table(result: Result) -> Group:
    """Return what goes, and where ECR differs, for people; the sentences last."""
    parts: list[Any] = []
    going = _going(result)
    if going:
        parts.append(_table(_TITLES, [_row(result, one) for one in going]))
    differences = result.by_ecr.differences if result.by_ecr is not None else ()
    if differences:
        parts.append(_table(("Tags", "Digest", "cdktf-ecr", "ECR"), [_difference(one) for one in differences]))
    return Group(*parts, *(Text(one_line(sentence)) for sentence in result.sentences()))


def as_json(result: Result) -> str:
    """Return everything as JSON: times in ISO 8601 by UTC, null for what is not known or was not asked for."""
    protection, by_ecr = result.protection, result.by_ecr
    document = {
        "schema": SCHEMA,
        "repository": result.repository,
        "at": stamp(result.preview.at),
        "policy": {"source": result.policy, **result.preview.policy.render()},
        "counts": dict(result.counts),
        "images": [_image(result, one) for one in result.preview.images],
        "notes": result.preview.notes,
        "protect": None
        if protection is None
        else {"verdict": result.verdict, "asked": protection.asked, "problems": protection.problems},
        "aws": None
        if by_ecr is None
        else {
            "agrees": None if by_ecr.failure is not None else not by_ecr.differences,
            "failure": by_ecr.failure,
            "differences": [
                {
                    "digest": one.digest,
                    "tags": one.tags,
                    "ours": None if one.ours is None else {"action": one.ours.action, "rule": one.ours.rule},
                    "theirs": {"action": one.theirs.action, "rule": one.theirs.rule},
                }
                for one in by_ecr.differences
            ],
        },
    }
    return json_text(document)


def as_csv(result: Result) -> str:
    """Return every image as CSV: as in JSON, but tags parted by spaces, and empty for what is not known."""
    images = (_image(result, one) for one in result.preview.images)
    return csv_text(_COLUMNS, ([image[column] for column in _COLUMNS] for image in images))


def as_markdown(result: Result) -> str:
    """Return what goes as Markdown, of bounded length: first the sentences, then the table."""
    lines = [
        f"### Lifecycle preview of {code(result.repository)}\n",
        *(f"- {prose(one)}" for one in result.sentences()),
    ]
    going = _going(result)
    rows = [f"| {' | '.join(code(cell) for cell in _row(result, one))} |" for one in going]
    shown = fitting(rows, _MARKDOWN_LIMIT)
    if shown:
        lines += ["", f"| {' | '.join(_TITLES)} |", f"|{' --- |' * len(_TITLES)}", *shown]
    if len(shown) < len(rows):
        lines.append(f"\nAnd {len(rows) - len(shown):,} more, left out here.")
    differences = result.by_ecr.differences if result.by_ecr is not None else ()
    if differences:
        lines += ["", "| Tags | Digest | cdktf-ecr | ECR |", f"|{' --- |' * 4}"]
        lines += fitting(
            (f"| {' | '.join(code(cell) for cell in _difference(one))} |" for one in differences), _MARKDOWN_LIMIT // 5
        )
    return "\n".join(lines) + "\n"


def _going(result: Result) -> list[PreviewedImage]:
    return [one for one in result.preview.images if one.action != KEEP]


def _row(result: Result, one: PreviewedImage) -> tuple[str, ...]:
    rule = "-" if one.rule is None else str(one.rule)
    return (
        f"{one.action}?" if one.may_be_held else one.action,
        f"{rule} {one.description}" if one.description else rule,
        ", ".join(one.image.tags) or "-",
        short_digest(one.image.digest),
        f"{one.image.pushed_at:%Y-%m-%d}",
        "never" if one.image.pulled_at is None else f"{one.image.pulled_at:%Y-%m-%d}",
        ", ".join(_running(result, one) or ()) or "-",
    )


def _difference(one: Difference) -> tuple[str, ...]:
    ours = "not listed" if one.ours is None else _action(one.ours)
    return (", ".join(one.tags) or "-", short_digest(one.digest), ours, _action(one.theirs))


def _action(action: Action) -> str:
    return action.action if action.rule is None else f"{action.action} by rule {action.rule}"


def _running(result: Result, one: PreviewedImage) -> tuple[str, ...] | None:
    return None if result.protection is None else result.protection.running.get(one.image.digest, ())


def _image(result: Result, one: PreviewedImage) -> dict[str, Any]:
    image = one.image
    return {
        "digest": image.digest,
        "tags": image.tags,
        "pushed_at": stamp(image.pushed_at),
        "last_pulled_at": stamp(image.pulled_at),
        "size": image.size,
        "archived": image.archived,
        "action": one.action,
        "rule": one.rule,
        "description": one.description,
        "may_be_held": one.may_be_held,
        "running": _running(result, one),
    }


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = plain_table(*titles, whole=["Action", "Digest", "Pushed"])
    for row in rows:
        table.add_row(*(Text(shortened(one_line(cell), _CELL_LIMIT)) for cell in row))
    return table
