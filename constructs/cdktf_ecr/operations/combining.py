"""What ECR found and what other scanners report, as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.merging import merge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.findings.finding import Finding
    from cdktf_ecr.model.findings.report import ScannedImage
    from cdktf_ecr.model.findings.scan import Scan

    from .readers.scanner_report import ScannerReport

_SOURCE = "report about the image"


def with_reports(scan: Scan, reports: Sequence[ScannerReport]) -> Scan:
    """Return ``scan`` with the findings of other scanners merged in.

    Whether there is a verdict stays a matter of the scan: a report adds findings and vouches for nothing.

    Args:
        scan: What was found, by ECR or in the report that stands for it.
        reports: Further reports about the same image.

    Raises:
        InvalidSettingError: A report is about another image of the same repository, or another platform.
    """
    if not reports:
        return scan
    lists = [_placed(report, scan) for report in reports]
    known = severities_of(report.scanner for report in reports if not report.nothing_recognised)
    return replace(scan, findings=merge(scan.findings, *lists), known=scan.known | known)


def _placed(report: ScannerReport, scan: Scan) -> Sequence[Finding]:
    """Return the report's findings, on the platform and in the image that they belong to."""
    _check_image(report, scan)
    if report.platform is None:
        images = list(scan.images)
    else:
        images = [image for image in scan.images if _may_be(image, report.platform)]
        if scan.images and not images:
            platforms = ", ".join(image.platform or "" for image in scan.images)
            raise _refused(report, f"is about {report.platform}; the image is looked at for {platforms}")
    if len(images) != 1:
        return report.findings
    image = images[0]
    platform = image.platform or report.platform
    return [replace(finding, platform=platform, image_digest=image.digest) for finding in report.findings]


def _check_image(report: ScannerReport, scan: Scan) -> None:
    """Refuse a report that says it is about another image. One of an image that was only built says nothing."""
    repository = scan.names[0]
    digests = [
        digest
        for name, _, digest in (one.partition("@") for one in report.repository_digests)
        if name == repository or name.endswith(f"/{repository}")
    ]
    known = {scan.digest, *(image.digest for image in scan.images)}
    if digests and scan.digest is not None and known.isdisjoint(digests):
        raise _refused(report, f"is about {repository}@{digests[0]}, another image than {scan.digest}")


def _may_be(image: ScannedImage, platform: str) -> bool:
    """Whether the image may run on ``platform``: arm64 is the same with its variant v8 and without."""
    if image.platform is None:
        return True
    return (
        image.platform == platform
        or image.platform.startswith(f"{platform}/")
        or platform.startswith(f"{image.platform}/")
    )


def _refused(report: ScannerReport, rule: str) -> InvalidSettingError:
    return InvalidSettingError(report.scanner, str(report.file), rule, source=_SOURCE)
