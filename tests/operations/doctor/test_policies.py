"""A repository's own policy, and its lifecycle policy."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.check import Outcome
from tests.operations.doctor.conftest import Examine
from tests.standin.account import Account
from tests.standin.server import Fault

PULL = {"Effect": "Allow", "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}
OTHERS = {"AWS": "arn:aws:iam::210987654321:root"}


def has_policy(account: Account, statement: Any) -> None:
    document = {"Version": "2012-10-17", "Statement": statement}
    account.answers["ecr", "GetRepositoryPolicy"] = {"policyText": json.dumps(document)}


def has_lifecycle(account: Account, *rules: Any) -> None:
    account.answers["ecr", "GetLifecyclePolicy"] = {"lifecyclePolicyText": json.dumps({"rules": rules})}


def rule(priority: int, *, patterns: list[str] | None = None, **selection: Any) -> dict[str, Any]:
    tagged = {"tagStatus": "tagged", "tagPatternList": patterns} if patterns else {"tagStatus": "any"}
    counted = {"countType": "imageCountMoreThan", "countNumber": 10}
    return {"rulePriority": priority, "selection": {**tagged, **counted, **selection}, "action": {"type": "expire"}}


def test_without_a_policy_the_account_decides(examine: Examine) -> None:
    (check,) = examine("repository-policy")

    assert check.outcome is Outcome.PASS
    assert check.found == "team/api has none: IAM policies of its own account alone decide"


@pytest.mark.parametrize("as_list", [True, False])
def test_who_is_let_in(account: Account, examine: Examine, *, as_list: bool) -> None:
    statement = {**PULL, "Principal": OTHERS}
    has_policy(account, [statement] if as_list else statement)

    (check,) = examine("repository-policy")

    assert check.outcome is Outcome.PASS
    assert check.found == 'team/api: Allow {"AWS": "arn:aws:iam::210987654321:root"}'


def test_a_policy_that_lets_in_everybody(account: Account, examine: Examine) -> None:
    has_policy(account, [{**PULL, "Sid": "Pull", "Principal": "*"}, {**PULL, "Principal": OTHERS}])

    (check,) = examine("repository-policy")

    assert check.outcome is Outcome.FAIL
    assert check.found == "team/api: statement Pull lets in every AWS account there is"


def test_everybody_of_an_organization_is_not_everybody(account: Account, examine: Examine) -> None:
    condition = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
    has_policy(account, [{**PULL, "Principal": "*", "Condition": condition}])

    assert examine("repository-policy")[0].outcome is Outcome.PASS


def test_a_permission_that_lets_nobody_log_in(account: Account, examine: Examine) -> None:
    statement = {"Sid": "Login", "Effect": "Allow", "Principal": OTHERS, "Action": "ecr:GetAuthorizationToken"}
    has_policy(account, [statement])

    (check,) = examine("repository-policy")

    assert check.outcome is Outcome.WARN
    assert check.found.startswith("team/api: statement Login: must not appear in a repository policy")


def test_the_rules_of_the_lifecycle(examine: Examine) -> None:
    (check,) = examine("lifecycle-policy")

    assert check.outcome is Outcome.PASS
    assert "1: expire v* beyond the newest 10, 2: expire release* beyond the newest 10" in check.found
    assert check.found.endswith("expire untagged 1 days after push")


def test_without_a_lifecycle_policy_everything_stays(account: Account, examine: Examine) -> None:
    account.answers["ecr", "GetLifecyclePolicy"] = Fault("LifecyclePolicyNotFoundException", "no policy")

    (check,) = examine("lifecycle-policy", apply="terraform apply")

    assert (check.outcome, check.found, check.fix) == (Outcome.WARN, "team/api has none", "terraform apply")


def test_several_patterns_in_one_rule_match_hardly_anything(account: Account, examine: Examine) -> None:
    has_lifecycle(account, rule(1, patterns=["v*", "release*"]), rule(2))

    (check,) = examine("lifecycle-policy")

    assert check.outcome is Outcome.WARN
    assert check.found.startswith("team/api: rule 1 has several patterns: 1: expire v* release* beyond the newest 10")


def test_a_policy_that_is_none(account: Account, examine: Examine) -> None:
    has_lifecycle(account, rule(1, countUnit="days"))

    (check,) = examine("lifecycle-policy")

    assert check.outcome is Outcome.FAIL
    assert "rules[0].selection.countUnit 'days': must be left out with imageCountMoreThan" in check.found
