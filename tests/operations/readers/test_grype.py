from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.operations.readers.grype import read_grype
from cdktf_ecr.operations.readers.scanner_report import ScannerReport
from tests.operations.readers.samples import DIGEST, HOST, grype, grype_match, trivy

FILE = Path("grype-report.json")


def read(document: object) -> ScannerReport:
    content = document if isinstance(document, str) else json.dumps(document)
    return read_grype("grype", FILE, content.encode())


def test_a_report_says_which_image_it_is_about() -> None:
    assert read(grype()) == ScannerReport(
        scanner="grype",
        file=FILE,
        image=f"{HOST}/team/api:1",
        findings=(),
        repository_digests=(f"{HOST}/team/api@{DIGEST}",),
        platform="linux/amd64",
    )


def test_a_finding_keeps_what_grype_says() -> None:
    (found,) = read(grype(grype_match())).findings

    assert found == Finding(
        id="CVE-2026-1",
        severity="HIGH",
        sources=("grype",),
        package="openssl",
        version="3.0.11-1",
        fix_available=False,
        platform="linux/amd64",
        description="Something is wrong.",
        url="https://security-tracker.debian.org/tracker/CVE-2026-1",
        score=7.5,
        path="/var/lib/dpkg/status",
    )


@pytest.mark.parametrize(
    ("match", "found"),
    [
        ({"state": "fixed"}, {"fixed_in": "3.0.15-1", "fix_available": True}),
        ({"state": "wont-fix"}, {"fixed_in": None, "fix_available": False}),
        ({"state": "unknown"}, {"fixed_in": None, "fix_available": None}),
        ({"fix": None}, {"fixed_in": None, "fix_available": None}),
        ({"severity": "Negligible"}, {"severity": "INFORMATIONAL"}),
        ({"severity": "Unknown"}, {"severity": "UNDEFINED"}),
        ({"severity": "Terrible"}, {"severity": "UNDEFINED"}),
        ({"cvss": []}, {"score": None}),
        ({"name": "GHSA-1", "related": ("CVE-2026-1",)}, {"id": "CVE-2026-1", "aliases": ("GHSA-1",)}),
        ({"name": "GHSA-1", "related": ("CVE-2026-1", "CVE-2026-2")}, {"id": "GHSA-1", "aliases": ()}),
        ({"name": "ELSA-1", "related": ("CVE-2026-1",)}, {"id": "ELSA-1", "aliases": ()}),
    ],
)
def test_each_field(match: dict[str, Any], found: dict[str, Any]) -> None:
    (read_back,) = read(grype(grype_match(**match))).findings

    assert {name: getattr(read_back, name) for name in found} == found


def test_a_directory_has_no_platform() -> None:
    report = read(grype(source={"type": "directory", "target": "/src"}))

    assert (report.image, report.platform, report.repository_digests) == ("/src", None, ())


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (trivy(), "is not a report of Grype .*: Object missing required field `matches`"),
        (grype() | {"descriptor": {"name": "syft"}}, "must be written by grype, not by syft"),
        (grype({"vulnerability": {"id": "CVE-2026-1"}}), r"missing required field `artifact` - at `\$.matches\[0\]`"),
        (grype(grype_match(name="")), "is not a report of Grype .*: id '': must name the vulnerability"),
        ('{"matches": [', "is not valid JSON: Input data was truncated, line 1 column 14"),
    ],
)
def test_anything_else_is_refused_in_one_line(document: object, error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error) as raised:
        read(document)
    assert str(raised.value).startswith("grype 'grype-report.json': ")
    assert "\n" not in str(raised.value)
