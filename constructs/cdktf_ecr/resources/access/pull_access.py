"""Least-privilege access for EC2 instances that pull images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.iam_policy import IamPolicy
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.aws.roles import ROLE_NAME
from cdktf_ecr.model.aws.tags import check_iam_tags
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.derived_names import PULL_POLICY, derived_name
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, known, policy_text, tag_map
from cdktf_ecr.resources.repository.repository_base import RepositoryBase

from .ec2_role import EC2, Ec2Role
from .repository_arns import repository_arns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf import TerraformProvider
    from cdktf_cdktf_provider_aws.iam_instance_profile import IamInstanceProfile
    from cdktf_cdktf_provider_aws.iam_role import IamRole
    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import Flag, Tags

POLICY_DESCRIPTION = "Log in to Amazon ECR and pull images"


class Ec2PullAccess(Component):
    """The policy to log in and pull from repositories, attached to a role for EC2 or to an existing one.

    Attributes:
        policy: The ``aws_iam_policy``.
        ec2_role: The created `Ec2Role`, or None where an existing one is used or none is wanted.
        role: Its ``aws_iam_role``, or None.
        instance_profile: The ``aws_iam_instance_profile`` to launch instances with, or None.
        attachment: The ``aws_iam_role_policy_attachment``, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repositories: Sequence[RepositoryBase | str] | str,
        name: str | None = None,
        region: str | None = None,
        create_role: Flag = True,
        role_name: str | None = None,
        service: str = EC2,
        permissions_boundary_arn: str | None = None,
        tags: Tags | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the policy, and what carries it.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repositories: The repositories, of this stack or another, each as a construct or by its ARN, as many as one
                policy holds: some 60. Or what Terraform evaluates to a list of ARNs.
            name: What the names of the policy, role and profile derive from: a repository's or a service's name. By
                default that of the one repository.
            region: The region in these names, which are unique in the account; by default the provider's.
            create_role: Whether to create a role and an instance profile, or a Terraform expression of it.
            role_name: An existing role to attach the policy to instead of creating one.
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
        if role_name is not None:
            checked("role_name", role_name, ROLE_NAME)
        tags = check_iam_tags(tags)
        super().__init__(scope, id, address=address)
        arns = repository_arns(self, "repositories", repositories)
        self._provider = provider
        name = known(self, f"{self.address}_name", self._name_of(repositories) if name is None else name)
        region = self._region_in_names(known(self, f"{self.address}_region", region), provider)
        self.policy = IamPolicy(
            self,
            "policy",
            name=derived_name(PULL_POLICY, name, region=region),
            description=POLICY_DESCRIPTION,
            policy=policy_text(self, f"{self.address}_arn", pull_policy(arns)),
            tags=tag_map(tags),
            provider=provider,
        )
        self._own_policy_arn = self._pin(self.policy, "aws_iam_policy").attribute("arn")
        self.ec2_role: Ec2Role | None = None
        self.role: IamRole | None = None
        self.instance_profile: IamInstanceProfile | None = None
        self.attachment: IamRolePolicyAttachment | None = None
        if role_name is not None:
            self._attach(role_name)
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
            self._attach(self.ec2_role.placed.existing_attribute("name"), condition=condition)

    @property
    def policy_arn(self) -> str:
        """The policy's ARN."""
        return str(self.policy.arn)

    @property
    def role_arn(self) -> str | None:
        """The created role's ARN; null where it is switched off; None without a role of our own."""
        return self.ec2_role.arn if self.ec2_role else None

    @property
    def instance_profile_name(self) -> str | None:
        """The name of the instance profile; null where it is switched off; None without a role of our own."""
        return self.ec2_role.instance_profile_name if self.ec2_role else None

    def _name_of(self, repositories: Sequence[RepositoryBase | str] | str) -> str:
        if not isinstance(repositories, str) and len(repositories) == 1:
            (one,) = repositories
            if isinstance(one, RepositoryBase):
                return one.name_in(self)
        rule = "must be given unless there is one repository: what to call the policy, the role and the profile after"
        raise InvalidSettingError("name", None, rule, source="cdktf-ecr")

    def _attach(self, role_name: str, *, condition: Flag = True) -> None:
        self.attachment = IamRolePolicyAttachment(
            self,
            "attachment",
            role=role_name,
            policy_arn=self._own_policy_arn,
            count=count_of(condition),
            provider=self._provider,
        )
        self._pin(self.attachment, "aws_iam_role_policy_attachment", condition=condition)
