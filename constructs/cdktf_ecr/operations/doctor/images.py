"""Whether the image is there; where none was named, whether any is."""

from __future__ import annotations

from datetime import timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.manifests import INDEX_TYPES

from .check import Check, Outcome
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .subject import InRepository

_NAME = "image-exists"
_ACTION = "ecr:DescribeImages"

# DescribeImages, maxResults (ECR API reference).
_PAGE = 1000
_ABSENT = {"ImageNotFoundException", "RepositoryNotFoundException"}


def describe_image(there: InRepository) -> Any | None:
    """Return what ECR says of the image that is looked at: the one named, else the newest that has a tag.

    Args:
        there: The repository.

    Returns:
        An ImageDetail; None if there is no such image.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    return there.registry.asking.once(f"{_NAME} {there.name}", lambda: _find(there), service="ecr", absent=_ABSENT)


def is_index(detail: Any) -> bool:
    """Whether an ImageDetail is of an index, which Amazon Inspector does not scan: it scans the images in it."""
    return detail.get("imageManifestMediaType") in INDEX_TYPES


def shown(detail: Any) -> str:
    """Return the name of an image: its tags and its digest."""
    tags = ", ".join(sorted(detail.get("imageTags", ())))
    return f"{detail['repositoryName']}{f' {tags}' if tags else ''} {detail['imageDigest']}"


def utc(time: datetime) -> datetime:
    """Return a time as it is in UTC."""
    return time.astimezone(timezone.utc)


def _find(there: InRepository) -> Any | None:
    client, wanted = there.registry.asking.client("ecr"), there.registry.image
    if wanted is not None:
        by = {"imageDigest": wanted.digest} if wanted.digest else {"imageTag": wanted.tag}
        return client.describe_images(**there.scope, imageIds=[by])["imageDetails"][0]
    pages = client.get_paginator("describe_images").paginate(
        **there.scope,
        filter={"imageStatus": "ANY", "tagStatus": "TAGGED"},
        PaginationConfig={"PageSize": _PAGE},
    )
    images = (detail for page in pages for detail in page["imageDetails"])
    return max(images, key=lambda detail: detail["imagePushedAt"], default=None)


def _look(there: InRepository) -> Iterator[Check]:
    detail, wanted = describe_image(there), there.registry.image
    if detail is None:
        what = f"image {wanted.text}" if wanted else f"image with a tag in {there.name}"
        pushed = f"docker push {there.registry.host}/{there.name}:{wanted.tag}" if wanted and wanted.tag else None
        yield Check(
            name=_NAME,
            outcome=Outcome.FAIL if wanted else Outcome.WARN,
            found=f"there is no {what}",
            meaning="There is nothing to scan or to deploy.",
            action=_ACTION,
            fix=pushed,
        )
        return
    pulled = detail.get("lastRecordedPullTime")
    what = "" if wanted else "the newest image: "
    index = ", an index of several images" if is_index(detail) else ""
    text = f"{what}{shown(detail)}{index}, pushed {_day(detail['imagePushedAt'])}, last pulled {_day(pulled)}"
    if detail.get("imageStatus") == "ARCHIVED":
        yield Check(
            name=_NAME,
            outcome=Outcome.FAIL,
            found=f"{text}, archived",
            meaning="An archived image can be neither pulled nor scanned until it is restored.",
            action=_ACTION,
            fix=f"aws ecr update-image-storage-class {there.command} --target-storage-class STANDARD "
            f"--image-id imageDigest={detail['imageDigest']}",
        )
        return
    yield Check(name=_NAME, outcome=Outcome.PASS, found=text, action=_ACTION)


def _day(time: datetime | None) -> str:
    return "never" if time is None else f"{utc(time):%Y-%m-%d}"


IMAGE_EXISTS: Probe[InRepository] = Probe(name=_NAME, action=_ACTION, look=_look)
