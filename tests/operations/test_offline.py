"""Scans read from files, whichever kind the file is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.counts import severities_of
from cdktf_ecr.model.findings.report import ScannedImage
from cdktf_ecr.operations.offline import of_platforms, read_offline, read_offline_baseline
from tests.operations.readers.samples import (
    DIGEST,
    HOST,
    OTHER,
    aws_answer,
    grype,
    grype_match,
    trivy,
    trivy_finding,
    write,
)
from tests.standin.ecr import basic, enhanced


@pytest.mark.parametrize(("document", "scanner"), [(trivy(trivy_finding()), "trivy"), (grype(grype_match()), "grype")])
def test_a_scanners_report_stands_for_the_scan(tmp_path: Path, document: object, scanner: str) -> None:
    scan = read_offline(write(tmp_path, document))

    assert (scan.image, scan.digest, scan.scan_type) == (f"{HOST}/team/api:1", DIGEST, None)
    assert [(one.digest, one.platform, one.status, one.reason) for one in scan.images] == [
        (DIGEST, "linux/amd64", "COMPLETE", None)
    ]
    assert [(one.id, one.image_digest, one.sources) for one in scan.findings] == [("CVE-2026-1", DIGEST, (scanner,))]
    assert scan.known == severities_of([scanner])
    assert scan.names == ("team/api", "team/api:1", f"{HOST}/team/api:1", f"team/api@{DIGEST}")


def test_a_report_that_recognised_nothing_is_no_result(tmp_path: Path) -> None:
    scan = read_offline(write(tmp_path, trivy(Results=[])))

    assert [one.reason for one in scan.images] == ["trivy recognised no packages in it"]
    assert scan.known == set()


@pytest.mark.parametrize(
    ("results", "kind", "found"),
    [
        ({"findings": [basic("CVE-2026-1")]}, "basic", ["CVE-2026-1"]),
        ({}, "basic", []),
        ({"findings": None, "enhancedFindings": [enhanced("CVE-2026-2")]}, "enhanced", ["CVE-2026-2"]),
        ({"findings": [], "enhancedFindings": [enhanced("CVE-2026-2")]}, "enhanced", ["CVE-2026-2"]),
    ],
)
def test_what_the_aws_command_printed_is_the_scan(
    tmp_path: Path, results: dict[str, Any], kind: str, found: list[str]
) -> None:
    scan = read_offline(write(tmp_path, aws_answer(results=results)))

    assert (scan.image, scan.digest, scan.scan_type) == ("team/api:1", DIGEST, kind)
    assert [one.id for one in scan.findings] == found
    assert [one.reason for one in scan.images] == [None]
    assert str(scan.images[0].scanned_at) == "2026-11-24 21:30:05+00:00"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (aws_answer("IN_PROGRESS"), "the scan has not ended (IN_PROGRESS: The scan was completed successfully)"),
        (aws_answer("FAILED"), "the scan failed (FAILED: The scan was completed successfully)"),
        (
            {key: value for key, value in aws_answer().items() if key != "imageScanFindings"},
            "the scan lists no findings, not even an empty list (COMPLETE)",
        ),
        (
            aws_answer(results={"findings": None}),
            "the scan lists no findings, not even an empty list (COMPLETE)",
        ),
    ],
)
def test_what_it_printed_may_be_no_result(tmp_path: Path, answer: dict[str, Any], reason: str) -> None:
    assert [one.reason for one in read_offline(write(tmp_path, answer)).images] == [reason]


@pytest.mark.parametrize(("time", "kept"), [(1_790_000_000.5, True), ("soon", False), (1e300, False), (None, False)])
def test_the_time_is_kept_if_it_is_one(tmp_path: Path, time: object, *, kept: bool) -> None:
    scan = read_offline(write(tmp_path, aws_answer(results={"imageScanCompletedAt": time})))

    assert (scan.images[0].scanned_at is not None) is kept


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (
            {"nextToken": "x", **aws_answer()},
            r"is one page of several \(it has a nextToken\): save it without --max-items",
        ),
        (aws_answer(results={"findings": ["x"]}), "a finding is malformed"),
        (aws_answer(results={"findings": {"name": "x"}}), "a finding is malformed"),
        ({**aws_answer(), "imageScanStatus": "COMPLETE"}, r"Expected `object`, got `str` - at `\$.imageScanStatus`"),
        ({"hello": "world"}, "must be a JSON report of cdktf-ecr, Trivy or Grype, or the output of aws ecr"),
        ({"runs": [], "version": "2.1.0", "$schema": "sarif"}, "it is none of them"),
        ([], "is not a report: a JSON object: Expected `object`, got `array`"),
        ({"schema": "urn:somebody:else:1"}, "is not a JSON report of cdktf-ecr: Object missing required field"),
        ('{"imageScanStatus": {"status": "COMPLETE"', "is not valid JSON: Input data was truncated, line 1 column 42"),
        ("", "is not valid JSON"),
    ],
)
def test_any_other_file_is_refused_in_one_line(tmp_path: Path, document: object, error: str) -> None:
    file = write(tmp_path, document)

    with pytest.raises(InvalidSettingError, match=error) as raised:
        read_offline(file)
    assert str(raised.value).startswith(f"offline '{file}': ")
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettingError, match=r"cannot be read: No such file or directory"):
        read_offline(tmp_path / "missing.json")
    with pytest.raises(InvalidSettingError, match=r"cannot be read: Is a directory"):
        read_offline(tmp_path)


def test_the_image_may_be_called_otherwise(tmp_path: Path) -> None:
    report = trivy(trivy_finding(), ArtifactName="api:dev", Metadata={})

    scan = read_offline(write(tmp_path, report), image=f"{HOST}/team/api:2")

    assert (scan.image, scan.names) == (f"{HOST}/team/api:2", ("team/api", "team/api:2", f"{HOST}/team/api:2"))


def test_an_image_outside_ecr_is_called_what_it_is_called(tmp_path: Path) -> None:
    assert read_offline(write(tmp_path, trivy(ArtifactName="alpine", Metadata={}))).names == ("alpine",)


def test_a_file_to_compare_with(tmp_path: Path) -> None:
    file = write(tmp_path, trivy(trivy_finding()))

    baseline = read_offline_baseline(file)

    assert baseline.findings is not None
    assert (baseline.image, [one.id for one in baseline.findings]) == (str(file), ["CVE-2026-1"])


def test_a_file_to_compare_with_may_have_no_result(tmp_path: Path) -> None:
    baseline = read_offline_baseline(write(tmp_path, aws_answer("SCAN_ELIGIBILITY_EXPIRED")))

    assert baseline.findings is None
    assert str(baseline.reason).startswith("Amazon Inspector no longer watches the image")


def test_one_platform_of_a_file(tmp_path: Path) -> None:
    scan = read_offline(write(tmp_path, trivy(trivy_finding())))

    assert of_platforms(scan, ()) == scan
    assert of_platforms(scan, ["linux/amd64"]) == scan
    with pytest.raises(InvalidSettingError, match="platform 'linux/arm64': must be one of the file: linux/amd64"):
        of_platforms(scan, ["linux/arm64"])


def test_the_other_platforms_of_a_file_are_left_out(tmp_path: Path) -> None:
    scan = read_offline(write(tmp_path, trivy(trivy_finding())))
    arm = ScannedImage(digest=OTHER, platform="linux/arm64", status="FAILED", reason="the scan failed")
    both = scan.__class__(**{**{name: getattr(scan, name) for name in scan.__slots__}, "images": (*scan.images, arm)})

    assert of_platforms(both, ["linux/amd64"]).images == scan.images
    assert of_platforms(both, ["linux/arm64"]).findings == ()
