"""Least-privilege access for EC2 instances that pull images."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.aws.roles import ROLE_NAME
from cdktf_ecr.model.aws.tags import check_iam_tags
from cdktf_ecr.model.repository.derived_names import PULL_POLICY, derived_name
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, known, policy_text, tag_map
from cdktf_ecr.resources.framework import aws

from .ec2_role import EC2, Ec2Role
from .repositories import named_after, repository_arns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, Expression, StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider
    from cdktf_ecr.resources.repository.repository_base import RepositoryBase

POLICY_DESCRIPTION = "Log in to Amazon ECR and pull images"
INLINE_POLICY_NAME = "ecr-pull"


class Ec2PullAccess(Component):
    """The permissions to log in and pull from repositories, in a role for EC2 or in an existing one.

    They are an inline policy of that role: nobody who may change them can give them to another role. A managed policy
    beside it is for roles that are made elsewhere.

    Attributes:
        ec2_role: The created `Ec2Role`, or None where an existing one is used or none is wanted.
        role: Its ``aws_iam_role``, or None.
        instance_profile: The ``aws_iam_instance_profile`` to launch instances with, or None.
        role_policy: The ``aws_iam_role_policy``, or None without a role.
        policy: The ``aws_iam_policy`` to attach to other roles, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repositories: Sequence[RepositoryBase | str] | str,
        name: str | None = None,
        region: str | None = None,
        create_role: BooleanValue = True,
        role_name: str | None = None,
        create_policy: BooleanValue = False,
        service: str = EC2,
        permissions_boundary_arn: str | None = None,
        tags: StringMapValue | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policies, and what carries them.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repositories: The repositories, of this stack or another, each as a construct or by its ARN, as many as one
                policy holds: some 60. Or what Terraform evaluates to a list of ARNs.
            name: What the names of the role, profile and managed policy derive from: a repository's or a service's
                name. By default that of the one repository.
            region: The region in these names, which are unique in the account; by default the provider's.
            create_role: Whether to create a role and an instance profile, or a Terraform expression of it.
            role_name: An existing role to give the permissions to instead of creating one.
            create_policy: Whether to create a managed policy too, to be attached elsewhere, or an expression of it.
            service: The service principal that assumes the role.
            permissions_boundary_arn: The managed policy that bounds the created role.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: Something is not a repository or its ARN, a service principal or a managed policy's
                ARN, or there is no name.
        """
        create_role = checked("create_role", create_role, type_="bool")
        create_policy = checked("create_policy", create_policy, type_="bool")
        if role_name is not None:
            checked("role_name", role_name, ROLE_NAME)
        tags = check_iam_tags(tags)
        super().__init__(scope, id, address=address)
        arns = repository_arns(self, "repositories", repositories)
        self._provider = provider
        name = known(self, f"{self.address}_name", named_after(self, name, repositories))
        region = self._region_in_names(known(self, f"{self.address}_region", region), provider)
        text = policy_text(self, f"{self.address}_arn", pull_policy(arns))
        self.ec2_role: Ec2Role | None = None
        self.role: aws.IamRole | None = None
        self.instance_profile: aws.IamInstanceProfile | None = None
        self.role_policy: aws.IamRolePolicy | None = None
        if role_name is not None:
            self.role_policy = self._create_role_policy(role_name, text)
        elif create_role is not False:
            condition = known(self, f"{self.address}_create_role", create_role)
            self.ec2_role = Ec2Role(
                self,
                "role",
                name=name,
                region=region,
                condition=condition,
                service=service,
                permissions_boundary_arn=permissions_boundary_arn,
                tags=tags,
                address=self.address,
                provider=provider,
            )
            self.role, self.instance_profile = self.ec2_role.role, self.ec2_role.instance_profile
            role = self.ec2_role.placed.existing_attribute("name")
            self.role_policy = self._create_role_policy(role, text, condition=condition)
        self.policy: aws.IamPolicy | None = None
        self._own_policy_arn: Expression | None = None
        if create_policy is not False:
            condition = known(self, f"{self.address}_create_policy", create_policy)
            self.policy = aws.IamPolicy(
                self,
                "policy",
                name=derived_name(PULL_POLICY, name, region=region),
                description=POLICY_DESCRIPTION,
                policy=text,
                tags=tag_map(tags),
                count=count_of(condition),
                provider=provider,
            )
            self._own_policy_arn = self._pin(self.policy, "aws_iam_policy", condition=condition).attribute("arn")

    @cached_property
    def policy_arn(self) -> str | None:
        """The managed policy's ARN; null where it is switched off; None without one."""
        return None if self._own_policy_arn is None else self._shared("policy_arn", self._own_policy_arn, nullable=True)

    def policy_arn_in(self, scope: Construct) -> str | None:
        """Return the ARN for the constructs of a stack: what that stack calls it, or CDKTF's token in any other."""
        return self._own_policy_arn if self._is_in_stack_of(scope) else self.policy_arn

    @property
    def role_arn(self) -> str | None:
        """The created role's ARN; null where it is switched off; None without a role of our own."""
        return self.ec2_role.arn if self.ec2_role else None

    @property
    def instance_profile_name(self) -> str | None:
        """The name of the instance profile; null where it is switched off; None without a role of our own."""
        return self.ec2_role.instance_profile_name if self.ec2_role else None

    def _create_role_policy(self, role_name: str, text: str, *, condition: BooleanValue = True) -> aws.IamRolePolicy:
        policy = aws.IamRolePolicy(
            self,
            "role_policy",
            name=INLINE_POLICY_NAME,
            role=role_name,
            policy=text,
            count=count_of(condition),
            provider=self._provider,
        )
        self._pin(policy, "aws_iam_role_policy", condition=condition)
        return policy
