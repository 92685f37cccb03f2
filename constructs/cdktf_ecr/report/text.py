"""Text of scanners and advisories, made fit to be shown: anybody can write an advisory."""

from __future__ import annotations

import re
from urllib.parse import quote

# What no report shows as it is: control characters, which move a terminal's cursor and which XML does not have; the
# controls of bidirectional text, which make a reader see another order (CVE-2021-42574); halves of surrogate pairs.
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# RFC 3986 in so far as a link to an advisory needs it: http and https, a host by name, no user.
_KEPT_IN_URL = ":/?#@!$&'()*+,;=%~"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_CHARACTER = r"[A-Za-z0-9._~!$&'()*+,;=:@%-]"
_WEB_ADDRESS = re.compile(
    rf"https?://[A-Za-z0-9.-]+(?::[0-9]{{1,5}})?(?:/(?:{_CHARACTER}|/)*)?(?:\?(?:{_CHARACTER}|[/?])*)?(?:#(?:{_CHARACTER}|[/?])*)?"
)


def one_line(text: str) -> str:
    """Return ``text`` on one line, with every run of white space as one space and U+FFFD for what is unfit."""
    # Nothing that is unfit is printable, nor is white space but a space: most texts are done with, and quickly.
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _UNFIT.sub(_REPLACEMENT, " ".join(text.split()))


def shortened(text: str, limit: int) -> str:
    """Return ``text``, or where it is longer than ``limit`` characters its beginning and "…", ``limit`` in all."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def web_address(url: str | None) -> str | None:
    """Return ``url`` as a valid http or https address; None where it is anything else."""
    if url is None:
        return None
    quoted = _STRAY_PERCENT.sub("%25", quote(url.strip(), safe=_KEPT_IN_URL, errors="replace"))
    return quoted if _WEB_ADDRESS.fullmatch(quoted) else None
