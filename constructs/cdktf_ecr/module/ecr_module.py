"""The ECR module: repository, scanning, lifecycle, access and scan logs from one set of settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.module.outputs import NULLABLE_OUTPUTS, OUTPUTS
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.scanning.variables import VariableScanning
from cdktf_ecr.model.terraform.expressions import Expression, conditional
from cdktf_ecr.model.terraform.types import of_class
from cdktf_ecr.resources.access.pull_access import Ec2PullAccess
from cdktf_ecr.resources.base.addresses import Address
from cdktf_ecr.resources.repository.repository import Repository

from .preconditions import key_preconditions, preconditions
from .registry_module import RegistryModule, merged_tags

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider
    from cdktf_ecr.resources.repository.permissions import RepositoryPermissions


class EcrModule(RegistryModule):
    """One repository with everything the guide asks for around it.

    A setting that is a Python value decides now which resources there are; one that is a Terraform expression decides
    at plan, through the resources' ``count``.

    Attributes:
        settings: The settings, as given.
        scanning: What the registry is to scan, whether or not this module configures it.
        repository: The `Repository`.
        registry_scanning: The `RegistryScanningConfiguration`, or None.
        pull_access: The `Ec2PullAccess` for EC2.
        monitoring: The `ScanMonitoring`.
    """

    outputs = OUTPUTS
    nullable_outputs = NULLABLE_OUTPUTS
    pull_access: Ec2PullAccess

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        settings: ModuleSettings,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the resources.

        Args:
            scope: The construct to create the module in.
            id: Its name in that construct.
            settings: What to create. Name the repository: without ``repository_name`` it is called like the guide's.
            address: What the Terraform names of the resources start with. By default there is no such prefix and the
                repository is ``aws_ecr_repository.this``; a second module in one stack needs a prefix of its own.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider of every resource; by default the stack's.

        Raises:
            InvalidSettingError: The settings are of another class, or the key is known to be of another region than the
                provider's.
            ConflictError: The stack has a module of that address, a repository of that name, or configures the
                registry's scanning, already.
        """
        of_class("settings", settings, ModuleSettings)
        super().__init__(scope, id, address=address, region=region, provider=provider)
        self.settings = settings
        self._known_settings = known = self._known(self.settings)
        self._tags = merged_tags(known)
        self.repository = self._create_repository(known)
        self.scanning = VariableScanning(
            enhanced=known.enable_enhanced_scanning,
            frequency=known.scan_frequency,
            scan_on_push=known.scan_on_push,
            filters=known.scan_repository_filters,
        )
        self.registry_scanning = self._create_registry_scanning(known, self.scanning)
        self.pull_access = self._create_pull_access(known)
        name, registry_id = known.repository_name, self._attribute("registry_id")
        self.monitoring = self._create_monitoring(
            known,
            name=name,
            repositories=[MonitoredRepository(name=name, arn=self._attribute("arn"))],
            registry_id=registry_id,
            tags=self._tags,
        )

    @property
    def permissions(self) -> RepositoryPermissions | None:
        """The policy of the repository, for other accounts and for grants; None without any."""
        return self.repository.permissions

    @cached_property
    def kms_key_arn(self) -> str:
        """The ARN of the key that encrypts the images; null with AES256."""
        return self._shared("kms_key_arn", self._key_arn, nullable=True)

    def output_values(self) -> dict[str, object]:
        """Return the value of each output; None where Python alone knows that it is null."""
        return {
            **super().output_values(),
            "repository_url": self._attribute("repository_url"),
            "repository_arn": self._attribute("arn"),
            "repository_name": self._attribute("name"),
            "registry_id": self._attribute("registry_id"),
            "scan_configuration": self._scan_configuration(),
            "lifecycle_policy": Address("aws_ecr_lifecycle_policy", self._name("this")).attribute("policy"),
            "kms_key_arn": self._key_arn,
            "pull_policy_arn": self.pull_access.policy_arn_in(self),
        }

    def _attribute(self, name: str) -> Expression:
        """Return an attribute of the ``aws_ecr_repository`` as text that stands in any expression of this stack."""
        return Address("aws_ecr_repository", self._name("this")).attribute(name)

    @property
    def _key_arn(self) -> Expression:
        key = self._attribute("encryption_configuration[0].kms_key")
        return conditional(Expression(f'{key.operand} == ""'), None, key)

    def _scan_configuration(self) -> dict[str, str]:
        managed = self._known_settings.manage_registry_scanning
        return {
            "scan_on_push": self._attribute("image_scanning_configuration[0].scan_on_push"),
            "scan_type": conditional(managed, self.scanning.scan_type, None),
            "scan_frequency": conditional(managed, self.scanning.effective_frequency, None),
        }

    def _create_repository(self, settings: ModuleSettings) -> Repository:
        return Repository(
            self,
            "repository",
            name=settings.repository_name,
            tag_mutability=settings.tag_mutability,
            scan_on_push=settings.scan_on_push,
            encryption=settings.encryption,
            lifecycle_policy=settings.lifecycle_policy,
            pull_account_ids=settings.pull_account_ids,
            partition=self._partition.attribute("partition"),
            force_delete=settings.force_delete,
            prevent_destroy=settings.prevent_destroy,
            preconditions=[*preconditions(settings), *key_preconditions(settings, self._key_rule)],
            tags=self._tags,
            address=self._name("this"),
            provider=self._provider,
        )

    def _create_pull_access(self, settings: ModuleSettings) -> Ec2PullAccess:
        return Ec2PullAccess(
            self,
            "pull_access",
            repositories=[self.repository],
            name=settings.repository_name,
            create_role=settings.create_ec2_role,
            create_policy=settings.create_pull_policy,
            permissions_boundary_arn=settings.ec2_role_boundary_arn,
            tags=self._tags,
            address=self._name("ec2_pull"),
            provider=self._provider,
        )
