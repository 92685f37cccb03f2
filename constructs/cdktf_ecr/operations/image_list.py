"""The images of a repository, each with what its scan found."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.findings.counts import count_by_severity, severities_of
from cdktf_ecr.model.findings.finding import ECR, INSPECTOR
from cdktf_ecr.model.findings.report import BASIC, ENHANCED
from cdktf_ecr.model.findings.statuses import IMAGE_ARCHIVED

from .errors import aws_errors
from .manifests import INDEX_TYPES
from .reading import read_scan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from types_boto3_ecr import ECRClient
    from types_boto3_ecr.type_defs import ImageDetailTypeDef

    from .references import RepositoryReference

# What stands for a scan's status where there cannot be one: an index has none of its own.
INDEX = "INDEX"

# DescribeImages, maxResults (ECR API reference).
_PAGE = 1000
_SOURCES = {BASIC: ECR, ENHANCED: INSPECTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedImage:
    """One image of a repository.

    Args:
        digest: "sha256:...".
        tags: Its tags, sorted.
        pushed_at: When it was pushed, in UTC.
        last_pulled_at: When ECR last recorded a pull, which it does at least daily; None if it never did.
        size: Bytes, compressed; of an index, those of its largest image. None where ECR does not say.
        archived: Whether it is in the archive storage class.
        archived_at: When it was last archived; None if it never was.
        restored_at: When it was last restored from the archive; None if it never was.
        is_index: Whether it is an index; None where ECR does not say.
        status: ECR's word for the scan, `INDEX`, or `SCAN_NOT_FOUND`.
        scan_type: "basic" or "enhanced"; None without a result.
        counts: Findings by severity; None where that is not known.
    """

    digest: str
    tags: tuple[str, ...]
    pushed_at: datetime
    last_pulled_at: datetime | None
    size: int | None
    archived: bool
    archived_at: datetime | None
    restored_at: datetime | None
    is_index: bool | None
    status: str
    scan_type: str | None
    counts: Mapping[str, int | None]


def list_images(
    client: ECRClient,
    repository: RepositoryReference,
    *,
    tag_status: str = "any",
    concurrency: int = 8,
    notify: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> tuple[ListedImage, ...]:
    """Return the images of a repository, archived ones too, the newest first.

    DescribeImages has no results of AWS's own scanners: each image's scan is asked for. Indexes are not taken apart,
    which would count as pulling them; the images in them are listed as images without tags.

    Args:
        client: The client, with as many connections as requests may be under way.
        repository: The repository.
        tag_status: Which images: "any", "tagged" or "untagged".
        concurrency: How many scans are asked for at once.
        notify: Called with the number of images done and of all images, each time one is done.

    Raises:
        AwsError: AWS refused, or could not be reached, for any of the images.
    """
    details = describe_images(client, repository, tag_status=tag_status)
    done = 0
    listed: list[ListedImage] = []
    pool = ThreadPoolExecutor(max_workers=concurrency)
    try:
        for image in pool.map(lambda detail: _listed(client, repository, detail), details):
            listed.append(image)
            done += 1
            notify(done, len(details))
    finally:
        # Who interrupts does not want to wait for what was still to be asked.
        pool.shutdown(wait=False, cancel_futures=True)
    return tuple(sorted(listed, key=lambda image: (image.pushed_at, image.digest), reverse=True))


def describe_images(
    client: ECRClient, repository: RepositoryReference, *, tag_status: str = "any"
) -> list[ImageDetailTypeDef]:
    """Return what ECR says of the images of a repository, archived ones too.

    Args:
        client: The client.
        repository: The repository.
        tag_status: Which images: "any", "tagged" or "untagged".

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    scope: dict[str, Any] = {} if repository.registry_id is None else {"registryId": repository.registry_id}
    with aws_errors():
        pages = client.get_paginator("describe_images").paginate(
            repositoryName=repository.repository,
            # Without it, images in the archive are left out.
            filter={"imageStatus": "ANY", "tagStatus": tag_status.upper()},  # type: ignore[typeddict-item]
            PaginationConfig={"PageSize": _PAGE},
            **scope,
        )
        return [detail for page in pages for detail in page["imageDetails"]]


def _listed(client: ECRClient, repository: RepositoryReference, detail: ImageDetailTypeDef) -> ListedImage:
    archived = detail.get("imageStatus") == "ARCHIVED"
    media_type = detail.get("imageManifestMediaType")
    is_index = None if media_type is None else media_type in INDEX_TYPES
    status, scan_type, counts = INDEX, None, count_by_severity((), known=(), complete=False)
    if archived:
        status = IMAGE_ARCHIVED
    elif not is_index:
        scan = read_scan(client, repository.repository, detail["imageDigest"], registry_id=repository.registry_id)
        status, scan_type = scan.status, scan.scan_type
        known = severities_of([_SOURCES[scan_type]] if scan_type else [])
        counts = count_by_severity(scan.findings, known=known, complete=scan.has_result)
    return ListedImage(
        digest=detail["imageDigest"],
        tags=tuple(sorted(detail.get("imageTags", ()))),
        pushed_at=detail["imagePushedAt"].astimezone(timezone.utc),
        last_pulled_at=_utc(detail.get("lastRecordedPullTime")),
        size=detail.get("imageSizeInBytes"),
        archived=archived,
        archived_at=_utc(detail.get("lastArchivedAt")),
        restored_at=_utc(detail.get("lastActivatedAt")),
        is_index=is_index,
        status=status,
        scan_type=scan_type,
        counts=counts,
    )


def _utc(time: datetime | None) -> datetime | None:
    return None if time is None else time.astimezone(timezone.utc)
