"""A role for EC2 instances, and the profile to launch them with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import assume_role_policy
from cdktf_ecr.model.aws.policies import BOUNDARY_ARN
from cdktf_ecr.model.repository.derived_names import PULL_INSTANCE_PROFILE, PULL_ROLE, derived_name
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, policy_text, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider

EC2 = "ec2.amazonaws.com"


class Ec2Role(Component):
    """A role that EC2 instances assume, without permissions of its own.

    Attributes:
        role: The ``aws_iam_role``.
        instance_profile: The ``aws_iam_instance_profile`` to launch instances with.
        placed: Where the role stands in Terraform.
        placed_profile: Where the profile does.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        region: str,
        condition: BooleanValue = True,
        service: str = EC2,
        permissions_boundary_arn: str | None = None,
        tags: StringMapValue | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the role and the profile.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            name: What their names derive from: a repository's or a service's name, without CDKTF tokens.
            region: What tells them from those of the same name in other regions.
            condition: A Terraform expression that says whether they exist, or True.
            service: The service principal that assumes the role.
            permissions_boundary_arn: The managed policy that bounds the role.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: Something is not a service principal or a managed policy's ARN.
        """
        if permissions_boundary_arn is not None:
            checked("permissions_boundary_arn", permissions_boundary_arn, BOUNDARY_ARN)
        super().__init__(scope, id, address=address)
        self.role = aws.IamRole(
            self,
            "role",
            name=derived_name(PULL_ROLE, name, region=region),
            description="EC2 instances that pull images from Amazon ECR",
            assume_role_policy=policy_text(self, f"{self.address}_service", assume_role_policy(service=service)),
            permissions_boundary=permissions_boundary_arn,
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        self.placed = self._pin(self.role, "aws_iam_role", condition=condition)
        self.instance_profile = aws.IamInstanceProfile(
            self,
            "instance_profile",
            name=derived_name(PULL_INSTANCE_PROFILE, name, region=region),
            role=self.placed.existing_attribute("name"),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        self.placed_profile = self._pin(self.instance_profile, "aws_iam_instance_profile", condition=condition)

    @cached_property
    def arn(self) -> str:
        """The role's ARN; null where it is switched off."""
        if not self.placed.counted:
            return str(self.role.arn)
        return self._shared("role_arn", self.placed.attribute("arn"), nullable=True)

    @cached_property
    def instance_profile_name(self) -> str:
        """The name of the instance profile; null where it is switched off."""
        if not self.placed_profile.counted:
            return str(self.instance_profile.name)
        return self._shared("instance_profile_name", self.placed_profile.attribute("name"), nullable=True)
