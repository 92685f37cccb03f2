"""A customer-managed KMS key for the images of one repository."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.key_policies import key_policy
from cdktf_ecr.model.repository.derived_names import KEY_ALIAS, derived_name
from cdktf_ecr.model.terraform.expressions import conditional, json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.location import Location
from cdktf_ecr.resources.base.values import count_of, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, Expression, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

# ScheduleKeyDeletion, parameter PendingWindowInDays (KMS API reference): 7 to 30.
_DELETION_WINDOW_DAYS = 30


class EncryptionKey(Component):
    """A KMS key that rotates every year, with an alias derived from the repository's name.

    Its policy leaves it to IAM who manages and uses the key: whoever creates a repository grants Amazon ECR what that
    needs ("Encryption at rest", ECR user guide). A deleted key makes the images it encrypted unreadable; AWS keeps it
    for 30 days after its destruction.

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
        account_id: str | None = None,
        partition: str | None = None,
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
            account_id: The account whose IAM policies decide who manages and uses the key; by default the provider's.
            partition: The account's partition; by default the provider's.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        location = Location(
            self,
            "location",
            region=None,
            account_id=account_id,
            partition=partition,
            address=f"{self.address}_key",
            provider=provider,
        )
        self.key = aws.KmsKey(
            self,
            "key",
            description=f"Images of the ECR repository {repository_name}",
            enable_key_rotation=True,
            deletion_window_in_days=_DELETION_WINDOW_DAYS,
            policy=json_document(key_policy(location.account_root_arn)),
            tags=tag_map(tags),
            count=count_of(condition),
            lifecycle={"prevent_destroy": True} if prevent_destroy else None,
            provider=provider,
        )
        self.placed = self._pin(self.key, "aws_kms_key", condition=condition)
        self.alias = aws.KmsAlias(
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
