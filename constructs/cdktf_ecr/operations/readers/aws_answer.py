"""What ``aws ecr describe-image-scan-findings`` printed: the file that the guide's pipeline keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import msgspec

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.scan_results import scan_of_pages

from .files import decode

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.operations.scan_results import ImageScan

KIND = "output of aws ecr describe-image-scan-findings"


class _ImageId(msgspec.Struct, rename="camel"):
    image_digest: str | None = None
    image_tag: str | None = None


class _Answer(msgspec.Struct, rename="camel"):
    image_scan_status: dict[str, Any]
    repository_name: str
    image_id: _ImageId = msgspec.field(default_factory=_ImageId)
    registry_id: str | None = None
    image_scan_findings: dict[str, Any] | None = None
    next_token: str | None = msgspec.field(name="nextToken", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """The scan of one image, as it was saved.

    Args:
        scan: The scan.
        repository: Name of the repository.
        digest: Digest of the image; None where the file has none.
        tag: The tag that was asked for; None where it was asked for by digest.
    """

    scan: ImageScan
    repository: str
    digest: str | None
    tag: str | None


def read_aws_answer(setting: str, file: Path, content: bytes) -> SavedAnswer:
    """Return the scan in ``content``.

    Args:
        setting: The option that named the file, for the error.
        file: The file, for the error.
        content: What is in it.

    Raises:
        InvalidSettingError: It is not JSON, not such output, or only one of several pages.
    """
    answer = decode(setting, file, content, _Answer, kind=KIND)
    if answer.next_token:
        rule = (
            "is one page of several (it has a nextToken): save it without --max-items, --max-results and --no-paginate"
        )
        raise InvalidSettingError(setting, str(file), rule, source=KIND)
    results = dict(answer.image_scan_findings or {})
    results["imageScanCompletedAt"] = _time(results.get("imageScanCompletedAt"))
    page = {"imageScanStatus": answer.image_scan_status, "imageScanFindings": results}
    try:
        scan = scan_of_pages([page], digest=answer.image_id.image_digest, platform=None)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise InvalidSettingError(setting, str(file), f"is not {KIND}: a finding is malformed", source=KIND) from None
    return SavedAnswer(
        scan=scan,
        repository=answer.repository_name,
        digest=answer.image_id.image_digest,
        tag=answer.image_id.image_tag,
    )


def _time(value: object) -> datetime | None:
    """Return the time, which the AWS CLI writes as a date or, if it is so configured, as seconds."""
    try:
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value, tz=timezone.utc)
        return None if value is None else msgspec.convert(value, datetime)
    except (ValueError, OverflowError, OSError, msgspec.ValidationError):
        return None
