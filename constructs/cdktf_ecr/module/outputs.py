"""The module's Terraform outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf import TerraformOutput, Token

from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.module_settings import variable_names
from cdktf_ecr.model.variables import renamed

if TYPE_CHECKING:
    from collections.abc import Callable

    from constructs import Construct

    from .ecr_module import EcrModule


@dataclass(frozen=True, slots=True)
class Output:
    """One output of the module.

    Attributes:
        description: What the value is, and when it is null.
        value: Reads the value off a module; None stands for null.
    """

    description: str
    value: Callable[[EcrModule], object]


def _scan_configuration(module: EcrModule) -> object:
    """Return what is scanned, and how; type and frequency are null where another configuration decides them."""
    managed = expression_of(module.known_settings.manage_registry_scanning)
    return {
        "scan_on_push": module.repository_attribute("image_scanning_configuration[0].scan_on_push"),
        "scan_type": interpolate(f"{managed} ? {module.scanning.scan_type} : null"),
        "scan_frequency": interpolate(f"{managed} ? {module.scanning.effective_frequency} : null"),
    }


OUTPUTS = {
    "repository_url": Output(
        "URL of the repository, to tag, push and pull images with.",
        lambda module: module.repository_attribute("repository_url"),
    ),
    "repository_arn": Output("ARN of the repository.", lambda module: module.repository_attribute("arn")),
    "repository_name": Output("Name of the repository.", lambda module: module.repository_attribute("name")),
    "registry_id": Output(
        "Id of the registry, which is the account's.", lambda module: module.repository_attribute("registry_id")
    ),
    "scan_configuration": Output(
        "How images are scanned: scan_on_push, scan_type, scan_frequency. The type and frequency are null where the "
        "module does not manage the registry's scanning; the frequency also where nothing is scanned automatically.",
        _scan_configuration,
    ),
    "lifecycle_policy": Output("The lifecycle policy, as JSON text.", lambda module: module.lifecycle_policy_json),
    "kms_key_arn": Output(
        "ARN of the KMS key that encrypts the images; null with AES256.",
        lambda module: module.kms_key_arn,
    ),
    "pull_policy_arn": Output(
        "ARN of the IAM policy that lets its holder log in and pull.", lambda module: module.pull_access.policy_arn
    ),
    "ec2_role_arn": Output(
        "ARN of the role for EC2 instances; null without create_ec2_role.", lambda module: module.pull_access.role_arn
    ),
    "instance_profile_name": Output(
        "Name of the instance profile to launch EC2 instances with; null without create_ec2_role.",
        lambda module: module.pull_access.instance_profile_name,
    ),
    "scan_log_group_name": Output(
        "Name of the log group with the events of finished scans; null without enable_scan_logging.",
        lambda module: module.scan_logging.log_group_name if module.scan_logging else None,
    ),
}


def declare_outputs(scope: Construct, module: EcrModule, *, prefix: str = "") -> None:
    """Declare the module's outputs.

    Args:
        scope: The stack to declare them in.
        module: The module whose values they show.
        prefix: What the outputs' names start with.
    """
    names = variable_names(prefix)
    for name, output in OUTPUTS.items():
        value = output.value(module)
        declared = TerraformOutput(
            scope,
            f"{prefix}{name}",
            value=Token.null_value() if value is None else value,
            description=renamed(output.description, names),
        )
        declared.override_logical_id(f"{prefix}{name}")
