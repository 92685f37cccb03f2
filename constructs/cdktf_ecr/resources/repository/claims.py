"""What the constructs of a stack must not claim twice: repositories and their policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.resources.base.addresses import place_of
from cdktf_ecr.resources.base.providers import registry_name

if TYPE_CHECKING:
    from constructs import Construct

    from cdktf_ecr.resources.framework.types import TerraformProvider


def claim_repository(scope: Construct, name: str, provider: TerraformProvider | None) -> None:
    """Take the name of a repository in the registry of ``provider``; one that only Terraform knows is left to AWS.

    Raises:
        ConflictError: The stack has a repository of that name already.
    """
    if isinstance(read(name), Expression):
        return
    conflict = (
        f"two repositories of one stack would both be called {name}, and a registry has one of a name: give one of "
        "them another name, or a provider of another region or account"
    )
    place_of(scope).claim(f"repository of {registry_name(scope, provider)} {name}", conflict)


def claim_policy(scope: Construct, repository_name: str, provider: TerraformProvider | None) -> None:
    """Take the policy of a repository, which its stack can write only once.

    Raises:
        ConflictError: It is taken.
    """
    conflict = (
        f"two policies of one stack would both be the policy of the repository {repository_name}, and the second would "
        "overwrite the first: grant through one construct, or make all statements one RepositoryPolicy"
    )
    place_of(scope).claim(f"policy of {registry_name(scope, provider)} {repository_name}", conflict)
