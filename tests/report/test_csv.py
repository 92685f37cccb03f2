"""CSV: read back, and never a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.report import render
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import ARM, FAILED, INDEX, NEVER_SCANNED, PASSED, UNSCANNED, ZLIB

FORMULA_SIGNS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def rows(report: ScanReport) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render("csv", report), newline="")))


def test_each_finding_is_a_line_the_ignored_ones_last() -> None:
    assert [(row["status"], row["id"]) for row in rows(FAILED)] == [
        ("open", "CVE-2026-1001"),
        ("open", "CVE-2026-1002"),
        ("open", "GHSA-aaaa-bbbb-cccc"),
        ("ignored", "CVE-2026-1003"),
    ]


def test_a_line_says_what_is_known_and_that_the_rest_is_not() -> None:
    critical, _, bare, ignored = rows(FAILED)

    assert critical["violates"] == "fail-on CRITICAL"
    assert critical["sources"] == "inspector; trivy"
    assert (critical["fix_available"], critical["new"], critical["exploit_available"]) == ("yes", "yes", "yes")
    assert (bare["fix_available"], bare["exploit_available"], bare["score"], bare["package"]) == (
        "unknown",
        "unknown",
        "",
        "",
    )
    assert (ignored["reason"], ignored["until"], ignored["until_fixed"]) == ("No cookies are set.", "2027-01-31", "yes")


def test_what_has_no_verdict_has_a_line() -> None:
    first, *others = rows(UNSCANNED)

    assert (first["status"], first["image_digest"], first["platform"]) == ("no verdict", ARM, "linux/arm64")
    assert first["reason"] == "ECR cannot scan this operating system."
    assert [row["status"] for row in others] == ["open"]
    assert [(row["status"], row["reason"]) for row in rows(NEVER_SCANNED)] == [
        ("no verdict", "The image was never scanned.")
    ]


def test_a_verdict_that_is_missing_for_another_reason_has_a_line_too() -> None:
    first, *_ = rows(replace(FAILED, verdict="none", reason="What is new is unknown."))

    assert (first["status"], first["image_digest"], first["reason"]) == ("no verdict", INDEX, "What is new is unknown.")


def test_a_passed_image_without_findings_is_the_header_alone() -> None:
    assert rows(PASSED) == []
    assert render("csv", PASSED).startswith("status,severity,id,")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'=1+1"),
        ("\t@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("a; =1+1", "a; '=1+1"),
        ("a,+1", "a,'+1"),
        ("1.2-3", "1.2-3"),
        (">=1.0, <2", ">=1.0, <2"),
        ("two\r\nlines", "two lines"),
    ],
)
def test_nothing_begins_as_a_formula(text: str, cell: str) -> None:
    (row,) = rows(replace(PASSED, findings=(replace(ZLIB, title=text),)))

    assert row["title"] == cell


@given(hostile.reports())
def test_no_cell_of_any_report_is_a_formula(report: ScanReport) -> None:
    written = list(csv.reader(io.StringIO(render("csv", report), newline="")))

    assert {len(row) for row in written} == {len(written[0])}
    assert [cell for row in written for cell in row if cell.startswith(FORMULA_SIGNS)] == []
    # As a spreadsheet that parts cells at semicolons reads it.
    assert [
        cell
        for line in render("csv", report).splitlines()
        for cell in line.split(";")
        if cell.startswith(FORMULA_SIGNS)
    ] == []


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    assert render("csv", FAILED).replace("\r\n", "\n") == text_snapshot("csv")
