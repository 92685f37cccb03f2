from __future__ import annotations

import fnmatch
import itertools
import re
import time
from typing import Any

import botocore.session
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.scanning.configuration import (
    SCAN_FILTER,
    SCAN_FILTER_COUNT,
    SCAN_FILTER_LENGTH,
    SCAN_RULE_LIMIT,
    SCAN_TYPES,
    RegistryScanning,
    ScanRule,
    filter_matches,
)

ECR: Any = botocore.session.get_session().get_service_model("ecr")
FILTER = ECR.shape_for("ScanningRepositoryFilterValue").metadata
# The oracle takes exponential time, so it only ever sees short strings.
SHORT = 12


def accepts(text: str) -> bool:
    return SCAN_FILTER.holds(text)


def accepted_by_service(text: str) -> bool:
    return FILTER["min"] <= len(text) <= FILTER["max"] and re.fullmatch(FILTER["pattern"], text) is not None


def test_the_limits_are_those_of_the_service() -> None:
    assert (FILTER["min"], FILTER["max"]) == SCAN_FILTER_LENGTH
    assert ECR.shape_for("ScanningRepositoryFilterList").metadata["max"] == SCAN_FILTER_COUNT[1]
    assert ECR.shape_for("RegistryScanningRuleList").metadata["max"] == SCAN_RULE_LIMIT
    assert set(ECR.shape_for("ScanType").enum) == set(SCAN_TYPES)


def test_basic_scans_every_repository_on_push_unless_asked() -> None:
    assert RegistryScanning.basic().render() == {
        "scan_type": "BASIC",
        "rule": [
            {
                "scan_frequency": "SCAN_ON_PUSH",
                "repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
            },
        ],
    }


def test_enhanced_with_a_rule_per_frequency() -> None:
    scanning = RegistryScanning(
        scan_type="ENHANCED",
        rules=[
            ScanRule(frequency="SCAN_ON_PUSH", filters=["*"]),
            ScanRule(frequency="CONTINUOUS_SCAN", filters=["prod*", "shared/base"]),
        ],
    )
    assert scanning.render() == {
        "scan_type": "ENHANCED",
        "rule": [
            {
                "scan_frequency": "SCAN_ON_PUSH",
                "repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
            },
            {
                "scan_frequency": "CONTINUOUS_SCAN",
                "repository_filter": [
                    {"filter": "prod*", "filter_type": "WILDCARD"},
                    {"filter": "shared/base", "filter_type": "WILDCARD"},
                ],
            },
        ],
    }


@pytest.mark.parametrize(
    ("scanning", "expected"),
    [
        (RegistryScanning.enhanced(), ("ENHANCED", "SCAN_ON_PUSH", ("*",))),
        (
            RegistryScanning.enhanced(frequency="CONTINUOUS_SCAN", filters=["prod"]),
            ("ENHANCED", "CONTINUOUS_SCAN", ("prod",)),
        ),
        (RegistryScanning.basic(filters=["prod"]), ("BASIC", "SCAN_ON_PUSH", ("prod",))),
        (
            RegistryScanning.enhanced(frequency="${var.frequency}", filters=["${var.filter}", "prod"]),
            ("ENHANCED", "${var.frequency}", ("${var.filter}", "prod")),
        ),
    ],
)
def test_shortcuts_make_one_rule(scanning: RegistryScanning, expected: tuple[object, ...]) -> None:
    (rule,) = scanning.rules
    assert (scanning.scan_type, rule.frequency, rule.filters) == expected


@pytest.mark.parametrize("scanning", [RegistryScanning.basic(filters=[]), RegistryScanning.enhanced(filters=())])
def test_no_filter_means_no_rule(scanning: RegistryScanning) -> None:
    assert scanning.render()["rule"] == []
    assert scanning.frequency_for("team/api") is None


def test_the_type_may_be_an_expression() -> None:
    rule = ScanRule(frequency="CONTINUOUS_SCAN", filters=["*"])
    assert RegistryScanning(scan_type="${var.type}", rules=[rule]).render()["scan_type"] == "${var.type}"


PUSH = ScanRule(frequency="SCAN_ON_PUSH", filters=["*"])
CONTINUOUS = ScanRule(frequency="CONTINUOUS_SCAN", filters=["*"])


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"scan_type": "basic"}, "scan_type 'basic': must be one of BASIC, ENHANCED"),
        (
            {"scan_type": "BASIC", "rules": [CONTINUOUS]},
            "frequency 'CONTINUOUS_SCAN': must be SCAN_ON_PUSH when scan_type is BASIC",
        ),
        (
            {"scan_type": "ENHANCED", "rules": [PUSH, PUSH]},
            "rules ['SCAN_ON_PUSH', 'SCAN_ON_PUSH']: must be at most 2 rules, one per frequency; one rule",
        ),
        (
            {"scan_type": "ENHANCED", "rules": [PUSH, CONTINUOUS, ScanRule(frequency="${var.f}", filters=["*"])]},
            "must be at most 2 rules, one per frequency",
        ),
    ],
)
def test_refused_configurations_name_setting_value_and_rule(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        RegistryScanning(**settings)


@pytest.mark.parametrize(
    ("frequency", "filters", "message"),
    [
        ("MANUAL", ["*"], "frequency 'MANUAL': must be one of SCAN_ON_PUSH, CONTINUOUS_SCAN"),
        ("SCAN_ON_PUSH", [], "filters []: must be 1 to 100 filters; to scan no repository at this"),
        ("SCAN_ON_PUSH", [f"a{n}" for n in range(101)], "must be 1 to 100 filters, none listed twice (ECR API"),
        ("SCAN_ON_PUSH", "prod", "filters 'prod': must be a list of strings, not a string"),
        ("SCAN_ON_PUSH", [1], "filters 1: must be a list of strings, not of a number"),
        ("SCAN_ON_PUSH", ["b", "a", "a"], "filters 'a': must be 1 to 100 filters, none listed twice"),
        ("SCAN_ON_PUSH", ["prod", "Prod"], "filters 'Prod': must be 1 to 255 characters of lower-case"),
    ],
)
def test_refused_rules_name_setting_value_and_rule(frequency: str, filters: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        ScanRule(frequency=frequency, filters=filters)


def test_the_shortcuts_refuse_a_bare_string_even_an_empty_one() -> None:
    for filters in ("prod", ""):
        with pytest.raises(InvalidSettingError, match="must be a list of strings, not a string"):
            RegistryScanning.basic(filters=filters)


def test_a_hundred_filters_are_accepted() -> None:
    assert len(ScanRule(frequency="SCAN_ON_PUSH", filters=[f"a{n}" for n in range(100)]).filters) == 100


@pytest.mark.parametrize(
    "text", ["", "-a", "a-", "a/", "/a", "a..b", "a-*-", "A", "a b", "a\n", "a:b", "é", "A" * 256, "*" * 256]
)
def test_malformed_filters_are_refused(text: str) -> None:
    message = (
        "must be 1 to 255 characters of lower-case letters, digits and '*', in words joined by a single '.', '_', '-' "
        "or '/' (ECR API, PutRegistryScanningConfiguration)"
    )
    with pytest.raises(InvalidSettingError, match=re.escape(message)) as refusal:
        SCAN_FILTER.check("filters", text)
    assert (refusal.value.setting, refusal.value.value) == ("filters", text)


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("a--b", "a*b"),
        ("a__b", "a*b"),
        ("team/a---b__c/d", "team/a*b*c/d"),
        ("a" * 256, "a" * 254 + "*"),
        ("a" * 253 + "/bc", "a" * 253 + "*"),
    ],
)
def test_a_repository_name_that_is_no_filter_gets_a_wildcard_suggested(name: str, suggestion: str) -> None:
    assert check_repository_name(name) == name
    message = f"a legal repository name but not a legal filter, use '{suggestion}' instead"
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        SCAN_FILTER.check("filters", name)
    assert accepts(suggestion)


SEPARATORS = st.sampled_from([".", "_", "__", "-", "---", "/"])
WORDS = st.text(alphabet="ab01", min_size=1, max_size=5)
REPOSITORIES = st.builds(
    lambda padding, start, rest: ("a" * padding + start + "".join(map("".join, rest)))[:256].rstrip("._-/"),
    st.sampled_from([1, 40, 240, 255]),
    WORDS,
    st.lists(st.tuples(SEPARATORS, WORDS), max_size=8),
)


@given(REPOSITORIES)
def test_every_repository_name_is_a_filter_or_has_one_suggested_that_matches_it(name: str) -> None:
    assert check_repository_name(name) == name
    suggestion = name
    if not accepts(name):
        (suggestion,) = re.findall(r"use '(.*)' instead", SCAN_FILTER.refusal("filters", name).rule)
    assert accepts(suggestion)
    assert filter_matches(suggestion, name)


def test_filters_are_refused_exactly_when_the_service_refuses_them_up_to_five_characters() -> None:
    for length in range(6):
        for letters in itertools.product("a0*._-/A", repeat=length):
            text = "".join(letters)
            assert accepts(text) == accepted_by_service(text), text


NEAR_MISSES = st.text(alphabet="az09*._-/ A\n", max_size=SHORT)


@given(st.from_regex(FILTER["pattern"], fullmatch=True) | NEAR_MISSES | st.text(max_size=SHORT))
def test_filters_are_refused_exactly_when_the_service_refuses_them(text: str) -> None:
    assert accepts(text) == accepted_by_service(text)


@pytest.mark.parametrize("hostile", ["a" * 254 + "!", "a*" * 127 + "!", "a-" * 127 + "!", "*" * 254 + "-"])
def test_a_hostile_filter_is_refused_at_once(hostile: str) -> None:
    started = time.perf_counter()
    assert not accepts(hostile)
    assert time.perf_counter() - started < 0.1


def test_the_filter_pattern_needs_no_escape_in_a_terraform_string() -> None:
    assert not set(SCAN_FILTER.pattern) & set('\\"')


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("prod", {"prod", "repo-prod", "prod-repo", "repo-prod-repo", "prodrepo"}),
        ("*prod", {"prod", "repo-prod"}),
        ("prod*", {"prod", "prod-repo", "prodrepo"}),
        ("*prod*", {"prod", "repo-prod", "prod-repo", "repo-prod-repo", "prodrepo"}),
        ("prod*repo", {"prod-repo", "prodrepo"}),
    ],
)
def test_filters_match_as_in_the_table_of_the_user_guide(text: str, matched: set[str]) -> None:
    names = ("prod", "repo-prod", "prod-repo", "repo-prod-repo", "prodrepo")
    assert {name for name in names if filter_matches(text, name)} == matched


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("team/*", "team/api/v2", True),
        ("team/*", "my-team/api", False),
        ("a*a", "a", False),
        ("ab*ba", "aba", False),
        ("ab*ba", "abba", True),
        ("**", "anything", True),
        ("a.b*", "axb", False),
    ],
)
def test_wildcards_are_anchored_and_cross_slashes(text: str, name: str, *, expected: bool) -> None:
    assert filter_matches(text, name) is expected


@given(st.text(alphabet="ab*", max_size=SHORT), st.text(alphabet="ab/", max_size=20))
def test_filters_match_as_a_shell_pattern_or_a_substring_does(text: str, name: str) -> None:
    assert filter_matches(text, name) == fnmatch.fnmatchcase(name, text if "*" in text else f"*{text}*")


def test_a_filter_of_many_wildcards_matches_at_once() -> None:
    started = time.perf_counter()
    assert not filter_matches("a*" * 126 + "ab", "a" * 256)
    assert time.perf_counter() - started < 0.1


BOTH = RegistryScanning(
    scan_type="ENHANCED",
    rules=[
        ScanRule(frequency="SCAN_ON_PUSH", filters=["team/*", "prod"]),
        ScanRule(frequency="CONTINUOUS_SCAN", filters=["prod*"]),
    ],
)


@pytest.mark.parametrize(
    ("scanning", "name", "expected"),
    [
        (BOTH, "prod-api", "CONTINUOUS_SCAN"),
        (BOTH, "my-prod", "SCAN_ON_PUSH"),
        (BOTH, "team/api", "SCAN_ON_PUSH"),
        (BOTH, "sandbox", None),
        (RegistryScanning.basic(filters=["prod"]), "sandbox", None),
        (RegistryScanning.basic(), "sandbox", "SCAN_ON_PUSH"),
    ],
)
def test_continuous_wins_an_overlap(scanning: RegistryScanning, name: str, expected: str | None) -> None:
    assert scanning.frequency_for(name) == expected


@pytest.mark.parametrize(
    ("scanning", "name", "setting"),
    [
        (RegistryScanning.basic(filters=["*", "${var.filter}"]), "api", "filters"),
        (RegistryScanning.enhanced(frequency="${var.frequency}"), "api", "frequency"),
        (RegistryScanning.basic(), "${var.name}", "repository_name"),
    ],
)
def test_what_only_terraform_knows_is_not_guessed(scanning: RegistryScanning, name: str, setting: str) -> None:
    with pytest.raises(InvalidSettingError, match=f"{setting} .*must be known in Python"):
        scanning.frequency_for(name)
