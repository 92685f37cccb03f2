"""Least-privilege access for EC2 instances that pull images from any of many repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.repository.derived_names import PULL_POLICY, derived_name
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import tag_map

from .ec2_role import EC2, Ec2Role
from .pull_access import POLICY_DESCRIPTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag


class CollectionPullAccess(Component):
    """Policies to log in and pull, as many as the repositories need, attached to a role for EC2.

    A role takes 10 managed policies, or 20 where AWS raised the quota.

    Attributes:
        policies: The ``aws_iam_policy``, an instance for each chunk of repositories.
        policy_arns: Their ARNs, as a Terraform expression of a list.
        role: The `Ec2Role`, or None.
        role_arn: The role's ARN; null where it is switched off; None without one.
        instance_profile_name: The name of its profile; null where it is switched off; None without a role.
        attachments: The ``aws_iam_role_policy_attachment``, an instance for each policy, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        chunks: str,
        name: str,
        create_role: Flag = True,
        service: str = EC2,
        permissions_boundary_arn: str | None = None,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policies, and the role.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            chunks: The expression of a map of lists of ARNs, with a policy for each (see `pull_chunks`).
            name: What the names of policies, role and profile derive from, without CDKTF tokens.
            create_role: Whether to create a role and an instance profile, or a Terraform expression of it.
            service: The service principal that assumes the role.
            permissions_boundary_arn: The managed policy that bounds the role.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: Something is not a service principal or a managed policy's ARN.
        """
        super().__init__(scope, id, address=address)
        self.policies = IamPolicy(
            self,
            "policies",
            name=derived_name(PULL_POLICY, name, number="${each.key}"),
            description=POLICY_DESCRIPTION,
            policy=json_document(pull_policy("${each.value}")),
            tags=tag_map(tags),
            provider=provider,
        )
        self.policies.add_override("for_each", chunks)
        placed = self._pin(self.policies, "aws_iam_policy")
        policies = f"{placed.type}.{placed.name}"
        self.policy_arns = interpolate(f"[for policy in {policies} : policy.arn]")
        self.role: Ec2Role | None = None
        self.role_arn: str | None = None
        self.instance_profile_name: str | None = None
        self.attachments: IamRolePolicyAttachment | None = None
        if create_role is False:
            return
        self.role = Ec2Role(
            self,
            "role",
            name=name,
            condition=create_role,
            service=service,
            permissions_boundary_arn=permissions_boundary_arn,
            tags=tags,
            address=self.address,
            provider=provider,
        )
        self.role_arn, self.instance_profile_name = self.role.arn, self.role.instance_profile_name
        self.attachments = IamRolePolicyAttachment(
            self,
            "attachments",
            role=self.role.peer_name,
            policy_arn=interpolate(f"{policies}[each.key].arn"),
            provider=provider,
        )
        wanted = f"{{for number, arns in {expression_of(chunks)} : number => arns if {expression_of(create_role)}}}"
        self.attachments.add_override("for_each", interpolate(wanted))
        self._pin(self.attachments, "aws_iam_role_policy_attachment")
