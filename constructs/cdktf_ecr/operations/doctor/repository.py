"""Whether the repository is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .subject import InRepository

_NAME = "repository-exists"
_ACTION = "ecr:DescribeRepositories"


def describe(there: InRepository) -> Any | None:
    """Return what ECR says of the repository; None if there is none.

    Args:
        there: The repository.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = there.registry.asking.client("ecr")
    answer = there.registry.asking.once(
        f"{_NAME} {there.name}",
        lambda: client.describe_repositories(registryId=there.registry.account_id, repositoryNames=[there.name]),
        service="ecr",
        absent=["RepositoryNotFoundException"],
    )
    return None if answer is None else next(iter(answer["repositories"]), None)


def _look(there: InRepository) -> Iterator[Check]:
    found = describe(there)
    if found is None:
        registry = there.registry
        yield Check(
            name=_NAME,
            outcome=Outcome.FAIL,
            found=f"{registry.host} has no repository {there.name}",
            meaning="Nothing can be pushed, unless a creation template is for it: the stack comes before the image.",
            action=_ACTION,
            fix=registry.apply or f"aws ecr create-repository {there.command}",
        )
        return
    encryption = found.get("encryptionConfiguration", {}).get("encryptionType", "AES256")
    text = f"{found['repositoryUri']}, since {found['createdAt']:%Y-%m-%d}, {found['imageTagMutability']}, {encryption}"
    yield Check(name=_NAME, outcome=Outcome.PASS, found=text, action=_ACTION)


REPOSITORY_EXISTS: Probe[InRepository] = Probe(name=_NAME, action=_ACTION, look=_look)
