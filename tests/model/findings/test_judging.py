from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.findings.counts import count_by_severity, severities_of
from cdktf_ecr.model.findings.finding import Finding, worst_first
from cdktf_ecr.model.findings.ignores import IgnoredFinding
from cdktf_ecr.model.findings.judging import judge
from cdktf_ecr.model.findings.policy import Policy
from cdktf_ecr.model.findings.report import ScannedImage, ScanReport
from cdktf_ecr.model.findings.scan import Baseline, Scan
from tests.model.findings.samples import NOW, entry, finding, findings, scan

WITH = ScannedImage(digest="sha256:a", platform="linux/amd64", status="ACTIVE")
WITHOUT = ScannedImage(digest="sha256:b", platform="linux/arm64", status="FAILED", reason="the scan failed (FAILED)")
CRITICAL = finding("CVE-2026-1", "CRITICAL")
LOW = finding("CVE-2026-2", "LOW")


def judged(found: Scan, policy: Policy | None = None, **more: Any) -> ScanReport:
    return judge(found, policy or Policy(), tool_version="1.0", now=NOW, **more)


def test_an_image_without_what_breaks_the_policy_passes() -> None:
    report = judged(scan(LOW))

    assert (report.verdict, report.reason) == ("passed", "Nothing breaks the policy: 1 finding, 0 ignored.")
    assert (report.findings, report.violations) == ((LOW,), ())


def test_an_image_with_it_fails() -> None:
    report = judged(scan(LOW, CRITICAL))

    assert report.verdict == "failed"
    assert report.reason == "1 finding of severity CRITICAL or worse, where none is allowed."
    assert report.findings == (CRITICAL, LOW)


@pytest.mark.parametrize("found", [(), (CRITICAL,)])
def test_a_platform_without_a_result_leaves_no_verdict_whatever_is_known_of_the_others(
    found: tuple[Finding, ...],
) -> None:
    report = judged(scan(*found, images=(WITH, WITHOUT)))

    assert (report.verdict, report.reason) == ("none", "No result for linux/arm64: the scan failed (FAILED).")
    assert [one.findings for one in report.violations] == ([found] if found else [])


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(None, "The index holds no image of any platform."), ("permission denied: x", "permission denied: x.")],
)
def test_no_image_is_no_verdict(failure: str | None, reason: str) -> None:
    report = judged(scan(images=(), failure=failure))

    assert (report.verdict, report.reason) == ("none", reason)
    assert set(report.counts.values()) == {None}


def test_what_is_ignored_does_not_fail_and_is_shown() -> None:
    suppressed = IgnoredFinding(finding=finding("CVE-2026-0", "CRITICAL"), reason="suppressed")

    report = judged(scan(LOW, CRITICAL, suppressed=(suppressed,)), entries=[entry("CVE-2026-1"), entry("CVE-2026-9")])

    assert (report.verdict, report.findings) == ("passed", (LOW,))
    assert report.ignored == (suppressed, IgnoredFinding(finding=CRITICAL, reason="not reachable"))
    assert report.unused_ignores == (entry("CVE-2026-9"),)
    assert report.reason == "Nothing breaks the policy: 1 finding, 2 ignored."
    assert (report.counts["CRITICAL"], report.counts["LOW"]) == (0, 1)


def test_only_what_is_new_counts_against_an_image_that_was_compared() -> None:
    baseline = Baseline(image="team/api:0", findings=(finding("CVE-2026-1", "LOW", version="0.9"),))

    report = judged(scan(CRITICAL, LOW), Policy(fail_on="LOW", only_new=True), baseline=baseline)

    assert [(one.id, one.new) for one in report.findings] == [("CVE-2026-1", False), ("CVE-2026-2", True)]
    assert [[one.id for one in broken.findings] for broken in report.violations] == [["CVE-2026-2"]]
    assert report.new_since == "team/api:0"


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (finding("CVE-2026-1", package="OPENSSL"), False),
        (finding("CVE-2026-1", platform="linux/arm64"), False),
        (finding("GHSA-1", aliases=("CVE-2026-1",)), False),
        (finding("CVE-2026-1", package="zlib"), True),
        (finding("CVE-2026-2"), True),
    ],
)
def test_new_is_another_vulnerability_or_another_package(known: Finding, *, new: bool) -> None:
    report = judged(scan(CRITICAL), baseline=Baseline(image="team/api:0", findings=(known,)))

    assert report.findings[0].new is new


@pytest.mark.parametrize(("found", "verdict"), [((), "passed"), ((LOW,), "passed"), ((CRITICAL,), "none")])
def test_an_image_to_compare_with_that_has_no_result_matters_only_if_something_is_found(
    found: tuple[Finding, ...], verdict: str
) -> None:
    baseline = Baseline(image="team/api:0", findings=None, reason="Amazon Inspector no longer watches it")

    report = judged(scan(*found), Policy(only_new=True), baseline=baseline)

    assert report.verdict == verdict
    assert [one.new for one in report.findings] == [None] * len(found)
    if verdict == "none":
        assert report.reason == "What is new is unknown: team/api:0: Amazon Inspector no longer watches it."


@pytest.mark.parametrize(
    ("looked", "unknown"),
    [
        ({"ecr"}, {"UNTRIAGED"}),
        ({"inspector"}, {"UNDEFINED"}),
        ({"trivy"}, {"INFORMATIONAL", "UNTRIAGED"}),
        ({"grype"}, {"UNTRIAGED"}),
        ({"inspector", "trivy"}, set()),
        (set(), {"CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED", "UNTRIAGED"}),
    ],
)
def test_a_severity_that_no_scanner_gives_is_unknown_and_not_zero(looked: set[str], unknown: set[str]) -> None:
    counts = count_by_severity((), known=severities_of(looked), complete=True)

    assert {severity for severity, count in counts.items() if count is None} == unknown
    assert {count for count in counts.values() if count is not None} <= {0}


def test_what_was_found_is_counted_even_if_its_scanner_should_not_know_it() -> None:
    assert (
        count_by_severity([finding(severity="UNDEFINED")], known=severities_of(["inspector"]), complete=True)[
            "UNDEFINED"
        ]
        == 1
    )


def test_without_a_platform_zero_is_unknown_and_a_number_a_minimum() -> None:
    counts = judged(scan(CRITICAL, images=(WITH, WITHOUT))).counts

    assert {severity: count for severity, count in counts.items() if count is not None} == {"CRITICAL": 1}


@given(st.lists(findings()), st.lists(st.sampled_from([WITH, WITHOUT])), st.booleans())
def test_only_a_result_for_every_image_passes(
    found: list[Finding],
    images: list[ScannedImage],
    only_fixable: bool,  # noqa: FBT001
) -> None:
    report = judged(scan(*found, images=tuple(images)), Policy(only_fixable=only_fixable))

    if report.verdict == "passed":
        assert images
        assert WITHOUT not in images
        assert not any(one.severity == "CRITICAL" and one.fix_available is not False for one in found)
    assert report.findings == worst_first(found)
