"""Other scanners' reports beside what ECR found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.report import ScannedImage
from cdktf_ecr.model.findings.scan import Scan
from cdktf_ecr.operations.combining import with_reports
from cdktf_ecr.operations.readers.grype import read_grype
from cdktf_ecr.operations.readers.scanner_report import ScannerReport
from cdktf_ecr.operations.readers.trivy import read_trivy
from tests.model.findings.samples import finding, scan
from tests.operations.readers.samples import DIGEST, HOST, OTHER, grype, grype_match, trivy, trivy_finding

FILE = Path("report.json")


def trivy_report(*findings: dict[str, Any], **more: Any) -> ScannerReport:
    return read_trivy("trivy", FILE, json.dumps(trivy(*findings, **more)).encode())


def image(digest: str = DIGEST, platform: str | None = None, reason: str | None = None) -> ScannedImage:
    return ScannedImage(digest=digest, platform=platform, status="ACTIVE", reason=reason)


def ours(*images: ScannedImage, **more: Any) -> Scan:
    found = finding(version="3.0.11-1", image_digest=images[0].digest, platform=images[0].platform)
    return scan(found, images=images, digest=DIGEST, **more)


def test_two_scanners_are_merged_and_a_third_too() -> None:
    grype_report = read_grype("grype", FILE, json.dumps(grype(grype_match())).encode())

    combined = with_reports(ours(image()), [trivy_report(trivy_finding(FixedVersion="3.0.15-1")), grype_report])

    (found,) = combined.findings
    assert (found.sources, found.fixed_in, found.image_digest) == (
        ("grype", "inspector", "trivy"),
        "3.0.15-1",
        DIGEST,
    )
    assert combined.known == severities_of(["grype", "inspector", "trivy"])


def test_without_reports_nothing_changes() -> None:
    assert with_reports(ours(image()), []) == ours(image())


def test_a_report_gives_no_verdict_where_the_scan_has_none() -> None:
    unsupported = image(reason="the scanner does not support the image")

    assert with_reports(ours(unsupported), [trivy_report()]).images == (unsupported,)


def test_a_report_that_recognised_nothing_did_not_look() -> None:
    assert with_reports(ours(image()), [trivy_report(Results=[])]).known == severities_of(["inspector"])


@pytest.mark.parametrize(
    ("platform", "variant", "joined"),
    [
        ("linux/amd64", {}, "linux/amd64"),
        ("linux/arm64/v8", {"architecture": "arm64"}, "linux/arm64/v8"),
        ("linux/arm64", {"architecture": "arm64", "variant": "v8"}, "linux/arm64"),
    ],
)
def test_a_report_joins_its_platform_among_several(platform: str, variant: dict[str, str], joined: str) -> None:
    config = {"os": "linux", "architecture": "amd64", **variant}
    report = trivy_report(trivy_finding(), Metadata={"ImageConfig": config})

    combined = with_reports(ours(image(platform=platform), image(OTHER, "linux/riscv64")), [report])

    assert [(one.platform, one.image_digest, one.sources) for one in combined.findings] == [
        (joined, DIGEST, ("inspector", "trivy"))
    ]


def test_a_report_of_no_platform_joins_all_of_them() -> None:
    several = ours(image(platform="linux/amd64"), image(OTHER, "linux/arm64"))

    combined = with_reports(several, [trivy_report(trivy_finding(), Metadata={})])

    assert [(one.platform, one.sources) for one in combined.findings] == [("linux/amd64", ("inspector", "trivy"))]


@pytest.mark.parametrize("digests", [[], [f"ghcr.io/other/api@{OTHER}"], [f"{HOST}/team/api@{DIGEST}"]])
def test_a_report_may_say_nothing_of_this_repository(digests: list[str]) -> None:
    report = trivy_report(trivy_finding(), Metadata={"RepoDigests": digests})

    assert len(with_reports(ours(image()), [report]).findings) == 1


def test_the_digest_of_the_index_is_the_images_too() -> None:
    index = scan(images=(image(OTHER, "linux/amd64"),), digest=DIGEST)

    assert len(with_reports(index, [trivy_report(trivy_finding())]).findings) == 1


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        (
            {"RepoDigests": [f"{HOST}/team/api@{OTHER}"]},
            f"trivy 'report.json': is about team/api@{OTHER}, another image than {DIGEST}",
        ),
        (
            {"ImageConfig": {"os": "linux", "architecture": "s390x"}},
            "trivy 'report.json': is about linux/s390x; the image is looked at for linux/amd64",
        ),
    ],
)
def test_a_report_about_another_image_is_refused(metadata: dict[str, Any], error: str) -> None:
    report = trivy_report(trivy_finding(), Metadata=metadata)

    with pytest.raises(InvalidSettingError, match=error):
        with_reports(ours(image(platform="linux/amd64")), [report])
