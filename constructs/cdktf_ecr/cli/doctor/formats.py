"""Checks as a table for people, as JSON for programs, and as Markdown for a comment or an issue."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.markdown_text import code, prose
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from cdktf_ecr.operations.doctor.check import Check

TABLE, JSON, MARKDOWN = FORMATS = ("table", "json", "markdown")

# The version is the last part, as of the scan report: schemas/doctor-1.schema.json describes the fields.
SCHEMA = "urn:cdktf-ecr:doctor:1"

_STYLES = {Outcome.PASS: "green", Outcome.WARN: "yellow", Outcome.FAIL: "bold red", Outcome.SKIP: "dim"}


def as_json(checks: Sequence[Check]) -> str:
    """Return the checks as JSON: all fields of each, and how many there are of each outcome."""
    document = {
        "schema": SCHEMA,
        "counts": {outcome.value: number for outcome, number in _counts(checks).items()},
        "checks": [
            {
                "name": check.name,
                "outcome": check.outcome.value,
                "found": check.found,
                "meaning": check.meaning,
                "action": check.action,
                "fix": check.fix,
            }
            for check in checks
        ],
    }
    return json_text(document)


def as_markdown(checks: Sequence[Check]) -> str:
    """Return the checks as Markdown: a table of all, and below it what to do about those that did not pass."""
    lines = [f"### {_summary(checks)}", "", "| Outcome | Check | Found |", "| --- | --- | --- |"]
    lines += [f"| {_emphasized(check)} | {code(check.name)} | {prose(check.found)} |" for check in checks]
    for check, times in _advising(checks):
        lines += _markdown_advice(check, times)
    return "\n".join(lines) + "\n"


def as_table(checks: Sequence[Check]) -> Iterator[RenderableType]:
    """Yield what a console prints: a table of all, what to do about those that did not pass, and the sum."""
    from rich.text import Text  # noqa: PLC0415 - slow to load

    from cdktf_ecr.report.tables import plain_table  # noqa: PLC0415

    table = plain_table("Outcome", "Check", "Found", whole=["Outcome", "Check"])
    for check in checks:
        style = _STYLES[check.outcome]
        table.add_row(Text(check.outcome.value, style=style), Text(check.name), Text(one_line(check.found)))
    yield table
    for check, times in _advising(checks):
        yield Text(f"\n{check.name} ({_outcome(check, times)})", style=_STYLES[check.outcome])
        # A command is to be copied: whoever prints this must not break its line.
        yield from (Text(f"  {line}", no_wrap=True, overflow="ignore") for line in _advice(check))
    yield Text(f"\n{_summary(checks)}")


def _advising(checks: Sequence[Check]) -> list[tuple[Check, int]]:
    """Return the checks that there is more to say of, and how often: what many of them say is said once."""
    said = {(check.name, check.outcome, check.meaning, check.fix): check for check in reversed(checks)}
    times = Counter((check.name, check.outcome, check.meaning, check.fix) for check in checks)
    return [(said[one], number) for one, number in times.items() if said[one].meaning or said[one].fix]


def _outcome(check: Check, times: int) -> str:
    return check.outcome.value if times == 1 else f"{check.outcome.value}, {times} times"


def _advice(check: Check) -> Iterator[str]:
    """Yield what there is to say beyond the table; of what passed that is what it means, if anything."""
    if check.meaning:
        yield one_line(check.meaning)
    if check.fix is not None:
        yield f"fix: {one_line(check.fix)}"


def _markdown_advice(check: Check, times: int) -> Iterator[str]:
    yield from ("", f"**{check.name}** ({_outcome(check, times)}): {prose(check.meaning or check.found)}")
    if check.fix is not None:
        # Longer than any run of backquotes that a command has in it (CommonMark, fenced code blocks).
        yield from ("", "````sh", one_line(check.fix).replace("````", "` ` ` `"), "````")


def _emphasized(check: Check) -> str:
    return f"**{check.outcome.value}**" if check.outcome is Outcome.FAIL else check.outcome.value


def _counts(checks: Sequence[Check]) -> dict[Outcome, int]:
    found = Counter(check.outcome for check in checks)
    return {outcome: found[outcome] for outcome in Outcome}


def _summary(checks: Sequence[Check]) -> str:
    counts = ", ".join(f"{number} {outcome.value}" for outcome, number in _counts(checks).items() if number)
    return f"{len(checks)} {'check' if len(checks) == 1 else 'checks'}: {counts or 'none was made'}"
