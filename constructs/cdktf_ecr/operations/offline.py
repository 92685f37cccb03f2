"""A scan read from a file instead of from AWS: of whichever kind the file is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.finding import ECR, INSPECTOR
from cdktf_ecr.model.findings.report import BASIC, ENHANCED, ScannedImage
from cdktf_ecr.model.findings.scan import Baseline, Scan
from cdktf_ecr.model.findings.statuses import COMPLETE, UNSUPPORTED_IMAGE, why_no_result

from .readers.aws_answer import read_aws_answer
from .readers.files import decode, read_bytes
from .readers.grype import read_grype
from .readers.saved_report import read_saved_report
from .readers.trivy import read_trivy
from .references import parse_image

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from .readers.aws_answer import SavedAnswer
    from .readers.scanner_report import ScannerReport

SETTING = "offline"
_KINDS = (
    "must be a JSON report of cdktf-ecr, Trivy or Grype, or the output of aws ecr describe-image-scan-findings: "
    "it is none of them"
)
_SOURCES = {BASIC: ECR, ENHANCED: INSPECTOR}


# Of what is there, JSON is never empty.
_ABSENT = msgspec.Raw(b"")


class _Kind(msgspec.Struct):
    """The fields by which the four kinds of files are told apart."""

    schema: msgspec.Raw = _ABSENT
    trivy: msgspec.Raw = msgspec.field(name="SchemaVersion", default=_ABSENT)
    grype: msgspec.Raw = msgspec.field(name="matches", default=_ABSENT)
    aws: msgspec.Raw = msgspec.field(name="imageScanStatus", default=_ABSENT)


def read_offline(file: Path, *, image: str | None = None, setting: str = SETTING) -> Scan:
    """Return the scan in a file.

    Args:
        file: A JSON report of ours, of Trivy or of Grype, or what "aws ecr describe-image-scan-findings" printed.
        image: What to call the image instead of what the file calls it; an image of a registry.
        setting: The option that named the file, for errors.

    Raises:
        InvalidSettingError: It cannot be read, is of another kind, or is malformed.
    """
    content = read_bytes(setting, file)
    kind = decode(setting, file, content, _Kind, kind="a report: a JSON object")
    if bytes(kind.trivy):
        scan = _of_scanner(read_trivy(setting, file, content))
    elif bytes(kind.grype):
        scan = _of_scanner(read_grype(setting, file, content))
    elif bytes(kind.aws):
        scan = _of_answer(read_aws_answer(setting, file, content))
    elif bytes(kind.schema):
        scan = read_saved_report(setting, file, content)
    else:
        raise InvalidSettingError(setting, str(file), _KINDS, source="kinds of reports")
    if image is not None:
        scan = replace(scan, image=image, names=())
    return replace(scan, names=scan.names or _names(scan))


def of_platforms(scan: Scan, platforms: Collection[str]) -> Scan:
    """Return what ``scan`` says of some platforms.

    Args:
        scan: The scan.
        platforms: The platforms; all if empty.

    Raises:
        InvalidSettingError: The scan has no such platform.
    """
    if not platforms:
        return scan
    there = {image.platform for image in scan.images}
    for platform in platforms:
        if platform not in there:
            known = ", ".join(sorted(name for name in there if name)) or "none, it does not say"
            raise InvalidSettingError("platform", platform, f"must be one of the file: {known}", source=scan.image)
    return replace(
        scan,
        images=tuple(image for image in scan.images if image.platform in platforms),
        findings=tuple(finding for finding in scan.findings if finding.platform in (None, *platforms)),
        suppressed=tuple(one for one in scan.suppressed if one.finding.platform in (None, *platforms)),
    )


def read_offline_baseline(file: Path, *, setting: str = "new-since") -> Baseline:
    """Return what a file says of the image that another is compared with.

    Args:
        file: As `read_offline` takes it.
        setting: The option that named the file, for errors.

    Raises:
        InvalidSettingError: It cannot be read, is of another kind, or is malformed.
    """
    scan = read_offline(file, setting=setting)
    missing = [image.reason for image in scan.images if image.reason is not None]
    if missing or not scan.images:
        return Baseline(image=str(file), findings=None, reason=missing[0] if missing else "it holds no image")
    return Baseline(image=str(file), findings=(*scan.findings, *(one.finding for one in scan.suppressed)))


def _of_scanner(report: ScannerReport) -> Scan:
    digest = report.repository_digests[0].partition("@")[2] if report.repository_digests else None
    reason = f"{report.scanner} recognised no packages in it" if report.nothing_recognised else None
    image = ScannedImage(
        digest=digest or report.image,
        platform=report.platform,
        status=UNSUPPORTED_IMAGE if reason else COMPLETE,
        reason=reason,
        scanned_at=report.created_at,
    )
    return Scan(
        image=report.image,
        names=(),
        images=(image,),
        findings=tuple(replace(finding, image_digest=digest) for finding in report.findings),
        known=severities_of([] if reason else [report.scanner]),
        digest=digest,
    )


def _of_answer(answer: SavedAnswer) -> Scan:
    scan = answer.scan
    reason = why_no_result(scan.status, scan.description)
    if reason is None and scan.scan_type is None:
        reason = f"the scan lists no findings, not even an empty list ({scan.status})"
    named = f"{answer.repository}:{answer.tag}" if answer.tag else f"{answer.repository}@{answer.digest}"
    image = ScannedImage(
        digest=answer.digest or named,
        status=scan.status,
        reason=reason,
        scanned_at=scan.scanned_at,
        scan_type=scan.scan_type,
    )
    return Scan(
        image=named,
        names=(),
        images=(image,),
        findings=scan.findings,
        known=severities_of([] if scan.scan_type is None else [_SOURCES[scan.scan_type]]),
        suppressed=scan.suppressed,
        scan_type=scan.scan_type,
        digest=answer.digest,
    )


def _names(scan: Scan) -> tuple[str, ...]:
    """Return what a ledger may call the image: the parts of its name if that is an ECR image, else the name alone."""
    try:
        reference = parse_image(scan.image)
    except EcrError:
        return (scan.image,)
    by_digest = () if scan.digest is None else (f"{reference.repository}@{scan.digest}",)
    return (*reference.names, *by_digest)
