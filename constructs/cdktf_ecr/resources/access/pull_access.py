"""Least-privilege access for EC2 instances that pull images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.repository.derived_names import PULL_POLICY, derived_name
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, known, policy_text, tag_map

from .ec2_role import EC2, Ec2Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider
    from cdktf_cdktf_provider_aws.iam_instance_profile import IamInstanceProfile
    from cdktf_cdktf_provider_aws.iam_role import IamRole
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag

POLICY_DESCRIPTION = "Log in to Amazon ECR and pull images"


class Ec2PullAccess(Component):
    """The policy to log in and pull from repositories, attached to a role for EC2 or to an existing one.

    Attributes:
        policy: The ``aws_iam_policy``.
        policy_arn: Its ARN.
        role: The ``aws_iam_role``, or None where an existing one is used or none is wanted.
        role_arn: The created role's ARN; null where it is switched off; None without a role of our own.
        instance_profile: The ``aws_iam_instance_profile`` to launch instances with, or None.
        instance_profile_name: Its name; null where it is switched off; None without a role of our own.
        attachment: The ``aws_iam_role_policy_attachment``, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository_arns: str | Sequence[str],
        name: str,
        create_role: Flag = True,
        role_name: str | None = None,
        service: str = EC2,
        permissions_boundary_arn: str | None = None,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policy, and what carries it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repository_arns: The repositories' ARNs, one or a list, as many as one policy holds: some 60.
            name: What the names of the policy, role and profile derive from: a repository's or a service's name.
            create_role: Whether to create a role and an instance profile, or a Terraform expression of it.
            role_name: An existing role to attach the policy to instead of creating one.
            service: The service principal that assumes the role.
            permissions_boundary_arn: The managed policy that bounds the created role.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: Something is not a repository's ARN, a service principal or a managed policy's ARN.
        """
        super().__init__(scope, id, address=address)
        self._provider = provider
        name = known(self, f"{self.address}_name", name)
        self.policy = IamPolicy(
            self,
            "policy",
            name=derived_name(PULL_POLICY, name),
            description=POLICY_DESCRIPTION,
            policy=policy_text(self, f"{self.address}_arn", pull_policy(repository_arns)),
            tags=tag_map(tags),
            provider=provider,
        )
        self.policy_arn = self._pin(self.policy, "aws_iam_policy").attribute("arn")
        self.role: IamRole | None = None
        self.role_arn: str | None = None
        self.instance_profile: IamInstanceProfile | None = None
        self.instance_profile_name: str | None = None
        self.attachment: IamRolePolicyAttachment | None = None
        if role_name is not None:
            self._attach(role_name)
        elif create_role is not False:
            condition = known(self, f"{self.address}_create_role", create_role)
            created = Ec2Role(
                self,
                "role",
                name=name,
                condition=condition,
                service=service,
                permissions_boundary_arn=permissions_boundary_arn,
                tags=tags,
                address=self.address,
                provider=provider,
            )
            self.role, self.role_arn = created.role, created.arn
            self.instance_profile = created.instance_profile
            self.instance_profile_name = created.instance_profile_name
            self._attach(created.peer_name, condition=condition)

    def _attach(self, role_name: str, *, condition: Flag = True) -> None:
        self.attachment = IamRolePolicyAttachment(
            self,
            "attachment",
            role=role_name,
            policy_arn=self.policy_arn,
            count=count_of(condition),
            provider=self._provider,
        )
        self._pin(self.attachment, "aws_iam_role_policy_attachment", condition=condition)
