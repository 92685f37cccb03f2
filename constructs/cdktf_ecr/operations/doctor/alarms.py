"""Whether the alarms are there, tell anybody, and know anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .check import Check, Outcome
from .missing import missing, not_looked_at
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .asking import Asking
    from .subject import Subject

_NAME = "alarms"
_ACTION = "cloudwatch:DescribeAlarms"

# DescribeAlarms, AlarmNames (CloudWatch API reference).
_MOST_NAMES = 100
_UNKNOWN = "INSUFFICIENT_DATA"
_RAISED = "ALARM"


def alarms(asking: Asking, names: Sequence[str]) -> dict[str, Any]:
    """Return the alarms that have these names.

    Args:
        asking: The account.
        names: The names.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    shares = [names[start : start + _MOST_NAMES] for start in range(0, len(names), _MOST_NAMES)]
    return {name: alarm for share in shares for name, alarm in _described(asking, AlarmNames=share).items()}


def _described(asking: Asking, **wanted: Any) -> dict[str, Any]:
    client = asking.client("cloudwatch")

    def ask() -> dict[str, Any]:
        pages = client.get_paginator("describe_alarms").paginate(**wanted)
        return {alarm["AlarmName"]: alarm for page in pages for alarm in page["MetricAlarms"]}

    return asking.once(f"{_NAME} {wanted}", ask, service="cloudwatch") or {}


def _look(subject: Subject) -> Iterator[Check]:
    wanted = subject.parts.alarms
    if not wanted:
        yield not_looked_at(subject, _NAME, _NAME)
        return
    if subject.parts.certain:
        there = alarms(subject.asking, wanted)
        absent = [name for name in wanted if name not in there]
    else:
        by_start = {start: _described(subject.asking, AlarmNamePrefix=start) for start in wanted}
        there = {name: alarm for found in by_start.values() for name, alarm in found.items()}
        absent = [start for start, found in by_start.items() if not found]
    meaning = "Nobody is alarmed by what scans find."
    yield from missing(subject, _NAME, _NAME, absent, there=len(there), meaning=meaning, action=_ACTION)
    known = [name for name, alarm in there.items() if _is_well(alarm)]
    yield from (_told(subject, name, alarm) for name, alarm in there.items() if name not in known)
    if known:
        found = f"{len(known)} of {len(there)} are OK: {', '.join(known)}"
        yield Check(name=_NAME, outcome=Outcome.PASS, found=found, action=_ACTION)


def _is_well(alarm: Any) -> bool:
    return bool(_tells(alarm) and alarm["StateValue"] not in {_UNKNOWN, _RAISED})


def _tells(alarm: Any) -> bool:
    return bool(alarm["ActionsEnabled"] and alarm.get("AlarmActions"))


def _told(subject: Subject, name: str, alarm: Any) -> Check:
    if not alarm["ActionsEnabled"]:
        fix = f"aws cloudwatch enable-alarm-actions --alarm-names {name} --region {subject.region}"
        found, meaning = f"{name}: its actions are switched off", "It is raised without telling anybody."
        return Check(name=_NAME, outcome=Outcome.FAIL, found=found, meaning=meaning, action=_ACTION, fix=fix)
    state, reason = alarm["StateValue"], alarm.get("StateReason", "")
    if state == _RAISED:
        meaning = "The latest scan found too much, or failed: cdktf-ecr scan report shows what."
        return Check(
            name=_NAME, outcome=Outcome.WARN, found=f"{name}: {state}: {reason}", meaning=meaning, action=_ACTION
        )
    if state == _UNKNOWN:
        meaning = "Whether there is anything to be alarmed about is not known: no scan has been counted yet."
        return Check(
            name=_NAME, outcome=Outcome.WARN, found=f"{name}: unknown ({state})", meaning=meaning, action=_ACTION
        )
    found, meaning = f"{name}: {state}, and has no action", "It is raised without telling anybody."
    return Check(name=_NAME, outcome=Outcome.WARN, found=found, meaning=meaning, action=_ACTION)


ALARMS: Probe[Subject] = Probe(name=_NAME, action=_ACTION, look=_look)
