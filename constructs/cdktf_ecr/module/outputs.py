"""A module's Terraform outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import ConflictError
from cdktf_ecr.model.terraform.variables import renamed, variable_names
from cdktf_ecr.resources.base.addresses import place_of
from cdktf_ecr.resources.framework import terraform

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.deployment.container_host import ContainerHost

    from .registry_module import RegistryModule


def declare_outputs(scope: Construct, module: RegistryModule | ContainerHost, *, prefix: str = "") -> None:
    """Declare the outputs of an `EcrModule`, `EcrCollection` or `ContainerHost`. Those of what is not there are null.

    An output that can be null is written without CDKTF's own element: Terraform leaves null outputs out of its state,
    and `cdktf deploy` crashes after the apply when an output it knows of is not there.

    Args:
        scope: The stack to declare them in.
        module: The module whose values they show.
        prefix: What the outputs' names start with.

    Raises:
        ConflictError: The module is of another stack.
    """
    if place_of(scope).claims is not place_of(module).claims:
        raise ConflictError("outputs are of the module's own stack: in another, use the attributes of its constructs")
    names, values = variable_names(type(module.settings), prefix), module.output_values()
    for name, description in module.outputs.items():
        if name in module.nullable_outputs:
            value = terraform.Token.null_value() if values[name] is None else values[name]
            block = {"description": renamed(description, names), "value": value}
            terraform.TerraformStack.of(scope).add_override(f"output.{prefix}{name}", block)
        else:
            declared = terraform.TerraformOutput(
                scope, f"{prefix}{name}", value=values[name], description=renamed(description, names)
            )
            declared.override_logical_id(f"{prefix}{name}")
