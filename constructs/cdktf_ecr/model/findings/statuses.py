"""What ECR says of an image's scan: ScanStatus (ECR API reference), and two answers that are errors of its API."""

from __future__ import annotations

COMPLETE = "COMPLETE"
ACTIVE = "ACTIVE"
# Statuses that carry results, which may still grow. Under enhanced scanning ACTIVE means that Inspector watches on.
RESULTS = (COMPLETE, ACTIVE)

PENDING = "PENDING"
IN_PROGRESS = "IN_PROGRESS"
RUNNING = (PENDING, IN_PROGRESS)

# ScanNotFoundException and ImageNotFoundException: no scan yet, no image yet.
SCAN_NOT_FOUND = "SCAN_NOT_FOUND"
IMAGE_NOT_FOUND = "IMAGE_NOT_FOUND"

UNSUPPORTED_IMAGE = "UNSUPPORTED_IMAGE"
IMAGE_ARCHIVED = "IMAGE_ARCHIVED"

# Statuses that no waiting turns into a result, and what each of them means.
WITHOUT_RESULT = {
    "FAILED": "the scan failed",
    UNSUPPORTED_IMAGE: "the scanner does not support the image",
    "FINDINGS_UNAVAILABLE": "the findings are no longer available",
    "LIMIT_EXCEEDED": "a limit of the scanner is exceeded",
    "SCAN_ELIGIBILITY_EXPIRED": "Amazon Inspector no longer watches the image",
    IMAGE_ARCHIVED: "the image is archived",
    "IMAGE_SIZE_EXCEEDED": "the image is too large for the scanner",
}


def why_no_result(status: str, description: str | None = None) -> str | None:
    """Return why the status means that there is no result, in words; None where it carries one.

    Args:
        status: ECR's word, or `SCAN_NOT_FOUND` or `IMAGE_NOT_FOUND`.
        description: What ECR says beside it.
    """
    if status in RESULTS:
        return None
    words = {
        **WITHOUT_RESULT,
        PENDING: "the scan has not begun",
        IN_PROGRESS: "the scan has not ended",
        SCAN_NOT_FOUND: "the image was never scanned",
        IMAGE_NOT_FOUND: "the repository has no such image",
    }
    reason = words.get(status, "the status is new to cdktf-ecr")
    said = f": {description.rstrip('.')}" if description else ""
    return f"{reason} ({status}{said})"
