"""The module's Terraform outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import TerraformOutput, TerraformStack, Token

from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.module_outputs import NULLABLE_OUTPUTS, OUTPUTS
from cdktf_ecr.model.module_settings import ModuleSettings
from cdktf_ecr.model.variables import renamed, variable_names

if TYPE_CHECKING:
    from constructs import Construct

    from .ecr_module import EcrModule


def declare_outputs(scope: Construct, module: EcrModule, *, prefix: str = "") -> None:
    """Declare the module's outputs. Those of parts that are switched off are null.

    An output that can be null is written without CDKTF's own element: Terraform leaves null outputs out of its state,
    and `cdktf deploy` crashes after the apply when an output it knows of is not there.

    Args:
        scope: The stack to declare them in.
        module: The module whose values they show.
        prefix: What the outputs' names start with.
    """
    names, values = variable_names(ModuleSettings, prefix), _values(module)
    for name, description in OUTPUTS.items():
        if name in NULLABLE_OUTPUTS:
            value = Token.null_value() if values[name] is None else values[name]
            block = {"description": renamed(description, names), "value": value}
            TerraformStack.of(scope).add_override(f"output.{prefix}{name}", block)
        else:
            declared = TerraformOutput(
                scope, f"{prefix}{name}", value=values[name], description=renamed(description, names)
            )
            declared.override_logical_id(f"{prefix}{name}")


def _values(module: EcrModule) -> dict[str, object]:
    watched = module.monitoring
    return {
        "repository_url": module.repository_attribute("repository_url"),
        "repository_arn": module.repository_attribute("arn"),
        "repository_name": module.repository_attribute("name"),
        "registry_id": module.repository_attribute("registry_id"),
        "scan_configuration": _scan_configuration(module),
        "lifecycle_policy": module.lifecycle_policy_json,
        "kms_key_arn": module.kms_key_arn,
        "pull_policy_arn": module.pull_access.policy_arn,
        "ec2_role_arn": module.pull_access.role_arn,
        "instance_profile_name": module.pull_access.instance_profile_name,
        "scan_log_group_name": watched.log.log_group_name if watched.log else None,
        "audit_log_group_name": watched.audit.log_group_name if watched.audit else None,
        "notification_topic_arn": watched.notifications.topic.arn if watched.notifications else None,
        "dashboard_name": watched.dashboard_name,
        "alarm_arns": watched.alarms.arns if watched.alarms else [],
    }


def _scan_configuration(module: EcrModule) -> dict[str, str]:
    managed = expression_of(module.known_settings.manage_registry_scanning)
    return {
        "scan_on_push": module.repository_attribute("image_scanning_configuration[0].scan_on_push"),
        "scan_type": interpolate(f"{managed} ? {module.scanning.scan_type} : null"),
        "scan_frequency": interpolate(f"{managed} ? {module.scanning.effective_frequency} : null"),
    }
