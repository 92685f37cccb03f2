"""Asking ECR for the scan of one image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.findings.statuses import IMAGE_NOT_FOUND, SCAN_NOT_FOUND

from .errors import aws_errors
from .scan_results import ImageScan, scan_of_pages

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

# DescribeImageScanFindings, maxResults (ECR API reference).
_PAGE = 1000


def read_scan(
    client: ECRClient, repository: str, digest: str, *, registry_id: str | None = None, platform: str | None = None
) -> ImageScan:
    """Return the scan of one image, with all its findings.

    Args:
        client: The client.
        repository: Name of the repository.
        digest: Digest of the image, not of an index: an index has no scan of its own.
        registry_id: The account; None for the caller's own.
        platform: What the image runs on.

    Raises:
        AwsError: AWS refused, or could not be reached, for any of the pages.
    """
    scope: dict[str, Any] = {} if registry_id is None else {"registryId": registry_id}
    paginator = client.get_paginator("describe_image_scan_findings")
    with aws_errors():
        try:
            pages = paginator.paginate(
                repositoryName=repository,
                imageId={"imageDigest": digest},
                PaginationConfig={"PageSize": _PAGE},
                **scope,
            )
            return scan_of_pages(pages, digest=digest, platform=platform)
        except client.exceptions.ScanNotFoundException:
            return ImageScan(status=SCAN_NOT_FOUND)
        except client.exceptions.ImageNotFoundException:
            return ImageScan(status=IMAGE_NOT_FOUND)
