"""EventBridge's own matcher, tried on sample events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.proving.event_cases import event_cases, mentions
from cdktf_ecr.operations.errors import AwsError, aws_errors

from .checks import EVENT_PATTERNS, agreed, disagreed, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.proving.event_cases import EventCase
    from cdktf_ecr.operations.doctor.check import Check

    from .subject import EventRule

ACTION = "events:TestEventPattern"
# A rule may be for 80 repositories, whose names differ and nothing else does.
_MOST_REPOSITORIES = 3
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
    concerned = [repository for repository in repositories if mentions(rule.pattern, repository)]
    cases = [
        (repository, case)
        for repository in concerned[:_MOST_REPOSITORIES]
        for case in event_cases(rule.kind, rule.pattern, repository)
    ]
    try:
        wrong = [(repository, case) for repository, case in cases if _matches(client, rule, case) is not case.expected]
    except AwsError as error:
        yield refused(EVENT_PATTERNS, f"rule {rule.name}", error, action=ACTION)
        return
    for repository, case in wrong:
        yield _difference(rule, case, repository)
    if cases and not wrong:
        yield agreed(EVENT_PATTERNS, _agreement(rule, len(cases), concerned), action=ACTION)


def _matches(client: Any, rule: EventRule, case: EventCase) -> bool:
    with aws_errors("events"):
        answer = client.test_event_pattern(EventPattern=json.dumps(rule.pattern), Event=json.dumps(case.event))
    return bool(answer["Result"])


def _agreement(rule: EventRule, tried: int, concerned: Sequence[MonitoredRepository]) -> str:
    names = ", ".join(repository.name for repository in concerned[:_MOST_REPOSITORIES])
    some = f" (of {len(concerned)} repositories)" if len(concerned) > _MOST_REPOSITORIES else ""
    return f"rule {rule.name}: EventBridge agrees on {tried} events of {names}{some} and others like them"


def _difference(rule: EventRule, case: EventCase, repository: MonitoredRepository) -> Check:
    words = {True: "matches", False: "does not match"}
    found = (
        f"rule {rule.name}, on {case.sample} (repository {repository.name}): AWS says it "
        f"{words[not case.expected]}, we expected that it {words[case.expected]}"
    )
    return disagreed(EVENT_PATTERNS, found, action=ACTION, meaning=_MEANING[case.expected])
