"""The ECR module: repository, scanning, lifecycle, access and scan logs from one set of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.access.repository_policy import RepositoryAccess, RepositoryPolicy
from cdktf_ecr.model.module.outputs import NULLABLE_OUTPUTS, OUTPUTS
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.scanning.variables import VariableScanning
from cdktf_ecr.model.terraform.expressions import Expression, conditional, expression_of, interpolate
from cdktf_ecr.resources.access.pull_access import Ec2PullAccess
from cdktf_ecr.resources.base.addresses import Address
from cdktf_ecr.resources.repository.permissions import RepositoryPermissions
from cdktf_ecr.resources.repository.repository import Repository

from .preconditions import preconditions
from .registry_module import RegistryModule, merged_tags

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag


class EcrModule(RegistryModule):
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

    outputs = OUTPUTS
    nullable_outputs = NULLABLE_OUTPUTS
    pull_access: Ec2PullAccess

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
        settings = settings or ModuleSettings()
        super().__init__(scope, id, settings=settings, address=address)
        self.settings = settings
        self.known_settings = known = self._known(self.settings)
        self._tags = merged_tags(known)
        self.repository = self._create_repository(known)
        self.permissions = self._create_permissions(known)
        self.scanning = VariableScanning(
            enhanced=known.enable_enhanced_scanning,
            frequency=known.scan_frequency,
            scan_on_push=known.scan_on_push,
            filters=known.scan_repository_filters,
        )
        self.registry_scanning = self._create_registry_scanning(known, self.scanning)
        self.pull_access = self._create_pull_access(known)
        name, registry_id = known.repository_name, self.repository_attribute("registry_id")
        self.monitoring = self._create_monitoring(
            known,
            name=name,
            repositories=[MonitoredRepository(name=name, arn=self.repository_attribute("arn"))],
            registry_id=registry_id,
            tags=self._tags,
        )
        self.log_delivery = self._create_log_delivery(known, name=name, registry_id=registry_id)

    def repository_attribute(self, name: str) -> Expression:
        """Return an attribute of the ``aws_ecr_repository`` as text that stands in any expression."""
        return Address("aws_ecr_repository", self._name("this")).attribute(name)

    @property
    def lifecycle_policy_json(self) -> str:
        """The lifecycle policy as ECR has it."""
        return Address("aws_ecr_lifecycle_policy", self._name("this")).attribute("policy")

    @property
    def kms_key_arn(self) -> str:
        """The ARN of the key that encrypts the images; null with AES256."""
        key = self.repository_attribute("encryption_configuration[0].kms_key")
        return conditional(Expression(f'{key.operand} == ""'), None, key)

    def output_values(self) -> dict[str, object]:
        """Return the value of each output; None where Python alone knows that it is null."""
        return {
            **super().output_values(),
            "repository_url": self.repository_attribute("repository_url"),
            "repository_arn": self.repository_attribute("arn"),
            "repository_name": self.repository_attribute("name"),
            "registry_id": self.repository_attribute("registry_id"),
            "scan_configuration": self._scan_configuration(),
            "lifecycle_policy": self.lifecycle_policy_json,
            "kms_key_arn": self.kms_key_arn,
            "pull_policy_arn": self.pull_access.policy_arn,
        }

    def _scan_configuration(self) -> dict[str, str]:
        managed = self.known_settings.manage_registry_scanning
        return {
            "scan_on_push": self.repository_attribute("image_scanning_configuration[0].scan_on_push"),
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
        permissions = RepositoryPermissions(
            self,
            "permissions",
            repository_name=self.repository_attribute("id"),
            policy=RepositoryPolicy(statements=(access,)),
            condition=condition,
            address=self._name("this"),
        )
        if condition is True:
            self.repository.permissions = permissions  # Grants on the repository add to it.
        return permissions

    def _create_pull_access(self, settings: ModuleSettings) -> Ec2PullAccess:
        suffix = self._partition.attribute("dns_suffix")
        return Ec2PullAccess(
            self,
            "pull_access",
            repository_arns=self.repository_attribute("arn"),
            name=settings.repository_name,
            create_role=settings.create_ec2_role,
            permissions_boundary_arn=settings.ec2_role_boundary_arn,
            service=f"ec2.{suffix}",
            tags=self._tags,
            address=self._name("ec2_pull"),
        )
