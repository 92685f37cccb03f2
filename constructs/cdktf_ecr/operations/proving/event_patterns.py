"""EventBridge's own matcher, tried on sample events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.proving.event_cases import event_cases, mentions
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.operations.errors import AwsError, aws_errors

from .checks import EVENT_PATTERNS, agreed, disagreed, refused, unproved
from .subject import Tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.proving.event_cases import EventCase
    from cdktf_ecr.operations.doctor.check import Check

    from .subject import EventRule

ACTION = "events:TestEventPattern"
_MEANING = {
    True: "Events like this one are lost: nothing is logged, counted or told of them.",
    False: "Events that are not of this repository, or not meant for this rule, arrive all the same.",
}


def prove_rule(client: Any, rule: EventRule, repositories: Sequence[MonitoredRepository]) -> Iterator[Check]:
    """Yield whether EventBridge matches what a rule is to match, and nothing else.

    Args:
        client: Client for "events".
        rule: The rule.
        repositories: The repositories that are looked at.
    """
    tried = _concerned(rule, repositories)
    if not tried.repositories:
        yield unproved(EVENT_PATTERNS, f"rule {rule.name}: it names none of the repositories here", action=ACTION)
        return
    cases = [
        (repository, case)
        for repository in tried.repositories
        for case in event_cases(rule.kind, rule.pattern, repository)
    ]
    try:
        wrong = [(repository, case) for repository, case in cases if _matches(client, rule, case) is not case.expected]
    except AwsError as error:
        yield refused(EVENT_PATTERNS, f"rule {rule.name}", error, action=ACTION)
        return
    for repository, case in wrong:
        yield _difference(rule, case, repository)
    if not wrong:
        found = f"rule {rule.name}: EventBridge agrees on {len(cases)} events of {tried} and others like them"
        yield agreed(EVENT_PATTERNS, found, action=ACTION)


def _concerned(rule: EventRule, repositories: Sequence[MonitoredRepository]) -> Tried:
    """Return the repositories whose events a rule is to match: any of them, if it is for their registry."""
    if rule.kind is names.REGISTRY_CALL_RULE:
        return Tried.of(repositories[:1])
    return Tried.of([repository for repository in repositories if mentions(rule.pattern, repository)])


def _matches(client: Any, rule: EventRule, case: EventCase) -> bool:
    with aws_errors("events"):
        answer = client.test_event_pattern(EventPattern=json.dumps(rule.pattern), Event=json.dumps(case.event))
    return bool(answer["Result"])


def _difference(rule: EventRule, case: EventCase, repository: MonitoredRepository) -> Check:
    words = {True: "matches", False: "does not match"}
    found = (
        f"rule {rule.name}, on {case.sample} (repository {repository.name}): AWS says it "
        f"{words[not case.expected]}, we expected that it {words[case.expected]}"
    )
    return disagreed(EVENT_PATTERNS, found, action=ACTION, meaning=_MEANING[case.expected])
