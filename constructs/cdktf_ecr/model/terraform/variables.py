"""Settings that are Terraform variables too: declared once, checked by one loop here, and by Terraform at plan."""

from __future__ import annotations

import dataclasses
import inspect
import json
import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from .expressions import Expression
from .types import checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A Terraform input variable, but for its name and default, which come from the setting that declares it.

    Attributes:
        type: A Terraform type constraint.
        description: What the variable means, for prompts, documentation generators and the reference's tables.
        rules: The ``validation`` blocks, in order.
        nullable: Whether null is a value of its own; otherwise Terraform replaces null by the default.
        prefixed: Whether the stack puts ``ecr_`` in front of the name.
    """

    type: str
    description: str
    rules: tuple[Rule, ...] = ()
    nullable: bool = False
    prefixed: bool = True

    def name(self, setting: str, prefix: str) -> str:
        """Return the variable's name for the setting called ``setting`` where names start with ``prefix``."""
        return f"{prefix}{setting}" if self.prefixed else setting


_Settings = TypeVar("_Settings")

_declared: dict[type[object], Mapping[str, Variable]] = {}


def setting(default: Any, type_: str, description: str, *rules: Rule, **options: bool) -> Any:
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


def called(setting: str, value: object) -> str:
    """Return what the user calls a setting: the variable that its value is, where it is one.

    Args:
        setting: The setting's name.
        value: Its value.
    """
    variable = re.fullmatch(r"var\.(\w+)", value.source) if isinstance(value, Expression) else None
    return variable.group(1) if variable else setting


def variable_of(field: dataclasses.Field[object]) -> Variable | None:
    """Return the variable that a dataclass's field declares, or None for a setting of synth time only."""
    found = field.metadata.get("variable")
    return found if isinstance(found, Variable) else None


def declared_variables(settings: type[object]) -> Mapping[str, Variable]:
    """Return the Terraform variables that a settings dataclass declares, by setting: its own first, then the inherited.

    Args:
        settings: The dataclass.
    """
    if settings not in _declared:
        fields = {field.name: field for field in dataclasses.fields(settings)}  # type: ignore[arg-type]
        ordered = [name for each in settings.__mro__ for name in inspect.get_annotations(each) if name in fields]
        found = {name: variable_of(fields[name]) for name in dict.fromkeys(ordered)}
        _declared[settings] = {name: variable for name, variable in found.items() if variable is not None}
    return _declared[settings]


def variable_names(settings: type[object], prefix: str = "") -> dict[str, str]:
    """Return the names of a settings dataclass's Terraform variables by setting.

    Args:
        settings: The dataclass.
        prefix: What the names start with; ``environment`` stays as it is.
    """
    return {name: variable.name(name, prefix) for name, variable in declared_variables(settings).items()}


def documented(settings: type[_Settings]) -> type[_Settings]:
    """Add to a settings dataclass's docstring what each setting means, for ``help()`` and for editors.

    Args:
        settings: The dataclass.
    """
    lines = []
    defaults = settings()
    for name, variable in declared_variables(settings).items():
        rules = (f" {rule.words[0].upper()}{rule.words[1:]} ({rule.source})." for rule in variable.rules)
        said = variable.description + "".join(dict.fromkeys(rules))
        type_ = "map(object)" if "optional(" in variable.type else variable.type
        meaning = f"{name} ({type_}, by default {json.dumps(getattr(defaults, name))}): {said}"
        lines.append(textwrap.fill(meaning, 116, initial_indent="    ", subsequent_indent="        "))
    settings.__doc__ = f"{inspect.getdoc(settings)}\n\nSettings:\n" + "\n".join(lines) + "\n"
    return settings


def check_settings(settings: Any) -> None:
    """Read and check every setting of a frozen dataclass that is a variable: its type, then its rules.

    Each is then a Python value of its type, or an `Expression`.

    Args:
        settings: The dataclass, in its ``__post_init__``.

    Raises:
        InvalidSettingError: A value is of another type, or breaks one of the setting's rules.
    """
    for name, variable in declared_variables(type(settings)).items():
        value = getattr(settings, name)
        if value is None and variable.nullable:
            continue
        object.__setattr__(settings, name, checked(name, value, *variable.rules, type_=variable.type))
