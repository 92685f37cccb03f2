"""Least-privilege access for EC2 instances that pull images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_instance_profile import IamInstanceProfile
from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment

from cdktf_ecr.model.iam import assume_role_policy, pull_policy
from cdktf_ecr.model.names import derived_name

from .component import Component
from .values import count_of, policy_text, tag_map, without_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.expressions import Flag

# CreatePolicy, parameter policyName (128), and CreateRole, parameter roleName (64): characters (IAM API reference).
_POLICY_NAME_LENGTH = 128
_ROLE_NAME_LENGTH = 64
_EC2 = "ec2.amazonaws.com"


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
        service: str = _EC2,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policy, and what carries it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repository_arns: The repositories' ARNs, one or a list.
            name: What the names of the policy, role and profile derive from: a repository's or a service's name.
            create_role: Whether to create a role and an instance profile, or a Terraform expression of it.
            role_name: An existing role to attach the policy to instead of creating one.
            service: The service principal that assumes the role.
            tags: AWS tags.
            address: The Terraform name of the resources; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: Something is not a repository's ARN or a service principal.
        """
        super().__init__(scope, id, address=address)
        name = without_tokens(self, f"{self.address}_name", name)
        self.policy = IamPolicy(
            self,
            "policy",
            name=derived_name(name, limit=_POLICY_NAME_LENGTH, suffix="-ecr-pull"),
            description="Log in to Amazon ECR and pull images",
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
            self._attach(role_name, provider=provider)
        elif create_role is not False:
            condition = without_tokens(self, f"{self.address}_create_role", create_role)
            self._create_role(name, service=service, condition=condition, tags=tags, provider=provider)

    def _create_role(
        self,
        name: str,
        *,
        service: str,
        condition: Flag,
        tags: Mapping[str, str] | str | None,
        provider: TerraformProvider | None,
    ) -> None:
        role_name = derived_name(name, limit=_ROLE_NAME_LENGTH, suffix="-ecr-pull")
        self.role = IamRole(
            self,
            "role",
            name=role_name,
            description="EC2 instances that pull images from Amazon ECR",
            assume_role_policy=policy_text(self, f"{self.address}_service", assume_role_policy(service=service)),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        role = self._pin(self.role, "aws_iam_role", condition=condition)
        self.role_arn = role.attribute("arn")
        self._attach(role.peer("name"), condition=condition, provider=provider)
        self.instance_profile = IamInstanceProfile(
            self,
            "instance_profile",
            name=role_name,
            role=role.peer("name"),
            tags=tag_map(tags),
            count=count_of(condition),
            provider=provider,
        )
        profile = self._pin(self.instance_profile, "aws_iam_instance_profile", condition=condition)
        self.instance_profile_name = profile.attribute("name")

    def _attach(self, role_name: str, *, condition: Flag = True, provider: TerraformProvider | None) -> None:
        self.attachment = IamRolePolicyAttachment(
            self,
            "attachment",
            role=role_name,
            policy_arn=self.policy_arn,
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.attachment, "aws_iam_role_policy_attachment", condition=condition)
