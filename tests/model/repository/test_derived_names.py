"""The one table of derived names: legal, distinct, and what deploy policies call them."""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import botocore.session
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.alarms import NOT_SCANNED_SUFFIX, SCAN_FAILED_SUFFIX, findings_alarm_suffix
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import NameRule, Scope, derived_pattern
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression
from tests.model.repository.legal_names import LEGAL_NAMES

SESSION: Any = botocore.session.get_session()


def service_rule(service: str, shape: str) -> tuple[int, str]:
    """Return the length and the pattern of a name, as the service's own model has them."""
    rules = SESSION.get_service_model(service).shape_for(shape).metadata
    return rules["max"], rules.get("pattern", ".*")


POLICY = service_rule("iam", "policyNameType")
ROLE = service_rule("iam", "roleNameType")
INSTANCE_PROFILE = service_rule("iam", "instanceProfileNameType")
ALIAS = service_rule("kms", "AliasNameType")
LOG_GROUP = service_rule("logs", "LogGroupName")
RULE = service_rule("events", "RuleName")
# A parameter's model has no pattern (PutParameter, parameter Name).
PARAMETER = (service_rule("ssm", "PSParameterName")[0], "(/[a-zA-Z0-9_.-]+)+")
DOCUMENT = (128, SESSION.get_service_model("ssm").shape_for("DocumentName").metadata["pattern"])
LAUNCH_TEMPLATE = service_rule("ec2", "LaunchTemplateName")
ALARM = service_rule("cloudwatch", "AlarmName")
METRIC = service_rule("logs", "MetricName")
# Their models describe these names in prose only: CreateTopic, CreateQueue, PutDashboard, PutResourcePolicy.
TOPIC, QUEUE, DASHBOARD = (256, "[A-Za-z0-9_-]+"), (80, "[A-Za-z0-9_-]+"), (255, "[A-Za-z0-9_-]+")
RESOURCE_POLICY = (128, "[A-Za-z0-9_-]+")

# What each kind is called in its service; names have to differ only within one.
SERVICES = {
    "PULL_POLICY": ("policy", POLICY),
    "PULL_ROLE": ("role", ROLE),
    "PULL_INSTANCE_PROFILE": ("instance profile", INSTANCE_PROFILE),
    "CI_BUILD_ROLE": ("role", ROLE),
    "CI_DEPLOY_ROLE": ("role", ROLE),
    "GRANT_POLICY": ("inline policy", POLICY),
    "KEY_ALIAS": ("alias", ALIAS),
    "SCAN_LOG_GROUP": ("log group", LOG_GROUP),
    "AUDIT_LOG_GROUP": ("log group", LOG_GROUP),
    "LOG_RESOURCE_POLICY": ("resource policy", RESOURCE_POLICY),
    "SCAN_RULE": ("rule", RULE),
    "FINDING_RULE": ("rule", RULE),
    "AUDIT_RULE": ("rule", RULE),
    "REPOSITORY_CALL_RULE": ("rule", RULE),
    "REGISTRY_CALL_RULE": ("rule", RULE),
    "BASIC_SCAN_NOTIFICATION_RULE": ("rule", RULE),
    "ENHANCED_SCAN_NOTIFICATION_RULE": ("rule", RULE),
    "FINDING_NOTIFICATION_RULE": ("rule", RULE),
    "TOPIC": ("topic", TOPIC),
    "DEAD_LETTER_QUEUE": ("queue", QUEUE),
    "NOT_SCANNED_METRIC": ("metric", METRIC),
    "DEPLOYED_IMAGE": ("parameter", PARAMETER),
    "DEPLOY_DOCUMENT": ("document", DOCUMENT),
    "DEPLOYMENT": ("value of a tag", (117, ".*")),
    "HOST": ("launch template", LAUNCH_TEMPLATE),
    "ALARM": ("alarm", ALARM),
    "DASHBOARD": ("dashboard", DASHBOARD),
}
REGION = "eu-west-1"
TABLE: dict[str, NameRule] = {name: rule for name, rule in vars(names).items() if isinstance(rule, NameRule)}
NUMBERED = [kind for kind, rule in TABLE.items() if rule.digits]
KINDS = st.sampled_from(sorted(TABLE))

# Alike but for a character that a derived name cannot keep, or one that is cut off; and names that end as ours do.
LOOKALIKES = st.tuples(LEGAL_NAMES, st.permutations(["/", "-", ".", "_"])).map(
    lambda drawn: (f"{drawn[0][:240]}{drawn[1][0]}end", f"{drawn[0][:240]}{drawn[1][1]}end")
)
ENDINGS = st.tuples(LEGAL_NAMES, st.sampled_from(["-audit", "/audit", "-scans", "-ecr", "-ecr-scans", "b"])).map(
    lambda drawn: (drawn[0][:240], drawn[0][:240] + drawn[1])
)
WORDS = st.from_regex("[a-z0-9]+(?:[._-][a-z0-9]+){0,4}", fullmatch=True).filter(lambda word: len(word) <= 60)
NAMESPACES = st.lists(WORDS, min_size=1, max_size=2).map("/".join).filter(lambda name: len(name) > 1)


def derived_name(rule: NameRule, name: str, *, number: str | None = None, setting: str = "name") -> str:
    """Return the name in one region."""
    region = REGION if rule.scope is Scope.ACCOUNT else None
    return names.derived_name(rule, name, region=region, number=number, setting=setting)


def names_of(repository: str) -> Iterator[tuple[str, str]]:
    """Yield the names of all kinds, and some numbers of those that have numbers."""
    for kind, rule in TABLE.items():
        yield kind, derived_name(rule, repository)
        for number in ("1", "12", "9" * rule.digits) if rule.digits else ():
            yield kind, derived_name(rule, repository, number=number)


def matches(pattern: str, name: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None


def test_every_kind_has_a_service_whose_limit_the_table_keeps() -> None:
    limits = {kind: limit for kind, (_, (limit, _)) in SERVICES.items()}
    # The instance profile is called like the role in it.
    assert {kind: rule.limit for kind, rule in TABLE.items()} == {**limits, "PULL_INSTANCE_PROFILE": ROLE[0]}
    assert INSTANCE_PROFILE[0] >= ROLE[0]


def test_what_is_no_regional_service_has_names_for_all_regions() -> None:
    beyond = {kind: rule.scope for kind, rule in TABLE.items() if rule.scope is not Scope.REGION}
    assert beyond == {
        "PULL_POLICY": Scope.ACCOUNT,
        "PULL_ROLE": Scope.ACCOUNT,
        "PULL_INSTANCE_PROFILE": Scope.ACCOUNT,
        "CI_BUILD_ROLE": Scope.ACCOUNT,
        "CI_DEPLOY_ROLE": Scope.ACCOUNT,
        "DASHBOARD": Scope.ACCOUNT,
        "GRANT_POLICY": Scope.ROLE,
    }


@given(LEGAL_NAMES | st.sampled_from(["ab", "a" * 256, "a/" * 127 + "ab", "a-" * 127 + "ab"]))
def test_every_derived_name_is_legal_for_its_service(repository: str) -> None:
    for kind, name in names_of(repository):
        _, (limit, pattern) = SERVICES[kind]
        assert 1 <= len(name) <= limit - TABLE[kind].room
        assert re.fullmatch(pattern, name, re.ASCII), (kind, name)


@given(LOOKALIKES | ENDINGS | st.tuples(LEGAL_NAMES, LEGAL_NAMES))
def test_no_two_resources_of_a_service_share_a_name(repositories: tuple[str, str]) -> None:
    assume(repositories[0] != repositories[1])
    taken = [(SERVICES[kind][0], name) for each in repositories for kind, name in names_of(each)]
    assert len(set(taken)) == len(taken)


def test_there_is_room_for_what_ends_the_name_of_an_alarm() -> None:
    suffixes = [*map(findings_alarm_suffix, SEVERITIES), SCAN_FAILED_SUFFIX, NOT_SCANNED_SUFFIX]
    assert max(map(len, suffixes)) == names.ALARM.room


REGIONS = ["us-east-1", "eu-west-1", "us-isof-south-1", "ap-southeast-2"]


@given(LEGAL_NAMES | st.just("a" * 256))
def test_what_is_unique_in_the_account_has_a_name_of_its_own_in_every_region(repository: str) -> None:
    for kind, rule in TABLE.items():
        if rule.scope is not Scope.ACCOUNT:
            continue
        found = [names.derived_name(rule, repository, region=region) for region in REGIONS]
        assert len(set(found)) == len(REGIONS)
        assert all(len(name) <= rule.limit and re.fullmatch(SERVICES[kind][1][1], name) for name in found)
        others = names.derived_pattern(rule, "team/*", region="us-east-1")
        assert not any(matches(others, names.derived_name(rule, "team/api", region=each)) for each in REGIONS[1:])


@pytest.mark.parametrize(("rule", "region"), [(names.PULL_ROLE, None), (names.TOPIC, "eu-west-1")])
def test_a_region_is_for_names_that_are_unique_in_the_account(rule: NameRule, region: str | None) -> None:
    with pytest.raises(ValueError, match="a region is for names that are unique in the account, and they need one"):
        names.derived_name(rule, "team/api", region=region)


@given(LEGAL_NAMES)
def test_one_resource_policy_covers_both_log_groups(repository: str) -> None:
    for rule in (names.SCAN_LOG_GROUP, names.AUDIT_LOG_GROUP):
        assert fnmatch.fnmatchcase(derived_name(rule, repository), f"{names.LOG_GROUP_PREFIX}*")


def test_names_say_what_they_are_and_of_which_repository() -> None:
    assert hashlib.sha256(b"team/api").hexdigest().startswith("0c8d3215")
    assert {kind: derived_name(rule, "team/api") for kind, rule in TABLE.items()} == {
        "PULL_POLICY": "team-api-0c8d3215-eu-west-1-ecr-pull",
        "PULL_ROLE": "team-api-0c8d3215-eu-west-1-ecr-pull",
        "PULL_INSTANCE_PROFILE": "team-api-0c8d3215-eu-west-1-ecr-pull",
        "CI_BUILD_ROLE": "team-api-0c8d3215-eu-west-1-ci-build",
        "CI_DEPLOY_ROLE": "team-api-0c8d3215-eu-west-1-ci-deploy",
        "GRANT_POLICY": "ecr-team-api-0c8d3215-",
        "KEY_ALIAS": "alias/ecr/team-api-0c8d3215",
        "SCAN_LOG_GROUP": "/aws/events/ecr/team/api",
        "AUDIT_LOG_GROUP": "/aws/events/ecr/team/api#audit",
        "LOG_RESOURCE_POLICY": "team-api-0c8d3215-ecr-events",
        "SCAN_RULE": "team-api-0c8d3215-scans",
        "FINDING_RULE": "team-api-0c8d3215-findings",
        "AUDIT_RULE": "team-api-0c8d3215-audit",
        "REPOSITORY_CALL_RULE": "team-api-0c8d3215-api-calls",
        "REGISTRY_CALL_RULE": "team-api-0c8d3215-registry-calls",
        "BASIC_SCAN_NOTIFICATION_RULE": "team-api-0c8d3215-notify-basic",
        "ENHANCED_SCAN_NOTIFICATION_RULE": "team-api-0c8d3215-notify-enhanced",
        "FINDING_NOTIFICATION_RULE": "team-api-0c8d3215-notify-findings",
        "TOPIC": "team-api-0c8d3215-ecr-scans",
        "DEAD_LETTER_QUEUE": "team-api-0c8d3215-ecr-undelivered",
        "NOT_SCANNED_METRIC": "NotScanned-team-api-0c8d3215",
        "DEPLOYED_IMAGE": "/ecr/team/api/image",
        "DEPLOY_DOCUMENT": "team-api-0c8d3215-ecr-deploy",
        "DEPLOYMENT": "team-api-0c8d3215",
        "HOST": "ecr-host-team-api-0c8d3215",
        "ALARM": "team-api-0c8d3215",
        "DASHBOARD": "team-api-0c8d3215-eu-west-1-ecr",
    }
    assert derived_name(names.SCAN_RULE, "team/api", number="7") == "team-api-0c8d3215-scans-7"
    assert derived_name(names.PULL_POLICY, "team/api", number="7") == "team-api-0c8d3215-eu-west-1-ecr-pull-7"


@given(LEGAL_NAMES | st.just("a" * 256))
def test_the_tag_of_the_hosts_is_what_their_document_begins_with(repository: str) -> None:
    tag = derived_name(names.DEPLOYMENT, repository)
    assert derived_name(names.DEPLOY_DOCUMENT, repository) == f"{tag}-ecr-deploy"


def test_what_is_cut_off_is_in_the_hash() -> None:
    digest = hashlib.sha256(b"a" * 256).hexdigest()
    assert derived_name(names.ALARM, "a" * 256) == f"{'a' * 223}-{digest[:8]}"
    assert derived_name(names.SCAN_RULE, "a" * 256) == f"{'a' * 49}-{digest[:8]}-scans"
    assert derived_name(names.SCAN_RULE, "a" * 256, number="1") == f"{'a' * 44}-{digest[:8]}-scans-1"


@given(LEGAL_NAMES)
def test_the_numbered_names_of_a_kind_match_its_pattern_and_those_of_no_other(repository: str) -> None:
    for kind, other in product(NUMBERED, NUMBERED):
        pattern = derived_name(TABLE[kind], repository, number="*")
        numbered = derived_name(TABLE[other], repository, number="12")
        assert fnmatch.fnmatchcase(numbered, pattern) == (kind == other)
        assert not fnmatch.fnmatchcase(derived_name(TABLE[other], repository), pattern)


def test_a_name_known_only_at_plan_is_an_expression_of_the_same_name() -> None:
    assert derived_name(names.SCAN_LOG_GROUP, "${var.name}") == "/aws/events/ecr/${var.name}"
    assert derived_name(names.AUDIT_LOG_GROUP, "${var.name}") == "/aws/events/ecr/${var.name}#audit"
    assert derived_name(names.SCAN_RULE, "${var.name}") == (
        '${format("%s-%s", substr(replace(var.name, "/[^a-z0-9_-]/", "-"), 0, 49), '
        "substr(sha256(var.name), 0, 8))}-scans"
    )
    assert derived_name(names.SCAN_RULE, "${var.name}", number="${each.key}") == (
        '${format("%s-%s", substr(replace(var.name, "/[^a-z0-9_-]/", "-"), 0, 44), '
        "substr(sha256(var.name), 0, 8))}-scans-${each.key}"
    )


@pytest.mark.parametrize(
    ("rule", "name", "number", "message"),
    [
        (names.TOPIC, "Team/API", None, "name 'Team/API': must be 2 to 256 characters"),
        (names.SCAN_LOG_GROUP, "a#audit", None, "name 'a#audit': must be 2 to 256 characters"),
        (names.TOPIC, 7, None, "name 7: must be a string, not a number"),
        (names.TOPIC, "team/api", "1", "number '1': must be None: there is one of this kind"),
        (names.SCAN_RULE, "team/api", "0", "number '0': must be a whole number from 1 to 9999"),
        (names.SCAN_RULE, "team/api", "10000", "number '10000': must be a whole number from 1 to 9999"),
        (names.PULL_POLICY, "team/api", "1000", "number '1000': must be a whole number from 1 to 999"),
        (names.SCAN_RULE, "team/api", "", "number '': must be a whole number from 1 to 9999"),
        (names.SCAN_RULE, "team/api", "1\n", "number '1\\n': must be a whole number from 1 to 9999"),
        (names.SCAN_RULE, "team/api", 1, "number 1: must be a string, not a number"),
    ],
)
def test_what_has_no_name_is_refused(rule: NameRule, name: Any, number: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        derived_name(rule, name, number=number)


def test_a_refusal_names_the_callers_setting() -> None:
    with pytest.raises(InvalidSettingError, match=r"^repository_name 'Team': must be 2 to 256"):
        derived_name(names.TOPIC, "Team", setting="repository_name")


@given(NAMESPACES, WORDS, KINDS)
def test_a_namespace_covers_the_names_that_derive_from_its_repositories(namespace: str, word: str, kind: str) -> None:
    assert matches(
        derived_pattern(TABLE[kind], f"{namespace}/*", region=REGION), derived_name(TABLE[kind], f"{namespace}/{word}")
    )


@given(LEGAL_NAMES, KINDS)
def test_the_pattern_of_one_repository_is_its_name(name: str, kind: str) -> None:
    assert derived_pattern(TABLE[kind], name, region=REGION) == derived_name(TABLE[kind], name)


@pytest.mark.parametrize(
    ("repository", "pattern"),
    [
        ("team/api", "team-api-0c8d3215-eu-west-1-ecr-pull"),
        ("team/*", "team-*-eu-west-1-ecr-pull"),
        ("a.b/c/*", "a-b-c-*-eu-west-1-ecr-pull"),
        (f"{'x' * 100}/*", f"{'x' * 30}*-eu-west-1-ecr-pull"),
        (Expression("var.name"), derived_name(names.PULL_ROLE, "${var.name}")),
    ],
)
def test_a_namespace_becomes_a_pattern(repository: str, pattern: str) -> None:
    assert derived_pattern(names.PULL_ROLE, repository, region=REGION) == pattern


def test_a_namespace_leaves_its_neighbours_alone() -> None:
    pattern = derived_pattern(names.PULL_ROLE, "team/*", region=REGION)
    assert not matches(pattern, derived_name(names.PULL_ROLE, "teams/api"))
    assert not matches(pattern, derived_name(names.PULL_ROLE, "team").replace("team-", "team_"))
