"""A role for each of the two jobs of a CI pipeline."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.aws.policies import BOUNDARY_ARN
from cdktf_ecr.model.aws.roles import ROLE_NAME
from cdktf_ecr.model.aws.tags import check_iam_tags
from cdktf_ecr.model.ci_identity import (
    CircleCi,
    Deployment,
    GitHubActions,
    build_policy,
    check_limited,
    deploy_policy,
    trust_policy,
)
from cdktf_ecr.model.errors import ConflictError
from cdktf_ecr.model.repository.derived_names import CI_BUILD_ROLE, CI_DEPLOY_ROLE, derived_name
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import WholeNumber
from cdktf_ecr.model.terraform.types import checked, of_class
from cdktf_ecr.resources.access.repositories import named_after, repository_arns
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import provider_name
from cdktf_ecr.resources.base.values import known, known_settings, number, policy_text, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs import Construct

    from cdktf_ecr.model.access.iam import PolicyDocument
    from cdktf_ecr.model.repository.derived_names import NameRule
    from cdktf_ecr.model.terraform.expressions import NumberValue, StringMapValue
    from cdktf_ecr.model.terraform.rules import Rule
    from cdktf_ecr.resources.framework.types import TerraformProvider
    from cdktf_ecr.resources.repository.repository_base import RepositoryBase

# CreateRole, parameter MaxSessionDuration, in seconds (IAM API reference).
_SESSION_SECONDS = WholeNumber(minimum=3600, maximum=43_200, source="IAM API, CreateRole")


class CiRoles(Component):
    """A role for the job that builds, and a separate one for the job that deploys.

    The build role logs in, pushes and reads scan results; the deploy role runs ``terraform apply``. Neither can do what
    the other does, nor change itself or the other.

    Attributes:
        build_role: The build job's ``aws_iam_role``.
        build_role_policy: Its ``aws_iam_role_policy``.
        deploy_role: The deploy job's ``aws_iam_role``, or None.
        deploy_role_policy: Its ``aws_iam_role_policy``, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str | None = None,
        region: str | None = None,
        oidc_provider_arn: str,
        build_trust: CircleCi | GitHubActions,
        repositories: Sequence[RepositoryBase | str] | str,
        enhanced_scanning: bool = True,
        allow_pull: bool = False,
        build_role_name: str | None = None,
        deploy_trust: CircleCi | GitHubActions | None = None,
        deployment: Deployment | None = None,
        deploy_role_name: str | None = None,
        max_session_duration: NumberValue = 3600,
        permissions_boundary_arn: str | None = None,
        tags: StringMapValue | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the roles.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            name: What the roles' names derive from: a repository's or a service's name. By default that of the one
                repository.
            region: The region in these names, which are unique in the account; by default the provider's.
            oidc_provider_arn: The ARN of the account's provider: an `OidcProvider`'s, or any.
            build_trust: The jobs that may build.
            repositories: The repositories to push to, of this stack or another, each as a construct or by its ARN; or
                what Terraform evaluates to a list of ARNs.
            enhanced_scanning: Whether the build job may read Amazon Inspector's findings too.
            allow_pull: Whether the build job may pull from these repositories, for ``docker build --cache-from``.
            build_role_name: The build role's name; by default one derived from ``name``.
            deploy_trust: The jobs that may deploy: of named branches, tags or environments.
            deployment: What they deploy. Both or neither must be given; without them there is no deploy role.
            deploy_role_name: The deploy role's name; by default one derived from ``name``.
            max_session_duration: How long the credentials may last at most, in seconds: 3600 to 43200.
            permissions_boundary_arn: The ARN of the managed policy that bounds both roles.
            tags: AWS tags.
            address: What the Terraform names of the resources start with; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: A value is malformed, a policy too long, or every branch's jobs could deploy.
            ConflictError: One of ``deploy_trust`` and ``deployment`` is missing.
        """
        if (deploy_trust is None) is not (deployment is None):
            raise ConflictError("deploy_trust and deployment go together: who deploys, and what")
        of_class("build_trust", build_trust, CircleCi, GitHubActions)
        checked("enhanced_scanning", enhanced_scanning, type_="known bool")
        checked("allow_pull", allow_pull, type_="known bool")
        self._settings = {
            "max_session_duration": number(
                checked("max_session_duration", max_session_duration, _SESSION_SECONDS, type_="number")
            ),
            "permissions_boundary": _optional("permissions_boundary_arn", permissions_boundary_arn, BOUNDARY_ARN),
            "tags": tag_map(check_iam_tags(tags)),
            "provider": provider,
        }
        self._provider = provider
        super().__init__(scope, id, address=address)
        arns = known(self, f"{self.address}_build_arn", repository_arns(self, "repositories", repositories))
        self._provider_arn = known(self, f"{self.address}_oidc_provider", oidc_provider_arn)
        self._given_region = region
        self._names_after = known(self, f"{self.address}_name", named_after(self, name, repositories))
        self.build_role, self.build_role_policy = self._create_role(
            "build",
            self._role_name(CI_BUILD_ROLE, _optional("build_role_name", build_role_name, ROLE_NAME)),
            description="CI jobs that push to Amazon ECR and read scan results",
            trust=build_trust,
            policy=build_policy(arns, enhanced=enhanced_scanning, allow_pull=allow_pull),
        )
        self.deploy_role: aws.IamRole | None = None
        self.deploy_role_policy: aws.IamRolePolicy | None = None
        if deploy_trust is not None and deployment is not None:
            check_limited("deploy_trust", of_class("deploy_trust", deploy_trust, CircleCi, GitHubActions))
            of_class("deployment", deployment, Deployment)
            self.deploy_role, self.deploy_role_policy = self._create_role(
                "deploy",
                self._role_name(CI_DEPLOY_ROLE, _optional("deploy_role_name", deploy_role_name, ROLE_NAME)),
                description="CI jobs that run terraform apply for Amazon ECR",
                trust=deploy_trust,
                policy=deploy_policy(known_settings(self, deployment, name=f"{self.address}_")),
            )

    @property
    def build_role_arn(self) -> str:
        """The build role's ARN."""
        return str(self.build_role.arn)

    @property
    def deploy_role_arn(self) -> str | None:
        """The deploy role's ARN, or None."""
        return None if self.deploy_role is None else str(self.deploy_role.arn)

    @cached_property
    def _region(self) -> str:
        return self._region_in_names(known(self, f"{self.address}_region", self._given_region), self._provider)

    def _role_name(self, rule: NameRule, given: str | None) -> str:
        """Return the name of a role, once in the stack and account."""
        name = shown = given
        if name is None:
            name = derived_name(rule, self._names_after, region=self._region)
            told = "<region>" if isinstance(self._region, Expression) else self._region
            shown = derived_name(rule, self._names_after, region=told)
        conflict = f"two roles of the stack would be called {shown}: give one another name"
        self._place.claim(f"IAM role {shown} of {provider_name(self._provider)}", conflict)
        return name

    def _create_role(
        self, job: str, name: str, *, description: str, trust: CircleCi | GitHubActions, policy: PolicyDocument
    ) -> tuple[aws.IamRole, aws.IamRolePolicy]:
        address = f"{self.address}_{job}"
        trust = known_settings(self, trust, name=f"{self.address}_")
        role = aws.IamRole(
            self,
            f"{job}_role",
            name=name,
            description=description,
            assume_role_policy=policy_text(self, f"{address}_trust", trust_policy(trust, self._provider_arn)),
            **self._settings,
        )
        placed = self._pin(role, "aws_iam_role", name=address)
        role_policy = aws.IamRolePolicy(
            self,
            f"{job}_policy",
            name=job,
            role=placed.attribute("name"),
            policy=policy_text(self, f"{address}_arn", policy),
            provider=self._provider,
        )
        self._pin(role_policy, "aws_iam_role_policy", name=address)
        return role, role_policy


def _optional(setting: str, value: str | None, rule: Rule) -> str | None:
    return None if value is None else str(checked(setting, value, rule))
