"""What a module of one repository and one of many have in common: names, tags, and what repositories can share."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from cdktf_ecr.model.module.shared_settings import SharedSettings
from cdktf_ecr.model.repository.encryption import KeyInRegion
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.versions import TERRAFORM
from cdktf_ecr.resources.base.addresses import remember
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import region_of
from cdktf_ecr.resources.base.region import looked_up_region
from cdktf_ecr.resources.base.values import known_settings
from cdktf_ecr.resources.framework import aws
from cdktf_ecr.resources.monitoring.scan_monitoring import ScanMonitoring
from cdktf_ecr.resources.scanning.registry_scanning import RegistryScanningConfiguration

from .preconditions import inspector_preconditions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.collection.scanning import CollectionScanning
    from cdktf_ecr.model.scanning.configuration import RegistryScanning
    from cdktf_ecr.model.scanning.variables import VariableScanning
    from cdktf_ecr.resources.access.collection_pull_access import CollectionPullAccess
    from cdktf_ecr.resources.access.pull_access import Ec2PullAccess
    from cdktf_ecr.resources.framework.types import TerraformProvider

_Settings = TypeVar("_Settings", bound=SharedSettings)


class RegistryModule(Component):
    """Names and tags of a module's resources, and the resources that any number of repositories share.

    Attributes:
        outputs: The module's outputs: their names and what they mean.
        nullable_outputs: Those that a switched-off part leaves null.
        settings: The settings, as given.
    """

    outputs: ClassVar[Mapping[str, str]]
    nullable_outputs: ClassVar[Collection[str]]
    settings: SharedSettings
    monitoring: ScanMonitoring
    pull_access: Ec2PullAccess | CollectionPullAccess

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        address: str | None,
        region: str | None,
        provider: TerraformProvider | None,
    ) -> None:
        super().__init__(scope, id, address=address, region=region)
        self._prefix, self._provider = address, provider
        self._partition = self._pin(
            aws.DataAwsPartition(self, "partition", provider=provider), "data.aws_partition", name=self._name("current")
        )
        self._region = self._pin(
            aws.DataAwsRegion(self, "region", provider=provider), "data.aws_region", name=self._name("current")
        )
        self._place = dataclasses.replace(self._place, provider_region=self._own_region)
        remember(self, self._place)

    @property
    def required_terraform(self) -> str:
        """Terraform's versions that know every function and block used."""
        return TERRAFORM

    def output_values(self) -> dict[str, object]:
        """Return the value of each output; None where Python alone knows that it is null."""
        watched, role = self.monitoring, self.pull_access.ec2_role
        topic = watched.notifications.topic if watched.notifications else None
        return {
            "ec2_role_arn": role.placed.attribute("arn") if role else None,
            "instance_profile_name": role.placed_profile.attribute("name") if role else None,
            "scan_log_group_name": watched.log.placed.attribute("name") if watched.log else None,
            "audit_log_group_name": watched.audit.placed.attribute("name") if watched.audit else None,
            "notification_topic_arn": topic.placed.attribute("arn") if topic else None,
            "dashboard_name": watched.dashboard.placed.attribute("dashboard_name") if watched.dashboard else None,
            "alarm_arns": watched.alarms.arns_in(self) if watched.alarms else [],
        }

    def _name(self, part: str) -> str:
        """Return the Terraform name of a part; ``this`` is the repository and what every module has one of."""
        if self._prefix is None:
            return part
        return self._prefix if part == "this" else f"{self._prefix}_{part}"

    def _known(self, settings: _Settings) -> _Settings:
        return known_settings(self, settings, name="" if self._prefix is None else f"{self._prefix}_")

    @cached_property
    def _key_rule(self) -> KeyInRegion:
        """The rule of KMS keys in the provider's region, known here or looked up."""
        return KeyInRegion(region=self._own_region)

    @cached_property
    def _own_region(self) -> str:
        """The provider's region, known here or looked up."""
        return region_of(self, self._provider) or looked_up_region(self._region)

    def _create_registry_scanning(
        self,
        settings: SharedSettings,
        scanning: RegistryScanning | VariableScanning | CollectionScanning,
        preconditions: Sequence[Mapping[str, str]] = (),
    ) -> RegistryScanningConfiguration | None:
        if settings.manage_registry_scanning is False:
            return None
        return RegistryScanningConfiguration(
            self,
            "registry_scanning",
            scanning=scanning,
            condition=settings.manage_registry_scanning,
            prevent_destroy=settings.prevent_destroy,
            preconditions=[*preconditions, *inspector_preconditions(settings, self._own_region)],
            address=self._name("this"),
            provider=self._provider,
        )

    def _create_monitoring(
        self, settings: SharedSettings, *, name: str, repositories: Any, registry_id: str, tags: Mapping[str, str] | str
    ) -> ScanMonitoring:
        return ScanMonitoring(
            self,
            "monitoring",
            repositories=repositories,
            settings=settings,
            scan_type=_known_scan_type(settings),
            name=name,
            account_id=registry_id,
            partition=self._partition.attribute("partition"),
            tags=tags,
            address=self._name("scan"),
            log_delivery_address=self._name("ecr_events"),
            provider=self._provider,
        )


def merged_tags(settings: SharedSettings) -> dict[str, str] | str:
    """Return the tags of every resource: the environment's, and the caller's on top."""
    if isinstance(settings.tags, str):
        return Expression(f"merge({{Environment = {source_of(settings.environment)}}}, {source_of(settings.tags)})")
    return {"Environment": settings.environment, **settings.tags}


def _known_scan_type(settings: SharedSettings) -> str | None:
    """Return the registry's scan type if Python values alone decide it here; otherwise it may be, or become, either."""
    if settings.manage_registry_scanning is not True or not isinstance(settings.enable_enhanced_scanning, bool):
        return None
    return ENHANCED if settings.enable_enhanced_scanning else BASIC
