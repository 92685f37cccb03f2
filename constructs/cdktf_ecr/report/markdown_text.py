"""Text of others in Markdown: it is shown, and does nothing.

Markup, links, images, and what services make of @names and #numbers in a comment, all stay plain text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import SEVERITIES

from .text import one_line, shortened, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cdktf_ecr.model.findings.finding import Finding

_CODE_LIMIT = 100
_PROSE_LIMIT = 500
_URL_LIMIT = 300

# CommonMark takes a backslash before any punctuation; a pipe would still part a table's cells.
_MARKUP = re.compile(r"([\\`*_{}\[\]()!~$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&vert;"}
# Services look for these in the rendered text, where an escape is gone: an empty space parts the sign from the name.
_EMPTY_SPACE = "&#8203;"
_REFERENCE = re.compile("([@#])")
_ADDRESS = re.compile(r"://|www\.", re.IGNORECASE)


def code(text: str) -> str:
    """Return a name or a version as code, in which nothing is markup; a backtick and a pipe, which end it, change."""
    shown = shortened(one_line(text), _CODE_LIMIT).replace("`", "'").replace("|", "\N{BROKEN BAR}")
    return f"`{shown or ' '}`"


def prose(text: str) -> str:
    """Return a sentence as text without markup."""
    escaped = _MARKUP.sub(r"\\\1", shortened(one_line(text), _PROSE_LIMIT))
    escaped = "".join(_ENTITIES.get(character, character) for character in escaped)
    escaped = _REFERENCE.sub(rf"\1{_EMPTY_SPACE}", escaped)
    return _ADDRESS.sub(lambda match: match[0][0] + _EMPTY_SPACE + match[0][1:], escaped)


def link(text: str, url: str | None) -> str:
    """Return ``text`` as code that leads to ``url`` where that is an address of the web."""
    address = web_address(url)
    if address is None or len(address) > _URL_LIMIT:
        return code(text)
    return f"[{code(text)}](<{address.replace('&', '&amp;')}>)"


def fitting(lines: Iterable[str], length: int) -> list[str]:
    """Return as many of ``lines`` as have ``length`` characters between them, and none after the first that has not."""
    shown: list[str] = []
    for line in lines:
        length -= len(line) + 1
        if length < 0:
            break
        shown.append(line)
    return shown


def left_out(findings: Sequence[Finding]) -> str:
    """Return a line that says how many findings, and how severe, are not shown."""
    counts = Counter(finding.severity for finding in findings)
    severities = ", ".join(f"{counts[severity]:,} {severity}" for severity in SEVERITIES if counts[severity])
    return f"And {len(findings):,} more, left out here: {severities}.\n"
