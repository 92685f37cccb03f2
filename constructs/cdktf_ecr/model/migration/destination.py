"""Where images go: the names that take the place of Docker Hub's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .image_names import OFFICIAL
from .uses import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .uses import Use

PLACEHOLDER_HOST = "<account>.dkr.ecr.<region>.amazonaws.com"
PLACEHOLDER_REGION = "<region>"
DEFAULT_CACHE_PREFIX = "docker-hub"
# "Docker Official Images" on the Amazon ECR Public Gallery.
PUBLIC_OFFICIAL = "public.ecr.aws/docker/library/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """The registry that takes Docker Hub's place.

    Args:
        host: The host of the private ECR registry; a placeholder where nobody said which.
        region: Its region, or a placeholder.
        repositories: By the service's own images on Docker Hub, their repositories in ECR where they are called
            otherwise.
        cache_prefix: Prefix of the pull-through cache of Docker Hub.
    """

    host: str = PLACEHOLDER_HOST
    region: str = PLACEHOLDER_REGION
    repositories: Mapping[str, str] = field(default_factory=dict)
    cache_prefix: str = DEFAULT_CACHE_PREFIX

    @property
    def login(self) -> str:
        """The command that logs Docker in: with the registry's host, without which it would be Docker Hub's login."""
        password = f"aws ecr get-login-password --region {self.region}"
        return f"{password} | docker login --username AWS --password-stdin {self.host}"

    def repository_of(self, own_image: str) -> str:
        """Return the name in ECR of the repository that takes an own image."""
        return self.repositories.get(own_image, own_image)

    def replacement(self, use: Use) -> str | None:
        """Return the reference that takes the place of a use's; None if it is no image, or its name is not known."""
        if use.image is None:
            return None
        return f"{self._repository(use)}{_version(use.text)}"

    def _repository(self, use: Use) -> str:
        repository = use.image.repository if use.image else ""
        if use.role == OWN:
            return f"{self.host}/{self.repository_of(repository)}"
        if repository.startswith(OFFICIAL):
            return PUBLIC_OFFICIAL + repository.removeprefix(OFFICIAL)
        return f"{self.host}/{self.cache_prefix}/{repository}"


def _version(reference: str) -> str:
    """Return the tag and the digest of a reference as they are written, with their signs."""
    named, at, digest = reference.partition("@")
    last = named.rpartition("/")[2]
    _, colon, tag = last.partition(":")
    return f"{colon}{tag}{at}{digest}"
