"""What a service's hosts may do."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.resources.access.pull_access import Ec2PullAccess
from cdktf_ecr.resources.base.addresses import Address
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import policy_text
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Expression, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider
    from cdktf_ecr.resources.repository.repository_base import RepositoryBase

    from .service_deployment import ServiceDeployment

# "Configure instance permissions required for Systems Manager" (AWS Systems Manager user guide).
_MANAGED_INSTANCE = "AmazonSSMManagedInstanceCore"


class HostAccess(Component):
    """A role for hosts that pull from one repository, are managed by Systems Manager, and read what to run.

    Attributes:
        pull_access: The `Ec2PullAccess`, with the role and its instance profile.
        managed_instance: The ``aws_iam_role_policy_attachment`` of AWS's own policy for Systems Manager.
        parameter_policy: The ``aws_iam_role_policy`` to read the parameter.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository: RepositoryBase,
        deployment: ServiceDeployment,
        permissions_boundary_arn: str | None,
        tags: StringMapValue | None,
        address: str,
        provider: TerraformProvider | None,
    ) -> None:
        """Create the role.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repository: The repository to pull from.
            deployment: Whose parameter to read.
            permissions_boundary_arn: The managed policy that bounds the role.
            tags: AWS tags.
            address: What the Terraform names of the resources start with.
            provider: The AWS provider.

        Raises:
            InvalidSettingError: The boundary is no managed policy's ARN.
        """
        super().__init__(scope, id, address=address)
        self.pull_access = Ec2PullAccess(
            self,
            "pull_access",
            repositories=[repository],
            # Its own: the repository's module may have a role that is called after the repository.
            name=f"{deployment.target_value_in(self)}/host",
            region=deployment.arn_part(3),
            permissions_boundary_arn=permissions_boundary_arn,
            tags=tags,
            address=self.address,
            provider=provider,
        )
        self.managed_instance = aws.IamRolePolicyAttachment(
            self,
            "managed_instance",
            role=self._role_name(),
            policy_arn=f"arn:{deployment.arn_part(1)}:iam::aws:policy/{_MANAGED_INSTANCE}",
            provider=provider,
        )
        self._pin(self.managed_instance, "aws_iam_role_policy_attachment")
        name = f"{self.address}_parameter"
        self.parameter_policy = aws.IamRolePolicy(
            self,
            "parameter",
            name="ecr-deployed-image",
            role=self._role_name(),
            policy=policy_text(self, name, deployment.read_policy()),
            provider=provider,
        )
        self._pin(self.parameter_policy, "aws_iam_role_policy", name=name)

    @cached_property
    def role_arn(self) -> str:
        """The role's ARN."""
        return str(self.pull_access.role_arn)

    def profile_name(self) -> Expression:
        """Return the instance profile's name, for expressions of this stack."""
        return Address("aws_iam_instance_profile", self.address).attribute("name")

    def _role_name(self) -> Expression:
        return Address("aws_iam_role", self.address).attribute("name")
