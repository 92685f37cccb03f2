"""The module's variables and outputs as Markdown tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .module_outputs import OUTPUTS
from .module_settings import ModuleSettings, declared_variables, variable_names
from .variables import renamed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def variables_table(prefix: str = "") -> str:
    """Return the input variables, with types and defaults.

    Args:
        prefix: What the variables' names start with; ``environment`` stays as it is.
    """
    names, defaults = variable_names(prefix), ModuleSettings()
    rows = [
        (
            _code(names[setting]),
            _code(variable.type),
            _code(json.dumps(getattr(defaults, setting))),
            renamed(variable.description, names),
        )
        for setting, variable in declared_variables().items()
    ]
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
