"""Many repositories from one set of settings, with one of everything that they can share."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cdktf_ecr.model.collection.outputs import NULLABLE_OUTPUTS, OUTPUTS
from cdktf_ecr.model.collection.pull_chunks import pull_chunks
from cdktf_ecr.model.collection.rows import collection_rows
from cdktf_ecr.model.collection.scanning import CollectionScanning, known_scanning
from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import terraform_identifier
from cdktf_ecr.model.scanning.configuration import RegistryScanning
from cdktf_ecr.model.terraform.expressions import Expression, is_expression, source_of
from cdktf_ecr.model.terraform.types import of_class
from cdktf_ecr.resources.access.collection_pull_access import CollectionPullAccess
from cdktf_ecr.resources.base.values import lifecycle_block
from cdktf_ecr.resources.framework import aws
from cdktf_ecr.resources.repository.collection_repository import CollectionRepository
from cdktf_ecr.resources.repository.encryption_key import EncryptionKey
from cdktf_ecr.resources.repository.repositories import Repositories

from .preconditions import collection_key_preconditions, collection_preconditions, preconditions
from .registry_module import RegistryModule, merged_tags

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider
    from cdktf_ecr.resources.repository.repository_base import RepositoryBase
    from cdktf_ecr.resources.scanning.registry_scanning import RegistryScanningConfiguration


class EcrCollection(RegistryModule):
    """Repositories by name, over shared defaults, with one of what a registry has one of or needs once.

    That is the scanning configuration, the log resource policy, log groups, topic, dashboard, the role for EC2, and
    where it is asked for the KMS key. Every repository is an instance of the same resources,
    ``aws_ecr_repository.this["team/api"]``: adding, removing or renaming one leaves all others as they are.

    Attributes:
        settings: The settings, as given.
        repositories: The `Repositories`.
        key: The `EncryptionKey` of those encrypted with KMS that name no key of their own, or None.
        scanning: What the registry is to scan, or None where something else configures it.
        registry_scanning: The `RegistryScanningConfiguration`, or None.
        pull_access: The `CollectionPullAccess` for EC2, to all of the repositories.
        monitoring: The `ScanMonitoring` of all of them.
    """

    outputs = OUTPUTS
    nullable_outputs = NULLABLE_OUTPUTS
    settings: CollectionSettings
    pull_access: CollectionPullAccess

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        settings: CollectionSettings,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the resources.

        Args:
            scope: The construct to create the collection in.
            id: Its name in that construct.
            settings: What to create. Name the collection: without ``collection_name`` it is called like the guide's.
            address: What the Terraform names of the resources start with; by default nothing, as in `EcrModule`.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider of every resource; by default the stack's.

        Raises:
            InvalidSettingError: No filters scan each repository as often as it should be; the error names those. Or a
                key is known to be of another region than the provider's.
            ConflictError: The stack has a module of that address, one of the repositories, or configures the
                registry's scanning, already.
        """
        of_class("settings", settings, CollectionSettings)
        super().__init__(scope, id, address=address, region=region, provider=provider)
        self.settings = settings
        self._known_settings = known = self._known(settings)
        self._tags = merged_tags(known)
        self._identity = self._create_identity(known)
        self._members: dict[str, CollectionRepository] = {}
        placed = self._pin(self._identity, "data.aws_caller_identity", name=self._name("current"))
        self._account_id = placed.attribute("account_id")
        self.key = self._create_key(known)
        self.repositories = self._create_repositories(known)
        self.scanning = self._scanning(known)
        self.registry_scanning = self._create_scanning(known)
        self.pull_access = self._create_pull_access(known)
        self.monitoring = self._create_monitoring(
            known,
            name=known.collection_name,
            repositories=self.repositories.attributes("arn"),
            registry_id=self._account_id,
            tags=self._tags,
        )

    def repository(self, name: str) -> RepositoryBase:
        """Return one of the repositories, to refer to it and to grant access to it.

        Args:
            name: The repository's name, which has to be known in Python.

        Raises:
            InvalidSettingError: There is no such repository, or only Terraform knows which there are.
        """
        known = self.settings.repositories
        if not isinstance(known, Mapping) or name not in known:
            rule = "must be a repository of the collection that is known in Python"
            raise InvalidSettingError("name", name, rule, source="cdktf-ecr")
        if name not in self._members:
            self._members[name] = CollectionRepository(
                self,
                f"repository_{terraform_identifier(name)}",
                name=name,
                repositories=self.repositories,
                partition=self._partition.attribute("partition"),
                registry_id=str(self._identity.account_id),
                provider=self._provider,
                address=self._name(f"repository_{terraform_identifier(name)}"),
            )
        return self._members[name]

    def output_values(self) -> dict[str, object]:
        """Return the value of each output; None where Python alone knows that it is null."""
        managed = source_of(self._known_settings.manage_registry_scanning)
        return {
            **super().output_values(),
            "repository_urls": self.repositories.attributes("repository_url"),
            "repository_arns": self.repositories.attributes("arn"),
            "registry_id": self._account_id,
            "scan_rules": Expression(f"[for rule in {self._scan_rules()} : rule if {managed}]"),
            "kms_key_arn": self.key.placed.attribute("arn") if self.key else None,
            "pull_policy_arns": self.pull_access.all_policy_arns(),
        }

    def _scan_rules(self) -> str:
        if isinstance(self.scanning, CollectionScanning):
            return self.scanning.rules
        rules = self.scanning.rules if self.scanning else ()
        return source_of([{"frequency": rule.frequency, "filters": rule.filters} for rule in rules])

    def _create_identity(self, settings: CollectionSettings) -> aws.DataAwsCallerIdentity:
        """Look the account up, and have Terraform check once what would be wrong for every repository."""
        shared = preconditions(dataclasses.replace(settings, repositories={}))
        lifecycle = lifecycle_block(prevent_destroy=False, preconditions=shared)
        return aws.DataAwsCallerIdentity(self, "identity", lifecycle=lifecycle, provider=self._provider)

    def _create_key(self, settings: CollectionSettings) -> EncryptionKey | None:
        if settings.create_kms_key is False:
            return None
        return EncryptionKey(
            self,
            "key",
            repository_name=settings.collection_name,
            condition=settings.create_kms_key,
            prevent_destroy=settings.prevent_destroy,
            # Not self._account_id: where that look-up's preconditions fail, Terraform would check no repository's.
            partition=self._partition.attribute("partition"),
            tags=self._tags,
            address=self._name("this"),
            provider=self._provider,
        )

    def _create_repositories(self, settings: CollectionSettings) -> Repositories:
        return Repositories(
            self,
            "repositories",
            rows=collection_rows(settings),
            partition=self._partition.attribute("partition"),
            key_arn=self.key.placed.attribute("arn") if self.key else None,
            exclusion_filters=settings.tag_mutability.render_filters(),
            prevent_destroy=settings.prevent_destroy,
            preconditions=[
                *collection_preconditions(settings),
                *collection_key_preconditions(settings, self._key_rule),
            ],
            address=self._name("this"),
            provider=self._provider,
        )

    def _create_scanning(self, settings: CollectionSettings) -> RegistryScanningConfiguration | None:
        if self.scanning is None:
            return None
        if isinstance(self.scanning, RegistryScanning):
            return self._create_registry_scanning(settings, self.scanning)
        for name, value in self.scanning.local_values().items():
            self._local(name, value)
        return self._create_registry_scanning(settings, self.scanning, self.scanning.preconditions())

    def _create_pull_access(self, settings: CollectionSettings) -> CollectionPullAccess:
        names = f"keys({self.repositories.rows().source})"
        return CollectionPullAccess(
            self,
            "pull_access",
            chunks=pull_chunks(names, f"aws_ecr_repository.{self._name('this')}[name].arn"),
            name=settings.collection_name,
            region=self._own_region,
            create_role=settings.create_ec2_role,
            permissions_boundary_arn=settings.ec2_role_boundary_arn,
            tags=self._tags,
            address=self._name("ec2_pull"),
            provider=self._provider,
        )

    def _scanning(self, settings: CollectionSettings) -> RegistryScanning | CollectionScanning | None:
        """Return the registry's configuration, worked out here if everything it takes is known here."""
        if settings.manage_registry_scanning is False:
            return None
        wanted = settings.frequencies()
        filters, frequency = settings.scan_repository_filters, settings.scan_frequency
        if wanted is None or is_expression((filters, frequency, settings.scan_on_push)):
            return CollectionScanning(
                rows=self.repositories.rows(),
                enhanced=settings.enable_enhanced_scanning,
                filters=filters,
                frequency=frequency,
                scan_on_push=settings.scan_on_push,
                prefix="" if self._prefix is None else f"{self._prefix}_",
            )
        enhanced = settings.enable_enhanced_scanning is True
        return known_scanning(
            wanted, enhanced=enhanced, frequency=frequency, filters=tuple(filters), default=settings.own_frequency
        )
