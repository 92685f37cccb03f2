from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import Finding, severity_rank, worst_first
from cdktf_ecr.model.scanning.events import SEVERITIES
from tests.model.findings import samples


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"id": ""}, "id '': must name the vulnerability"),
        ({"severity": "high"}, "severity 'high': must be one of CRITICAL, HIGH"),
        ({"severity": "NEGLIGIBLE"}, "severity 'NEGLIGIBLE': must be one of"),
        ({"sources": ()}, r"sources \(\): must name who found it"),
        ({"sources": ("ecr", "snyk")}, "sources 'snyk': must be one of ecr, grype, inspector, trivy"),
    ],
)
def test_a_wrong_finding_is_refused(wrong: dict[str, Any], error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error):
        Finding(**{"id": "CVE-2026-1", "severity": "HIGH", "sources": ("ecr",), **wrong})


def test_sources_are_sorted_and_stand_there_once() -> None:
    made = Finding(id="CVE-2026-1", severity="HIGH", sources=("trivy", "ecr", "trivy"))

    assert made.sources == ("ecr", "trivy")


def test_what_nothing_is_known_of_ranks_last() -> None:
    assert sorted(set(SEVERITIES), key=severity_rank) == [
        "CRITICAL",
        "HIGH",
        "MEDIUM",
        "LOW",
        "INFORMATIONAL",
        "UNDEFINED",
        "UNTRIAGED",
    ]


@given(st.lists(samples.findings()))
def test_the_worst_comes_first_whatever_the_order(findings: list[Finding]) -> None:
    ordered = worst_first(findings)

    ranks = [severity_rank(finding.severity) for finding in ordered]
    assert ranks == sorted(ranks)
    keys = [(finding.id, finding.package, finding.version) for finding in ordered]
    assert keys == [(finding.id, finding.package, finding.version) for finding in worst_first(reversed(findings))]
