from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.findings.finding import Finding, worst_first
from cdktf_ecr.model.findings.policy import Policy
from cdktf_ecr.model.scanning.events import SEVERITIES
from tests.model.findings.samples import finding, findings

FOUND = worst_first(
    [
        finding("CVE-1", "CRITICAL", fix_available=False, new=False),
        finding("CVE-2", "HIGH", fix_available=True, new=False),
        finding("CVE-3", "HIGH", fix_available=None, new=True),
        finding("CVE-4", "LOW", fix_available=True, new=None),
        finding("CVE-5", "UNTRIAGED", fix_available=True, new=True),
    ]
)


@pytest.mark.parametrize(
    ("policy", "broken"),
    [
        ({}, {"--fail-on CRITICAL": ["CVE-1"]}),
        ({"fail_on": None}, {}),
        ({"fail_on": "HIGH"}, {"--fail-on HIGH": ["CVE-1", "CVE-2", "CVE-3"]}),
        ({"fail_on": "LOW"}, {"--fail-on LOW": ["CVE-1", "CVE-2", "CVE-3", "CVE-4"]}),
        ({"fail_on": "UNTRIAGED"}, {"--fail-on UNTRIAGED": ["CVE-1", "CVE-2", "CVE-3", "CVE-4", "CVE-5"]}),
        ({"fail_on": None, "maxima": {"HIGH": 2, "LOW": 0}}, {"--max LOW=0": ["CVE-4"]}),
        ({"fail_on": None, "maxima": {"HIGH": 1}}, {"--max HIGH=1": ["CVE-2", "CVE-3"]}),
        ({"fail_on": "LOW", "maxima": {"HIGH": 2}}, {"--fail-on LOW": ["CVE-1", "CVE-4"]}),
        ({"maxima": {"CRITICAL": 1}}, {}),
        ({"maxima": {"CRITICAL": 0}}, {"--max CRITICAL=0": ["CVE-1"]}),
        ({"fail_on": "HIGH", "only_fixable": True}, {"--fail-on HIGH": ["CVE-2", "CVE-3"]}),
        ({"fail_on": "HIGH", "only_new": True}, {"--fail-on HIGH": ["CVE-3"]}),
        ({"fail_on": "LOW", "only_new": True}, {"--fail-on LOW": ["CVE-3", "CVE-4"]}),
        ({"fail_on": "LOW", "only_new": True, "only_fixable": True}, {"--fail-on LOW": ["CVE-3", "CVE-4"]}),
    ],
)
def test_the_rules_that_findings_break(policy: dict[str, Any], broken: dict[str, list[str]]) -> None:
    violations = Policy(**policy).violations(FOUND)

    assert {one.rule: [found.id for found in one.findings] for one in violations} == broken


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ({}, "1 finding of severity CRITICAL or worse, where none is allowed"),
        ({"fail_on": None, "maxima": {"HIGH": 1}}, "2 findings of severity HIGH, where 1 may be"),
        (
            {"fail_on": "HIGH", "only_new": True, "only_fixable": True},
            "1 new fixable finding of severity HIGH or worse, where none is allowed",
        ),
    ],
)
def test_a_broken_rule_says_what_was_found_instead(policy: dict[str, Any], message: str) -> None:
    assert [one.message for one in Policy(**policy).violations(FOUND)] == [message]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"fail_on": "SEVERE"}, "fail-on 'SEVERE': must be one of"),
        ({"maxima": {"high": 1}}, "max 'high': must be one of"),
        ({"maxima": {"HIGH": -1}}, "max HIGH -1: must be a whole number of 0 or more"),
        ({"maxima": {"HIGH": True}}, "max HIGH True: must be a whole number"),
    ],
)
def test_a_wrong_policy_is_refused(wrong: dict[str, Any], error: str) -> None:
    with pytest.raises(InvalidSettingError, match=error):
        Policy(**wrong)


policies = st.builds(
    Policy,
    fail_on=st.sampled_from([None, *SEVERITIES]),
    maxima=st.dictionaries(st.sampled_from(SEVERITIES), st.integers(0, 3)),
    only_fixable=st.booleans(),
    only_new=st.booleans(),
)


@given(policies, st.lists(findings()), st.lists(findings()))
def test_more_findings_never_let_an_image_through(policy: Policy, some: list[Finding], more: list[Finding]) -> None:
    broken = {one.rule for one in policy.violations(some)}

    assert broken <= {one.rule for one in policy.violations([*some, *more])}
