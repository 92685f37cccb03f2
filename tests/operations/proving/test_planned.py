"""A stack, proved from its plan before it is there, and from its state."""

from __future__ import annotations

import json
from typing import Any

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.ci_identity import Deployment, build_policy, deploy_policy
from cdktf_ecr.model.monitoring.events import finding_and_coverage_pattern, scan_pattern
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
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


def planned_filters(log_group: str) -> list[tuple[str, dict[str, Any], set[str]]]:
    return [
        (
            "aws_cloudwatch_log_metric_filter",
            {
                "name": one["filterName"],
                "pattern": one["filterPattern"],
                "log_group_name": log_group,
                "metric_transformation": [
                    {"name": each["metricName"], "value": each["metricValue"]} for each in one["metricTransformations"]
                ],
            },
            set[str](),
        )
        for one in filters()
    ]


def test_filters_of_a_plan(asking: Asking) -> None:
    planned = planned_filters("/aws/events/ecr/team/api")

    checks = [one for one in prove(asking, read(stack(PLAN, *planned))) if one.name == "prove-metric-filters"]

    assert [check.outcome for check in checks] == [Outcome.PASS] * 11


def test_what_two_log_groups_filters_write_is_not_added_up(asking: Asking) -> None:
    groups = ["/aws/events/ecr/team/api", "/aws/events/ecr/team/web"]
    planned = [one for group in groups for one in planned_filters(group)]

    checks = [one for one in prove(asking, read(stack(STATE, *planned))) if one.name == "prove-metric-filters"]

    assert [check.outcome for check in checks] == [Outcome.PASS] * 22
    assert {check.found.partition(" of ")[2].partition(":")[0] for check in checks} == {*groups}


def test_filters_of_a_log_group_that_the_apply_names_are_not_proved() -> None:
    type_, values, _ = planned_filters("")[0]
    unnamed = {name: value for name, value in values.items() if name != "log_group_name"}

    subject = read(stack(PLAN, (type_, unnamed, {"log_group_name"})))

    assert subject.filters == ()
    assert ["log_group_name is known after the apply only" in one.found for one in subject.unread] == [True]


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


TEAM_WEB = MonitoredRepository(name="team/web", arn=TEAM_API.arn.replace("api", "web"))
WEB = ("aws_ecr_repository", {"name": "team/web"}, {"arn"})


def called(after: str, kind: names.NameRule = names.PULL_ROLE) -> str:
    return derived_name(kind, after, region=REGION)


def a_role(name: str) -> tuple[str, dict[str, Any], set[str]]:
    return "aws_iam_role", {"name": name, "assume_role_policy": "{}"}, set()


def own_policy(role: str, policy: dict[str, object]) -> tuple[str, dict[str, Any], set[str]]:
    return "aws_iam_role_policy", {"role": role, "policy": json.dumps(policy)}, set()


def attached_policy(
    role: str, policy: dict[str, object], number: int = 1
) -> list[tuple[str, dict[str, Any], set[str]]]:
    arn = f"arn:aws:iam::{ACCOUNT}:policy/{number}"
    return [
        ("aws_iam_policy", {"arn": arn, "policy": json.dumps(policy)}, set()),
        ("aws_iam_role_policy_attachment", {"role": role, "policy_arn": arn}, set()),
    ]


def test_each_role_is_for_the_repository_that_it_is_called_after() -> None:
    web, api = called("team/web"), called("team/api")
    own = (own_policy(web, pull_policy(TEAM_WEB.arn)), own_policy(api, pull_policy(TEAM_API.arn)))

    subject = read(stack(STATE, WEB, a_role(web), a_role(api), *own))

    assert {each.name: each.repositories for each in subject.roles} == {web: (TEAM_WEB,), api: (TEAM_API,)}


def test_a_role_that_may_not_use_the_repository_that_it_is_called_after_is_found_out(asking: Asking) -> None:
    web = called("team/web")

    subject = read(stack(PLAN, WEB, a_role(web), own_policy(web, pull_policy(TEAM_API.arn))))
    checks = [check for check in prove(asking, subject) if check.name == "prove-role-permissions"]

    assert {check.outcome for check in checks} == {Outcome.FAIL}
    assert all(f"{TEAM_WEB.arn}: AWS says implicitDeny" in check.found for check in checks)


def test_a_collections_role_is_for_all_that_its_attached_policies_name(asking: Asking) -> None:
    shared = called("collection")
    policies = [
        *attached_policy(shared, pull_policy(TEAM_API.arn), 1),
        *attached_policy(shared, pull_policy(TEAM_WEB.arn), 2),
    ]

    (applied,) = read(stack(STATE, WEB, a_role(shared), *policies)).roles
    planned = read(stack(PLAN, WEB, a_role(shared), *policies))
    (check,) = [check for check in prove(asking, planned) if check.name == "prove-role-permissions"]

    assert (applied.repositories, applied.documents) == ((TEAM_API, TEAM_WEB), None)
    assert (check.outcome, check.found.endswith("with team/api, team/web")) == (Outcome.PASS, True)


def test_a_collections_role_is_not_proved_while_its_policies_are_unknown() -> None:
    shared = called("collection")
    policy = ("aws_iam_policy", {"name": "p"}, {"arn", "policy"})
    attachment = ("aws_iam_role_policy_attachment", {"role": shared}, {"policy_arn"})

    subject = read(stack(PLAN, WEB, a_role(shared), policy, attachment))

    assert subject.roles == ()
    assert f"role {shared}: its policies are known after the apply only; prove it again then" in {
        check.found for check in subject.unread
    }


def test_a_role_for_a_namespace_is_for_the_repositories_in_it() -> None:
    deploys = called("services", names.CI_DEPLOY_ROLE)
    deployment = Deployment(repository_names=["team/*"], account_id=ACCOUNT, region=REGION, create_ec2_role=False)
    other = ("aws_ecr_repository", {"name": "other/api"}, set[str]())

    (role,) = read(stack(STATE, WEB, other, a_role(deploys), own_policy(deploys, deploy_policy(deployment)))).roles

    assert role.repositories == (TEAM_API, TEAM_WEB)


def test_a_role_for_a_repository_of_another_stack_is_for_that() -> None:
    elsewhere = MonitoredRepository(name="base/python", arn=TEAM_API.arn.replace("team/api", "base/python"))
    builds = called("services", names.CI_BUILD_ROLE)

    (role,) = read(stack(STATE, a_role(builds), own_policy(builds, build_policy(elsewhere.arn)))).roles

    assert role.repositories == (elsewhere,)


def test_a_role_of_which_nothing_says_what_it_is_for_is_not_proved() -> None:
    shared = called("collection")

    subject = read(stack(STATE, WEB, a_role(shared)))

    assert subject.roles == ()
    assert [check.found for check in subject.unread] == [
        f"role {shared}: neither its name nor its policies here say which repositories it is for"
    ]


def test_what_a_new_role_will_be_allowed_to_pull_is_marked_as_planned() -> None:
    pulls = called("team/web")
    unknown = ("aws_iam_role_policy", {"role": pulls}, {"policy"})

    (role,) = read(stack(PLAN, WEB, a_role(pulls), unknown)).roles

    assert (role.name, role.repositories) == (f"{pulls} (as planned)", (TEAM_WEB,))
    assert json.loads(role.documents[0]) == pull_policy([TEAM_WEB.arn])  # type: ignore[index]


def test_a_repository_that_a_policy_denies_is_none_that_the_role_is_for() -> None:
    deploys = called("services", names.CI_DEPLOY_ROLE)
    statements = [
        {"Effect": "Allow", "Action": "ecr:*", "Resource": TEAM_API.arn},
        {"Effect": "Deny", "Action": "ecr:*", "Resource": [TEAM_WEB.arn]},
    ]
    policy = own_policy(deploys, {"Version": "2012-10-17", "Statement": statements})

    (role,) = read(stack(STATE, WEB, a_role(deploys), policy)).roles

    assert role.repositories == (TEAM_API,)
