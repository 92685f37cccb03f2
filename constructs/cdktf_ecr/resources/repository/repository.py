"""A private ECR repository with its lifecycle policy, its own policy and, where wanted, its own KMS key."""

from __future__ import annotations

import dataclasses
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.repository_access import RepositoryAccess
from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.aws.accounts import ACCOUNT_IDS
from cdktf_ecr.model.aws.tags import check_tags
from cdktf_ecr.model.lifecycle import LifecyclePolicy, standard_policy
from cdktf_ecr.model.repository.encryption import Encryption, KeyInRegion
from cdktf_ecr.model.repository.names import REPOSITORY_NAME
from cdktf_ecr.model.repository.tag_mutability import TagMutability, tag_mutability_of
from cdktf_ecr.model.terraform import types
from cdktf_ecr.model.terraform.expressions import is_expression, json_document
from cdktf_ecr.model.terraform.types import checked, of_class
from cdktf_ecr.model.terraform.variables import called
from cdktf_ecr.model.terraform.versions import EXCLUSION_FILTERS
from cdktf_ecr.resources.base.providers import region_of
from cdktf_ecr.resources.base.values import boolean, known, lifecycle_block, policy_text, structs, tag_map
from cdktf_ecr.resources.framework import aws

from .claims import claim_policy, claim_repository
from .encryption_key import EncryptionKey
from .permissions import RepositoryPermissions
from .repository_base import RepositoryBase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringListValue, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

_STANDARD = standard_policy()


class Repository(RepositoryBase):
    """A private ECR repository.

    Every scalar takes a Python value, checked when the construct is made, or a Terraform expression or CDKTF token,
    which Terraform checks at plan. What has no argument here is set on the resources, as in
    ``repository.repository.add_override("lifecycle.ignore_changes", ["tags"])``.

    Attributes:
        repository: The ``aws_ecr_repository``.
        lifecycle: The ``aws_ecr_lifecycle_policy``, or None.
        permissions: The repository's policy, a `RepositoryPermissions`; None until ``policy``, ``pull_account_ids`` or
            a grant needs one.
        key: The key created for the repository, an `EncryptionKey`, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        tag_mutability: TagMutability | str = TagMutability(),
        scan_on_push: BooleanValue = True,
        encryption: Encryption = Encryption(),
        lifecycle_policy: LifecyclePolicy | None = _STANDARD,
        policy: RepositoryPolicy | None = None,
        pull_account_ids: StringListValue = (),
        partition: str | None = None,
        force_delete: BooleanValue = False,
        prevent_destroy: bool = False,
        preconditions: Sequence[Mapping[str, str]] = (),
        tags: StringMapValue | None = None,
        address: str | None = None,
        region: str | None = None,
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
            pull_account_ids: Other accounts that may pull, 12 digits each; or what Terraform evaluates to a list of
                them, which may be empty, such as a variable's ``list_value``.
            partition: The partition of the accounts that are let in, such as "aws"; by default Terraform looks up that
                of ``provider`` where it is needed.
            force_delete: Whether destroying the repository deletes the images in it.
            prevent_destroy: Whether Terraform refuses to destroy the repository, and the key created for it.
            preconditions: Conditions Terraform checks at plan, as mappings of ``condition`` and ``error_message``.
            tags: AWS tags of the repository and the key.
            address: The Terraform name of the resources; by default the construct's path, joined by underscores.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: A value that ECR would refuse.
            ConflictError: The stack has a repository of that address or name already.
        """
        name = checked("name", name, REPOSITORY_NAME)
        scan_on_push = checked("scan_on_push", scan_on_push, type_="bool")
        force_delete = checked("force_delete", force_delete, type_="bool")
        types.boolean("prevent_destroy", prevent_destroy)
        accounts = checked("pull_account_ids", pull_account_ids, *ACCOUNT_IDS, type_="list(string)")
        tags = None if tags is None else check_tags(tags)
        mutability = tag_mutability_of(tag_mutability)
        of_class("encryption", encryption, Encryption)
        if lifecycle_policy is not None:
            of_class("lifecycle_policy", lifecycle_policy, LifecyclePolicy)
        if policy is not None:
            of_class("policy", policy, RepositoryPolicy)

        super().__init__(scope, id, address=address, region=region, provider=provider)
        claim_repository(self, name, provider)
        self._given_name, self._partition, self._encryption = name, partition, encryption
        preconditions = [*preconditions, *self._key_preconditions()]
        self.key = self._create_key(prevent_destroy=prevent_destroy, tags=tags)
        self.repository = aws.EcrRepository(
            self,
            "repository",
            name=name,
            image_tag_mutability=mutability.mode,
            image_tag_mutability_exclusion_filter=structs(mutability.render_filters()),
            image_scanning_configuration={"scan_on_push": boolean(scan_on_push)},
            encryption_configuration=structs([self._encryption_block()]),
            force_delete=boolean(force_delete),
            tags=tag_map(tags),
            lifecycle=lifecycle_block(prevent_destroy=prevent_destroy, preconditions=preconditions),
            provider=provider,
        )
        self._created = self._pin(self.repository, "aws_ecr_repository")
        if mutability.render_filters():
            self._needs(EXCLUSION_FILTERS)
        self._own_arn = self._created.attribute("arn")
        self.lifecycle = None if lifecycle_policy is None else self._create_lifecycle(lifecycle_policy)
        self.permissions: RepositoryPermissions | None = None
        statements = (*self._pull_by(accounts), *(policy.statements if policy else ()))
        if statements:
            allow_public = policy is not None and policy.allow_public
            whole = RepositoryPolicy(statements=statements, allow_public=allow_public)
            self.permissions = self._create_permissions(policy=whole)

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

    def _allow(self, granted: RepositoryAccess) -> aws.EcrRepositoryPolicy:
        if self.permissions is None:
            self.permissions = self._create_permissions(granted=granted)
        return self.permissions.allow(granted)

    def _create_permissions(
        self, *, policy: RepositoryPolicy | None = None, granted: RepositoryAccess | None = None
    ) -> RepositoryPermissions:
        claim_policy(self, self._given_name, self._provider)
        return RepositoryPermissions(
            self,
            "permissions",
            repository_name=self._created.attribute("id"),
            policy=policy,
            granted=granted,
            address=self.address,
            provider=self._provider,
        )

    def _pull_by(self, account_ids: StringListValue) -> list[RepositoryAccess]:
        if not account_ids:
            return []
        accounts = known(self, f"{self.address}_pull_account_ids", account_ids)
        return [RepositoryAccess.pull_by_accounts(accounts, partition=self._grants.partition)]

    def _create_lifecycle(self, policy: LifecyclePolicy) -> aws.EcrLifecyclePolicy:
        lifecycle = aws.EcrLifecyclePolicy(
            self,
            "lifecycle_policy",
            repository=self._created.attribute("id"),
            policy=_plain_text(policy) or policy_text(self, f"{self.address}_lifecycle", policy.render()),
            provider=self._provider,
        )
        self._pin(lifecycle, "aws_ecr_lifecycle_policy")
        return lifecycle

    def _create_key(self, *, prevent_destroy: bool, tags: StringMapValue | None) -> EncryptionKey | None:
        if self._encryption.create_key is False:
            return None
        return EncryptionKey(
            self,
            "key",
            repository_name=known(self, f"{self.address}_name", self._given_name),
            condition=known(self, f"{self.address}_create_key", self._encryption.create_key),
            prevent_destroy=prevent_destroy,
            partition=self._partition,
            tags=tags,
            address=self.address,
            provider=self._provider,
        )

    def _encryption_block(self) -> dict[str, str]:
        """Return the ``encryption_configuration``, whose key is the created one where there is one."""
        if self.key is None:
            return self._encryption.render()
        given = self._encryption.kms_key_arn
        key_arn = self.key.placed.attribute("arn") if given is None else self.key.arn_or(self._given_key)
        return dataclasses.replace(self._encryption, kms_key_arn=key_arn, create_key=False).render()

    def _key_preconditions(self) -> list[dict[str, str]]:
        """Return what Terraform checks of the key, where Python knows the provider's region.

        Raises:
            InvalidSettingError: The key is known to be of another region.
        """
        key_arn = self._encryption.kms_key_arn
        # Asked only where it matters: jsii answers with all that the stack holds.
        region = None if key_arn is None else region_of(self, self._provider)
        if region is None or key_arn is None:
            return []
        rule = KeyInRegion(region=region)
        rule.check("kms_key_arn", key_arn)
        return rule.preconditions(called("kms_key_arn", self._given_key), self._given_key)

    @cached_property
    def _given_key(self) -> str:
        key_arn: str = known(self, f"{self.address}_kms_key", self._encryption.kms_key_arn)
        return key_arn


@lru_cache
def _plain_text(policy: LifecyclePolicy) -> str | None:
    """Return a policy's text, written once for all repositories that share it; None if it holds expressions."""
    document = policy.render()
    return None if is_expression(document) else json_document(document)
