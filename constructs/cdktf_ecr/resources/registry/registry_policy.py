"""The policy on a registry: which accounts may replicate into it, and who may fill it through a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.registry.registry_policy import RegistryPolicy
from cdktf_ecr.model.terraform.types import of_class
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.base.region import looked_up_region
from cdktf_ecr.resources.base.values import policy_text
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider

_ONLY_ONE = (
    "the registry's policy is set twice in one stack: a registry has one policy per account and region, and the "
    "second would overwrite the first. Put all statements into one, or give the second another provider (ECR API, "
    "PutRegistryPolicy)"
)


class RegistryPermissions(Component):
    """The registry's policy. A registry has one: it replaces whatever policy the registry had.

    Attributes:
        policy: The ``aws_ecr_registry_policy``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        policy: RegistryPolicy,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Attach the policy.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            policy: The statements. The principals they name must exist, or AWS refuses the policy.
            address: The Terraform name of the resources; by default the construct's path.
            region: The region of everything created, for which the AWS provider has to be of release 6; by default that
                of the provider.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: It is no `RegistryPolicy`.
            ConflictError: The stack sets the policy of that provider's registry already.
        """
        of_class("policy", policy, RegistryPolicy)
        super().__init__(scope, id, address=address, region=region)
        self._place.claim(f"registry policy of {registry_name(self, provider)}", _ONLY_ONE)
        registry_arn = self._look_up_registry(provider) if policy.names_repositories else ""
        self.policy = aws.EcrRegistryPolicy(
            self,
            "policy",
            policy=policy_text(self, f"{self.address}_policy", policy.render(registry_arn)),
            provider=provider,
        )
        self._pin(self.policy, "aws_ecr_registry_policy")

    def _look_up_registry(self, provider: TerraformProvider | None) -> str:
        identity = self._pin(aws.DataAwsCallerIdentity(self, "identity", provider=provider), "data.aws_caller_identity")
        placed = self._pin(aws.DataAwsRegion(self, "region", provider=provider), "data.aws_region")
        partition = self._pin(aws.DataAwsPartition(self, "partition", provider=provider), "data.aws_partition")
        region, account_id = looked_up_region(placed), identity.attribute("account_id")
        return f"arn:{partition.attribute('partition')}:ecr:{region}:{account_id}"
