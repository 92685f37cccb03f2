"""Asking for a basic scan."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from cdktf_ecr.model.findings.statuses import IMAGE_ARCHIVED, UNSUPPORTED_IMAGE

from .errors import aws_errors, error_code
from .scan_results import ImageScan

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

    from .references import ImageReference

_log = logging.getLogger(__name__)

# StartImageScan (ECR API reference). An image is scanned at most once in 24 hours, and not at all on request where
# the registry has enhanced scanning: then a scan was made, or is about to be.
_NOT_NOW = {"LimitExceededException", "ValidationException"}
_NEVER = {"UnsupportedImageTypeException": UNSUPPORTED_IMAGE, "ImageArchivedException": IMAGE_ARCHIVED}


def start_basic_scan(client: ECRClient, reference: ImageReference, digest: str) -> ImageScan | None:
    """Ask for a basic scan of an image that has none.

    Args:
        client: The client.
        reference: The image, for its repository and registry.
        digest: Digest of the image of one platform.

    Returns:
        None if there is something to wait for, else the scan that will never have a result.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    scope: dict[str, Any] = {} if reference.registry_id is None else {"registryId": reference.registry_id}
    with aws_errors():
        try:
            client.start_image_scan(repositoryName=reference.repository, imageId={"imageDigest": digest}, **scope)
        except ClientError as error:
            code = error_code(error)
            message = error.response.get("Error", {}).get("Message")
            if code in _NEVER:
                return ImageScan(status=_NEVER[code], description=message)
            if code not in _NOT_NOW:
                raise
            _log.warning("no scan was started: %s", message or code)
    return None
