"""A private ECR repository with its lifecycle policy, its own policy and, where wanted, its own KMS key."""

from __future__ import annotations

import dataclasses
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.ecr_lifecycle_policy import EcrLifecyclePolicy
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository

from cdktf_ecr.model.aws.tags import check_tags
from cdktf_ecr.model.lifecycle import LifecyclePolicy, standard_policy
from cdktf_ecr.model.repository.encryption import Encryption
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.repository.tag_mutability import TagMutability
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, is_expression, json_document
from cdktf_ecr.model.terraform.values import check_boolean
from cdktf_ecr.resources.access.grant_methods import GrantMethods
from cdktf_ecr.resources.access.grants import RepositoryGrants
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import boolean, known, lifecycle_block, policy_text, structs, tag_map

from .encryption_key import EncryptionKey
from .permissions import RepositoryPermissions, claim_policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider
    from cdktf_cdktf_provider_aws.ecr_repository_policy import EcrRepositoryPolicy
    from constructs import Construct

    from cdktf_ecr.model.access.repository_policy import RepositoryAccess, RepositoryPolicy
    from cdktf_ecr.model.terraform.expressions import Flag

_STANDARD = standard_policy()


class Repository(Component, GrantMethods):
    """A private ECR repository.

    Every scalar takes a Python value, checked when the construct is made, or a Terraform expression or CDKTF token,
    which Terraform checks at plan. What has no argument here is set on the resources, as in
    ``repository.repository.add_override("lifecycle.ignore_changes", ["tags"])``.

    Attributes:
        repository: The ``aws_ecr_repository``.
        lifecycle: The ``aws_ecr_lifecycle_policy``, or None.
        permissions: The repository's policy, a `RepositoryPermissions`; None until ``policy`` or a grant needs one.
        key: The key created for the repository, an `EncryptionKey`, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        tag_mutability: TagMutability | str = TagMutability(),
        scan_on_push: Flag = True,
        encryption: Encryption = Encryption(),
        lifecycle_policy: LifecyclePolicy | None = _STANDARD,
        policy: RepositoryPolicy | None = None,
        force_delete: Flag = False,
        prevent_destroy: bool = False,
        preconditions: Sequence[Mapping[str, str]] = (),
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the repository.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: The repository's name in the registry, 2 to 256 characters, namespace included ("team/api").
            tag_mutability: Whether tags can be moved: a mode such as "IMMUTABLE", or a `TagMutability` with exclusion
                filters.
            scan_on_push: The repository's own setting, which the registry's scanning configuration overrides wherever
                one of its filters matches (see `RegistryScanning`).
            encryption: Encryption at rest. Every change replaces the repository and loses its images.
            lifecycle_policy: Which images expire; None keeps all of them. By default `standard_policy()`.
            policy: Who beyond the account may use the repository, in addition to grants; by default nobody.
            force_delete: Whether destroying the repository deletes the images in it.
            prevent_destroy: Whether Terraform refuses to destroy the repository, and the key created for it.
            preconditions: Conditions Terraform checks at plan, as mappings of ``condition`` and ``error_message``.
            tags: AWS tags of the repository and the key.
            address: The Terraform name of the resources; by default the construct's path, joined by underscores.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: A value that ECR would refuse.
            ConflictError: The stack has a repository of that address already.
        """
        if not is_expression(name):
            check_repository_name(name, setting="name")
        for setting, flag in (("scan_on_push", scan_on_push), ("force_delete", force_delete)):
            if not is_expression(flag):
                check_boolean(setting, flag)
        check_boolean("prevent_destroy", prevent_destroy)
        if not isinstance(tags, str) and tags is not None:
            check_tags(tags)
        if not isinstance(tag_mutability, TagMutability):
            tag_mutability = TagMutability(mode=tag_mutability)

        super().__init__(scope, id, address=address)
        self.key = self._create_key(name, encryption, prevent_destroy=prevent_destroy, tags=tags, provider=provider)
        self.repository = EcrRepository(
            self,
            "repository",
            name=name,
            image_tag_mutability=tag_mutability.mode,
            image_tag_mutability_exclusion_filter=structs(tag_mutability.render_filters()),
            image_scanning_configuration={"scan_on_push": boolean(scan_on_push)},
            encryption_configuration=structs([self._encryption_block(encryption)]),
            force_delete=boolean(force_delete),
            tags=tag_map(tags),
            lifecycle=lifecycle_block(prevent_destroy=prevent_destroy, preconditions=preconditions),
            provider=provider,
        )
        self._name, self._provider = name, provider
        self._created = self._pin(self.repository, "aws_ecr_repository")
        self.lifecycle = None
        if lifecycle_policy is not None:
            self.lifecycle = EcrLifecyclePolicy(
                self,
                "lifecycle_policy",
                repository=self._created.attribute("id"),
                policy=self._lifecycle_text(lifecycle_policy),
                provider=provider,
            )
            self._pin(self.lifecycle, "aws_ecr_lifecycle_policy")
        self.permissions: RepositoryPermissions | None = None
        if policy is not None:
            self.permissions = self._create_permissions(policy=policy)

    @property
    def name(self) -> str:
        """The repository's name, as a reference to the created repository."""
        return str(self.repository.name)

    @property
    def arn(self) -> str:
        """The repository's ARN."""
        return str(self.repository.arn)

    @property
    def url(self) -> str:
        """The repository's URL, ``<account>.dkr.ecr.<region>.amazonaws.com/<name>``, to tag images with."""
        return str(self.repository.repository_url)

    @property
    def registry_id(self) -> str:
        """The id of the registry, which is that of the account."""
        return str(self.repository.registry_id)

    @cached_property
    def _grants(self) -> RepositoryGrants:
        return RepositoryGrants(
            self,
            "grants",
            repository_name=self._name,
            repository_arn=self._created.attribute("arn"),
            allow=self._allow,
            address=self.address,
            provider=self._provider,
        )

    def _allow(self, granted: RepositoryAccess) -> EcrRepositoryPolicy:
        if self.permissions is None:
            self.permissions = self._create_permissions(granted=granted)
        return self.permissions.allow(granted)

    def _create_permissions(
        self, *, policy: RepositoryPolicy | None = None, granted: RepositoryAccess | None = None
    ) -> RepositoryPermissions:
        claim_policy(self, self._name, self._provider)
        return RepositoryPermissions(
            self,
            "permissions",
            repository_name=self._created.attribute("id"),
            policy=policy,
            granted=granted,
            address=self.address,
            provider=self._provider,
        )

    def _create_key(
        self,
        name: str,
        encryption: Encryption,
        *,
        prevent_destroy: bool,
        tags: Mapping[str, str] | str | None,
        provider: TerraformProvider | None,
    ) -> EncryptionKey | None:
        if encryption.create_key is False:
            return None
        return EncryptionKey(
            self,
            "key",
            repository_name=known(self, f"{self.address}_name", name),
            condition=known(self, f"{self.address}_create_key", encryption.create_key),
            prevent_destroy=prevent_destroy,
            tags=tags,
            address=self.address,
            provider=provider,
        )

    def _encryption_block(self, encryption: Encryption) -> dict[str, str]:
        """Return the ``encryption_configuration``, whose key is the created one where there is one."""
        if self.key is None:
            return encryption.render()
        key_arn = self.key.arn
        if encryption.kms_key_arn is not None:
            given = known(self, f"{self.address}_kms_key", encryption.kms_key_arn)
            created, condition = expression_of(key_arn), expression_of(self.key.condition)
            key_arn = interpolate(f"{condition} ? {created} : {expression_of(given)}")
        return dataclasses.replace(encryption, kms_key_arn=key_arn, create_key=False).render()

    def _lifecycle_text(self, policy: LifecyclePolicy) -> str:
        return _plain_text(policy) or policy_text(self, f"{self.address}_lifecycle", policy.render())


@lru_cache
def _plain_text(policy: LifecyclePolicy) -> str | None:
    """Return a policy's text, written once for all repositories that share it; None if it holds expressions."""
    document = policy.render()
    return None if is_expression(document) else json_document(document)
