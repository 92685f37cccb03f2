"""The ECR module: repository, scanning, lifecycle, access and scan logs from one set of settings."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.data_aws_partition import DataAwsPartition
from cdktf_cdktf_provider_aws.data_aws_region import DataAwsRegion

from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.module_settings import ModuleSettings
from cdktf_ecr.model.monitoring.names import LOG_GROUP_PREFIX
from cdktf_ecr.model.monitoring.notifications import CONSOLE_DOMAINS
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.names import derived_name
from cdktf_ecr.model.repository_policy import RepositoryAccess, RepositoryPolicy
from cdktf_ecr.model.scanning import BASIC, ENHANCED
from cdktf_ecr.model.scanning_variables import VariableScanning
from cdktf_ecr.resources.addresses import Address
from cdktf_ecr.resources.component import Component
from cdktf_ecr.resources.monitoring.log_delivery import LogDeliveryPolicy
from cdktf_ecr.resources.monitoring.scan_monitoring import ScanMonitoring
from cdktf_ecr.resources.pull_access import Ec2PullAccess
from cdktf_ecr.resources.registry_scanning import RegistryScanningConfiguration
from cdktf_ecr.resources.repository import Repository
from cdktf_ecr.resources.repository_permissions import RepositoryPermissions
from cdktf_ecr.resources.values import both, either, without_tokens

from .preconditions import preconditions

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.expressions import Flag

_RESOURCE_POLICY_NAME_LENGTH = 128

# 5.100 is the last of the 5.x; aws_ecr_repository takes image_tag_mutability_exclusion_filter since 6.8.
_PROVIDER = ">= 5.100, < 7.0"
_PROVIDER_WITH_EXCLUSIONS = ">= 6.8, < 7.0"
# startswith and endswith since 1.3, `nullable` since 1.1, preconditions since 1.2.
_TERRAFORM = ">= 1.3"


class EcrModule(Component):
    """One repository with everything the guide asks for around it.

    A setting that is a Python value decides now which resources there are; one that is a Terraform expression decides
    at plan, through the resources' ``count``.

    Attributes:
        settings: The settings, as given.
        known_settings: The settings with CDKTF tokens replaced by Terraform locals, to stand in any expression.
        scanning: What the registry is to scan, whether or not this module configures it.
        repository: The `Repository`.
        permissions: The `RepositoryPermissions` for other accounts, or None.
        registry_scanning: The `RegistryScanningConfiguration`, or None.
        pull_access: The `Ec2PullAccess` for EC2.
        monitoring: The `ScanMonitoring`.
        log_delivery: The `LogDeliveryPolicy`, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        settings: ModuleSettings | None = None,
        address: str | None = None,
    ) -> None:
        """Create the resources.

        Args:
            scope: The construct to create the module in.
            id: Its name in that construct.
            settings: What to create; by default the guide's defaults.
            address: What the Terraform names of the resources start with. By default there is no such prefix and the
                repository is ``aws_ecr_repository.this``; a second module in one stack needs a prefix of its own.

        Raises:
            ConflictError: The stack has a module of that address, or configures the registry's scanning, already.
        """
        super().__init__(scope, id, address=address)
        self._prefix = address
        self.settings = settings or ModuleSettings()
        self.known_settings = known = self._settings_without_tokens()
        self._tags = _merged_tags(known)
        self._partition = self._pin(
            DataAwsPartition(self, "partition"), "data.aws_partition", name=self._name("current")
        )
        self._region = self._pin(DataAwsRegion(self, "region"), "data.aws_region", name=self._name("current"))
        self.repository = self._create_repository(known)
        self.permissions = self._create_permissions(known)
        self.scanning = VariableScanning(
            enhanced=known.enable_enhanced_scanning,
            frequency=known.scan_frequency,
            scan_on_push=known.scan_on_push,
            filters=known.scan_repository_filters,
        )
        self.registry_scanning = self._create_registry_scanning(known)
        self.pull_access = self._create_pull_access(known)
        self.monitoring = self._create_monitoring(known)
        self.log_delivery = self._create_log_delivery(known)

    def repository_attribute(self, name: str) -> str:
        """Return an attribute of the ``aws_ecr_repository`` as text that stands in any expression."""
        return Address("aws_ecr_repository", self._name("this")).attribute(name)

    @property
    def required_provider(self) -> str:
        """The AWS provider's versions that know every argument used."""
        return _PROVIDER_WITH_EXCLUSIONS if self.settings.image_tag_mutability_exclusion_filters else _PROVIDER

    @property
    def required_terraform(self) -> str:
        """Terraform's versions that know every function and block used."""
        return _TERRAFORM

    @property
    def lifecycle_policy_json(self) -> str:
        """The lifecycle policy as ECR has it."""
        return Address("aws_ecr_lifecycle_policy", self._name("this")).attribute("policy")

    @property
    def kms_key_arn(self) -> str:
        """The ARN of the key that encrypts the images; null with AES256."""
        key = expression_of(self.repository_attribute("encryption_configuration[0].kms_key"))
        return interpolate(f'{key} == "" ? null : {key}')

    def _name(self, part: str) -> str:
        """Return the Terraform name of a part; ``this`` is the repository and what every repository has one of."""
        if self._prefix is None:
            return part
        return self._prefix if part == "this" else f"{self._prefix}_{part}"

    def _settings_without_tokens(self) -> ModuleSettings:
        known = {
            field.name: without_tokens(self, self._name(field.name), getattr(self.settings, field.name))
            for field in dataclasses.fields(self.settings)
        }
        return dataclasses.replace(self.settings, **known)

    def _create_repository(self, settings: ModuleSettings) -> Repository:
        return Repository(
            self,
            "repository",
            name=settings.repository_name,
            tag_mutability=settings.tag_mutability,
            scan_on_push=settings.scan_on_push,
            encryption=settings.encryption,
            lifecycle_policy=settings.lifecycle_policy,
            force_delete=settings.force_delete,
            prevent_destroy=settings.prevent_destroy,
            preconditions=preconditions(settings),
            tags=self._tags,
            address=self._name("this"),
        )

    def _create_permissions(self, settings: ModuleSettings) -> RepositoryPermissions | None:
        accounts, partition = settings.pull_account_ids, self._partition.attribute("partition")
        condition: Flag = True
        if isinstance(accounts, str):
            condition = interpolate(f"length({expression_of(accounts)}) > 0")
            roots = f'[for id in sort({expression_of(accounts)}) : "arn:{partition}:iam::${{id}}:root"]'
            access = RepositoryAccess.pull_by_principals(interpolate(roots))
        elif accounts:
            access = RepositoryAccess.pull_by_accounts(accounts, partition=partition)
        else:
            return None
        return RepositoryPermissions(
            self,
            "permissions",
            repository_name=self.repository_attribute("name"),
            policy=RepositoryPolicy(statements=(access,)),
            condition=condition,
            address=self._name("this"),
        )

    def _create_registry_scanning(self, settings: ModuleSettings) -> RegistryScanningConfiguration | None:
        if settings.manage_registry_scanning is False:
            return None
        return RegistryScanningConfiguration(
            self,
            "registry_scanning",
            scanning=self.scanning,
            condition=settings.manage_registry_scanning,
            prevent_destroy=settings.prevent_destroy,
            address=self._name("this"),
        )

    def _create_pull_access(self, settings: ModuleSettings) -> Ec2PullAccess:
        suffix = self._partition.attribute("dns_suffix")
        return Ec2PullAccess(
            self,
            "pull_access",
            repository_arns=self.repository_attribute("arn"),
            name=settings.repository_name,
            create_role=settings.create_ec2_role,
            service=f"ec2.{suffix}",
            tags=self._tags,
            address=self._name("ec2_pull"),
        )

    def _create_monitoring(self, settings: ModuleSettings) -> ScanMonitoring:
        repository = MonitoredRepository(name=settings.repository_name, arn=self.repository_attribute("arn"))
        partition, registry_id = (
            expression_of(self._partition.attribute("partition")),
            self.repository_attribute("registry_id"),
        )
        consoles = expression_of(dict(CONSOLE_DOMAINS))
        return ScanMonitoring(
            self,
            "monitoring",
            name=settings.repository_name,
            repositories=[repository],
            region=self._region.attribute("id"),
            account_root_arn=f"arn:{self._partition.attribute('partition')}:iam::{registry_id}:root",
            settings=settings,
            scan_type=_known_scan_type(settings),
            console_domain=interpolate(f'lookup({consoles}, {partition}, "{CONSOLE_DOMAINS["aws"]}")'),
            tags=self._tags,
            address=self._name("scan"),
        )

    def _create_log_delivery(self, settings: ModuleSettings) -> LogDeliveryPolicy | None:
        logs = either(settings.enable_scan_logging, settings.enable_audit_trail)
        condition = both(logs, settings.manage_log_resource_policy)
        if condition is False:
            return None
        return LogDeliveryPolicy(
            self,
            "log_delivery",
            name=derived_name(settings.repository_name, limit=_RESOURCE_POLICY_NAME_LENGTH, suffix="-ecr-events"),
            log_group_arns=(
                f"arn:{self._partition.attribute('partition')}:logs:{self._region.attribute('id')}:"
                f"{self.repository_attribute('registry_id')}:log-group:{LOG_GROUP_PREFIX}*:*"
            ),
            condition=condition,
            address=self._name("ecr_events"),
        )


def _known_scan_type(settings: ModuleSettings) -> str | None:
    """Return the registry's scan type if Python values alone decide it here; otherwise it may be, or become, either."""
    if settings.manage_registry_scanning is not True or not isinstance(settings.enable_enhanced_scanning, bool):
        return None
    return ENHANCED if settings.enable_enhanced_scanning else BASIC


def _merged_tags(settings: ModuleSettings) -> dict[str, str] | str:
    """Return the tags of every resource: the environment's, and the caller's on top."""
    if isinstance(settings.tags, str):
        return interpolate(
            f"merge({{Environment = {expression_of(settings.environment)}}}, {expression_of(settings.tags)})"
        )
    return {"Environment": settings.environment, **settings.tags}
