"""A CI pipeline's identity in AWS: the trusted provider of its tokens, and a role for each of its two jobs."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from cdktf_cdktf_provider_aws.data_aws_iam_openid_connect_provider import DataAwsIamOpenidConnectProvider
from cdktf_cdktf_provider_aws.iam_openid_connect_provider import IamOpenidConnectProvider
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy

from cdktf_ecr.model.access.boundaries import check_boundary_arn
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
from cdktf_ecr.model.repository.names import derived_name
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_count, check_text
from cdktf_ecr.resources.base.addresses import place_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import known, number, policy_text, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.access.iam import PolicyDocument
    from cdktf_ecr.model.terraform.expressions import Number

# CreateRole, parameters RoleName and MaxSessionDuration, in seconds (IAM API reference).
_ROLE_NAME_LENGTH = 64
_ROLE_NAME = "[A-Za-z0-9_+=,.@-]{1,64}"
_SESSION_SECONDS = (3600, 43_200)
_CREATE_ROLE = "IAM API, CreateRole"

_Settings = TypeVar("_Settings", bound=CircleCi | GitHubActions | Deployment)


class OidcProvider(Component):
    """The account's OIDC provider for the issuer of a CI provider's tokens.

    An account has one per issuer, which all stacks and roles share. AWS checks the certificates of CircleCI and GitHub
    against its own list of authorities, so that there is no thumbprint to keep up to date.

    Attributes:
        resource: The ``aws_iam_openid_connect_provider``; None where an existing provider is used.
        data: The data source that reads the existing provider; None where it is created.
        arn: The provider's ARN.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        trust: CircleCi | GitHubActions,
        create: bool = True,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the provider, or look it up.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            trust: Jobs whose tokens the provider's issuer signs; of these, only issuer and audience matter here.
            create: False where the account has the provider already: AWS refuses a second one of the same issuer.
            tags: AWS tags.
            address: The Terraform name of the resource; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            ConflictError: The stack has a provider for the issuer already.
        """
        super().__init__(scope, id, address=address)
        issuer = trust.issuer
        conflict = f"an account has one OIDC provider for {issuer}: use the arn of the one this stack has already"
        place_of(self).claim(f"OIDC provider {issuer}", conflict)
        trust = _without_tokens(self, trust)
        self.resource: IamOpenidConnectProvider | None = None
        self.data: DataAwsIamOpenidConnectProvider | None = None
        url = f"https://{trust.issuer}"
        if create:
            self.resource = IamOpenidConnectProvider(
                self, "provider", url=url, client_id_list=[trust.audience], tags=tag_map(tags), provider=provider
            )
            self.arn = self._pin(self.resource, "aws_iam_openid_connect_provider").attribute("arn")
        else:
            self.data = DataAwsIamOpenidConnectProvider(self, "provider", url=url, provider=provider)
            self.arn = self._pin(self.data, "data.aws_iam_openid_connect_provider").attribute("arn")


class CiRoles(Component):
    """A role for the job that builds, and a separate one for the job that deploys.

    The build role logs in, pushes and reads scan results; the deploy role runs ``terraform apply``. Neither can do what
    the other does, nor change itself or the other.

    Attributes:
        build_role: The build job's ``aws_iam_role``.
        build_role_policy: Its ``aws_iam_role_policy``.
        build_role_arn: Its ARN.
        deploy_role: The deploy job's ``aws_iam_role``, or None.
        deploy_role_policy: Its ``aws_iam_role_policy``, or None.
        deploy_role_arn: Its ARN, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        oidc_provider_arn: str,
        build_trust: CircleCi | GitHubActions,
        repository_arns: str | Sequence[str],
        enhanced_scanning: bool = True,
        allow_pull: bool = False,
        build_role_name: str | None = None,
        deploy_trust: CircleCi | GitHubActions | None = None,
        deployment: Deployment | None = None,
        deploy_role_name: str | None = None,
        max_session_duration: Number = 3600,
        permissions_boundary_arn: str | None = None,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the roles.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            name: What the roles' names derive from: a repository's or a service's name.
            oidc_provider_arn: The ARN of the account's provider: an `OidcProvider`'s, or any.
            build_trust: The jobs that may build.
            repository_arns: The ARNs of the repositories to push to, one or a list.
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
        super().__init__(scope, id, address=address)
        if (deploy_trust is None) is not (deployment is None):
            raise ConflictError("deploy_trust and deployment go together: who deploys, and what")
        self._settings = {
            "max_session_duration": _session(max_session_duration),
            "permissions_boundary": _boundary(permissions_boundary_arn),
            "tags": tag_map(tags),
            "provider": provider,
        }
        self._provider_arn = known(self, f"{self.address}_oidc_provider", oidc_provider_arn)
        name = known(self, f"{self.address}_name", name)
        self.build_role, self.build_role_policy, self.build_role_arn = self._role(
            "build",
            build_role_name or derived_name(name, limit=_ROLE_NAME_LENGTH, suffix="-ci-build"),
            description="CI jobs that push to Amazon ECR and read scan results",
            trust=build_trust,
            policy=build_policy(repository_arns, enhanced=enhanced_scanning, allow_pull=allow_pull),
        )
        self.deploy_role: IamRole | None = None
        self.deploy_role_policy: IamRolePolicy | None = None
        self.deploy_role_arn: str | None = None
        if deploy_trust is not None and deployment is not None:
            check_limited("deploy_trust", deploy_trust)
            self.deploy_role, self.deploy_role_policy, self.deploy_role_arn = self._role(
                "deploy",
                deploy_role_name or derived_name(name, limit=_ROLE_NAME_LENGTH, suffix="-ci-deploy"),
                description="CI jobs that run terraform apply for Amazon ECR",
                trust=deploy_trust,
                policy=deploy_policy(_without_tokens(self, deployment)),
            )

    def _role(
        self, job: str, name: str, *, description: str, trust: CircleCi | GitHubActions, policy: PolicyDocument
    ) -> tuple[IamRole, IamRolePolicy, str]:
        rule = "must be 1 to 64 letters, digits and + = , . @ _ -"
        check_text(f"{job}_role_name", name, _ROLE_NAME, rule, source=_CREATE_ROLE)
        place_of(self).claim(
            f"IAM role {name}", f"two roles of the stack would be called {name}: give one another name"
        )
        address = f"{self.address}_{job}"
        role = IamRole(
            self,
            f"{job}_role",
            name=name,
            description=description,
            assume_role_policy=policy_text(
                self, f"{address}_trust", trust_policy(_without_tokens(self, trust), self._provider_arn)
            ),
            **self._settings,
        )
        placed = self._pin(role, "aws_iam_role", name=address)
        role_policy = IamRolePolicy(
            self,
            f"{job}_policy",
            name=job,
            role=placed.attribute("name"),
            policy=policy_text(self, f"{address}_arn", policy),
            provider=self._settings["provider"],
        )
        self._pin(role_policy, "aws_iam_role_policy", name=address)
        return role, role_policy, placed.attribute("arn")


def _without_tokens(scope: Component, settings: _Settings) -> _Settings:
    """Return ``settings`` with locals in place of CDKTF's tokens, which may stand in keys and between other text."""
    known = {
        field.name: known(scope, f"{scope.address}_{field.name}", getattr(settings, field.name))
        for field in fields(settings)
    }
    return replace(settings, **known)


def _session(seconds: Number) -> float:
    if not is_expression(seconds):
        shortest, longest = _SESSION_SECONDS
        check_count("max_session_duration", seconds, minimum=shortest, maximum=longest, source=_CREATE_ROLE)
    return number(seconds)


def _boundary(arn: str | None) -> str | None:
    return None if arn is None else check_boundary_arn("permissions_boundary_arn", arn)
