"""How much storage images take, and what archiving commits one to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .estimate import Usage
from .prices import ECR_ARCHIVE_STORAGE, ECR_STORAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Amazon S3 FAQ, "How will I be charged and billed for my use of Amazon S3?", counts 2^30 bytes a GB; that ECR's
# GB-month is the same is inferred.
BYTES_IN_GB = Decimal(2**30)
# "Archiving an image", ECR user guide: the archive's minimum storage duration.
ARCHIVE_DAYS = 90
DAYS_IN_MONTH = Decimal(365) / 12

SHARED_LAYERS = (
    "Storage is counted per image: layers that images of a repository share are stored once, which is not deducted, "
    "so storage may cost less."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredImage:
    """An image as far as storage goes.

    Args:
        digest: Its digest.
        size: Bytes, compressed; None where that is not known.
        archived_at: When it was archived; None for an image in standard storage.
        archived: Whether it is in the archive, also where nobody says since when.
    """

    digest: str
    size: int | None
    archived: bool = False
    archived_at: datetime | None = None


def storage_usages(images: Sequence[StoredImage]) -> tuple[Usage, Usage]:
    """Return the storage of images in either class, each digest once.

    Args:
        images: The images, without indexes: what ECR gives as an index's size is that of an image in it.
    """
    return (
        _usage(ECR_STORAGE, [image for image in images if not image.archived]),
        _usage(ECR_ARCHIVE_STORAGE, [image for image in images if image.archived]),
    )


def gigabytes(images: Iterable[StoredImage]) -> Decimal:
    """Return the size of those images that have one, in GB."""
    return Decimal(sum(image.size or 0 for image in images)) / BYTES_IN_GB


def committed_until(image: StoredImage) -> datetime | None:
    """Return until when an archived image is charged for even if it is deleted; None where that is not known."""
    return None if image.archived_at is None else image.archived_at + timedelta(days=ARCHIVE_DAYS)


def archive_minimum_months() -> Decimal:
    """Return for how many months an image is charged for once it is archived, at the least."""
    return ARCHIVE_DAYS / DAYS_IN_MONTH


def _usage(item: str, images: Sequence[StoredImage]) -> Usage:
    unknown = sum(image.size is None for image in images)
    if unknown:
        rule = f"the size of {unknown:,} of {len(images):,} images is not known"
        return Usage(item=item, quantity=None, note=rule)
    return Usage(item=item, quantity=gigabytes(images), note=f"{len(images):,} image{'' if len(images) == 1 else 's'}")
