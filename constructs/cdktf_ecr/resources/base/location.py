"""Where resources are: as their maker says, or as the AWS provider knows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.accounts import ACCOUNT_ID, PARTITION
from cdktf_ecr.model.aws.regions import REGION
from cdktf_ecr.model.repository.encryption import KeyInRegion
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.model.terraform.variables import called
from cdktf_ecr.resources.framework import aws

from .component import Component
from .region import looked_up_region
from .values import known

if TYPE_CHECKING:
    from collections.abc import Callable

    from constructs import Construct

    from cdktf_ecr.model.terraform.rules import Rule
    from cdktf_ecr.resources.framework import terraform
    from cdktf_ecr.resources.framework.types import TerraformProvider

    from .addresses import Address


class Location(Component):
    """A region, account and partition. What is not given is looked up once somebody asks for it."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        region: str | None,
        account_id: str | None,
        partition: str | None,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Check what is given.

        Args:
            scope: The construct to create data sources in.
            id: Its name in that construct.
            region: The region; None for the provider's.
            account_id: The account; None for the provider's.
            partition: The partition; None for the provider's.
            address: The Terraform name of the data sources.
            provider: The AWS provider; None for the stack's.

        Raises:
            InvalidSettingError: Something is no region, account or partition.
        """
        super().__init__(scope, id, address=address)
        self._provider = provider
        self._given = {
            "region": self._checked("region", region, REGION),
            "account_id": self._checked("account_id", account_id, ACCOUNT_ID),
            "partition": self._checked("partition", partition, PARTITION),
        }

    @cached_property
    def region(self) -> str:
        """The region's code, such as ``eu-west-1``."""
        known_region = self._given["region"] or self._place.region or self._place.provider_region
        return known_region or looked_up_region(self._look_up(aws.DataAwsRegion, "aws_region"))

    @cached_property
    def account_id(self) -> str:
        """The account's id."""
        given = self._given["account_id"]
        return given or self._look_up(aws.DataAwsCallerIdentity, "aws_caller_identity").attribute("account_id")

    @cached_property
    def partition(self) -> str:
        """The partition's name, such as ``aws``."""
        return self._given["partition"] or self._look_up(aws.DataAwsPartition, "aws_partition").attribute("partition")

    @property
    def account_root_arn(self) -> str:
        """The ARN that stands for the account in policies."""
        return self.arn("iam", "root", regional=False)

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """Return the ARN of something there.

        Args:
            service: The service's name in ARNs.
            resource: What follows the account.
            regional: Whether the service's ARNs hold the region.
        """
        return f"arn:{self.partition}:{service}:{self.region if regional else ''}:{self.account_id}:{resource}"

    def key_preconditions(
        self, setting: str, key_arn: str | None, *, encrypted: str, source: str
    ) -> list[dict[str, str]]:
        """Return what Terraform checks of a KMS key, which has to be of this region; nothing where Python knows both.

        Args:
            setting: What the caller calls the key.
            key_arn: The key's ARN, without CDKTF tokens; None for no key.
            encrypted: What the key encrypts.
            source: Where the rule comes from.

        Raises:
            InvalidSettingError: The key is known to be of another region.
        """
        if key_arn is None:
            return []
        rule = KeyInRegion(region=self.region, encrypted=encrypted, source=source)
        rule.check(setting, key_arn)
        return rule.preconditions(called(setting, key_arn), key_arn)

    def _checked(self, setting: str, value: str | None, rule: Rule) -> str | None:
        return None if value is None else known(self, f"{self.address}_{setting}", checked(setting, value, rule))

    def _look_up(self, source: Callable[..., terraform.TerraformElement], type_: str) -> Address:
        return self._pin(source(self, type_, provider=self._provider), f"data.{type_}")
