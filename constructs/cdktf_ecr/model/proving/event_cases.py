"""What the EventBridge rules around a repository are to match of the documented events, and of others like them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.names import HASH_LENGTH
from cdktf_ecr.model.scanning.events import SEVERITIES

from .event_samples import event_samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.monitoring.samples import Event
    from cdktf_ecr.model.repository.derived_names import NameRule

# Rules that keep everything in a log, and rules that tell results which are severe enough.
_LOGGING = (
    names.SCAN_RULE,
    names.FINDING_RULE,
    names.AUDIT_RULE,
    names.REPOSITORY_CALL_RULE,
    names.REGISTRY_CALL_RULE,
)
_NOTIFYING = (
    names.BASIC_SCAN_NOTIFICATION_RULE,
    names.ENHANCED_SCAN_NOTIFICATION_RULE,
    names.FINDING_NOTIFICATION_RULE,
)
RULE_KINDS = (*_LOGGING, *_NOTIFYING)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCase:
    """An event, and whether a rule is to match it.

    Attributes:
        sample: What the event is, in a few words.
        event: The event.
        expected: Whether the rule is to match it.
    """

    sample: str
    event: Event
    expected: bool


def kind_of_rule(name: str) -> NameRule | None:
    """Return what kind of rule of ours is called so; None for somebody else's.

    Args:
        name: An EventBridge rule's name.
    """
    return next((kind for kind in RULE_KINDS if hash_in_rule(name, kind) is not None), None)


def hash_in_rule(rule: str, kind: NameRule) -> str | None:
    """Return what the names of the rules that are created together share; None for a rule of another kind.

    Args:
        rule: An EventBridge rule's name.
        kind: The kind of rule, of `RULE_KINDS`.
    """
    found = re.fullmatch(rf"[a-z0-9_-]*-([0-9a-f]{{{HASH_LENGTH}}}){kind.suffix}(-[1-9][0-9]*)?", rule)
    return None if found is None else found[1]


def mentions(pattern: Mapping[str, Any], repository: MonitoredRepository) -> bool:
    """Whether an event pattern has anything to do with a repository.

    Args:
        pattern: The pattern.
        repository: The repository.
    """
    return any(text in (repository.name, repository.arn, f"{repository.arn}/sha256:") for text in _texts(pattern))


def event_cases(kind: NameRule, pattern: Mapping[str, Any], repository: MonitoredRepository) -> tuple[EventCase, ...]:
    """Return what a rule is to match, and what not though it is close.

    What the rule is for is read from its kind, which events it is about and how severe a result has to be from its
    pattern: whether the pattern says that as EventBridge understands it is what the cases show.

    Args:
        kind: The kind of rule, of `RULE_KINDS`.
        pattern: Its event pattern.
        repository: The repository whose events it is to match; for changes of the registry, any in it.
    """
    families = pattern.get("detail-type", [])
    severities = _severities_in(pattern)
    cases = []
    for sample in event_samples(repository):
        if sample.of != repository and sample.of is not None and _is_for(pattern, sample.of, repository):
            continue
        if sample.detail_type not in families and not (sample.documented and sample.of == repository):
            # One of each other family is enough.
            continue
        severe = sample.result and sample.worst in severities
        meant = sample.of_registry if kind is names.REGISTRY_CALL_RULE else sample.of == repository
        expected = meant and sample.detail_type in families and (severe or kind in _LOGGING)
        cases.append(EventCase(sample=sample.words, event=sample.event, expected=expected))
    return tuple(cases)


def _is_for(pattern: Mapping[str, Any], other: MonitoredRepository, repository: MonitoredRepository) -> bool:
    """Whether a rule is for another repository as well."""
    named = {other.arn, f"{other.arn}/sha256:"} | ({other.name} - {repository.name})
    return any(text in named for text in _texts(pattern))


def _severities_in(pattern: Mapping[str, Any]) -> frozenset[str]:
    """Return the severities from the worst down to the least that a pattern names."""
    named = [text for text in _texts(pattern) if text in SEVERITIES]
    least = max((SEVERITIES.index(severity) for severity in named), default=-1)
    return frozenset(SEVERITIES[: least + 1])


def _texts(node: object) -> Iterator[str]:
    """Yield every key and every text in a pattern."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield key
            yield from _texts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, str):
        yield node
