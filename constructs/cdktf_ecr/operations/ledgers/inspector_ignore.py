"""The ignore file of Amazon Inspector's action for GitHub: ``.inspector-ignore``, one id a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.ignores import IgnoreEntry

if TYPE_CHECKING:
    from pathlib import Path

_NO_REASON = "no reason given"


def inspector_entries(file: Path, content: bytes) -> list[IgnoreEntry]:
    """Return the entries in ``content``. What follows ``#`` is a comment.

    Args:
        file: The file.
        content: What is in it.

    Raises:
        InvalidSettingError: A line holds more than an id, or the file is not text.
    """
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise InvalidSettingError("ignore-file", str(file), "must be text in UTF-8", source="file") from None
    entries = []
    for number, line in enumerate(lines, start=1):
        name = line.partition("#")[0].strip()
        if len(name.split()) > 1:
            rule = "must be the id of one vulnerability, such as CVE-2026-1234"
            raise InvalidSettingError("line", name, rule, source=f"{file}:{number}")
        if name:
            entries.append(IgnoreEntry(id=name, reason=_NO_REASON, source=f"{file}:{number}"))
    return entries
