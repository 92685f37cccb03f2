"""Decisions to live with a finding: entries of the ignore ledger, and the findings they cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from .finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoreEntry:
    """One entry of an ignore ledger.

    Args:
        id: The vulnerability, letter for letter: "CVE-2026-1234".
        reason: Why it is ignored, for the people who read the report.
        source: Where the entry stands: "security/ignore.yaml:12".
        package: Only in this package; None for every package.
        image: Only in images that this pattern matches, such as "team/*" or "team/api:1.*"; None for every image.
        until: The last day, by UTC, on which the entry holds; None without an end.
        until_fixed: Whether it holds only while the scanner says that there is no fix.
        version: Only in this version of the package; None for every version.
        paths: Only in files of the image that one of these patterns matches; empty for every file.
        justification: Why the image is not affected, in OpenVEX's words; None where it is, and that is accepted.
    """

    id: str
    reason: str
    source: str
    package: str | None = None
    image: str | None = None
    until: date | None = None
    until_fixed: bool = False
    version: str | None = None
    paths: tuple[str, ...] = ()
    justification: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IgnoredFinding:
    """A finding that an entry of the ledger covers: shown, but nothing fails because of it.

    Args:
        finding: What was found.
        reason: The entry's reason.
        until: The last day on which the entry holds; None without an end.
        until_fixed: Whether it holds only while there is no fix.
    """

    finding: Finding
    reason: str
    until: date | None = None
    until_fixed: bool = False
