"""The policy on a repository: who beyond its account may pull from it or push to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.ecr_repository_policy import EcrRepositoryPolicy

from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.terraform.expressions import json_document
from cdktf_ecr.resources.base.addresses import place_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.providers import provider_name
from cdktf_ecr.resources.base.values import count_of, known

if TYPE_CHECKING:
    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.access.repository_policy import RepositoryAccess
    from cdktf_ecr.model.terraform.expressions import Flag


class RepositoryPermissions(Component):
    """The repository policy. A repository has one: a second one would overwrite it.

    Attributes:
        policy: The ``aws_ecr_repository_policy``.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repository_name: str,
        policy: RepositoryPolicy | None = None,
        granted: RepositoryAccess | None = None,
        condition: Flag = True,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Attach the policy.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            repository_name: The repository.
            policy: The statements. The principals they name must exist, or AWS refuses the policy.
            granted: What grants allow so far; see `allow`.
            condition: A Terraform expression that says whether the policy exists, or True.
            address: The Terraform name of the resource; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: There is no statement, or they make no policy.
            ConflictError: The stack has a policy of that repository already.
        """
        super().__init__(scope, id, address=address)
        claim_policy(self, repository_name, provider)
        self._allow_public = policy is not None and policy.allow_public
        self._given = known(self, f"{self.address}_policy", policy.statements) if policy else ()
        self.policy = EcrRepositoryPolicy(
            self,
            "policy",
            repository=repository_name,
            policy=self._text(granted),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_ecr_repository_policy", condition=condition)

    def allow(self, granted: RepositoryAccess) -> EcrRepositoryPolicy:
        """Allow what grants allow, beside what the policy was made with and in place of what they allowed before.

        Args:
            granted: All that has been granted, without CDKTF tokens.

        Raises:
            InvalidSettingError: The policy becomes too long, or has another statement with a grant's Sid.
        """
        self.policy.policy = self._text(granted)
        return self.policy

    def _text(self, granted: RepositoryAccess | None) -> str:
        statements = (*self._given, *(granted.statements if granted else ()))
        return json_document(RepositoryPolicy(statements=statements, allow_public=self._allow_public).render())


def claim_policy(scope: Construct, repository_name: str, provider: TerraformProvider | None) -> None:
    """Take the policy of a repository, which its stack can write only once.

    Raises:
        ConflictError: It is taken.
    """
    conflict = (
        f"two policies of one stack would both be the policy of the repository {repository_name}, and the second would "
        "overwrite the first: grant through one construct, or make all statements one RepositoryPolicy"
    )
    place_of(scope).claim(f"policy of {provider_name(provider)} {repository_name}", conflict)
