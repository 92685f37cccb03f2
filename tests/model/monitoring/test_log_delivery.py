"""Whether resource policies of CloudWatch Logs let events in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.monitoring.log_delivery import Delivery, delivery
from cdktf_ecr.model.monitoring.policies import log_delivery_policy

GROUP = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/ecr/team/api"
ALL = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/ecr/*:*"
OURS: Any = log_delivery_policy(ALL)
CONDITION = {"ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-1:123456789012:rule/*"}}


def verdict(*documents: Any, group: str = GROUP) -> Delivery:
    return delivery([json.dumps(document) for document in documents], group)


def changed(**elements: Any) -> dict[str, Any]:
    (statement,) = OURS["Statement"]
    return {"Version": "2012-10-17", "Statement": [{**statement, **elements}]}


@pytest.mark.parametrize("group", [GROUP, f"{GROUP}#audit"])
def test_our_own_policy_lets_them_in(group: str) -> None:
    assert verdict(OURS, group=group) is Delivery.ALLOWED


@pytest.mark.parametrize(
    "elements",
    [
        {"Resource": f"{GROUP}:*"},
        {"Resource": [f"{GROUP}x:*", f"{GROUP}:log-stream:*"]},
        {"Resource": "*"},
        {"Resource": "arn:aws:logs:eu-west-?:123456789012:*"},
        {"Action": "logs:*"},
        {"Action": ["LOGS:PutLogEvents", "logs:createlogstream"]},
        {"Principal": "*"},
        {"Principal": {"Service": "*"}},
    ],
)
def test_policies_that_let_them_in(elements: Any) -> None:
    assert verdict(changed(**elements)) is Delivery.ALLOWED


@pytest.mark.parametrize(
    "elements",
    [
        {"Resource": GROUP},
        {"Resource": ALL.replace("eu-west-1", "eu-west-2")},
        {"Resource": f"{GROUP}#audit:*"},
        {"Action": "logs:PutLogEvents"},
        {"Action": "logs:CreateLogStream"},
        {"Principal": {"Service": "events.amazonaws.com"}},
        {"Principal": {"Service": "delivery.logs.amazonaws.com"}},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Effect": "Deny"},
    ],
)
def test_policies_that_keep_them_out(elements: Any) -> None:
    assert verdict(changed(**elements)) is Delivery.REFUSED


def test_nothing_lets_nobody_in() -> None:
    assert verdict() is verdict({"Version": "2012-10-17", "Statement": []}) is Delivery.REFUSED


def test_two_policies_do_it_together() -> None:
    halves = [changed(Action=action) for action in ("logs:PutLogEvents", "logs:CreateLogStream")]

    assert verdict(*halves) is Delivery.ALLOWED


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([changed(Condition=CONDITION)], Delivery.CONDITIONAL),
        ([changed(Condition=CONDITION), OURS], Delivery.ALLOWED),
        ([OURS, changed(Effect="Deny")], Delivery.REFUSED),
        ([OURS, changed(Effect="Deny", Condition=CONDITION)], Delivery.CONDITIONAL),
        ([OURS, changed(Effect="Deny", Resource=f"{GROUP}x:*")], Delivery.ALLOWED),
        ([changed(Effect="Deny", Condition=CONDITION)], Delivery.REFUSED),
    ],
)
def test_conditions_and_denials(documents: list[Any], expected: Delivery) -> None:
    assert verdict(*documents) is expected
