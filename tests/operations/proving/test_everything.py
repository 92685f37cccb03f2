"""All that is deployed, and all that a stack would be, proved at once."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from cdktf_ecr.model.monitoring.api_calls import registry_call_pattern
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.proving.deployed import deployed
from cdktf_ecr.operations.proving.everything import prove
from tests.operations.proving.conftest import DIGESTS, PATTERNS, TEAM_API, expired, name, rules
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

CHECKS = {
    "prove-event-patterns": 8,
    "prove-metric-filters": 11,
    "prove-role-permissions": 3,
    "prove-policies": 11,
    "prove-lifecycle": 1,
}


def outcomes(checks: tuple[Check, ...]) -> dict[str, set[Outcome]]:
    found: dict[str, set[Outcome]] = {}
    for check in checks:
        found.setdefault(check.name, set()).add(check.outcome)
    return found


def test_all_that_is_deployed_is_found_and_agreed_on(asking: Asking, account: Account) -> None:
    checks = prove(asking, deployed(asking, TEAM_API))

    assert Counter(check.name for check in checks) == CHECKS
    assert {check.outcome for check in checks} == {Outcome.PASS}
    validated = [check.found.removesuffix(": IAM Access Analyzer finds nothing") for check in checks]
    assert {"log resource policy ecr", "policy of repository team/api", "policy of registry 123456789012"} <= {
        *validated
    }
    assert f"policy of topic {name(names.TOPIC)}" in validated
    assert "log resource policy others" not in validated
    assert account.asked("logs", "DescribeMetricFilters")[0]["logGroupName"] == "/aws/events/ecr/team/api"


def test_somebody_elses_rules_are_left_alone(asking: Asking, account: Account) -> None:
    others = {"their-scans": {"source": ["aws.ecr"], "detail": {"repository-name": ["team/api"]}}}
    web = {"web-01234567-scans": {"source": ["aws.ecr"], "detail": {"repository-name": ["team/web"]}}}
    of_web = {"web-01234567-registry-calls": registry_call_pattern()}
    account.answers["events", "ListRules"] = {
        "Rules": [*rules(**others, **web, **of_web), {"Name": "cron-01234567-scans"}]
    }

    assert {rule.name for rule in deployed(asking, TEAM_API).rules} == {name(kind) for kind in PATTERNS}


READS = {
    ("events", "ListRules"): "prove-event-patterns",
    ("events", "ListTargetsByRule"): "prove-metric-filters",
    ("logs", "DescribeMetricFilters"): "prove-metric-filters",
    ("logs", "DescribeResourcePolicies"): "prove-policies",
    ("iam", "GetRole"): "prove-role-permissions",
    ("iam", "ListRolePolicies"): "prove-policies",
    ("ecr", "GetRepositoryPolicy"): "prove-policies",
    ("ecr", "GetRegistryPolicy"): "prove-policies",
    ("ecr", "GetLifecyclePolicy"): "prove-lifecycle",
    ("sns", "GetTopicAttributes"): "prove-policies",
    ("sqs", "GetQueueUrl"): "prove-policies",
    ("kms", "DescribeKey"): "prove-policies",
}


@pytest.mark.parametrize(("read", "check"), READS.items(), ids=str)
def test_what_cannot_be_read_is_not_proved(asking: Asking, account: Account, read: tuple[str, str], check: str) -> None:
    account.answers[read] = DENIED

    unread = deployed(asking, TEAM_API).unread

    assert {(one.name, one.outcome, one.action) for one in unread} >= {(check, Outcome.SKIP, ":".join(read))}


def test_another_accounts_registry_policy_is_not_taken_for_this_ones(asking: Asking, account: Account) -> None:
    account.answers["ecr", "GetRegistryPolicy"] = {"registryId": "111122223333", "policyText": "{}"}

    subject = deployed(asking, TEAM_API)

    assert not any("registry" in policy.name for policy in subject.policies)
    (unread,) = subject.unread
    assert (unread.name, unread.outcome, unread.action) == ("prove-policies", Outcome.SKIP, "ecr:GetRegistryPolicy")
    assert "to that account only, and this is 111122223333" in unread.found


def test_a_denied_preview_is_no_agreement(asking: Asking, account: Account) -> None:
    account.answers["ecr", "StartLifecyclePolicyPreview"] = DENIED

    (check,) = [one for one in prove(asking, deployed(asking, TEAM_API)) if one.name == "prove-lifecycle"]

    assert (check.outcome, check.action) == (Outcome.SKIP, "ecr:StartLifecyclePolicyPreview")


def test_nothing_deployed_is_no_agreement(asking: Asking, account: Account) -> None:
    account.answers |= {
        ("events", "ListRules"): {"Rules": []},
        ("logs", "DescribeMetricFilters"): Fault("ResourceNotFoundException", "no such log group"),
        ("logs", "DescribeResourcePolicies"): {"resourcePolicies": []},
        ("iam", "GetRole"): Fault("NoSuchEntity", "no such role", status=404),
        ("ecr", "GetRepositoryPolicy"): Fault("RepositoryPolicyNotFoundException", "none"),
        ("ecr", "GetRegistryPolicy"): Fault("RegistryPolicyNotFoundException", "none"),
        ("ecr", "GetLifecyclePolicy"): Fault("LifecyclePolicyNotFoundException", "none"),
        ("sns", "GetTopicAttributes"): Fault("NotFound", "none", status=404),
    }

    checks = prove(asking, deployed(asking, TEAM_API))

    assert outcomes(checks) == {name: {Outcome.SKIP} for name in CHECKS}
    assert len(checks) == len(CHECKS)


@pytest.mark.parametrize(
    ("shown", "difference"),
    [
        (expired(0), f"image {DIGESTS[1]} (v1): AWS says keep, we expected to expire by rule 1"),
        (expired(0, 1, 2), f"image {DIGESTS[2]} (v2): AWS says expire by rule 1, we expected to keep"),
    ],
    ids=["ECR keeps one", "ECR expires one more"],
)
def test_lifecycle_is_compared_image_by_image(
    asking: Asking, account: Account, shown: dict[str, object], difference: str
) -> None:
    account.answers["ecr", "GetLifecyclePolicyPreview"] = shown

    (check,) = [one for one in prove(asking, deployed(asking, TEAM_API)) if one.name == "prove-lifecycle"]

    assert (check.outcome, check.found) == (Outcome.FAIL, f"lifecycle policy of team/api, {difference}")


def test_a_policy_that_we_would_refuse(asking: Asking, account: Account) -> None:
    account.answers["ecr", "GetLifecyclePolicy"] = {"lifecyclePolicyText": json.dumps({"rules": []})}

    (check,) = [one for one in prove(asking, deployed(asking, TEAM_API)) if one.name == "prove-lifecycle"]

    assert (check.outcome, "we would refuse it" in check.found) == (Outcome.FAIL, True)
