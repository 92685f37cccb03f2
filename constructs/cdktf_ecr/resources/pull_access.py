"""Least-privilege access for EC2 instances that pull images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_instance_profile import IamInstanceProfile
from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment

from cdktf_ecr.model.access.boundaries import check_boundary_arn
from cdktf_ecr.model.access.iam import assume_role_policy, pull_policy
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.expressions import expression_of, interpolate
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
# Digits of the number of one policy among several.
_NUMBER_LENGTH = 3
_EC2 = "ec2.amazonaws.com"


class Ec2PullAccess(Component):
    """The policy to log in and pull from repositories, attached to a role for EC2 or to an existing one.

    Attributes:
        policy: The ``aws_iam_policy``.
        policy_arn: Its ARN; with ``chunks``, that of one of its instances, ``each.key``.
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
        name: str,
        repository_arns: str | Sequence[str] | None = None,
        chunks: str | None = None,
        create_role: Flag = True,
        role_name: str | None = None,
        service: str = _EC2,
        permissions_boundary_arn: str | None = None,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policy, and what carries it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            name: What the names of the policy, role and profile derive from: a repository's or a service's name.
            repository_arns: The repositories' ARNs, one or a list, as many as one policy holds: some 60.
            chunks: Instead of them, the expression of a map of lists of ARNs, with a policy for each (see
                `pull_chunks`). A role takes 10 policies, or 20 where AWS raised the quota.
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
        if (repository_arns is None) == (chunks is None):
            rule = "must be given, or chunks instead of them, but not both"
            raise InvalidSettingError("repository_arns", repository_arns, rule, source="cdktf-ecr")
        if permissions_boundary_arn is not None:
            check_boundary_arn("permissions_boundary_arn", permissions_boundary_arn)
        super().__init__(scope, id, address=address)
        self._chunks, self._boundary = chunks, permissions_boundary_arn
        name = without_tokens(self, f"{self.address}_name", name)
        self.policy, self.policy_arn = self._create_policy(name, repository_arns, tags=tags, provider=provider)
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

    def _create_policy(
        self,
        name: str,
        repository_arns: str | Sequence[str] | None,
        *,
        tags: Mapping[str, str] | str | None,
        provider: TerraformProvider | None,
    ) -> tuple[IamPolicy, str]:
        policy_name = derived_name(name, limit=_POLICY_NAME_LENGTH, suffix="-ecr-pull")
        if self._chunks is not None:
            limit = _POLICY_NAME_LENGTH - _NUMBER_LENGTH
            policy_name = derived_name(name, limit=limit, suffix="-ecr-pull-") + "${each.key}"
        arns = "${each.value}" if repository_arns is None else repository_arns
        policy = IamPolicy(
            self,
            "policy",
            name=policy_name,
            description="Log in to Amazon ECR and pull images",
            policy=policy_text(self, f"{self.address}_arn", pull_policy(arns)),
            tags=tag_map(tags),
            provider=provider,
        )
        placed = self._pin(policy, "aws_iam_policy")
        if self._chunks is None:
            return policy, placed.attribute("arn")
        policy.add_override("for_each", self._chunks)
        return policy, f"${{{placed.type}.{placed.name}[each.key].arn}}"

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
            permissions_boundary=self._boundary,
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
            count=count_of(condition) if self._chunks is None else None,
            provider=provider,
        )
        if self._chunks is None:
            self._pin(self.attachment, "aws_iam_role_policy_attachment", condition=condition)
            return
        self._pin(self.attachment, "aws_iam_role_policy_attachment")
        wanted = f"{{for number, arns in {expression_of(self._chunks)} : number => arns if {expression_of(condition)}}}"
        self.attachment.add_override("for_each", interpolate(wanted))
