"""Whether the EventBridge rules are there, on, and lead anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .check import Check, Outcome
from .missing import missing, not_looked_at
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .asking import Asking
    from .subject import Subject

_NAME = "event-rules"
_ACTION = "events:DescribeRule"
_WHAT = "event rules"


def event_rule(asking: Asking, name: str) -> Any | None:
    """Return a rule of the default bus as EventBridge describes it; None if there is none.

    Args:
        asking: The account.
        name: The rule's name.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = asking.client("events")
    return asking.once(
        f"{_NAME} {name}",
        lambda: client.describe_rule(Name=name),
        service="events",
        absent=["ResourceNotFoundException"],
    )


def _look(subject: Subject) -> Iterator[Check]:
    if not subject.parts.event_rules:
        yield not_looked_at(subject, _NAME, _WHAT)
        return
    rules = {name: event_rule(subject.asking, name) for name in subject.parts.event_rules}
    there = {name: rule for name, rule in rules.items() if rule is not None}
    absent = [name for name in rules if name not in there]
    meaning = "What happens to images is neither logged nor told."
    wrong = [
        *missing(subject, _NAME, _WHAT, absent, there=len(there), meaning=meaning, action=_ACTION),
        *(check for name, rule in there.items() if (check := _wrong(subject, name, rule)) is not None),
    ]
    if wrong:
        yield from wrong
        return
    found = f"{len(there)} are enabled and have targets: {', '.join(there)}"
    yield Check(name=_NAME, outcome=Outcome.PASS, found=found, action=_ACTION)


def _wrong(subject: Subject, name: str, rule: Any) -> Check | None:
    if not rule["State"].startswith("ENABLED"):
        return Check(
            name=_NAME,
            outcome=Outcome.FAIL,
            found=f"{name} is {rule['State']}",
            meaning="It matches nothing until it is enabled.",
            action=_ACTION,
            fix=f"aws events enable-rule --name {name} --region {subject.region}",
        )
    client = subject.asking.client("events")
    answer: Any = subject.asking.once(
        f"targets {name}", lambda: client.list_targets_by_rule(Rule=name), service="events"
    )
    if answer["Targets"]:
        return None
    return Check(
        name=_NAME,
        outcome=Outcome.FAIL,
        found=f"{name} has no target",
        meaning="What it matches goes nowhere.",
        action="events:ListTargetsByRule",
        fix=subject.apply,
    )


EVENT_RULES: Probe[Subject] = Probe(name=_NAME, action=_ACTION, look=_look)
