"""The module's variables and outputs as Markdown tables."""

from __future__ import annotations

import json

from cdktf_ecr.model.module.outputs import OUTPUTS
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.variables import declared_variables, renamed, variable_names

from .markdown import code, table


def variables_table(prefix: str = "", settings: type[object] = ModuleSettings) -> str:
    """Return the input variables, with types and defaults.

    Args:
        prefix: What the variables' names start with; ``environment`` stays as it is.
        settings: The settings that declare them.
    """
    names, defaults = variable_names(settings, prefix), settings()
    rows = [
        (
            code(names[setting]),
            code(variable.type),
            code(json.dumps(getattr(defaults, setting))),
            renamed(variable.description, names),
        )
        for setting, variable in declared_variables(settings).items()
    ]
    return table(("Variable", "Type", "Default", "Meaning"), rows)


def outputs_table(prefix: str = "") -> str:
    """Return the outputs.

    Args:
        prefix: What the outputs' names start with.
    """
    names = variable_names(ModuleSettings, prefix)
    rows = [(code(f"{prefix}{name}"), renamed(description, names)) for name, description in OUTPUTS.items()]
    return table(("Output", "Meaning"), rows)
