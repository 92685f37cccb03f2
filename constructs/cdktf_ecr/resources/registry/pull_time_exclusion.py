"""Principals whose pulls ECR does not record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from cdktf_ecr.model.registry.pull_times import PULLING_PRINCIPAL_ARN
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.model.terraform.versions import PULL_TIME_EXCLUSION
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import registry_name
from cdktf_ecr.resources.framework import terraform

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider

_TYPE = "aws_ecr_pull_time_update_exclusion"


class PullTimeExclusion(Component):
    """A role or user whose pulls leave an image's last pull time as it is.

    Lifecycle rules that archive images which nobody pulls, and Amazon Inspector, which stops watching them, look at
    that time. Whoever pulls images without running them moves it all the same: a pipeline that scans what it built, a
    scanner that reads every manifest once a day. ``ecr:BatchGetImage`` counts as a pull; Inspector's own do not.

    Attributes:
        exclusion: The ``aws_ecr_pull_time_update_exclusion``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        principal_arn: str,
        address: str | None = None,
        region: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Exclude a principal, in one registry.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            principal_arn: The ARN of the role or user, of at most 200 characters, or a Terraform expression of it:
                ``ci.build_role_arn`` of `CiRoles`.
            address: The Terraform name of the resource; by default the construct's path.
            region: The region of the registry; by default that of the provider, which has to be of release 6 anyway.
            provider: The AWS provider, which decides the account and region; by default the stack's.

        Raises:
            InvalidSettingError: It is not the ARN of a role or user.
            ConflictError: The stack excludes that principal from that registry already.
        """
        known_arn = checked("principal_arn", principal_arn, PULLING_PRINCIPAL_ARN)
        super().__init__(scope, id, address=address, region=region)
        if not is_expression(known_arn):
            conflict = f"two constructs of one stack would both exclude {principal_arn} from one registry: keep one"
            self._place.claim(f"pull times {known_arn} of {registry_name(self, provider)}", conflict)
        # Not by the provider's own class: bindings have one since 6.28, and those of CDK for Terraform end before.
        self.exclusion = terraform.TerraformResource(
            self,
            "exclusion",
            terraform_resource_type=_TYPE,
            terraform_generator_metadata={"provider_name": "aws"},
            provider=cast("Any", provider),
        )
        self.exclusion.add_override("principal_arn", principal_arn)
        self._pin(self.exclusion, _TYPE)
        self._needs(PULL_TIME_EXCLUSION)
