"""What is new in an image, compared with another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .finding import Finding


def mark_new(findings: Iterable[Finding], baseline: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return ``findings``, each marked as new or not.

    Not new is what ``baseline`` has too: the same vulnerability, by id or alias, in the same package, whatever its
    version and platform.

    Args:
        findings: What was found in the image.
        baseline: What was found in the image it is compared with.
    """
    known = {key for finding in baseline for key in _keys(finding)}
    return tuple(replace(finding, new=known.isdisjoint(_keys(finding))) for finding in findings)


def _keys(finding: Finding) -> set[tuple[str, str]]:
    package = (finding.package or "").casefold()
    return {(name, package) for name in (finding.id, *finding.aliases)}
