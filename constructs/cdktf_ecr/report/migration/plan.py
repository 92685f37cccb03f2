"""The steps of a migration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.checklist import AFTER, BEFORE, DURING
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.markdown_text import prose
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.migration.plan import Step

SCHEMA = "urn:cdktf-ecr:migration-plan:1"
_PHASES = (BEFORE, DURING, AFTER)


def as_text(steps: Sequence[Step]) -> str:
    """Return the steps as text, in order and numbered."""
    lines: list[str] = []
    for phase, numbered in _by_phase(steps):
        lines += [phase.upper(), ""]
        for number, step in numbered:
            lines += [f"{number}. {step.title}", f"   {one_line(step.text)}"]
            lines += [f"     - {one_line(change)}" for change in step.changes]
            lines += [f"     $ {one_line(command)}" for command in step.commands]
            lines.append("")
    return "\n".join(lines)


def as_markdown(steps: Sequence[Step]) -> str:
    """Return the steps as Markdown, with boxes to tick."""
    lines: list[str] = ["# Migration from Docker Hub to Amazon ECR", ""]
    for phase, numbered in _by_phase(steps):
        lines += [f"## {phase.capitalize()}", ""]
        for number, step in numbered:
            lines += [f"### {number}. {prose(step.title)}", "", prose(step.text), ""]
            lines += [f"- [ ] {prose(change)}" for change in step.changes]
            lines += [""] if step.changes else []
            if step.commands:
                lines += ["```sh", *(one_line(command).replace("```", "'''") for command in step.commands), "```", ""]
    return "\n".join(lines)


def as_json(steps: Sequence[Step]) -> str:
    """Return the steps as JSON."""
    document = {
        "schema": SCHEMA,
        "steps": [
            {
                "phase": step.phase,
                "title": step.title,
                "text": step.text,
                "commands": step.commands,
                "changes": step.changes,
            }
            for step in steps
        ],
    }
    return json_text(document)


def _by_phase(steps: Sequence[Step]) -> Iterator[tuple[str, list[tuple[int, Step]]]]:
    numbered = list(enumerate(steps, 1))
    for phase in _PHASES:
        yield phase, [(number, step) for number, step in numbered if step.phase == phase]
