"""A module's Terraform input variables, declared from its settings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar, overload

from constructs import Construct

from cdktf_ecr.model.aws.tags import TagCase
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.model.terraform.variables import Variable, declared_variables, renamed, variable_names
from cdktf_ecr.resources.base.addresses import IDENTIFIER
from cdktf_ecr.resources.base.values import structs, untouched
from cdktf_ecr.resources.framework import terraform
from cdktf_ecr.resources.framework.frameworks import choose

if TYPE_CHECKING:
    from collections.abc import Collection

    from cdktf_ecr.model.deployment.container import ContainerSettings
    from cdktf_ecr.model.module.shared_settings import SharedSettings
    from cdktf_ecr.model.terraform.rules import Rule

_Settings = TypeVar("_Settings", bound="SharedSettings | ContainerSettings")

NO_DEFAULT = object()
"""In the place of a variable's default: there is none."""


@overload
def declare_variables(
    scope: Construct, *, prefix: str = "", default_tags: Collection[str] = (), required: Collection[str] = ()
) -> ModuleSettings: ...


@overload
def declare_variables(
    scope: Construct,
    *,
    prefix: str = "",
    defaults: _Settings,
    default_tags: Collection[str] = (),
    required: Collection[str] = (),
) -> _Settings: ...


def declare_variables(
    scope: Construct,
    *,
    prefix: str = "",
    defaults: SharedSettings | ContainerSettings | None = None,
    default_tags: Collection[str] = (),
    required: Collection[str] = (),
) -> SharedSettings | ContainerSettings:
    """Declare one Terraform variable per setting and return the settings that refer to them.

    Args:
        scope: The stack to declare them in.
        prefix: What the variables' names start with; ``environment`` stays as it is.
        defaults: The variables' defaults, and whose settings they are: by default `ModuleSettings`. The settings of
            synth time are taken from here as they are.
        default_tags: The keys of the provider's default tags, which the user's tags may replace, but not spell in
            another case.
        required: The settings whose variables have no default, so that whoever applies has to give a value, such as
            "repository_name".

    Raises:
        InvalidSettingError: The prefix makes a variable's name no Terraform identifier, or a required setting is none
            of these settings.
    """
    defaults = defaults or ModuleSettings()
    names = variable_names(type(defaults), prefix)
    for setting in required:
        if setting not in names:
            rule = f"must be settings of {type(defaults).__name__} that are variables"
            raise InvalidSettingError("required", setting, rule, source="cdktf-ecr")
    home = Construct(scope, f"{prefix}variables")
    for setting, variable in declared_variables(type(defaults)).items():
        rules = (_with_default_tags(rule, default_tags) for rule in variable.rules)
        described = dataclasses.replace(variable, description=renamed(variable.description, names), rules=tuple(rules))
        default = NO_DEFAULT if setting in required else getattr(defaults, setting)
        declare_variable(home, names[setting], described, default=default)
    references: dict[str, Any] = {setting: Expression(f"var.{name}") for setting, name in names.items()}
    return dataclasses.replace(defaults, **references)


def declare_variable(
    scope: Construct, name: str, variable: Variable, *, default: Any = NO_DEFAULT
) -> terraform.TerraformVariable:
    """Declare one Terraform variable.

    Args:
        scope: The construct to declare it in; its Terraform name is the same everywhere.
        name: Its name.
        variable: Its type, description and rules.
        default: Its default; None declares null, which makes the variable optional. Without one the variable is
            required.

    Raises:
        InvalidSettingError: The name is no Terraform identifier.
    """
    checked("name", name, IDENTIFIER, type_="known string")
    choose(scope)
    declared = terraform.TerraformVariable(
        scope,
        name,
        type=variable.type,
        description=variable.description,
        default=_default(default),
        nullable=variable.nullable,
        validation=structs([rule.validation(name) for rule in variable.rules]),
    )
    declared.override_logical_id(name)
    return declared


def _with_default_tags(rule: Rule, keys: Collection[str]) -> Rule:
    return TagCase(ours=(*rule.ours, *keys)) if isinstance(rule, TagCase) else rule


def _default(value: object) -> object:
    """Return a default as jsii carries it: tuples do not cross, and None leaves the default out."""
    if value is NO_DEFAULT:
        return None
    if value is None:
        return terraform.Token.null_value()
    return list(value) if isinstance(value, tuple) else untouched(value)
