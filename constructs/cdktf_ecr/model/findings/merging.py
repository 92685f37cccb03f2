"""The findings of several scanners as one list: the same vulnerability in the same package is one finding.

What each scanner says is kept where the others say nothing. Where they disagree, the worse is taken: the worst
severity, the highest score, "there is a fix", "there is an exploit". A scanner's own findings are never merged with
one another: if it counts a vulnerability twice, so do we.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from .finding import ECR, GRYPE, INSPECTOR, TRIVY, Finding, severity_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    _Key: TypeAlias = Callable[[Finding], str]

_Value = TypeVar("_Value")

# Whose words are taken where several say the same thing differently: AWS's, which also name the image.
_PREFERENCE = (INSPECTOR, ECR, TRIVY, GRYPE)


def merge(*lists: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of all ``lists`` with those of different scanners about the same thing made one.

    The same thing is the same vulnerability (by id or alias) in the same package, on the same platform if both say
    which. If a scanner found it more than once, its findings are matched by version, then by file; those without a
    match stay as they are. A finding without a package is matched with nothing.

    Args:
        lists: The findings of one scanner each, of one or several platforms.
    """
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    merged: list[Finding] = []
    known_by = _cve_by_alias(finding for findings in lists for finding in findings)
    for findings in lists:
        for finding in findings:
            if finding.package is None:
                merged.append(finding)
            else:
                groups[known_by.get(finding.id, finding.id), finding.package.casefold()].append(finding)
    for group in groups.values():
        merged.extend(group if len(group) == 1 else _merge_platforms(group))
    return tuple(merged)


def _cve_by_alias(findings: Iterable[Finding]) -> dict[str, str]:
    """Return one id for each that is known under several names, so that who knows one of them finds the others."""
    return {alias: finding.id for finding in findings for alias in finding.aliases}


def _merge_platforms(group: list[Finding]) -> list[Finding]:
    """Merge platform by platform; a finding of no known platform belongs to each that has findings of others."""
    platforms = sorted({finding.platform for finding in group if finding.platform is not None})
    if not platforms:
        return _merge_same(group, (_version, _path))
    if len(platforms) == 1:
        return _merge_same(group, (_version, _path))
    anywhere = [finding for finding in group if finding.platform is None]
    merged: list[Finding] = []
    joined: set[int] = set()
    for platform in platforms:
        here = [finding for finding in group if finding.platform == platform]
        sources = {source for finding in here for source in finding.sources}
        joining = [other for other in anywhere if not sources.intersection(other.sources)]
        joined.update(map(id, joining))
        here.extend(replace(other, platform=platform) for other in joining)
        merged.extend(_merge_same(here, (_version, _path)))
    return [*merged, *(other for other in anywhere if id(other) not in joined)]


def _merge_same(group: Sequence[Finding], keys: tuple[_Key, ...]) -> list[Finding]:
    by_source: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in group:
        by_source[finding.sources].append(finding)
    if len(by_source) == 1:
        return list(group)
    if all(len(findings) == 1 for findings in by_source.values()):
        return [_combined(group)]
    if not keys:
        longest = max(len(findings) for findings in by_source.values())
        return [_combined([f[index] for f in by_source.values() if index < len(f)]) for index in range(longest)]
    parts: dict[str, list[Finding]] = defaultdict(list)
    for finding in group:
        parts[keys[0](finding)].append(finding)
    return [merged for part in parts.values() for merged in _merge_same(part, keys[1:])]


def _version(finding: Finding) -> str:
    """Return the version as scanners agree on it: without the epoch 0 that Debian and RPM leave out or write."""
    return (finding.version or "").removeprefix("0:").removeprefix("v")


def _path(finding: Finding) -> str:
    return (finding.path or "").lstrip("/")


def _combined(findings: Sequence[Finding]) -> Finding:
    best = sorted(findings, key=lambda finding: min(_PREFERENCE.index(source) for source in finding.sources))

    def first(field: Callable[[Finding], _Value | None]) -> _Value | None:
        return next((value for value in map(field, best) if value is not None), None)

    return Finding(
        id=next((finding.id for finding in best if finding.id.startswith("CVE-")), best[0].id),
        severity=min((finding.severity for finding in findings), key=severity_rank),
        sources=tuple(source for finding in findings for source in finding.sources),
        package=best[0].package,
        version=first(lambda finding: finding.version),
        fixed_in=first(lambda finding: finding.fixed_in),
        fix_available=_worse(finding.fix_available for finding in findings),
        image_digest=first(lambda finding: finding.image_digest),
        platform=first(lambda finding: finding.platform),
        new=_worse(finding.new for finding in findings),
        title=first(lambda finding: finding.title),
        description=first(lambda finding: finding.description),
        url=first(lambda finding: finding.url),
        score=max((finding.score for finding in findings if finding.score is not None), default=None),
        exploit_available=_worse(finding.exploit_available for finding in findings),
        path=first(lambda finding: finding.path),
        aliases=_aliases(findings),
    )


def _aliases(findings: Sequence[Finding]) -> tuple[str, ...]:
    names = {name for finding in findings for name in (finding.id, *finding.aliases)}
    return tuple(sorted(name for name in names if not name.startswith("CVE-")))


def _worse(answers: Iterable[bool | None]) -> bool | None:
    """Return True if any says so, else False if any does, else None."""
    given = [answer for answer in answers if answer is not None]
    return any(given) if given else None
