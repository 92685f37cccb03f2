from __future__ import annotations

import fnmatch
import re
from itertools import product
from typing import Any

import botocore.session
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.names import LOG_GROUP_PREFIX, NAME_RULES, monitoring_name
from cdktf_ecr.model.repository.names import check_repository_name

SESSION: Any = botocore.session.get_session()


def service_rule(service: str, shape: str) -> tuple[int, str]:
    """Return the length and the pattern of a name, as the service's own model has them."""
    rules = SESSION.get_service_model(service).shape_for(shape).metadata
    return rules["max"], rules.get("pattern", ".*")


LOG_GROUP = service_rule("logs", "LogGroupName")
RULE = service_rule("events", "RuleName")
ALARM = service_rule("cloudwatch", "AlarmName")
# Their models describe these names in prose only: CreateTopic, CreateQueue, PutDashboard.
TOPIC, QUEUE, DASHBOARD = (256, "[A-Za-z0-9_-]+"), (80, "[A-Za-z0-9_-]+"), (255, "[A-Za-z0-9_-]+")

# Which service each kind is named in; names have to differ only within one.
SERVICES = {
    "scan_log_group": ("log group", LOG_GROUP),
    "audit_log_group": ("log group", LOG_GROUP),
    "scan_rule": ("rule", RULE),
    "finding_rule": ("rule", RULE),
    "audit_rule": ("rule", RULE),
    "basic_scan_notification_rule": ("rule", RULE),
    "enhanced_scan_notification_rule": ("rule", RULE),
    "finding_notification_rule": ("rule", RULE),
    "topic": ("topic", TOPIC),
    "dead_letter_queue": ("queue", QUEUE),
    "alarm": ("alarm", ALARM),
    "dashboard": ("dashboard", DASHBOARD),
}

# Built by hand: legal by construction, of every length, and many times faster than from_regex on the same pattern.
SEPARATORS = st.sampled_from([".", "_", "__", "-", "---", "/"])
WORDS = st.text(alphabet="ab01", min_size=1, max_size=5)
LEGAL_NAMES = st.builds(
    lambda padding, start, rest: ("a" * padding + start + "".join(map("".join, rest)))[:256].rstrip("._-/"),
    st.sampled_from([0, 1, 40, 240, 255]),
    WORDS,
    st.lists(st.tuples(SEPARATORS, WORDS), max_size=8),
).filter(lambda name: len(name) >= 2)
# Alike but for a character that a derived name cannot keep, or one that is cut off; and names that end as ours do.
LOOKALIKES = st.tuples(LEGAL_NAMES, st.permutations(["/", "-", ".", "_"])).map(
    lambda drawn: (f"{drawn[0][:240]}{drawn[1][0]}end", f"{drawn[0][:240]}{drawn[1][1]}end")
)
ENDINGS = st.tuples(LEGAL_NAMES, st.sampled_from(["-audit", "/audit", "-scans", "-ecr", "-ecr-scans", "b"])).map(
    lambda drawn: (drawn[0][:240], drawn[0][:240] + drawn[1])
)


# There may be several of these.
NUMBERED = [kind for kind, (service, _) in SERVICES.items() if service == "rule"]


def names_of(repository: str) -> dict[tuple[str, str | None], str]:
    names: dict[tuple[str, str | None], str] = {(kind, None): monitoring_name(kind, repository) for kind in NAME_RULES}
    for kind, number in product(NUMBERED, ["1", "12", "9999"]):
        names[kind, number] = monitoring_name(kind, repository, number=number)
    return names


def test_every_kind_has_a_service_whose_limit_the_table_keeps() -> None:
    assert set(SERVICES) == set(NAME_RULES)
    assert {kind: rule.limit for kind, rule in NAME_RULES.items()} == {
        kind: limit for kind, (_, (limit, _)) in SERVICES.items()
    }


@given(LEGAL_NAMES | st.sampled_from(["ab", "a" * 256, "a/" * 127 + "ab", "a-" * 127 + "ab"]))
def test_every_derived_name_is_legal_for_its_service(repository: str) -> None:
    check_repository_name(repository)
    for (kind, _), name in names_of(repository).items():
        _, (limit, pattern) = SERVICES[kind]
        assert 1 <= len(name) <= limit
        assert re.fullmatch(pattern, name, re.ASCII), (kind, name)


@given(LOOKALIKES | ENDINGS | st.tuples(LEGAL_NAMES, LEGAL_NAMES))
def test_no_two_resources_of_a_service_share_a_name(repositories: tuple[str, str]) -> None:
    first, second = map(check_repository_name, repositories)
    assume(first != second)
    taken = [(SERVICES[kind][0], name) for each in (first, second) for (kind, _), name in names_of(each).items()]
    assert len(set(taken)) == len(taken)


@given(LEGAL_NAMES)
def test_one_resource_policy_covers_both_log_groups(repository: str) -> None:
    for kind in ("scan_log_group", "audit_log_group"):
        assert fnmatch.fnmatchcase(monitoring_name(kind, repository), f"{LOG_GROUP_PREFIX}*")


def test_names_say_what_they_are_and_of_which_repository() -> None:
    assert {kind: monitoring_name(kind, "team/api") for kind in NAME_RULES} == {
        "scan_log_group": "/aws/events/ecr/team/api",
        "audit_log_group": "/aws/events/ecr/team/api#audit",
        "scan_rule": "team-api-0c8d3215-scans",
        "finding_rule": "team-api-0c8d3215-findings",
        "audit_rule": "team-api-0c8d3215-audit",
        "basic_scan_notification_rule": "team-api-0c8d3215-notify-basic",
        "enhanced_scan_notification_rule": "team-api-0c8d3215-notify-enhanced",
        "finding_notification_rule": "team-api-0c8d3215-notify-findings",
        "topic": "team-api-0c8d3215-ecr-scans",
        "dead_letter_queue": "team-api-0c8d3215-ecr-undelivered",
        "alarm": "team-api-0c8d3215-ecr",
        "dashboard": "team-api-0c8d3215-ecr",
    }
    assert monitoring_name("scan_rule", "team/api", number="7") == "team-api-0c8d3215-scans-7"


@given(LEGAL_NAMES)
def test_the_numbered_names_of_a_kind_match_its_pattern_and_those_of_no_other(repository: str) -> None:
    for kind, other in product(NUMBERED, NUMBERED):
        pattern = monitoring_name(kind, repository, number="*")
        assert fnmatch.fnmatchcase(monitoring_name(other, repository, number="12"), pattern) == (kind == other)
        assert not fnmatch.fnmatchcase(monitoring_name(other, repository), pattern)


def test_a_name_known_only_at_plan_is_an_expression_of_the_same_name() -> None:
    assert monitoring_name("scan_log_group", "${var.name}") == "/aws/events/ecr/${var.name}"
    assert monitoring_name("audit_log_group", "${var.name}") == "/aws/events/ecr/${var.name}#audit"
    assert monitoring_name("scan_rule", "${var.name}") == (
        '${format("%s-%s", substr(replace(var.name, "/[^a-z0-9_-]/", "-"), 0, 49), '
        "substr(sha256(var.name), 0, 8))}-scans"
    )
    assert monitoring_name("scan_rule", "${var.name}", number="${each.key}") == (
        '${format("%s-%s", substr(replace(var.name, "/[^a-z0-9_-]/", "-"), 0, 44), '
        "substr(sha256(var.name), 0, 8))}-scans-${each.key}"
    )


@pytest.mark.parametrize(
    ("kind", "repository", "number", "message"),
    [
        ("bucket", "team/api", None, "kind 'bucket': must be one of scan_log_group, audit_log_group"),
        ("topic", "Team/API", None, "repository_name 'Team/API': must be 2 to 256 characters"),
        ("topic", "a#audit", None, "repository_name 'a#audit': must be 2 to 256 characters"),
        ("topic", 7, None, "repository_name 7: must be a string, not a number"),
        ("topic", "team/api", "1", "kind 'topic': must be one of scan_rule, finding_rule, audit_rule, basic_scan_"),
        ("scan_rule", "team/api", "0", "number '0': must be a whole number from 1 to 9999 (EventBridge quotas)"),
        ("scan_rule", "team/api", "10000", "number '10000': must be a whole number from 1 to 9999"),
        ("scan_rule", "team/api", "", "number '': must be a whole number from 1 to 9999"),
        ("scan_rule", "team/api", "1\n", "number '1\\n': must be a whole number from 1 to 9999"),
        ("scan_rule", "team/api", 1, "number 1: must be a string, not a number"),
    ],
)
def test_what_has_no_name_is_refused(kind: str, repository: Any, number: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        monitoring_name(kind, repository, number=number)
