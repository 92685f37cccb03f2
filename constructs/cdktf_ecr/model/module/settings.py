"""The settings of the ECR module: one definition for Python callers, Terraform variables and the reference's tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.terraform.variables import documented, setting

from .shared_settings import SharedSettings

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import BooleanValue


@documented
@dataclass(frozen=True, kw_only=True)
class ModuleSettings(SharedSettings):
    """Every setting of `EcrModule`, with the defaults of the module's Terraform variables.

    Each takes a Python value, checked here, or a Terraform expression (a string that holds ``${...}``, or a token such
    as ``TerraformVariable.string_value``), which Terraform checks at plan; but for ``prevent_destroy`` and
    ``image_tag_mutability_exclusion_filters``, which belong to synth time.

    Raises:
        InvalidSettingError: A value, or a combination of values, that AWS would refuse or could not honour.
    """

    repository_name: str = setting(
        "inscribe/customer-data-service",
        "string",
        "Name of the repository, with its namespace, without the registry's host.",
        REPOSITORY_NAME,
    )
    create_pull_policy: BooleanValue = setting(
        False,
        "bool",
        "Whether to create a managed policy that allows to log in and pull, to be attached to roles of yours. The role "
        "for EC2 does without: its permissions are its own.",
    )
