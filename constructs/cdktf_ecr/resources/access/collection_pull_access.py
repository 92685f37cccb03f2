"""Least-privilege access for EC2 instances that pull images from any of many repositories."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.repository.derived_names import PULL_POLICY, derived_name
from cdktf_ecr.model.terraform.expressions import Expression, json_document, source_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import tag_map
from cdktf_ecr.resources.framework import aws

from .ec2_role import EC2, Ec2Role
from .pull_access import POLICY_DESCRIPTION

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class CollectionPullAccess(Component):
    """Policies to log in and pull, as many as the repositories need, attached to a role for EC2.

    A role takes 10 managed policies, or 20 where AWS raised the quota.

    Attributes:
        policies: The ``aws_iam_policy``, an instance for each chunk of repositories.
        ec2_role: The `Ec2Role`, or None.
        attachments: The ``aws_iam_role_policy_attachment``, an instance for each policy, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        chunks: Expression,
        name: str,
        region: str,
        create_role: BooleanValue = True,
        service: str = EC2,
        permissions_boundary_arn: str | None = None,
        tags: StringMapValue | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policies, and the role.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            chunks: The expression of a map of lists of ARNs, with a policy for each (see `pull_chunks`).
            name: What the names of policies, role and profile derive from, without CDKTF tokens.
            region: What tells them from those of the same name in other regions.
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
        self.policies = aws.IamPolicy(
            self,
            "policies",
            name=derived_name(PULL_POLICY, name, region=region, number="${each.key}"),
            description=POLICY_DESCRIPTION,
            policy=json_document(pull_policy("${each.value}")),
            tags=tag_map(tags),
            provider=provider,
        )
        self.policies.add_override("for_each", chunks)
        placed = self._pin(self.policies, "aws_iam_policy")
        policies = f"{placed.type}.{placed.name}"
        self._policy_arns = Expression(f"[for policy in {policies} : policy.arn]")
        self.ec2_role: Ec2Role | None = None
        self.attachments: aws.IamRolePolicyAttachment | None = None
        if create_role is False:
            return
        self.ec2_role = Ec2Role(
            self,
            "role",
            name=name,
            region=region,
            condition=create_role,
            service=service,
            permissions_boundary_arn=permissions_boundary_arn,
            tags=tags,
            address=self.address,
            provider=provider,
        )
        self.attachments = aws.IamRolePolicyAttachment(
            self,
            "attachments",
            role=self.ec2_role.placed.existing_attribute("name"),
            policy_arn=Expression(f"{policies}[each.key].arn"),
            provider=provider,
        )
        wanted = f"{{for number, arns in {chunks.source} : number => arns if {source_of(create_role)}}}"
        self.attachments.add_override("for_each", Expression(wanted))
        self._pin(self.attachments, "aws_iam_role_policy_attachment")

    @cached_property
    def policy_arns(self) -> list[str]:
        """The policies' ARNs, a list that only Terraform knows."""
        return self._shared_list("policy_arns", self._policy_arns)

    @property
    def role_arn(self) -> str | None:
        """The role's ARN; null where it is switched off; None without one."""
        return self.ec2_role.arn if self.ec2_role else None

    @property
    def instance_profile_name(self) -> str | None:
        """The name of the role's profile; null where it is switched off; None without a role."""
        return self.ec2_role.instance_profile_name if self.ec2_role else None

    def all_policy_arns(self) -> Expression:
        """Return the policies' ARNs, for expressions of this stack."""
        return self._policy_arns
