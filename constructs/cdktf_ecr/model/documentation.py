"""The module's variables and outputs as Markdown tables."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

from .module_outputs import OUTPUTS
from .module_settings import ModuleSettings, variable_names
from .variables import renamed, variable_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def variables_table(prefix: str = "") -> str:
    """Return the input variables, with types and defaults.

    Args:
        prefix: What the variables' names start with; ``environment`` stays as it is.
    """
    names = variable_names(prefix)
    defaults = ModuleSettings()
    rows = []
    for field in dataclasses.fields(ModuleSettings):
        variable = variable_of(field)
        if variable is not None:
            default = json.dumps(getattr(defaults, field.name))
            description = renamed(variable.description, names)
            rows.append((_code(names[field.name]), _code(variable.type), _code(default), description))
    return _table(("Variable", "Type", "Default", "Meaning"), rows)


def outputs_table(prefix: str = "") -> str:
    """Return the outputs.

    Args:
        prefix: What the outputs' names start with.
    """
    names = variable_names(prefix)
    rows = [(_code(f"{prefix}{name}"), renamed(description, names)) for name, description in OUTPUTS.items()]
    return _table(("Output", "Meaning"), rows)


def _code(text: str) -> str:
    return f"`{text}`"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
