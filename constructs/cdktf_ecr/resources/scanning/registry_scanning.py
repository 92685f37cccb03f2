"""The scanning configuration of the registry: one per account and region, and so one per stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.collection.scanning import CollectionScanning
from cdktf_ecr.model.scanning.configuration import RegistryScanning
from cdktf_ecr.model.scanning.variables import VariableScanning
from cdktf_ecr.model.terraform.types import checked, of_class
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.base.values import count_of, known, lifecycle_block, structs
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

_ONLY_ONE = (
    "registry scanning is configured twice in one stack: a registry has one scanning configuration per account and "
    "region, and the second would overwrite the first. Put all filters into one, or give the second another provider "
    "(ECR API, PutRegistryScanningConfiguration)"
)


class RegistryScanningConfiguration(Component):
    """What the whole registry scans, and when.

    It replaces whatever configuration the registry had, and takes effect on every repository in the account and
    region. Destroying it puts the registry back to basic scanning without rules.

    Attributes:
        configuration: The ``aws_ecr_registry_scanning_configuration``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        scanning: RegistryScanning | VariableScanning | CollectionScanning,
        condition: BooleanValue = True,
        prevent_destroy: bool = False,
        preconditions: Sequence[Mapping[str, str]] = (),
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Configure the registry.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            scanning: The scan type and its rules.
            condition: A Terraform expression that says whether this stack configures the registry, or True.
            prevent_destroy: Whether Terraform refuses to destroy the configuration, which would switch scanning off.
            preconditions: Conditions Terraform checks at plan, as mappings of ``condition`` and ``error_message``.
            address: The Terraform name of the resource; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: A value is of another type.
            ConflictError: The stack configures the registry of that provider already.
        """
        of_class("scanning", scanning, RegistryScanning, VariableScanning, CollectionScanning)
        checked("prevent_destroy", prevent_destroy, type_="known bool")
        condition = checked("condition", condition, type_="bool")
        super().__init__(scope, id, address=address, region=region)
        condition = known(self, f"{self.address}_condition", condition)
        self._place.claim(f"registry scanning of {registry_name(self, provider)}", _ONLY_ONE)
        rendered = scanning.render()
        self.configuration = aws.EcrRegistryScanningConfiguration(
            self,
            "configuration",
            scan_type=rendered["scan_type"],
            rule=structs(rendered.get("rule", ())),
            count=count_of(condition),
            lifecycle=lifecycle_block(prevent_destroy=prevent_destroy, preconditions=preconditions),
            provider=provider,
        )
        if "dynamic" in rendered:
            self.configuration.add_override("dynamic", rendered["dynamic"])
        self._pin(self.configuration, "aws_ecr_registry_scanning_configuration", condition=condition)
