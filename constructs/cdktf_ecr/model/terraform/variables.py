"""What a Terraform input variable declares: type, description and the rules Terraform checks at plan."""

from __future__ import annotations

import dataclasses
import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Stands for the variable in a rule's condition, so that one rule serves `var.name` and `var.ecr_name`.
VALUE = "VALUE"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be, and who says so.

    Attributes:
        rule: What the value must be, in plain words.
        source: Where the rule comes from.
    """

    rule: str
    source: str

    def message(self, setting: str, expression: str) -> str:
        """Return the error message, a Terraform template that shows the value of ``expression``."""
        return f"{setting} ${{jsonencode({expression})}}: {self.rule} ({self.source})."


@dataclass(frozen=True, slots=True)
class VariableRule:
    """One ``validation`` block of a variable.

    Attributes:
        condition: A Terraform expression of type bool, in which ``VALUE`` stands for the variable.
        rule: What the value must be, in plain words.
        source: Where the rule comes from.
        shown: What the error shows of the value, as an expression: by default all of it.
    """

    condition: str
    rule: str
    source: str
    shown: str = VALUE

    def validation(self, name: str) -> dict[str, str]:
        """Return the ``validation`` block of the variable called ``name``."""
        variable = f"var.{name}"
        return {
            "condition": f"${{{self.condition.replace(VALUE, variable)}}}",
            "error_message": Rule(self.rule, self.source).message(name, self.shown.replace(VALUE, variable)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A Terraform input variable, but for its name and default, which come from the setting that declares it.

    Attributes:
        type: A Terraform type constraint.
        description: What the variable means, for prompts, documentation generators and the README's table.
        rules: The ``validation`` blocks, in order.
        nullable: Whether null is a value of its own; otherwise Terraform replaces null by the default.
        prefixed: Whether the stack puts ``ecr_`` in front of the name.
    """

    type: str
    description: str
    rules: tuple[VariableRule, ...] = ()
    nullable: bool = False
    prefixed: bool = True

    def name(self, setting: str, prefix: str) -> str:
        """Return the variable's name for the setting called ``setting`` where names start with ``prefix``."""
        return f"{prefix}{setting}" if self.prefixed else setting


def setting(default: Any, type_: str, description: str, *rules: VariableRule, **options: bool) -> Any:
    """Declare a field of a settings dataclass that is a Terraform variable too.

    Args:
        default: The field's default, and the variable's.
        type_: The variable's type constraint.
        description: What the variable means.
        rules: The variable's ``validation`` blocks.
        options: Further attributes of `Variable`.
    """
    metadata = {"variable": Variable(type=type_, description=description, rules=rules, **options)}
    if isinstance(default, dict):
        return dataclasses.field(default_factory=default.copy, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return ``text`` with each setting it mentions under the name that setting's variable has.

    Args:
        text: A description or a rule; what stands in backquotes is left as it is.
        names: The variables' names by setting.
    """
    return re.sub(r"`[^`]*`|[a-z]+(?:_[a-z0-9]+)+", lambda word: names.get(word.group(), word.group()), text)


def variable_of(field: dataclasses.Field[object]) -> Variable | None:
    """Return the variable that a dataclass's field declares, or None for a setting of synth time only."""
    found = field.metadata.get("variable")
    return found if isinstance(found, Variable) else None


def declared_variables(settings: type[object]) -> dict[str, Variable]:
    """Return the Terraform variables that a settings dataclass declares, by setting: its own first, then the inherited.

    Args:
        settings: The dataclass.
    """
    fields = {field.name: field for field in dataclasses.fields(settings)}  # type: ignore[arg-type]
    ordered = [name for each in settings.__mro__ for name in inspect.get_annotations(each) if name in fields]
    declared = {name: variable_of(fields[name]) for name in dict.fromkeys(ordered)}
    return {name: variable for name, variable in declared.items() if variable is not None}


def variable_names(settings: type[object], prefix: str = "") -> dict[str, str]:
    """Return the names of a settings dataclass's Terraform variables by setting.

    Args:
        settings: The dataclass.
        prefix: What the names start with; ``environment`` stays as it is.
    """
    return {name: variable.name(name, prefix) for name, variable in declared_variables(settings).items()}
