"""The ECR module and the collection, written as plain Terraform modules."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.module.ecr_collection import EcrCollection
from cdktf_ecr.module.ecr_module import EcrModule
from cdktf_ecr.module.outputs import declare_outputs
from cdktf_ecr.module.variables import declare_variables
from cdktf_ecr.resources.framework import terraform
from cdktf_ecr.resources.framework.frameworks import choose_without_a_stack

from . import descriptions as modules
from .files import TerraformModule, without_metadata
from .record import record_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cdktf_ecr.model.module.shared_settings import SharedSettings
    from cdktf_ecr.module.registry_module import RegistryModule

_STACK = "module"


def ecr_terraform_module(*, defaults: ModuleSettings | None = None) -> TerraformModule:
    """Return `EcrModule` as a plain Terraform module, whose inputs are the settings without a prefix.

    Args:
        defaults: The defaults of the inputs but for those that are required; the settings of synth time are taken from
            here as they are.
    """
    return _terraform_module(modules.ECR, EcrModule, defaults or ModuleSettings())


def collection_terraform_module(*, defaults: CollectionSettings | None = None) -> TerraformModule:
    """Return `EcrCollection` as a plain Terraform module, whose inputs are the settings without a prefix.

    Args:
        defaults: The defaults of the inputs but for those that are required; the settings of synth time are taken from
            here as they are.
    """
    return _terraform_module(modules.ECR_REPOSITORIES, EcrCollection, defaults or CollectionSettings())


def _terraform_module(
    description: modules.ModuleDescription, construct: Callable[..., RegistryModule], defaults: SharedSettings
) -> TerraformModule:
    choose_without_a_stack()
    with tempfile.TemporaryDirectory() as directory:
        # Without validation: it wants a provider in every stack, which a module leaves to its root.
        app = terraform.App(outdir=directory, skip_validation=True)
        stack = terraform.TerraformStack(app, _STACK)
        inputs = declare_variables(stack, defaults=defaults, required=description.required)
        module = construct(stack, "ecr", settings=inputs)
        declare_outputs(stack, module)
        app.synth()
        written = Path(directory, "stacks", _STACK, "cdk.tf.json").read_text(encoding="utf-8")
    return TerraformModule(
        description=description,
        configuration=without_metadata(json.loads(written)),
        required_terraform=module.required_terraform,
        required_provider=module.required_provider,
        record=record_of(description, defaults),
    )
