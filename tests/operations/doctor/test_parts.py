"""What belongs to a repository: by the names that derive from its own, or by a stack."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.doctor.parts import Parts, parts_of_stack
from cdktf_ecr.operations.stack_directory import STATE, StackResource, StackResources, read_stack
from tests.operations.doctor import healthy
from tests.operations.doctor.conftest import Examine
from tests.standin.account import Account

APPLY = "terraform -chdir=stack apply"
GROUP = "/aws/events/ecr/team/api"
SCANS = next(name for name in healthy.PARTS.event_rules if name.endswith("-scans"))
PARTS = {
    "log-groups": Parts(certain=True, log_groups=(GROUP, "/aws/events/ecr/gone")),
    "event-rules": Parts(certain=True, event_rules=(SCANS, "gone")),
    "alarms": Parts(certain=True, alarms=(healthy.ALARM, "gone")),
    "topic-subscriptions": Parts(certain=True, topics=(healthy.PARTS.topics[0], "gone")),
}
KINDS = {"log-groups": "log groups", "event-rules": "event rules", "alarms": "alarms", "topic-subscriptions": "topics"}


@pytest.mark.parametrize("name", KINDS)
def test_what_a_stack_has_must_be_there(examine: Examine, name: str) -> None:
    failed = examine(name, parts=PARTS[name], apply=APPLY)[0]

    gone = "/aws/events/ecr/gone" if name == "log-groups" else "gone"
    assert (failed.outcome, failed.found) == (Outcome.FAIL, f"1 of 2 {KINDS[name]} are not there: {gone}")
    assert failed.fix == APPLY


@pytest.mark.parametrize("name", KINDS)
def test_what_only_derives_may_be_switched_off(examine: Examine, name: str) -> None:
    (check,) = examine(name, region=healthy.EMPTY_REGION)

    assert (check.outcome, check.fix) == (Outcome.WARN, None)
    assert check.found == f"no {KINDS[name]} have the names that derive from the repository's"
    assert "--stack" in check.meaning


@pytest.mark.parametrize("name", [*KINDS, "metric-filters"])
@pytest.mark.parametrize(
    ("certain", "said"), [(True, "the stack has no "), (False, "name a repository or a stack to look at them")]
)
def test_nothing_to_look_at(examine: Examine, name: str, said: str, *, certain: bool) -> None:
    (check,) = examine(name, parts=Parts(certain=certain))

    assert check.outcome is Outcome.SKIP
    assert check.found.startswith(said)


def test_some_of_what_derives_is_enough(examine: Examine) -> None:
    some = replace(healthy.PARTS, event_rules=(*healthy.PARTS.event_rules, "team-api-other"))

    assert [check.outcome for check in examine("event-rules", parts=some)] == [Outcome.PASS]


def test_how_long_logs_are_kept(examine: Examine) -> None:
    (check,) = examine("log-groups")

    assert f"{GROUP} (kept 14 days), {GROUP}#audit (kept 14 days)" in check.found


def test_a_longer_name_is_another_log_group(account: Account, examine: Examine) -> None:
    account.answers["logs", "DescribeLogGroups"] = {"logGroups": [{"logGroupName": f"{GROUP}-docs"}]}

    (check,) = examine("log-groups", parts=Parts(certain=True, log_groups=(GROUP,)))

    assert check.outcome is Outcome.FAIL


def test_a_rule_that_is_switched_off(account: Account, examine: Examine) -> None:
    account.answers["events", "DescribeRule"] = {"Name": SCANS, "State": "DISABLED"}

    checks = examine("event-rules", parts=Parts(certain=True, event_rules=(SCANS,)))

    assert [(check.outcome, check.found) for check in checks] == [(Outcome.FAIL, f"{SCANS} is DISABLED")]
    assert checks[0].fix == f"aws events enable-rule --name {SCANS} --region us-east-1"


def test_a_rule_that_leads_nowhere(account: Account, examine: Examine) -> None:
    account.answers["events", "ListTargetsByRule"] = {"Targets": []}

    (check,) = examine("event-rules", parts=Parts(certain=True, event_rules=(SCANS,)), apply=APPLY)

    assert (check.outcome, check.found, check.fix) == (Outcome.FAIL, f"{SCANS} has no target", APPLY)
    assert check.action == "events:ListTargetsByRule"


def policies(account: Account, *documents: Any, **more: Any) -> None:
    account.answers["logs", "DescribeResourcePolicies"] = {
        "resourcePolicies": [
            {"policyName": str(number), "policyDocument": json.dumps(document), **more}
            for number, document in enumerate(documents)
        ]
    }


def test_without_a_resource_policy_events_are_lost(account: Account, examine: Examine) -> None:
    policies(account)

    (check,) = examine("log-resource-policy", apply=APPLY)

    assert (check.outcome, check.fix) == (Outcome.FAIL, APPLY)
    assert check.found.startswith(f"EventBridge may not write to {GROUP}, ")
    assert check.found.endswith("(0 of 10 resource policies of the account)")


def test_a_policy_of_one_log_group_does_not_count(account: Account, examine: Examine) -> None:
    policies(account, {"Statement": []}, resourceArn="arn:aws:logs:us-east-1:123456789012:log-group:x")

    assert examine("log-resource-policy")[0].found.endswith("(0 of 10 resource policies of the account)")


def test_a_log_resource_policy_that_a_stack_leaves_to_another_is_not_applied(
    account: Account, examine: Examine
) -> None:
    account.answers["logs", "DescribeResourcePolicies"] = {"resourcePolicies": []}
    policy = StackResource(
        address="aws_cloudwatch_log_resource_policy.this",
        type="aws_cloudwatch_log_resource_policy",
        index=None,
        values={},
        unknown=frozenset(),
    )

    (leaves,) = examine("log-resource-policy", apply=APPLY, stack=StackResources(source=STATE, all=()))
    (has,) = examine("log-resource-policy", apply=APPLY, stack=StackResources(source=STATE, all=(policy,)))

    assert (leaves.outcome, leaves.fix, "This stack leaves the policy to another" in leaves.meaning) == (
        Outcome.FAIL,
        None,
        True,
    )
    assert (has.fix, "another" in has.meaning) == (APPLY, False)


def test_a_condition_that_cannot_be_seen_from_here(account: Account, examine: Examine) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": "*",
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:*"}},
    }
    policies(account, {"Statement": statement})

    (check,) = examine("log-resource-policy")

    assert check.outcome is Outcome.WARN
    assert check.found.endswith("under a condition")


@pytest.mark.parametrize(("held", "outcome"), [(9, Outcome.SKIP), (10, Outcome.WARN)])
def test_no_log_group_but_a_full_account(account: Account, examine: Examine, held: int, outcome: Outcome) -> None:
    policies(account, *[{"Statement": []}] * held)

    (check,) = examine("log-resource-policy", parts=Parts(certain=False))

    assert (check.outcome, check.found) == (
        outcome,
        f"no log group to look at; {held} of 10 resource policies of the account are in use",
    )


def test_metric_filters_that_are_not_there(account: Account, examine: Examine) -> None:
    (group, filters) = next(iter(healthy.PARTS.metric_filters.items()))
    account.answers["logs", "DescribeMetricFilters"] = {
        "metricFilters": [{"filterName": name} for name in filters if name != "high"]
    }

    (check,) = examine("metric-filters", apply=APPLY)

    assert (check.outcome, check.fix) == (Outcome.FAIL, APPLY)
    assert check.found == f"1 of {len(filters)} are not on {group}: high"


def test_no_log_group_to_count_in(examine: Examine) -> None:
    (check,) = examine("metric-filters", region=healthy.EMPTY_REGION)

    assert (check.outcome, check.found) == (Outcome.SKIP, "there is no log group to read metrics from")


def alarm(**more: Any) -> dict[str, Any]:
    return {"AlarmName": "a", "ActionsEnabled": True, "AlarmActions": ["arn"], "StateValue": "OK", **more}


@pytest.mark.parametrize(
    ("state", "outcome", "found"),
    [
        ({}, Outcome.PASS, "1 of 1 are OK: a"),
        ({"StateValue": "INSUFFICIENT_DATA"}, Outcome.WARN, "a: unknown (INSUFFICIENT_DATA)"),
        ({"StateValue": "ALARM", "StateReason": "2 > 1"}, Outcome.WARN, "a: ALARM: 2 > 1"),
        ({"ActionsEnabled": False}, Outcome.FAIL, "a: its actions are switched off"),
        ({"AlarmActions": []}, Outcome.WARN, "a: OK, and has no action"),
    ],
)
def test_alarms(account: Account, examine: Examine, state: dict[str, Any], outcome: Outcome, found: str) -> None:
    account.answers["cloudwatch", "DescribeAlarms"] = {"MetricAlarms": [alarm(**state)]}

    checks = examine("alarms", parts=Parts(certain=True, alarms=("a",)))

    assert [(check.outcome, check.found) for check in checks] == [(outcome, found)]


def test_alarms_are_asked_for_a_hundred_at_a_time(account: Account, examine: Examine) -> None:
    names = tuple(f"alarm-{number}" for number in range(250))

    examine("alarms", parts=Parts(certain=True, alarms=names))

    asked = [len(given["AlarmNames"]) for given in account.asked("cloudwatch", "DescribeAlarms")]
    assert asked == [100, 100, 50]


def test_a_subscription_that_waits_for_an_answer(account: Account, examine: Examine) -> None:
    pending = {"SubscriptionArn": "PendingConfirmation", "Protocol": "email", "Endpoint": "a@example.com"}
    over = {"SubscriptionArn": "Deleted", "Protocol": "email", "Endpoint": "b@example.com"}
    account.answers["sns", "ListSubscriptionsByTopic"] = {"Subscriptions": [pending, over]}

    (check,) = examine("topic-subscriptions")

    topic = healthy.PARTS.topics[0]
    assert check.outcome is Outcome.WARN
    assert check.found == f"a@example.com (email) has not confirmed its subscription to {topic}"
    assert check.fix == (
        f"aws sns subscribe --topic-arn {healthy.TOPIC_ARN} --region us-east-1 --protocol email "
        "--notification-endpoint a@example.com"
    )


def test_a_topic_without_subscribers(account: Account, examine: Examine) -> None:
    account.answers["sns", "ListSubscriptionsByTopic"] = {"Subscriptions": []}

    (check,) = examine("topic-subscriptions")

    assert (check.outcome, check.found) == (Outcome.WARN, f"nobody is subscribed to {healthy.PARTS.topics[0]}")


def test_the_parts_of_a_stack() -> None:
    stack = read_stack(Path(__file__).parents[1] / "terraform/state.json")

    parts = parts_of_stack(stack)

    assert parts.certain
    assert parts.log_groups == ("/aws/events/ecr/team/api#audit",)
    assert [name.rsplit("-", 1)[1] for name in parts.event_rules] == ["audit"]
