"""Markdown for a comment on a pull request: what decides first, and never longer than a comment may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import (
    UNKNOWN,
    VERDICT_WORDS,
    broken_rules,
    fix_text,
    image_name,
    new_findings,
    new_text,
    shown_counts,
    term_text,
)
from .markdown_text import code, fitting, left_out, link, prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport

# GitHub takes 65,536 characters in a comment, and other services as many or more. Two tables, five lists and the
# verdict's reason, which `prose` bounds, stay below what their own limits add up to.
LENGTH_LIMIT = 60_000
_TABLE_LIMIT = 20_000
_LIST_LIMIT = 3_000
ROW_LIMIT = 50
LINE_LIMIT = 20

_COLUMNS = ("Severity", "Vulnerability", "Package", "Installed", "Fixed in", "On")


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as Markdown of at most `LENGTH_LIMIT` characters, which says how much it leaves out."""
    for part in _parts(report):
        yield f"{part}\n"


def _parts(report: ScanReport) -> Iterator[str]:
    yield f"### {VERDICT_WORDS[report.verdict]}: {code(report.image)}\n"
    yield f"{prose(report.reason)}\n"
    yield _summary(report)
    missing = [image for image in report.images if image.reason]
    reasons = (f"{code(image_name(image))}: {prose(f'{image.status}: {image.reason}')}" for image in missing)
    yield from _list("No verdict on", reasons)
    broken = [f"{code(each.rule)}: {prose(each.message)}" for each in report.violations]
    yield from _list("Broken rules", broken)
    yield from _findings(report)
    yield from _list("Ignored", map(_ignored_line, report.ignored))
    yield from _list("Entries of the ignore ledger whose last day is over", map(_entry, report.expired_ignores))
    yield from _list("Entries of the ignore ledger that cover nothing here", map(_entry, report.unused_ignores))


def _summary(report: ScanReport) -> str:
    compared = report.new_since is not None
    lines = [f"| Severity | Findings |{' New |' if compared else ''} Ignored |"]
    lines.append(f"| --- | ---: |{' ---: |' if compared else ''} ---: |")
    for severity, count in shown_counts(report).items():
        ignored = sum(each.finding.severity == severity for each in report.ignored)
        new = f" {new_text(report, severity)} |" if compared else ""
        lines.append(f"| {severity} | {count} |{new} {ignored:,} |")
    return "\n".join(lines) + "\n"


def _findings(report: ScanReport) -> Iterator[str]:
    if report.new_since is None:
        yield from _section("Findings", report, report.findings)
        return
    new = new_findings(report)
    yield from _section(f"New since {code(report.new_since)}", report, new)
    rest = [finding for finding in report.findings if not finding.new]
    known = all(finding.new is False for finding in rest)
    yield from _section("Not new" if known else "Not known to be new", report, rest)


def _section(title: str, report: ScanReport, findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        return
    rules = broken_rules(report)
    yield f"#### {title}\n"
    rows = fitting((_row(finding, bold=finding in rules) for finding in findings[:ROW_LIMIT]), _TABLE_LIMIT)
    yield "\n".join([f"| {' | '.join(_COLUMNS)} |", f"|{' --- |' * len(_COLUMNS)}", *rows]) + "\n"
    if any(finding in rules for finding in findings[: len(rows)]):
        yield "Bold: breaks a rule.\n"
    if len(findings) > len(rows):
        yield left_out(findings[len(rows) :])


def _row(finding: Finding, *, bold: bool) -> str:
    severity = f"**{finding.severity}**" if bold else finding.severity
    return f"| {severity} | {' | '.join(_cells(finding))} |"


def _cells(finding: Finding) -> tuple[str, ...]:
    return (
        link(finding.id, finding.url),
        code(finding.package or UNKNOWN),
        code(finding.version or UNKNOWN),
        code(fix_text(finding)),
        code(finding.platform or UNKNOWN),
    )


def _ignored_line(ignored: IgnoredFinding) -> str:
    finding = ignored.finding
    what = f"{finding.severity} {link(finding.id, finding.url)} in {code(finding.package or UNKNOWN)}"
    return f"{what}, {term_text(ignored)}: {prose(ignored.reason)}"


def _entry(entry: IgnoreEntry) -> str:
    package = f" in {code(entry.package)}" if entry.package else ""
    return f"{code(entry.id)}{package}, {term_text(entry)} ({code(entry.source)}): {prose(entry.reason)}"


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = [f"- {line}" for line in lines]
    shown = fitting(lines[:LINE_LIMIT], _LIST_LIMIT)
    if lines:
        more = [f"- and {len(lines) - len(shown):,} more, left out here"] if len(lines) > len(shown) else []
        yield "\n".join([f"#### {title}\n", *shown, *more]) + "\n"
