"""Write the generated blocks of docs/reference, between their markers: ``python scripts/update_reference.py``."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from cdktf_ecr.model.deployment import outputs as host_outputs
from cdktf_ecr.model.deployment.host import HostSettings
from cdktf_ecr.model.monitoring import events, samples
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.module.publishing.documentation import outputs_table, variables_table
from cdktf_ecr.module.publishing.markdown import code, table
from scripts.blocks import with_block
from scripts.schema_tables import fields_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"

_REPOSITORY = MonitoredRepository(name="team/api", arn="arn:aws:ecr:eu-west-1:123456789012:repository/team/api")


def module_inputs(name: str) -> str:
    """Return the table of a plain module's variables, as the module declares them.

    Args:
        name: The module's directory.
    """
    declared: Mapping[str, Mapping[str, object]] = _of_module(name, "variable")
    rows = [
        (
            code(variable),
            code(str(says["type"])),
            code(json.dumps(says["default"])) if "default" in says else "required",
            str(says["description"]),
        )
        for variable, says in declared.items()
    ]
    return table(("Variable", "Type", "Default", "Meaning"), rows)


def module_outputs(name: str) -> str:
    """Return the table of a plain module's outputs.

    Args:
        name: The module's directory.
    """
    rows = [(code(output), str(says["description"])) for output, says in _of_module(name, "output").items()]
    return table(("Output", "Meaning"), rows)


def host_outputs_table() -> str:
    """Return the table of what the stack of hosts puts out."""
    return table(("Output", "Meaning"), [(code(f"host_{name}"), said) for name, said in host_outputs.OUTPUTS.items()])


def patterns() -> str:
    """Return the patterns of EventBridge's rules, of one repository."""
    of = [_REPOSITORY]
    named = {
        "Scans that a log group keeps": events.scan_pattern(of),
        "Scans that the topic hears of, from HIGH on": events.scan_pattern(of, at_least="HIGH"),
        "Findings, and images that are not scanned": events.finding_and_coverage_pattern(of),
        "Pushes and deletes": events.image_action_pattern(of),
    }
    return "\n\n".join(f"**{title}**\n\n{_json(pattern)}" for title, pattern in named.items())


def sample_events() -> str:
    """Return an event of each kind, as AWS documents it."""
    made = (samples.basic_scan, samples.enhanced_scan, samples.finding, samples.coverage, samples.image_action)
    shown = [each(_REPOSITORY) for each in made]
    return "\n\n".join(f"**`{event['detail-type']}`**\n\n{_json(event)}" for event in shown)


def schema(name: str) -> str:
    """Return the tables of the fields of a JSON format.

    Args:
        name: The schema's file.
    """
    text = (files("cdktf_ecr.report") / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    return fields_tables(json.loads(text))


BLOCKS: dict[str, dict[str, Callable[[], str]]] = {
    "variables.md": {
        "variables": lambda: variables_table("ecr_"),
        "host variables": lambda: variables_table("host_", HostSettings),
    },
    "outputs.md": {"outputs": lambda: outputs_table("ecr_"), "host outputs": host_outputs_table},
    "modules.md": {
        f"{module} {kind}": lambda module=module, written=written: written(module)  # type: ignore[misc]
        for module in ("ecr", "ecr-repositories")
        for kind, written in (("variables", module_inputs), ("outputs", module_outputs))
    },
    "events.md": {"patterns": patterns, "samples": sample_events},
    "schemas.md": {"doctor": lambda: schema("doctor-1"), "audit": lambda: schema("audit-1")},
}


def with_blocks(page: str, text: str) -> str:
    """Return a page of the reference with its generated blocks up to date.

    Args:
        page: Its file's name.
        text: The page as it is.

    Raises:
        ValueError: A block's markers are missing.
    """
    for name, block in BLOCKS[page].items():
        text = with_block(text, name, block())
    return text


def _of_module(name: str, kind: str) -> Mapping[str, Mapping[str, object]]:
    text = (ROOT / "modules" / name / f"{kind}s.tf.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, object]] = json.loads(text)[kind]
    return found


def _json(value: object) -> str:
    return f"```json\n{json.dumps(value, indent=2)}\n```"


if __name__ == "__main__":
    for each in BLOCKS:
        file = PAGES / each
        file.write_text(with_blocks(each, file.read_text(encoding="utf-8")), encoding="utf-8")
