"""A stack, proved from its plan before it is there, and from its state."""

from __future__ import annotations

import json
from typing import Any

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.ci_identity import build_policy
from cdktf_ecr.model.monitoring.events import finding_and_coverage_pattern, scan_pattern
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.proving.everything import prove
from cdktf_ecr.operations.proving.planned import in_stack
from cdktf_ecr.operations.proving.subject import Subject
from cdktf_ecr.operations.stack_directory import PLAN, STATE, StackResource, StackResources, read_stack
from tests.operations.proving.conftest import ACCOUNT, REGION, TEAM_API, filters, name, role_arn
from tests.operations.terraform.test_stack_directory import SAVED_PLAN, SAVED_STATE
from tests.standin.account import Account
from tests.standin.server import Fault

IRELAND = MonitoredRepository(name="team/api", arn=TEAM_API.arn.replace(REGION, "eu-west-1"))


def read(stack: StackResources, region: str = REGION) -> Subject:
    return in_stack(stack, account_id=ACCOUNT, partition="aws", region=region)


def stack(source: str, *resources: tuple[str, dict[str, Any], set[str]]) -> StackResources:
    repository = ("aws_ecr_repository", {"name": "team/api"}, {"arn"})
    return StackResources(
        source=source,
        all=tuple(
            StackResource(address=f"{type_}.this", type=type_, index=None, values=values, unknown=frozenset(unknown))
            for type_, values, unknown in (repository, *resources)
        ),
    )


def rule(kind: names.NameRule, *unknown: str, **values: object) -> tuple[str, dict[str, Any], set[str]]:
    return "aws_cloudwatch_event_rule", {"name": name(kind), **values}, {*unknown}


def test_a_saved_plan_is_proved_as_far_as_it_is_known(asking: Asking, account: Account) -> None:
    account.answers["ecr", "DescribeImages"] = Fault("RepositoryNotFoundException", "no such repository")
    subject = read(read_stack(SAVED_PLAN), "eu-west-1")

    checks = prove(asking, subject)

    assert subject.repositories == (IRELAND,)
    assert [each.kind for each in subject.rules] == [names.AUDIT_RULE]
    assert json.loads(subject.roles[0].documents[0]) == pull_policy([IRELAND.arn])  # type: ignore[index]
    assert [*subject.lifecycle_policies] == ["team/api"]
    unread = {check.found for check in subject.unread}
    address = 'module.repositories["team/api"].aws_kms_key.this[0]'
    assert f"{address}: policy is known after the apply only; prove it again then" in unread
    by_outcome = {(check.name, check.outcome) for check in checks}
    assert ("prove-event-patterns", Outcome.PASS) in by_outcome
    assert ("prove-role-permissions", Outcome.PASS) in by_outcome
    # There is no repository yet whose images ECR could preview.
    assert ("prove-lifecycle", Outcome.SKIP) in by_outcome
    assert Outcome.FAIL not in {check.outcome for check in checks}


def test_a_saved_state_is_proved_as_it_is() -> None:
    subject = read(read_stack(SAVED_STATE), "eu-west-1")

    assert subject.unread == ()
    (role,) = subject.roles
    assert (role.documents, role.arn) == (None, f"arn:aws:iam::{ACCOUNT}:role/{role.name}")
    assert {policy.name.rpartition(".aws_")[2] for policy in subject.policies} == {
        "cloudwatch_log_resource_policy.ecr_events[0]",
        "iam_role.ec2_pull[0]",
        "iam_role_policy.ec2_pull[0]",
        "kms_key.this[0]",
    }


def test_patterns_that_the_repository_alone_decides_are_worked_out() -> None:
    unknown = (rule(names.SCAN_RULE, "event_pattern"), rule(names.FINDING_RULE, "event_pattern"))

    subject = read(stack(PLAN, *unknown))

    assert [each.pattern for each in subject.rules] == [
        scan_pattern([TEAM_API]),
        finding_and_coverage_pattern([TEAM_API]),
    ]
    assert {each.name for each in subject.rules} == {
        f"{name(names.SCAN_RULE)} (as planned)",
        f"{name(names.FINDING_RULE)} (as planned)",
    }
    assert subject.unread == ()


def test_a_pattern_that_a_setting_decides_is_not_proved_before_the_apply(asking: Asking, account: Account) -> None:
    subject = read(stack(PLAN, rule(names.ENHANCED_SCAN_NOTIFICATION_RULE, "event_pattern")))

    (check, *_) = prove(asking, subject)

    assert (check.name, check.outcome) == ("prove-event-patterns", Outcome.SKIP)
    assert "event_pattern is known after the apply only" in check.found
    assert account.asked("events", "TestEventPattern") == []


def test_filters_of_a_plan(asking: Asking) -> None:
    planned = [
        (
            "aws_cloudwatch_log_metric_filter",
            {
                "name": one["filterName"],
                "pattern": one["filterPattern"],
                "metric_transformation": [
                    {"name": each["metricName"], "value": each["metricValue"]} for each in one["metricTransformations"]
                ],
            },
            set[str](),
        )
        for one in filters()
    ]

    checks = [one for one in prove(asking, read(stack(PLAN, *planned))) if one.name == "prove-metric-filters"]

    assert [check.outcome for check in checks] == [Outcome.PASS] * 10


def role(kind: names.NameRule) -> tuple[str, dict[str, Any], set[str]]:
    return "aws_iam_role", {"name": name(kind), "assume_role_policy": "{}"}, {"arn"}


def test_what_a_new_role_will_be_allowed() -> None:
    build = json.dumps(build_policy(TEAM_API.arn))
    known = ("aws_iam_role_policy", {"role": name(names.CI_BUILD_ROLE), "policy": build}, set[str]())
    unknown = ("aws_iam_role_policy", {"role": name(names.CI_DEPLOY_ROLE)}, {"policy"})

    subject = read(stack(PLAN, role(names.CI_BUILD_ROLE), role(names.CI_DEPLOY_ROLE), known, unknown))

    (builder,) = subject.roles
    assert (builder.documents, builder.arn) == ((build,), role_arn(names.CI_BUILD_ROLE))
    assert f"role {name(names.CI_DEPLOY_ROLE)}: its policies are known after the apply only; prove it again then" in {
        check.found for check in subject.unread
    }


def test_a_role_of_which_only_a_part_is_known_is_not_proved() -> None:
    build = json.dumps(build_policy(TEAM_API.arn))
    known = ("aws_iam_role_policy", {"role": name(names.CI_BUILD_ROLE), "policy": build}, set[str]())
    more = ("aws_iam_role_policy", {"role": name(names.CI_BUILD_ROLE)}, {"policy"})

    assert read(stack(PLAN, role(names.CI_BUILD_ROLE), known, more)).roles == ()


def test_roles_and_rules_of_somebody_else_are_left_alone() -> None:
    others = (
        ("aws_iam_role", {"name": "admin", "assume_role_policy": "{}"}, set[str]()),
        ("aws_cloudwatch_event_rule", {"name": "nightly", "event_pattern": "{}"}, set[str]()),
    )

    subject = read(stack(STATE, *others))

    assert (subject.roles, subject.rules) == ((), ())
    assert [policy.name for policy in subject.policies] == ["trust policy of role aws_iam_role.this"]
