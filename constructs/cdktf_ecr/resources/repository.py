"""A private ECR repository with its lifecycle policy, its own policy and, where wanted, its own KMS key."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from cdktf_cdktf_provider_aws.ecr_lifecycle_policy import EcrLifecyclePolicy
from cdktf_cdktf_provider_aws.ecr_repository import EcrRepository
from constructs import Construct

from cdktf_ecr.model.encryption import Encryption
from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.lifecycle import LifecyclePolicy, standard_policy
from cdktf_ecr.model.names import check_repository_name
from cdktf_ecr.model.tag_mutability import TagMutability
from cdktf_ecr.model.tags import check_tags
from cdktf_ecr.model.values import check_boolean, is_expression

from .addresses import default_name, pin
from .encryption_key import EncryptionKey
from .repository_permissions import RepositoryPermissions
from .values import boolean, policy_text, structs, tag_map, without_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider

    from cdktf_ecr.model.expressions import Flag
    from cdktf_ecr.model.repository_policy import RepositoryPolicy

_STANDARD = standard_policy()


class Repository(Construct):
    """A private ECR repository.

    Every scalar takes a Python value, checked when the construct is made, or a Terraform expression or CDKTF token,
    which Terraform checks at plan.

    Attributes:
        repository: The ``aws_ecr_repository``.
        lifecycle: The ``aws_ecr_lifecycle_policy``, or None.
        permissions: The repository's policy, a `RepositoryPermissions`, or None.
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
            policy: Who beyond the account may use the repository; by default nobody.
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

        super().__init__(scope, id)
        address = address or default_name(self)
        self.key = _created_key(
            self,
            name=name,
            encryption=encryption,
            prevent_destroy=prevent_destroy,
            tags=tags,
            address=address,
            provider=provider,
        )
        self.repository = EcrRepository(
            self,
            "repository",
            name=name,
            image_tag_mutability=tag_mutability.mode,
            image_tag_mutability_exclusion_filter=structs(tag_mutability.render_filters()),
            image_scanning_configuration={"scan_on_push": boolean(scan_on_push)},
            encryption_configuration=structs([_encryption_block(self, address, encryption, self.key)]),
            force_delete=boolean(force_delete),
            tags=tag_map(tags),
            lifecycle=_lifecycle_block(prevent_destroy=prevent_destroy, preconditions=preconditions),
            provider=provider,
        )
        placed = pin(self.repository, "aws_ecr_repository", address)
        self.lifecycle = None
        if lifecycle_policy is not None:
            self.lifecycle = EcrLifecyclePolicy(
                self,
                "lifecycle_policy",
                repository=placed.attribute("name"),
                policy=policy_text(self, f"{address}_lifecycle", lifecycle_policy.render()),
                provider=provider,
            )
            pin(self.lifecycle, "aws_ecr_lifecycle_policy", address)
        self.permissions = None
        if policy is not None:
            self.permissions = RepositoryPermissions(
                self,
                "permissions",
                repository_name=placed.attribute("name"),
                policy=policy,
                address=address,
                provider=provider,
            )

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


def _created_key(
    scope: Construct,
    *,
    name: str,
    encryption: Encryption,
    prevent_destroy: bool,
    tags: Mapping[str, str] | str | None,
    address: str,
    provider: TerraformProvider | None,
) -> EncryptionKey | None:
    if encryption.create_key is False:
        return None
    return EncryptionKey(
        scope,
        "key",
        repository_name=without_tokens(scope, f"{address}_name", name),
        condition=without_tokens(scope, f"{address}_create_key", encryption.create_key),
        prevent_destroy=prevent_destroy,
        tags=tags,
        address=address,
        provider=provider,
    )


def _encryption_block(
    scope: Construct, address: str, encryption: Encryption, key: EncryptionKey | None
) -> dict[str, str]:
    """Return the ``encryption_configuration``, whose key is the created one where there is one."""
    given = without_tokens(scope, f"{address}_kms_key", encryption.kms_key_arn)
    if key is None:
        kms_key = given
    elif given is None:
        kms_key = key.arn
    else:
        created, otherwise = expression_of(key.arn), expression_of(given)
        kms_key = interpolate(f"{expression_of(key.condition)} ? {created} : {otherwise}")
    return dataclasses.replace(encryption, kms_key_arn=kms_key, create_key=False).render()


def _lifecycle_block(*, prevent_destroy: bool, preconditions: Sequence[Mapping[str, str]]) -> dict[str, Any] | None:
    """Return Terraform's ``lifecycle`` block, which has nothing to do with ECR's lifecycle policy."""
    block: dict[str, Any] = {}
    if prevent_destroy:
        block["prevent_destroy"] = True
    if preconditions:
        block["precondition"] = structs(preconditions)
    return block or None
