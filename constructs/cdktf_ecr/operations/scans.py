"""The scan of an image as ECR has it: of one platform, or of all of them as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.finding import ECR, INSPECTOR
from cdktf_ecr.model.findings.report import BASIC, ENHANCED, ScannedImage
from cdktf_ecr.model.findings.scan import Baseline, Scan
from cdktf_ecr.model.findings.statuses import IMAGE_NOT_FOUND, why_no_result

from .waiting import Patience, wait_for_scans

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from types_boto3_ecr import ECRClient

    from .references import ImageReference
    from .waiting import Clock, Watch

_SOURCES = {BASIC: ECR, ENHANCED: INSPECTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What waiting for a scan led to.

    Args:
        scan: What was found; its images say where there is no result.
        timed_out: Whether time ran out while a result could still have come.
    """

    scan: Scan
    timed_out: bool


def scan_image(
    client: ECRClient,
    reference: ImageReference,
    patience: Patience,
    *,
    platforms: Collection[str] = (),
    clock: Clock | None = None,
    notify: Callable[[Watch], None] = lambda _: None,
) -> Outcome:
    """Wait for the scan of an image and return what it found.

    Args:
        client: The client.
        reference: The image.
        patience: How long to wait.
        platforms: Of an index, only these; all if empty.
        clock: The clock; None for the real one.
        notify: Called with the wait each time something was learned.

    Raises:
        AwsError: AWS refused, or could not be reached.
        InvalidSettingError: The image has no such platform.
    """
    watch = wait_for_scans(client, reference, patience, platforms=platforms, clock=clock, notify=notify)
    return Outcome(scan=_as_one(watch), timed_out=watch.timed_out)


def read_baseline(client: ECRClient, reference: ImageReference, *, platforms: Collection[str] = ()) -> Baseline:
    """Return what is known of the image that another is compared with. It is not waited for: it runs already.

    Args:
        client: The client.
        reference: The image.
        platforms: Of an index, only these, as far as it has them; all if empty or if it lacks one.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    once = Patience(timeout=0, settle=0)
    try:
        scan = scan_image(client, reference, once, platforms=platforms).scan
    except InvalidSettingError:
        # The image that runs today need not have every platform that the new one has.
        scan = scan_image(client, reference, once).scan
    missing = [image.reason for image in scan.images if image.reason is not None]
    if missing or not scan.images:
        return Baseline(image=reference.text, findings=None, reason=missing[0] if missing else "it holds no image")
    return Baseline(image=reference.text, findings=(*scan.findings, *(one.finding for one in scan.suppressed)))


def _as_one(watch: Watch) -> Scan:
    scans = [image.scan for image in watch.images if image.scan is not None]
    types = {scan.scan_type for scan in scans if scan.scan_type is not None}
    digest = None if watch.resolved is None else watch.resolved.digest
    names = watch.reference.names
    if digest is not None:
        names = (*names, f"{watch.reference.repository}@{digest}")
    return Scan(
        image=watch.reference.text,
        names=names,
        images=tuple(image.scanned() for image in watch.images) or _missing(watch),
        findings=tuple(finding for scan in scans for finding in scan.findings),
        known=severities_of(_SOURCES[scan_type] for scan_type in types),
        suppressed=tuple(one for scan in scans for one in scan.suppressed),
        scan_type=ENHANCED if ENHANCED in types else BASIC if BASIC in types else None,
        digest=digest,
    )


def _missing(watch: Watch) -> tuple[ScannedImage, ...]:
    """Return what stands for an image that is not there; nothing for an index without images."""
    if watch.resolved is not None:
        return ()
    reference = watch.reference
    return (
        ScannedImage(
            digest=reference.digest or reference.text, status=IMAGE_NOT_FOUND, reason=why_no_result(IMAGE_NOT_FOUND)
        ),
    )
