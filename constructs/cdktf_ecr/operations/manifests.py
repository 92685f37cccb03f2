"""Image indexes: the images of several platforms behind one tag."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import AwsError

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

# OCI image specification, "Media Types", and Docker's "Image Manifest Version 2, Schema 2".
INDEX_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
# BuildKit's "Image Attestation Storage": an index's child that describes another one.
_ATTESTATION = "vnd.docker.reference.type"
_UNKNOWN = "unknown"
# An index may hold indexes (OCI image specification); nobody is known to nest them deeper than once.
_DEPTH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformImage:
    """The image of one platform.

    Args:
        digest: "sha256:...".
        platform: "linux/arm64", "linux/arm/v7"; None where only the image's configuration would say.
    """

    digest: str
    platform: str | None


def read_index(
    client: ECRClient, repository: str, digest: str, *, registry_id: str | None, depth: int = 1
) -> tuple[PlatformImage, ...]:
    """Return the images in an index, without the attestations and other artifacts among them.

    AWS counts this as a pull of the index: it moves the time of its last pull.

    Args:
        client: The client.
        repository: Name of the repository.
        digest: Digest of the index.
        registry_id: The account; None for the caller's own.
        depth: How many indexes contain this one, and one more.

    Raises:
        AwsError: ECR has no such manifest, or it is not an index.
        botocore.exceptions.ClientError: ECR refuses.
    """
    images: list[PlatformImage] = []
    for child in _entries(client, repository, digest, registry_id):
        if child.get("mediaType") in INDEX_TYPES and depth < _DEPTH:
            images += read_index(client, repository, child["digest"], registry_id=registry_id, depth=depth + 1)
        elif not _is_artifact(child):
            images.append(PlatformImage(digest=child["digest"], platform=_platform(child)))
    return tuple(images)


def child_digests(client: ECRClient, repository: str, digest: str, *, registry_id: str | None) -> tuple[str, ...]:
    """Return the digests of all that an index refers to: images, other indexes, attestations.

    AWS counts this as a pull of the index, as `read_index`.

    Args:
        client: The client.
        repository: Name of the repository.
        digest: Digest of the index.
        registry_id: The account; None for the caller's own.

    Raises:
        AwsError: ECR has no such manifest, or it is not an index.
        botocore.exceptions.ClientError: ECR refuses.
    """
    return tuple(child["digest"] for child in _entries(client, repository, digest, registry_id))


def _entries(client: ECRClient, repository: str, digest: str, registry_id: str | None) -> list[dict[str, Any]]:
    scope: dict[str, Any] = {} if registry_id is None else {"registryId": registry_id}
    answer = client.batch_get_image(
        repositoryName=repository, imageIds=[{"imageDigest": digest}], acceptedMediaTypes=list(INDEX_TYPES), **scope
    )
    if not answer["images"]:
        failure = answer["failures"][0] if answer["failures"] else {}
        raise AwsError(f"ECR does not give the index {digest}: {failure.get('failureReason', 'no reason given')}")
    return _children(answer["images"][0]["imageManifest"], digest)


def _children(manifest: str, digest: str) -> list[dict[str, Any]]:
    try:
        document = json.loads(manifest)
        children = document["manifests"]
        _ = [child["digest"] for child in children]
    except (ValueError, KeyError, TypeError):
        raise AwsError(f"the manifest of {digest} is not an image index") from None
    return list(children)


def _is_artifact(child: dict[str, Any]) -> bool:
    if _ATTESTATION in (child.get("annotations") or {}) or child.get("artifactType"):
        return True
    platform = child.get("platform") or {}
    return platform.get("os") == _UNKNOWN or platform.get("architecture") == _UNKNOWN


def _platform(child: dict[str, Any]) -> str | None:
    platform = child.get("platform") or {}
    parts = [platform.get("os"), platform.get("architecture"), platform.get("variant")]
    return "/".join(part for part in parts if part) or None
