from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.findings.finding import Finding, severity_rank
from cdktf_ecr.model.findings.merging import merge
from tests.model.findings.samples import finding, findings


def test_the_same_vulnerability_in_the_same_package_is_one_finding_with_both_sources() -> None:
    ours = finding(version="3.0.11-1", severity="HIGH", title="from AWS", score=7.5, image_digest="sha256:a")
    theirs = finding(source="trivy", version="3.0.11-1", fixed_in="3.0.15", fix_available=True, title="from Trivy")

    (merged,) = merge([ours], [theirs])

    assert merged == finding(
        sources=("inspector", "trivy"),
        version="3.0.11-1",
        fixed_in="3.0.15",
        fix_available=True,
        title="from AWS",
        score=7.5,
        image_digest="sha256:a",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "worse"),
    [
        ({"severity": "LOW"}, {"severity": "CRITICAL"}, {"severity": "CRITICAL"}),
        ({"severity": "UNTRIAGED"}, {"severity": "LOW"}, {"severity": "LOW"}),
        ({"score": 9.8}, {"score": 7.5}, {"score": 9.8}),
        ({"fix_available": False}, {"fix_available": True}, {"fix_available": True}),
        ({"fix_available": False}, {"fix_available": None}, {"fix_available": False}),
        ({"exploit_available": None}, {"exploit_available": True}, {"exploit_available": True}),
    ],
)
def test_where_scanners_disagree_the_worse_is_taken(
    ours: dict[str, Any], theirs: dict[str, Any], worse: dict[str, Any]
) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        (merged,) = merge([finding(**one)], [finding(source="trivy", **other)])
        assert merged == finding(sources=("inspector", "trivy"), **worse)


def test_versions_written_differently_do_not_part_the_one_finding_of_each() -> None:
    (merged,) = merge([finding(version="1:3.0.11-1.el9")], [finding(source="trivy", version="3.0.11")])

    assert (merged.version, merged.sources) == ("1:3.0.11-1.el9", ("inspector", "trivy"))


def test_several_versions_of_a_package_are_matched_by_version() -> None:
    ours = [finding(version="1.0"), finding(version="2.0")]
    theirs = [finding(source="trivy", version="0:2.0"), finding(source="trivy", version="3.0")]

    merged = {one.version: one.sources for one in merge(ours, theirs)}

    assert merged == {"1.0": ("inspector",), "2.0": ("inspector", "trivy"), "3.0": ("trivy",)}


def test_several_copies_of_a_version_are_matched_by_file() -> None:
    ours = [finding(version="1.0", path="app/a.jar"), finding(version="1.0", path="app/b.jar")]
    theirs = [finding(source="trivy", version="1.0", path="/app/b.jar")]

    merged = {one.path: one.sources for one in merge(ours, theirs)}

    assert merged == {"app/a.jar": ("inspector",), "app/b.jar": ("inspector", "trivy")}


def test_packages_are_the_same_in_capitals() -> None:
    assert len(merge([finding(package="PyYAML")], [finding(source="trivy", package="pyyaml")])) == 1


def test_other_packages_vulnerabilities_and_platforms_stay_apart() -> None:
    base = finding(platform="linux/amd64")
    others = [
        finding(source="trivy", package="zlib", platform="linux/amd64"),
        finding("CVE-2026-2", source="trivy", platform="linux/amd64"),
        finding(source="trivy", platform="linux/arm64"),
    ]

    assert Counter(merge([base], others)) == Counter([base, *others])


def test_a_finding_without_a_package_is_matched_with_nothing() -> None:
    unknown = finding(package=None)

    assert Counter(merge([unknown], [finding(source="trivy", package=None)], [finding(source="grype")])) == Counter(
        [unknown, finding(source="trivy", package=None), finding(source="grype")]
    )


def test_a_report_that_names_no_platform_joins_every_platform() -> None:
    ours = [finding(platform="linux/amd64"), finding(platform="linux/arm64")]

    merged = merge(ours, [finding(source="trivy")])

    assert [(one.platform, one.sources) for one in merged] == [
        ("linux/amd64", ("inspector", "trivy")),
        ("linux/arm64", ("inspector", "trivy")),
    ]


def test_a_finding_of_no_platform_stays_where_its_scanner_has_one_for_each() -> None:
    theirs = [finding(source="trivy", platform=platform) for platform in ("linux/amd64", "linux/arm64", None)]

    merged = merge([finding(platform="linux/amd64")], theirs)

    assert Counter((one.platform, one.sources) for one in merged) == Counter(
        [("linux/amd64", ("inspector", "trivy")), ("linux/arm64", ("trivy",)), (None, ("trivy",))]
    )


def test_names_of_one_vulnerability_are_one() -> None:
    grype = finding("CVE-2026-1", source="grype", aliases=("GHSA-1",))

    merged = merge([finding("GHSA-1")], [grype])

    assert merged == (finding("CVE-2026-1", sources=("grype", "inspector"), aliases=("GHSA-1",)),)


def test_a_scanners_own_findings_are_never_merged() -> None:
    twice = [finding(version="1.0"), finding(version="1.0")]

    assert merge(twice) == tuple(twice)
    assert len(merge(twice, [finding(source="trivy", version="1.0")])) == 2


@given(st.lists(findings("inspector")), st.lists(findings("trivy")), st.lists(findings("grype")))
def test_nothing_is_lost_and_nothing_gets_better(
    inspector: list[Finding], trivy: list[Finding], grype: list[Finding]
) -> None:
    lists = (inspector, trivy, grype)
    merged = merge(*lists)

    assert max(map(len, lists)) <= len(merged)
    for source, own in zip(("inspector", "trivy", "grype"), lists, strict=True):
        with_source = [one for one in merged if source in one.sources]
        # A finding of no platform may count for several.
        assert len(with_source) >= len(own)
        for one in own:
            same = [
                other
                for other in with_source
                if (other.id, other.package) == (one.id, one.package) and one.platform in (None, other.platform)
            ]
            assert any(severity_rank(other.severity) <= severity_rank(one.severity) for other in same)


@given(st.lists(findings("inspector")), st.lists(findings("trivy")))
def test_merged_findings_are_of_different_scanners(ours: list[Finding], theirs: list[Finding]) -> None:
    merged = merge(ours, theirs)

    own = {source: sum(source in one.sources for one in merged) for source in ("inspector", "trivy")}
    together = sum(len(one.sources) == 2 for one in merged)
    assert len(merged) == own["inspector"] + own["trivy"] - together


@given(st.permutations([("inspector", 0), ("trivy", 1), ("grype", 2)]), st.data())
def test_the_order_of_the_scanners_does_not_matter(order: list[tuple[str, int]], data: st.DataObject) -> None:
    lists = [data.draw(st.lists(findings(name), max_size=6)) for name in ("inspector", "trivy", "grype")]

    shuffled = merge(*(lists[index] for _, index in order))

    assert Counter((one.id, one.package, one.severity, one.sources, one.platform) for one in shuffled) == Counter(
        (one.id, one.package, one.severity, one.sources, one.platform) for one in merge(*lists)
    )


def test_three_scanners_are_merged_as_two_are() -> None:
    three = [finding(source=source, version="1.0") for source in ("inspector", "trivy", "grype")]

    assert [one.sources for one in merge(*([one] for one in three))] == [("grype", "inspector", "trivy")]
    for one, other in combinations(three, 2):
        assert len(merge([one], [other])) == 1
