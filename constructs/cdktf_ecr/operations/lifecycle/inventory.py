"""The images of a repository as lifecycle policies and bills see them: from ECR, or from a saved list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.costs.storage import StoredImage
from cdktf_ecr.model.lifecycle import Image
from cdktf_ecr.operations.errors import aws_errors
from cdktf_ecr.operations.image_list import describe_images
from cdktf_ecr.operations.manifests import INDEX_TYPES, child_digests

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from types_boto3_ecr import ECRClient
    from types_boto3_ecr.type_defs import ImageDetailTypeDef

    from cdktf_ecr.operations.references import RepositoryReference

ACTIVE = "ACTIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryImage:
    """An image of a repository. Times are in UTC.

    Args:
        digest: "sha256:...".
        tags: Its tags, sorted.
        pushed_at: When it was pushed.
        pulled_at: When ECR last recorded a pull; None if it never did.
        size: Bytes, compressed; of an index, those of an image in it. None where nobody says.
        archived: Whether it is in the archive storage class, or on its way back from it.
        archived_at: When it was last archived; None if it never was, or where nobody says.
        restored_at: When it was last restored; None likewise.
        is_index: Whether it is an index; None where nobody says.
        parents: Digests of the indexes that contain it, as far as they are known.
    """

    digest: str
    tags: tuple[str, ...]
    pushed_at: datetime
    pulled_at: datetime | None = None
    size: int | None = None
    archived: bool = False
    archived_at: datetime | None = None
    restored_at: datetime | None = None
    is_index: bool | None = None
    parents: frozenset[str] = frozenset()

    def as_policies_see_it(self) -> Image:
        """Return what the evaluator takes.

        An archived image of which nobody says since when counts as archived when it was pushed.
        """
        return Image(
            digest=self.digest,
            tags=self.tags,
            pushed_at=self.pushed_at,
            pulled_at=self.pulled_at,
            storage_class="archive" if self.archived else "standard",
            transitioned_at=(self.archived_at or self.pushed_at) if self.archived else None,
            restored_at=self.restored_at,
            parents=self.parents,
        )

    def as_bills_see_it(self) -> StoredImage:
        """Return what counts storage."""
        archived_at = self.archived_at if self.archived else None
        return StoredImage(digest=self.digest, size=self.size, archived=self.archived, archived_at=archived_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The images of a repository at one moment.

    Args:
        repository: Its name; None where a saved list does not say.
        registry_id: The account; None where nobody says.
        region: The region; None where nobody says.
        images: The images, the newest first.
        unread: Digests of indexes of which nobody knows what is in them.
    """

    repository: str | None
    registry_id: str | None
    region: str | None
    images: tuple[RepositoryImage, ...]
    unread: frozenset[str] = frozenset()

    def by_digest(self) -> dict[str, RepositoryImage]:
        """Return the images by their digests."""
        return {image.digest: image for image in self.images}


def list_inventory(client: ECRClient, repository: RepositoryReference) -> Inventory:
    """Return the images of a repository, archived ones too. What is in its indexes is not read yet.

    Args:
        client: The client.
        repository: The repository.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    details = describe_images(client, repository)
    account = details[0].get("registryId") if details else None
    return inventory_of(
        [_image(detail) for detail in details],
        repository=repository.repository,
        registry_id=repository.registry_id or account,
        region=repository.region or client.meta.region_name,
    )


def inventory_of(
    images: Sequence[RepositoryImage], *, repository: str | None, registry_id: str | None, region: str | None
) -> Inventory:
    """Return an inventory of which no index has been read.

    Args:
        images: The images, in any order.
        repository: Name of the repository; None where nobody says.
        registry_id: The account; None where nobody says.
        region: The region; None where nobody says.
    """
    return Inventory(
        repository=repository,
        registry_id=registry_id,
        region=region,
        images=tuple(sorted(images, key=lambda image: (image.pushed_at, image.digest), reverse=True)),
        unread=frozenset(image.digest for image in images if image.is_index),
    )


def read_indexes(
    client: ECRClient,
    repository: RepositoryReference,
    inventory: Inventory,
    notify: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Inventory:
    """Return the inventory with what is in its indexes. AWS counts reading an index as pulling it.

    The times of the last pulls stay those of the listing, from before. Archived indexes are not read: they cannot be
    pulled, and hold no image back.

    Args:
        client: The client.
        repository: The repository.
        inventory: Its images.
        notify: Called with the number of indexes read and of all, each time one is read.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    active = [image.digest for image in inventory.images if image.digest in inventory.unread and not image.archived]
    parents: dict[str, set[str]] = {}
    for done, index in enumerate(active, start=1):
        with aws_errors():
            children = child_digests(client, repository.repository, index, registry_id=repository.registry_id)
        for child in children:
            parents.setdefault(child, set()).add(index)
        notify(done, len(active))
    images = tuple(replace(one, parents=frozenset(parents.get(one.digest, ()))) for one in inventory.images)
    return replace(inventory, images=images, unread=inventory.unread - frozenset(active))


def _image(detail: ImageDetailTypeDef) -> RepositoryImage:
    media_type = detail.get("imageManifestMediaType")
    return RepositoryImage(
        digest=detail["imageDigest"],
        tags=tuple(sorted(detail.get("imageTags", ()))),
        pushed_at=detail["imagePushedAt"].astimezone(timezone.utc),
        pulled_at=_utc(detail.get("lastRecordedPullTime")),
        size=detail.get("imageSizeInBytes"),
        archived=detail.get("imageStatus", ACTIVE) != ACTIVE,
        archived_at=_utc(detail.get("lastArchivedAt")),
        restored_at=_utc(detail.get("lastActivatedAt")),
        is_index=None if media_type is None else media_type in INDEX_TYPES,
    )


def _utc(time: Any) -> datetime | None:
    return None if time is None else time.astimezone(timezone.utc)
