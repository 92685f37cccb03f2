"""The files of a plain Terraform module, for people who write HCL and never see Python.

They follow HashiCorp's standard module structure: what the module creates, its inputs, its outputs, the versions it
needs, and a README with the tables readers of terraform-docs know.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .markdown import code, table

if TYPE_CHECKING:
    from .descriptions import ModuleDescription
    from .record import Record

# Terraform ignores a property of this name (JSON configuration syntax, "Comment Properties").
COMMENT = "//"
GENERATED = "Written by cdktf-ecr, which overwrites changes made here."

MAIN = "main.tf.json"
VARIABLES = "variables.tf.json"
VERSIONS = "versions.tf.json"
_README = "README.md"
_BLOCKS = {MAIN: ("data", "locals", "resource"), VARIABLES: ("variable",), "outputs.tf.json": ("output",)}
FILES = (*_BLOCKS, VERSIONS, _README)

Synthesized = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerraformModule:
    """A module to be written down.

    Attributes:
        description: Its name, and what it is in words.
        configuration: What was synthesized: Terraform JSON by block.
        required_terraform: The versions of Terraform it works with.
        required_provider: The versions of the AWS provider it works with.
        record: What is remembered of it in its files.
    """

    description: ModuleDescription
    configuration: Synthesized
    required_terraform: str
    required_provider: str
    record: Record

    @property
    def name(self) -> str:
        """The module's name, and so that of its directory."""
        return self.description.name

    def files(self) -> dict[str, str]:
        """Return the text of each file by its name. There is neither a provider nor a backend: those are the root's."""
        blocks = {
            name: {block: self.configuration[block] for block in wanted if block in self.configuration}
            for name, wanted in _BLOCKS.items()
        }
        providers = {"aws": {"source": "hashicorp/aws", "version": self.required_provider}}
        blocks[VERSIONS] = {
            COMMENT: {"note": GENERATED, **self.record.as_comment()},
            "terraform": {"required_version": self.required_terraform, "required_providers": providers},
        }
        return {**{name: _json(content) for name, content in blocks.items()}, _README: self._readme()}

    def _readme(self) -> str:
        sections = (
            f"<!-- {GENERATED} -->\n# {self.name}",
            self.description.text,
            "## Usage",
            f"```hcl\n{self.description.usage.strip()}\n```",
            "## Requirements",
            table(
                ("Name", "Version"),
                (("terraform", self.required_terraform), ("aws", self.required_provider)),
            ),
            "## Resources",
            table(("Name", "Type"), sorted(_resources(self.configuration))),
            "## Inputs",
            self._defaults(),
            table(("Name", "Description", "Type", "Default", "Required"), _inputs(self.configuration)),
            "## Outputs",
            table(("Name", "Description"), _outputs(self.configuration)),
        )
        return "\n\n".join(sections) + "\n"

    def _defaults(self) -> str:
        profile = self.record.profile
        return (
            "The defaults are the exporter's own."
            if profile is None
            else f"The defaults are those of the profile {code(profile)}."
        )


def without_metadata(value: Any) -> Any:
    """Return synthesized JSON without what CDKTF notes in it for itself."""
    if isinstance(value, Mapping):
        return {key: without_metadata(item) for key, item in value.items() if key != COMMENT}
    if isinstance(value, list):
        return [without_metadata(item) for item in value]
    return value


def is_generated(text: str) -> bool:
    """Whether a file is one of ours, which may be overwritten."""
    return GENERATED in text


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps({COMMENT: GENERATED, **content}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _resources(configuration: Synthesized) -> list[tuple[str, str]]:
    kinds = (("resource", "resource", ""), ("data", "data source", "data."))
    return [
        (code(f"{prefix}{type_}.{name}"), kind)
        for block, kind, prefix in kinds
        for type_, named in configuration.get(block, {}).items()
        for name in named
    ]


def _inputs(configuration: Synthesized) -> list[tuple[str, ...]]:
    return [
        (
            _anchored("input", name),
            variable["description"],
            code(variable["type"]),
            code(json.dumps(variable["default"])) if "default" in variable else "n/a",
            "no" if "default" in variable else "yes",
        )
        for name, variable in sorted(configuration["variable"].items())
    ]


def _outputs(configuration: Synthesized) -> list[tuple[str, ...]]:
    return [
        (_anchored("output", name), output["description"]) for name, output in sorted(configuration["output"].items())
    ]


def _anchored(kind: str, name: str) -> str:
    shown = name.replace("_", "\\_")
    return f'<a name="{kind}_{name}"></a> [{shown}](#{kind}\\_{shown})'
