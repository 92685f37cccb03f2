"""What a service says of images that run, and which images of a repository it means."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import EcrError
from cdktf_ecr.operations.references import parse_image

if TYPE_CHECKING:
    from cdktf_ecr.operations.lifecycle.inventory import Inventory
    from cdktf_ecr.operations.references import ImageReference


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An image that runs somewhere.

    Args:
        where: What runs it: "ECS service web/api".
        image: Reference of the image, as that has it: a URI with a tag or a digest.
        digest: Its digest, where that is known without the reference; it takes precedence.
        bare: Whether an image without a registry's host is one of this registry, and not of Docker Hub.
    """

    where: str
    image: str
    digest: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one source says.

    Args:
        source: "ECS".
        uses: What runs, of any repository.
        problem: Why that is not all of it; None if it is.
    """

    source: str
    uses: tuple[Use, ...] = ()
    problem: str | None = None


def digests_of(use: Use, inventory: Inventory) -> tuple[str, ...]:
    """Return which image of the repository a use means: its digest, or none if it is of another repository.

    A tag means the image that has it now. One that no image has means nothing that could go.

    Args:
        use: What runs.
        inventory: The images of the repository.
    """
    reference = _reference(use.image)
    if reference is None or reference.repository != inventory.repository:
        return ()
    if reference.registry_id is None and not use.bare:
        return ()
    for named, own in ((reference.registry_id, inventory.registry_id), (reference.region, inventory.region)):
        if named is not None and own is not None and named != own:
            return ()
    digest = use.digest or reference.digest
    if digest is not None:
        return (digest,)
    return tuple(image.digest for image in inventory.images if reference.tag in image.tags)


def related(digest: str, inventory: Inventory) -> set[str]:
    """Return an image with the indexes that contain it, and if it is an index with what is in it.

    Args:
        digest: Digest of the image.
        inventory: The images of the repository.
    """
    parents = {image.digest: image.parents for image in inventory.images}
    above = below = {digest}
    while more := {parent for one in above for parent in parents.get(one, ())} - above:
        above = above | more
    while more := {child for child, its in parents.items() if its & below} - below:
        below = below | more
    return above | below


def _reference(text: str) -> ImageReference | None:
    """Return the image that ``text`` names, which without a tag is "latest"; None if it is of no ECR registry."""
    for form in (text, f"{text}:latest"):
        with suppress(EcrError):
            return parse_image(form)
    return None
