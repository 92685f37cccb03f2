"""From a tag to the images that are scanned: one digest, or one per platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError

from .errors import aws_errors
from .manifests import INDEX_TYPES, PlatformImage, read_index

if TYPE_CHECKING:
    from collections.abc import Collection

    from types_boto3_ecr import ECRClient

    from .references import ImageReference

_SOURCE = "platforms of the image"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedImage:
    """What a reference meant at one moment.

    Args:
        digest: The digest of the manifest that the tag named: of an image, or of an index.
        images: The images to scan: that one, or one per platform.
    """

    digest: str
    images: tuple[PlatformImage, ...]


def resolve_image(
    client: ECRClient, reference: ImageReference, *, platforms: Collection[str] = ()
) -> ResolvedImage | None:
    """Return what ``reference`` means now; None if the repository has no such image yet.

    An image of one platform needs ``ecr:DescribeImages``; an index also needs ``ecr:BatchGetImage``, since nothing else
    says what is in it.

    Args:
        client: The client.
        reference: The image.
        platforms: Of an index, only these; all if empty. "linux/arm" takes "linux/arm/v7" in.

    Raises:
        AwsError: AWS refused, or could not be reached.
        InvalidSettingError: The image has no such platform.
    """
    scope: dict[str, Any] = {} if reference.registry_id is None else {"registryId": reference.registry_id}
    wanted: Any = {"imageDigest": reference.digest} if reference.digest else {"imageTag": reference.tag}
    with aws_errors():
        try:
            # A tag names one image, so there is one page.
            answer = client.describe_images(repositoryName=reference.repository, imageIds=[wanted], **scope)
        except client.exceptions.ImageNotFoundException:
            return None
        if not answer["imageDetails"]:
            return None
        detail = answer["imageDetails"][0]
        digest = detail["imageDigest"]
        if detail.get("imageManifestMediaType") not in INDEX_TYPES:
            if platforms:
                rule = "is for an index: this image has one platform, which its manifest does not name. Leave it out"
                raise InvalidSettingError("platform", ", ".join(platforms), rule, source=_SOURCE)
            return ResolvedImage(digest=digest, images=(PlatformImage(digest=digest, platform=None),))
        images = read_index(client, reference.repository, digest, registry_id=reference.registry_id)
    return ResolvedImage(digest=digest, images=_selected(images, platforms) if platforms else images)


def _selected(images: tuple[PlatformImage, ...], platforms: Collection[str]) -> tuple[PlatformImage, ...]:
    selected: list[PlatformImage] = []
    for platform in platforms:
        matching = [image for image in images if image.platform and _is(image.platform, platform)]
        if not matching:
            there = ", ".join(sorted(image.platform for image in images if image.platform)) or "none"
            raise InvalidSettingError("platform", platform, f"must be one of the index: {there}", source=_SOURCE)
        selected += [image for image in matching if image not in selected]
    return tuple(selected)


def _is(platform: str, wanted: str) -> bool:
    return platform == wanted or platform.startswith(f"{wanted}/")
