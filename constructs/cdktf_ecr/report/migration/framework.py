"""What moves an application to CDK Terrain, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.migration.framework.moved import Change, Left
    from cdktf_ecr.model.migration.mentions import Unread

SCHEMA = "urn:cdktf-ecr:framework-move:1"
_NEXT = (
    "pip install -r requirements.txt",
    "python main.py",
    "terraform plan -detailed-exitcode    # in the directory of each stack: 0 says that nothing changes",
)


def as_text(
    files: Sequence[tuple[str, Sequence[Change], Sequence[Left]]], unread: Sequence[Unread], *, written: bool
) -> str:
    """Return the changes line by line, what is left, and what comes next.

    Args:
        files: By name: the lines that change, and what is left.
        unread: What could not be read.
        written: Whether the changes have been written.
    """
    lines: list[str] = []
    for name, changes, _ in files:
        for change in changes:
            lines += [f"{name}:{change.line}", f"  - {one_line(change.before.strip())}"]
            lines.append(f"  + {one_line(change.after.strip())}")
    lines += [""] if lines else []
    left = [(name, one) for name, _, rest in files for one in rest]
    if left or unread:
        lines.append("Left for you:")
        lines += [f"  {_place(name, one.line)}  {one_line(one.text)}: {one.advice}" for name, one in left]
        lines += [f"  {one.file}  {one.reason}" for one in unread]
        lines.append("")
    count, changed = sum(len(changes) for _, changes, _ in files), sum(bool(changes) for _, changes, _ in files)
    if not count:
        lines.append("Nothing to change.")
    elif not written:
        lines.append(f"{_many(count, 'line')} of {_many(changed, 'file')} would change: --write changes them.")
    else:
        lines.append(f"{_many(count, 'line')} of {_many(changed, 'file')} changed. Next:")
        lines += [f"  {command}" for command in _NEXT]
    return "\n".join(lines) + "\n"


def as_json(
    directory: str,
    files: Sequence[tuple[str, Sequence[Change], Sequence[Left]]],
    unread: Sequence[Unread],
    *,
    written: bool,
) -> str:
    """Return the same as JSON."""
    document = {
        "schema": SCHEMA,
        "directory": directory,
        "written": written,
        "changes": [
            {"file": name, "line": change.line, "before": change.before, "after": change.after}
            for name, changes, _ in files
            for change in changes
        ],
        "left": [
            {"file": name, "line": one.line or None, "text": one.text, "advice": one.advice}
            for name, _, left in files
            for one in left
        ],
        "unread": [{"file": one.file, "reason": one.reason} for one in unread],
    }
    return json_text(document)


def _place(name: str, line: int) -> str:
    return f"{name}:{line}" if line else name


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
