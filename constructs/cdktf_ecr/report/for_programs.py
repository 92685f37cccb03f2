"""JSON and CSV as every command writes them."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# What begins like this is a formula to a spreadsheet, in full width too (OWASP, CSV Injection); an apostrophe makes it
# text. After a separator as well: a spreadsheet of another country takes it for the beginning of a cell.
_FORMULA = re.compile(r"(^|[;,]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
# The name of a file may have bytes that are no text, which Python keeps as these and no encoding writes.
_SURROGATE = re.compile("[\ud800-\udfff]")


def json_text(document: Mapping[str, Any]) -> str:
    """Return a document as JSON for a file or a pipe: indented, a newline at its end, U+FFFD for what is no text.

    Args:
        document: What JSON has, tuples too.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False)
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text) + "\n"


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV.

    Args:
        columns: The header.
        rows: The cells of each row: None for what is not known, which is left empty; several texts are parted by
            spaces.
    """
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(columns)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


# The image, its digest and the platform are the same in thousands of lines.
@lru_cache(maxsize=1024)
def harmless(text: str) -> str:
    """Return ``text`` on one line, as a spreadsheet takes it for text and for no formula."""
    return _FORMULA.sub(r"\1'", one_line(text))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return harmless(" ".join(value))
    # A number is no formula, though it may begin with a sign.
    return harmless(value) if isinstance(value, str) else str(value)
