"""Whether anybody is subscribed to the topics, and has confirmed it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .check import Check, Outcome
from .missing import missing, not_looked_at
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .subject import Subject

_NAME = "topic-subscriptions"
_ACTION = "sns:ListSubscriptionsByTopic"
# What stands for a subscription's ARN before it is confirmed, and after it is over (SNS developer guide).
_PENDING = "PendingConfirmation"
_OVER = "Deleted"


def _look(subject: Subject) -> Iterator[Check]:
    if not subject.parts.topics:
        yield not_looked_at(subject, _NAME, "topics")
        return
    topics = {name: _subscriptions(subject, name) for name in subject.parts.topics}
    there = {name: found for name, found in topics.items() if found is not None}
    absent = [name for name in topics if name not in there]
    meaning = "Nobody is told of scans or alarms."
    yield from missing(subject, _NAME, "topics", absent, there=len(there), meaning=meaning, action=_ACTION)
    for name, subscriptions in there.items():
        yield from _told(subject, name, subscriptions)


def _subscriptions(subject: Subject, topic: str) -> list[Any] | None:
    """Return the subscriptions of a topic; None if there is no topic."""
    client = subject.asking.client("sns")
    arn = subject.arn("sns", topic)

    def ask() -> list[Any]:
        pages = client.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=arn)
        return [each for page in pages for each in page["Subscriptions"] if each["SubscriptionArn"] != _OVER]

    return subject.asking.once(f"{_NAME} {topic}", ask, service="sns", absent=["NotFound", "NotFoundException"])


def _told(subject: Subject, topic: str, subscriptions: list[Any]) -> Iterator[Check]:
    command = f"aws sns subscribe --topic-arn {subject.arn('sns', topic)} --region {subject.region}"
    if not subscriptions:
        found, meaning = f"nobody is subscribed to {topic}", "Nobody is told of scans or alarms."
        yield Check(name=_NAME, outcome=Outcome.WARN, found=found, meaning=meaning, action=_ACTION)
        return
    pending = [each for each in subscriptions if each["SubscriptionArn"] == _PENDING]
    for each in pending:
        yield Check(
            name=_NAME,
            outcome=Outcome.WARN,
            found=f"{each['Endpoint']} ({each['Protocol']}) has not confirmed its subscription to {topic}",
            meaning="It is told nothing until it does. AWS's message asks for it; the command has it sent again.",
            action=_ACTION,
            fix=f"{command} --protocol {each['Protocol']} --notification-endpoint {each['Endpoint']}",
        )
    confirmed = len(subscriptions) - len(pending)
    if confirmed:
        found = f"{confirmed} confirmed of {len(subscriptions)} to {topic}"
        yield Check(name=_NAME, outcome=Outcome.PASS, found=found, action=_ACTION)


TOPIC_SUBSCRIPTIONS: Probe[Subject] = Probe(name=_NAME, action=_ACTION, look=_look)
