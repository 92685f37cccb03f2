"""The ignore ledger at work: which entries cover which findings, which are over, and which cover nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from .ignores import IgnoredFinding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from .finding import Finding
    from .ignores import IgnoreEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Findings, parted by the ledger.

    Args:
        kept: What no entry covers, in the order it was given.
        ignored: What an entry covers.
        expired: Entries whose last day is over; they cover nothing.
        unused: Entries for this image, not expired, that cover nothing.
    """

    kept: tuple[Finding, ...]
    ignored: tuple[IgnoredFinding, ...]
    expired: tuple[IgnoreEntry, ...]
    unused: tuple[IgnoreEntry, ...]


def holding(entries: Iterable[IgnoreEntry], *, names: Collection[str], today: date) -> tuple[IgnoreEntry, ...]:
    """Return the entries that are for an image and not over.

    Args:
        entries: The ledger.
        names: What the image is called.
        today: The date, by UTC.
    """
    return tuple(entry for entry in entries if _concerns(entry, names) and not _over(entry, today))


def apply_ledger(
    findings: Iterable[Finding], entries: Sequence[IgnoreEntry], *, names: Collection[str], today: date
) -> Sorted:
    """Part ``findings`` into those that an entry covers and those that none does.

    Args:
        findings: What was found.
        entries: The ledger. The first that covers a finding gives the reason.
        names: What the image is called, for the entries' image patterns: "team/api", "team/api:1.2", the full URI.
        today: The date, by UTC.
    """
    held = holding(entries, names=names, today=today)
    live: dict[str, list[IgnoreEntry]] = defaultdict(list)
    for entry in held:
        live[entry.id].append(entry)
    kept: list[Finding] = []
    ignored: list[IgnoredFinding] = []
    used: set[int] = set()
    for finding in findings:
        candidates = (entry for name in (finding.id, *finding.aliases) for entry in live.get(name, ()))
        covering = [entry for entry in candidates if _covers(entry, finding)]
        used.update(map(id, covering))
        if covering:
            reason = covering[0]
            ignored.append(
                IgnoredFinding(
                    finding=finding, reason=reason.reason, until=reason.until, until_fixed=reason.until_fixed
                )
            )
        else:
            kept.append(finding)
    return Sorted(
        kept=tuple(kept),
        ignored=tuple(ignored),
        expired=tuple(entry for entry in entries if _concerns(entry, names) and _over(entry, today)),
        unused=tuple(entry for entry in held if id(entry) not in used),
    )


def _concerns(entry: IgnoreEntry, names: Collection[str]) -> bool:
    return entry.image is None or any(fnmatchcase(name, entry.image) for name in names)


def _over(entry: IgnoreEntry, today: date) -> bool:
    return entry.until is not None and today > entry.until


def _covers(entry: IgnoreEntry, finding: Finding) -> bool:
    """Whether everything that the entry asks is known of the finding and so: what a scanner does not say is no match.

    An entry that holds until there is a fix needs a scanner that says there is none.
    """
    if entry.package is not None and (finding.package or "").casefold() != entry.package.casefold():
        return False
    if entry.version is not None and finding.version != entry.version:
        return False
    if entry.paths and not _in_paths(finding.path, entry.paths):
        return False
    return not entry.until_fixed or finding.fix_available is False


def _in_paths(path: str | None, patterns: tuple[str, ...]) -> bool:
    return path is not None and any(fnmatchcase(path.lstrip("/"), pattern.lstrip("/")) for pattern in patterns)
