"""The policy on a repository: who beyond its account may pull from it or push to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.repository_policy import RepositoryPolicy
from cdktf_ecr.model.terraform.expressions import json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, known
from cdktf_ecr.resources.framework import aws

from .claims import claim_policy

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.model.access.repository_access import RepositoryAccess
    from cdktf_ecr.resources.framework.types import TerraformProvider


class RepositoryPermissions(Component):
    """The repository policy. A repository has one: a second one would overwrite it.

    Where all of its statements are there on conditions only, so is the policy.

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
            address: The Terraform name of the resource; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: There is no statement, or they make no policy.
            ConflictError: The stack has a policy of that repository already.
        """
        super().__init__(scope, id, address=address)
        claim_policy(self, repository_name, provider)
        self._allow_public = policy is not None and policy.allow_public
        without_tokens = partial(known, self, f"{self.address}_policy")
        self._given = tuple(each.with_values(without_tokens) for each in policy.accesses) if policy else ()
        whole = self._with(granted)
        self.policy = aws.EcrRepositoryPolicy(
            self,
            "policy",
            repository=repository_name,
            policy=json_document(whole.render()),
            count=count_of(whole.condition),
            provider=provider,
        )
        self._pin(self.policy, "aws_ecr_repository_policy")

    def allow(self, granted: RepositoryAccess) -> aws.EcrRepositoryPolicy:
        """Allow what grants allow, beside what the policy was made with and in place of what they allowed before.

        Args:
            granted: All that has been granted, without CDKTF tokens.

        Raises:
            InvalidSettingError: The policy becomes too long, or has another statement with a grant's Sid.
        """
        whole = self._with(granted)
        self.policy.policy, self.policy.count = json_document(whole.render()), count_of(whole.condition)
        return self.policy

    def _with(self, granted: RepositoryAccess | None) -> RepositoryPolicy:
        accesses = self._given if granted is None else (*self._given, granted)
        return RepositoryPolicy(statements=accesses, allow_public=self._allow_public)
