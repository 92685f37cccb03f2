"""What is to be deployed, as it is named on the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli.repository_argument import repository_named
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.references import parse_image, parse_repository

if TYPE_CHECKING:
    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.operations.references import ImageReference, RepositoryReference

_DIGEST = re.compile("sha256:[0-9a-f]{64}")
_SOURCE = "cdktf-ecr deploy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be deployed.

    Args:
        repository: The repository.
        image: The image in it; None for what ran before.
    """

    repository: RepositoryReference
    image: ImageReference | None


def subject_of(
    image: str | None, repository: str | None, aws: Aws, *, rollback: bool, registry_id: str | None
) -> Subject:
    """Return what the command line names.

    Args:
        image: The argument: an image, a digest, or with ``rollback`` a repository.
        repository: The value of --repository.
        aws: How AWS is asked.
        rollback: Whether what ran before is deployed.
        registry_id: The registry asked for, if any.

    Raises:
        click.UsageError: Something is missing, or there are two repositories.
        InvalidSettingError: A name is malformed, or the image is of another repository.
    """
    region = aws.asked_region
    if rollback:
        named = repository_named(image, repository, option="--rollback")
        return Subject(repository=parse_repository(named, registry_id=registry_id, region=region), image=None)
    if image is None:
        raise click.UsageError("Missing argument 'IMAGE': it may be left out with --rollback only.")
    if image.startswith("sha256:"):
        image = f"{_with(repository, image)}@{image}"
    reference = parse_image(image, registry_id=registry_id, region=region)
    own = parse_repository(reference.repository, registry_id=reference.registry_id, region=reference.region)
    if repository is not None:
        _check_same(reference, parse_repository(repository))
    return Subject(repository=own, image=reference)


def _with(repository: str | None, digest: str) -> str:
    """Return the repository that a digest alone is of."""
    if not _DIGEST.fullmatch(digest):
        raise InvalidSettingError("image", digest, "must be sha256: and 64 hexadecimal digits", source=_SOURCE)
    if repository is None:
        raise click.UsageError(f"{digest} is a digest: say of which --repository.")
    return repository


def _check_same(image: ImageReference, repository: RepositoryReference) -> None:
    pairs = (
        (image.repository, repository.repository),
        (image.registry_id, repository.registry_id),
        (image.region, repository.region),
    )
    if any(None not in pair and pair[0] != pair[1] for pair in pairs):
        rule = f"must be of the repository {repository.repository} that --repository names"
        raise InvalidSettingError("image", image.text, rule, source=_SOURCE)
