"""A table for people at a terminal: the worst findings, the counts, and the verdict last, where the eye is."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.text import Text

from cdktf_ecr.model.findings.report import FAILED, NO_VERDICT, PASSED
from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, LOW, MEDIUM
from cdktf_ecr.report.tables import plain_table

from .figures import (
    UNKNOWN,
    VERDICT_WORDS,
    broken_rules,
    fix_text,
    image_name,
    new_text,
    shown_counts,
    term_text,
)
from .text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.ignores import IgnoredFinding, IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport

ROW_LIMIT = 100
_WIDTH = 120
_CELL_LIMIT = 60

_SEVERITY_STYLES = {CRITICAL: "bold red", HIGH: "red", MEDIUM: "yellow", LOW: "cyan"}
_VERDICT_STYLES = {PASSED: "bold green", FAILED: "bold red", NO_VERDICT: "bold yellow"}


def render(report: ScanReport) -> Iterator[str]:
    """Yield ``report`` as plain text, 120 characters wide."""
    text = StringIO()
    Console(file=text, width=_WIDTH, color_system=None, force_terminal=False).print(renderable(report))
    yield "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def renderable(report: ScanReport) -> RenderableType:
    """Return ``report`` as what a `rich.console.Console` prints, in the console's width and colours."""
    return Group(*_parts(report))


def _parts(report: ScanReport) -> Iterator[RenderableType]:
    if report.findings:
        yield _findings(report)
        if len(report.findings) > ROW_LIMIT:
            yield _line(f"And {len(report.findings) - ROW_LIMIT:,} more, not shown here: the other formats have all.")
    if report.ignored:
        yield _ignored(report.ignored)
    for entry in report.expired_ignores:
        yield _line(f"Expired: {_entry(entry)}", "yellow")
    for entry in report.unused_ignores:
        yield _line(f"Covers nothing: {_entry(entry)}", "yellow")
    for image in report.images:
        if image.reason:
            text = f"No verdict on {image_name(image)}: {image.status}: {image.reason}"
            yield _line(text, _VERDICT_STYLES[NO_VERDICT])
    yield _line(_counts(report))
    for violation in report.violations:
        yield _line(f"{violation.rule}: {violation.message}", "red")
    yield _line(f"{VERDICT_WORDS[report.verdict]}: {report.reason}", _VERDICT_STYLES[report.verdict])


def _findings(report: ScanReport) -> Table:
    rules = broken_rules(report)
    compared = report.new_since is not None
    titles = ("Severity", "Vulnerability", "Package", "Installed", "Fixed in", "On")
    table = _table(*titles, *(("New",) if compared else ()))
    for finding in report.findings[:ROW_LIMIT]:
        style = _SEVERITY_STYLES.get(finding.severity, "")
        severity = Text(f"{finding.severity} !" if finding in rules else finding.severity, style=style)
        texts = [finding.id, finding.package, finding.version, fix_text(finding), finding.platform]
        table.add_row(severity, *map(_cell, [*texts, _new(finding)] if compared else texts))
    if rules:
        table.caption = "! breaks a rule"
    return table


def _ignored(ignored: Sequence[IgnoredFinding]) -> Table:
    table = _table("Ignored", "Vulnerability", "Package", "Holds", "Reason")
    for each in ignored[:ROW_LIMIT]:
        finding = each.finding
        table.add_row(*map(_cell, (finding.severity, finding.id, finding.package, term_text(each), each.reason)))
    if len(ignored) > ROW_LIMIT:
        table.caption = f"and {len(ignored) - ROW_LIMIT:,} more"
    return table


def _table(*titles: str) -> Table:
    return plain_table(*titles, whole=titles[:1])


def _counts(report: ScanReport) -> str:
    counts = ", ".join(f"{severity} {text}" for severity, text in shown_counts(report).items())
    new = f"; new since {report.new_since}: {new_text(report)}" if report.new_since is not None else ""
    ignored = f"; ignored: {len(report.ignored):,}" if report.ignored else ""
    return f"{counts}{new}{ignored}"


def _entry(entry: IgnoreEntry) -> str:
    package = f" in {entry.package}" if entry.package else ""
    return f"{entry.source}: {entry.id}{package}, {term_text(entry)}: {entry.reason}"


def _new(finding: Finding) -> str:
    if finding.new is None:
        return UNKNOWN
    return "yes" if finding.new else "no"


def _cell(text: str | None) -> Text:
    return Text(shortened(one_line(text or UNKNOWN), _CELL_LIMIT))


def _line(text: str, style: str = "") -> Text:
    return Text(one_line(text), style=style)
