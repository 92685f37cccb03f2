"""JSON: the schema in the package, what each field says, and that nobody's text changes."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr.model.findings.finding import Finding
from cdktf_ecr.model.findings.ignores import IgnoreEntry
from cdktf_ecr.model.findings.report import ScannedImage, ScanReport
from cdktf_ecr.report import render
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import FAILED, NEVER_SCANNED, REPORTS

SCHEMA: dict[str, Any] = json.loads((files("cdktf_ecr.report") / "schemas/scan-report-1.schema.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def parsed(report: ScanReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render("json", report), parse_constant=pytest.fail)
    return document


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_valid(name: str) -> None:
    VALIDATOR.validate(parsed(REPORTS[name]))


@given(hostile.reports())
def test_any_report_is_valid_and_keeps_what_others_wrote(report: ScanReport) -> None:
    document = parsed(report)

    VALIDATOR.validate(document)
    for written, finding in zip(document["findings"], report.findings, strict=True):
        assert written["title"] == (finding.title and finding.title.encode("utf-8", "replace").decode())


def test_its_keys_are_these() -> None:
    assert list(parsed(FAILED)) == [
        "schema",
        "verdict",
        "reason",
        "scan_type",
        "counts",
        "images",
        "findings",
        "ignored",
        "expired_ignores",
        "unused_ignores",
    ]


@pytest.mark.parametrize(
    ("definition", "model", "more"),
    [
        ("finding", Finding, {"violates"}),
        ("image", ScannedImage, {"image", "resolved_digest"}),
        ("ignore", IgnoreEntry, set()),
    ],
)
def test_the_schema_requires_every_field_and_nothing_is_written_that_it_does_not_know(
    definition: str, model: type, more: set[str]
) -> None:
    described = SCHEMA["$defs"][definition]
    written = {"finding": "findings", "image": "images", "ignore": "unused_ignores"}[definition]
    named = {field.name for field in fields(model)} | more

    assert set(described["properties"]) == set(described["required"]) == set(parsed(FAILED)[written][0]) == named


def test_an_ignored_finding_is_a_finding_with_its_reason_and_its_end() -> None:
    (ignored,) = parsed(FAILED)["ignored"]

    assert set(ignored) - set(parsed(FAILED)["findings"][0]) == {"reason", "until", "until_fixed"}
    assert (ignored["id"], ignored["reason"], ignored["until"]) == (
        "CVE-2026-1003",
        "No cookies are set.",
        "2027-01-31",
    )


def test_a_finding_names_the_rules_that_it_breaks() -> None:
    assert [finding["violates"] for finding in parsed(FAILED)["findings"]] == [["--fail-on CRITICAL"], [], []]


def test_what_nobody_knows_is_null_and_not_zero() -> None:
    document = parsed(NEVER_SCANNED)

    assert set(document["counts"].values()) == {None}
    assert document["scan_type"] is None
    assert parsed(FAILED)["findings"][2]["fix_available"] is None


def test_the_schema_refuses_a_count_below_zero_and_another_verdict() -> None:
    document = parsed(FAILED)

    assert not VALIDATOR.is_valid({**document, "verdict": "clean"})
    assert not VALIDATOR.is_valid({**document, "counts": {**document["counts"], "HIGH": -1}})
    assert not VALIDATOR.is_valid({**document, "ignored": [{**document["ignored"][0], "until": "2026-99-99"}]})


def test_each_finding_stands_on_a_line_of_its_own() -> None:
    lines = render("json", replace(FAILED, findings=FAILED.findings * 2)).splitlines()

    assert sum('"severity": "CRITICAL"' in line for line in lines) == 2


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    snapshot: SnapshotAssertion = text_snapshot("json")

    assert render("json", FAILED) == snapshot
