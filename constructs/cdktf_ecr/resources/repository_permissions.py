"""The policy on a repository: who beyond its account may pull from it or push to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.ecr_repository_policy import EcrRepositoryPolicy

from .component import Component
from .values import count_of, policy_text

if TYPE_CHECKING:
    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.expressions import Flag
    from cdktf_ecr.model.repository_policy import RepositoryPolicy


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
        policy: RepositoryPolicy,
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
            condition: A Terraform expression that says whether the policy exists, or True.
            address: The Terraform name of the resource; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self.policy = EcrRepositoryPolicy(
            self,
            "policy",
            repository=repository_name,
            policy=policy_text(self, f"{self.address}_policy", policy.render()),
            count=count_of(condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_ecr_repository_policy", condition=condition)
