from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.operations.readers.scanner_report import ScannerReport
from cdktf_ecr.operations.readers.trivy import read_trivy
from tests.operations.readers.samples import DIGEST, HOST, grype, trivy, trivy_finding

FILE = Path("trivy-report.json")


def read(document: object) -> ScannerReport:
    content = document if isinstance(document, str) else json.dumps(document)
    return read_trivy("trivy", FILE, content.encode())


def test_a_report_says_which_image_it_is_about() -> None:
    report = read(trivy())

    assert report == ScannerReport(
        scanner="trivy",
        file=FILE,
        image=f"{HOST}/team/api:1",
        findings=(),
        repository_digests=(f"{HOST}/team/api@{DIGEST}",),
        platform="linux/amd64",
        nothing_recognised=False,
        created_at=datetime(2026, 11, 24, 21, 30, 5, 123457, tzinfo=timezone.utc),
    )


def test_a_finding_keeps_what_trivy_says() -> None:
    (found,) = read(trivy(trivy_finding())).findings

    assert found == Finding(
        id="CVE-2026-1",
        severity="HIGH",
        sources=("trivy",),
        package="openssl",
        version="3.0.11-1",
        fixed_in=None,
        fix_available=False,
        platform="linux/amd64",
        title="openssl: something",
        description="Something is wrong.",
        url="https://avd.aquasec.com/nvd/cve-2026-1",
        score=7.5,
    )


@pytest.mark.parametrize(
    ("trivy_says", "found"),
    [
        ({"FixedVersion": "3.0.15-1"}, {"fixed_in": "3.0.15-1", "fix_available": True}),
        ({"FixedVersion": ""}, {"fixed_in": None, "fix_available": False}),
        ({"Severity": "UNKNOWN"}, {"severity": "UNDEFINED"}),
        ({"Severity": None}, {"severity": "UNDEFINED"}),
        ({"PkgPath": "app/a.jar"}, {"path": "app/a.jar"}),
        ({"VendorIDs": ["GHSA-1", "DSA-5417-1"]}, {"aliases": ("GHSA-1",)}),
        ({"CVSS": {"nvd": {"V2Score": 4.3}}}, {"score": 4.3}),
        ({"CVSS": {"nvd": {"V3Score": 4.3, "V40Score": 9.3}}}, {"score": 9.3}),
        ({"CVSS": None}, {"score": None}),
    ],
)
def test_each_field(trivy_says: dict[str, Any], found: dict[str, Any]) -> None:
    (read_back,) = read(trivy(trivy_finding(**trivy_says))).findings

    assert {name: getattr(read_back, name) for name in found} == found


@pytest.mark.parametrize(
    ("kind", "path", "expected"),
    [
        ("lang-pkgs", None, "app/package-lock.json"),
        ("lang-pkgs", "node_modules/a/package.json", "node_modules/a/package.json"),
        ("os-pkgs", None, None),
    ],
)
def test_the_file_of_a_languages_packages(kind: str, path: str | None, expected: str | None) -> None:
    more = {} if path is None else {"PkgPath": path}
    result = {"Target": "app/package-lock.json", "Class": kind, "Vulnerabilities": [trivy_finding(**more)]}

    assert read(trivy(Results=[result])).findings[0].path == expected


@pytest.mark.parametrize(
    ("results", "nothing"),
    [
        (None, True),
        ([], True),
        ([{"Target": "Dockerfile", "Class": "config"}, {"Target": "x", "Class": "secret"}], True),
        ([{"Target": "debian", "Class": "os-pkgs"}], False),
        ([{"Target": "Java", "Class": "lang-pkgs", "Packages": []}], False),
        ([{"Target": "old", "Vulnerabilities": [trivy_finding()]}], False),
    ],
)
def test_a_report_without_packages_recognised_nothing(results: object, *, nothing: bool) -> None:
    assert read(trivy(Results=results)).nothing_recognised is nothing


def test_an_image_that_was_only_built_has_no_digest() -> None:
    report = read(trivy(ArtifactName="api:dev", Metadata={"ImageID": DIGEST, "RepoTags": ["api:dev"]}))

    assert (report.image, report.repository_digests, report.platform) == ("api:dev", (), None)


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (grype(), "is not a report of Trivy .*: Object missing required field `SchemaVersion`"),
        ([], r"is not a report of Trivy .*: Expected `object`, got `array`"),
        (trivy() | {"SchemaVersion": 1}, "must be of schema version 2, not 1"),
        (
            trivy(trivy_finding(VulnerabilityID=7)),
            r"Expected `str`, got `int` - at `\$.Results\[0\].Vulnerabilities\[0\]",
        ),
        (trivy(trivy_finding(VulnerabilityID="")), "is not a report of Trivy .*: id '': must name the vulnerability"),
        ('{"SchemaVersion": 2,\n"Results": [', "is not valid JSON: Input data was truncated, line 2 column 13"),
        ('{"SchemaVersion": 2,\n "Results": nul}', "is not valid JSON: .*, line 2 column"),
        ("", "is not valid JSON: Input data was truncated, line 1 column 1"),
        ("<html>", "is not valid JSON: .*line 1 column 1"),
    ],
)
def test_anything_else_is_refused_in_one_line(document: object, error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error) as raised:
        read(document)
    assert str(raised.value).startswith("trivy 'trivy-report.json': ")
    assert "\n" not in str(raised.value)
