"""Findings as ECR lists them, under basic and under enhanced scanning."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.operations.basic_findings import basic_finding
from cdktf_ecr.operations.enhanced_findings import enhanced_findings
from cdktf_ecr.operations.scan_results import ImageScan, scan_of_pages
from tests.standin.ecr import basic, enhanced

WHERE = {"digest": "sha256:a", "platform": "linux/amd64"}


def of_basic(**changes: Any) -> Finding:
    return basic_finding({**basic("CVE-2026-1"), **changes}, **WHERE)


def test_a_finding_of_basic_scanning_says_nothing_about_fixes() -> None:
    assert of_basic(description="What it is.") == Finding(
        id="CVE-2026-1",
        severity="HIGH",
        sources=("ecr",),
        package="openssl",
        version="3.0.11-1",
        image_digest="sha256:a",
        platform="linux/amd64",
        description="What it is.",
        url="https://security-tracker.debian.org/tracker/CVE-2026-1",
        score=7.5,
    )


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"attributes": []}, {"package": None, "version": None, "score": None}),
        (
            {"attributes": [{"key": "CVSS2_SCORE", "value": "5"}, {"key": "CVSS3_SCORE", "value": "9.8"}]},
            {"score": 9.8},
        ),
        ({"attributes": [{"key": "CVSS3_SCORE", "value": "NaN"}]}, {"score": None}),
        ({"attributes": [{"key": "CVSS3_SCORE", "value": "high"}]}, {"score": None}),
        ({"attributes": [{"key": "CVSS3_SCORE"}]}, {"score": None}),
        ({"severity": "SEVERE"}, {"severity": "UNDEFINED"}),
        ({"severity": None}, {"severity": "UNDEFINED"}),
        ({"name": None}, {"id": "unnamed finding"}),
    ],
)
def test_what_may_be_missing_from_basic_scanning(changes: dict[str, Any], found: dict[str, Any]) -> None:
    assert {name: getattr(of_basic(**changes), name) for name in found} == found


def test_a_finding_of_enhanced_scanning() -> None:
    (found,) = enhanced_findings(enhanced("CVE-2026-1", fixed_in="3.0.15", fix_available="YES"), **WHERE)

    assert found == Finding(
        id="CVE-2026-1",
        severity="HIGH",
        sources=("inspector",),
        package="openssl",
        version="3.0.11-1",
        fixed_in="3.0.15",
        fix_available=True,
        image_digest="sha256:a",
        platform="linux/amd64",
        title="CVE-2026-1 - openssl",
        description="What CVE-2026-1 is about.",
        url="https://nvd.nist.gov/vuln/detail/CVE-2026-1",
        score=7.5,
        exploit_available=False,
    )


@pytest.mark.parametrize(
    ("answer", "fixed_in", "expected"),
    [
        ("YES", "3.0.15", (True, "3.0.15")),
        ("YES", "NotAvailable", (True, None)),
        ("NO", "NotAvailable", (False, None)),
        ("NO", "", (False, None)),
        ("PARTIAL", "3.0.15", (True, "3.0.15")),
        ("PARTIAL", "NotAvailable", (False, None)),
        (None, "NotAvailable", (None, None)),
        (None, "3.0.15", (True, "3.0.15")),
    ],
)
def test_whether_there_is_a_fix(answer: str | None, fixed_in: str, expected: tuple[bool | None, str | None]) -> None:
    document = enhanced("CVE-2026-1", fixed_in=fixed_in) | {"fixAvailable": answer}

    (found,) = enhanced_findings(document, **WHERE)

    assert (found.fix_available, found.fixed_in) == expected


@pytest.mark.parametrize(
    ("package", "version"),
    [
        ({"version": "1.0"}, "1.0"),
        ({"version": "1.0", "release": "2.el9"}, "1.0-2.el9"),
        ({"version": "1.0", "release": "2.el9", "epoch": 0}, "1.0-2.el9"),
        ({"version": "1.0", "release": "2.el9", "epoch": 1}, "1:1.0-2.el9"),
        ({}, None),
    ],
)
def test_a_version_is_written_as_package_managers_do(package: dict[str, Any], version: str | None) -> None:
    document = enhanced("CVE-2026-1")
    document["packageVulnerabilityDetails"]["vulnerablePackages"] = [{"name": "openssl", **package}]

    (found,) = enhanced_findings(document, **WHERE)

    assert found.version == version


def test_each_package_is_a_finding_with_its_own_fix() -> None:
    document = enhanced("CVE-2026-1", fix_available="PARTIAL")
    document["packageVulnerabilityDetails"]["vulnerablePackages"] = [
        {"name": "openssl", "version": "1", "fixedInVersion": "2", "filePath": "usr/lib/libssl.so"},
        {"name": "libssl3", "version": "1", "fixedInVersion": "NotAvailable"},
    ]

    found = list(enhanced_findings(document, **WHERE))

    assert [(one.package, one.fix_available, one.path) for one in found] == [
        ("openssl", True, "usr/lib/libssl.so"),
        ("libssl3", False, None),
    ]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"severity": "UNTRIAGED"}, {"severity": "UNTRIAGED"}),
        ({"severity": "SEVERE"}, {"severity": "UNTRIAGED"}),
        ({"exploitAvailable": "YES"}, {"exploit_available": True}),
        ({"score": 11}, {"score": None}),
        ({"packageVulnerabilityDetails": None}, {"id": "CVE-2026-1 - openssl", "package": None}),
        ({"packageVulnerabilityDetails": None, "title": None, "findingArn": "arn:x"}, {"id": "arn:x"}),
        (
            {"packageVulnerabilityDetails": {"vulnerabilityId": "X", "referenceUrls": ["https://x"]}},
            {"id": "X", "url": "https://x", "package": None},
        ),
    ],
)
def test_what_may_be_missing_from_enhanced_scanning(changes: dict[str, Any], found: dict[str, Any]) -> None:
    (made,) = enhanced_findings({**enhanced("CVE-2026-1"), **changes}, **WHERE)

    assert {name: getattr(made, name) for name in found} == found


def page(*findings: dict[str, Any], status: str = "ACTIVE", **lists: Any) -> dict[str, Any]:
    return {"imageScanStatus": {"status": status}, "imageScanFindings": {"enhancedFindings": list(findings), **lists}}


def scan(*pages: dict[str, Any]) -> ImageScan:
    return scan_of_pages(pages, **WHERE)


def test_what_inspector_suppresses_is_ignored_and_what_it_closed_is_gone() -> None:
    found = scan(
        page(enhanced("CVE-1"), enhanced("CVE-2", status="SUPPRESSED")),
        page(enhanced("CVE-3", status="CLOSED"), enhanced("CVE-4")),
    )

    assert [one.id for one in found.findings] == ["CVE-1", "CVE-4"]
    assert [(one.finding.id, one.reason) for one in found.suppressed] == [
        ("CVE-2", "suppressed by a rule of Amazon Inspector")
    ]


@pytest.mark.parametrize(
    ("lists", "kind"),
    [
        ({}, None),
        ({"findings": None, "enhancedFindings": None}, None),
        ({"findings": []}, "basic"),
        ({"enhancedFindings": []}, "enhanced"),
        ({"findings": [basic("CVE-1")], "enhancedFindings": []}, "basic"),
        ({"findings": [], "enhancedFindings": [enhanced("CVE-1")]}, "enhanced"),
        ({"findings": [], "enhancedFindings": []}, "enhanced"),
    ],
)
def test_the_kind_of_a_scan_is_that_of_its_list(lists: dict[str, Any], kind: str | None) -> None:
    for status in ("COMPLETE", "ACTIVE"):
        found = scan({"imageScanStatus": {"status": status}, "imageScanFindings": lists})
        assert (found.scan_type, found.has_result) == (kind, kind is not None)


def test_a_status_that_changes_from_page_to_page_is_the_last_one() -> None:
    assert not scan(page(enhanced("CVE-1")), page(enhanced("CVE-2"), status="FAILED")).has_result
