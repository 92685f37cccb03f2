"""A customer-managed KMS key for the images of one repository."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey

from cdktf_ecr.model.repository.derived_names import KEY_ALIAS, derived_name
from cdktf_ecr.model.terraform.expressions import conditional
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, tag_map

if TYPE_CHECKING:
    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, Expression, StringMapValue

# ScheduleKeyDeletion, parameter PendingWindowInDays (KMS API reference): 7 to 30.
_DELETION_WINDOW_DAYS = 30


class EncryptionKey(Component):
    """A KMS key that rotates every year, with an alias derived from the repository's name.

    A deleted key makes the images it encrypted unreadable; AWS keeps it for 30 days after its destruction.

    Attributes:
        key: The ``aws_kms_key``.
        alias: The ``aws_kms_alias``.
        placed: Where the key stands in Terraform.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository_name: str,
        condition: BooleanValue = True,
        prevent_destroy: bool = False,
        tags: StringMapValue | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the key.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repository_name: The repository whose images it encrypts.
            condition: A Terraform expression that says whether the key exists, or True.
            prevent_destroy: Whether Terraform refuses to destroy the key.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.key = KmsKey(
            self,
            "key",
            description=f"Images of the ECR repository {repository_name}",
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            tags=tag_map(tags),
            count=count_of(condition),
            lifecycle={"prevent_destroy": True} if prevent_destroy else None,
            provider=provider,
        )
        self.placed = self._pin(self.key, "aws_kms_key", condition=condition)
        self.alias = KmsAlias(
            self,
            "alias",
            name=derived_name(KEY_ALIAS, repository_name, setting="repository_name"),
            target_key_id=self.placed.existing_attribute("key_id"),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.alias, "aws_kms_alias", condition=condition)
        self._condition = condition

    @cached_property
    def arn(self) -> str:
        """The key's ARN; null where the key is switched off."""
        if not self.placed.counted:
            return str(self.key.arn)
        return self._shared("kms_key_arn", self.placed.attribute("arn"), nullable=True)

    def arn_or(self, other: str) -> Expression:
        """Return the ARN, or another where the key is switched off, for expressions of this stack."""
        return conditional(self._condition, self.placed.attribute("arn"), other)
