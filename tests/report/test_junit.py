"""JUnit XML against the schema of Jenkins, and read back by a library that is not ours."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import render
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import FAILED, NEVER_SCANNED, OPENSSL, PASSED, REPORTS, UNSCANNED, ZLIB

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")


def suites(report: ScanReport) -> dict[str, dict[str, TestCase]]:
    read = JUnitXml.fromstring(render("junit", report).encode())
    return {suite.name: {case.name: case for case in suite} for suite in read}


def outcomes(report: ScanReport) -> dict[str, list[tuple[str, type]]]:
    return {
        suite: [(name, type(case.result[0]) if case.result else TestCase) for name, case in cases.items()]
        for suite, cases in suites(report).items()
    }


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_valid(name: str) -> None:
    SCHEMA.validate(render("junit", REPORTS[name]))


@settings(max_examples=50)
@given(hostile.reports())
def test_any_report_is_valid(report: ScanReport) -> None:
    SCHEMA.validate(render("junit", report))


def test_what_breaks_a_rule_fails_what_is_ignored_is_skipped_the_rest_passes() -> None:
    assert outcomes(FAILED) == {
        "verdict": [("verdict", Failure)],
        "linux/amd64": [
            ("scan of linux/amd64", TestCase),
            ("CRITICAL CVE-2026-1001 openssl 3.0.11-1", Failure),
            ("MEDIUM CVE-2026-1002 zlib 1.3", TestCase),
        ],
        "linux/arm64": [("scan of linux/arm64", TestCase), ("HIGH CVE-2026-1003 curl 8.5.0", Skipped)],
        "image": [("UNTRIAGED GHSA-aaaa-bbbb-cccc", TestCase)],
    }


def test_a_passed_image_without_findings_is_a_pass_and_not_an_empty_file() -> None:
    assert outcomes(PASSED) == {
        "verdict": [("verdict", TestCase)],
        PASSED.images[0].digest: [(f"scan of {PASSED.images[0].digest}", TestCase)],
    }


def test_a_platform_without_a_verdict_is_an_error() -> None:
    found = outcomes(UNSCANNED)

    assert found["verdict"] == [("verdict", Error)]
    assert found["linux/arm64"] == [("scan of linux/arm64", Error)]
    error = suites(UNSCANNED)["linux/arm64"]["scan of linux/arm64"].result[0]
    assert error.message == "UNSUPPORTED_IMAGE: ECR cannot scan this operating system."


def test_an_image_that_was_never_scanned_is_an_error() -> None:
    assert outcomes(NEVER_SCANNED) == {"verdict": [("verdict", Error)]}


def test_what_breaks_a_rule_fails_without_a_verdict_too() -> None:
    report = replace(UNSCANNED, findings=(OPENSSL, ZLIB), violations=FAILED.violations)

    assert ("CRITICAL CVE-2026-1001 openssl 3.0.11-1", Failure) in outcomes(report)["linux/amd64"]


@pytest.mark.parametrize("name", REPORTS)
def test_each_suite_counts_its_own_cases(name: str) -> None:
    for suite in ET.fromstring(render("junit", REPORTS[name])):  # noqa: S314 - ours
        assert {
            "tests": int(suite.attrib["tests"]),
            "failures": int(suite.attrib["failures"]),
            "errors": int(suite.attrib["errors"]),
            "skipped": int(suite.attrib["skipped"]),
        } == {
            "tests": len(suite.findall("testcase")),
            "failures": len(suite.findall("testcase/failure")),
            "errors": len(suite.findall("testcase/error")),
            "skipped": len(suite.findall("testcase/skipped")),
        }


def test_a_failure_says_which_rule_and_where_the_fix_is() -> None:
    failure = suites(FAILED)["linux/amd64"]["CRITICAL CVE-2026-1001 openssl 3.0.11-1"].result[0]

    assert failure.message == "Heap overflow in the parsing of certificates (fixed in: 3.0.15-1)"
    assert failure.text.splitlines()[0] == "breaks: --fail-on CRITICAL"


def test_what_the_schema_of_the_ant_task_requires_is_there_too() -> None:
    # JUnit.xsd of Windy Road, which is stricter: no attribute on the root, these on every suite, in this order.
    root = ET.fromstring(render("junit", FAILED))  # noqa: S314 - ours

    assert root.attrib == {}
    for index, suite in enumerate(root):
        required = {"name", "package", "id", "hostname", "timestamp", "time", "tests", "failures", "errors"}
        assert required <= set(suite.attrib)
        assert suite.attrib["id"] == str(index)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
        tags = [child.tag for child in suite]
        cases = ["testcase"] * (len(tags) - 3)
        assert tags == ["properties", *cases, "system-out", "system-err"]
        for case in suite.iter("testcase"):
            assert set(case.attrib) == {"name", "classname", "time"}
            assert len(case) <= 1


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    assert render("junit", FAILED) == text_snapshot("xml")
