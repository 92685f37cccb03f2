"""What the EventBridge rules around a repository are to match of the documented events, and of others like them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.monitoring import call_samples, samples
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.model.repository.names import HASH_LENGTH, REPOSITORY_NAME_LENGTH
from cdktf_ecr.model.scanning.events import (
    FINDING_STATUSES,
    IMAGE_ACTIONS,
    ITEMISED_BY_INSPECTOR,
    SCAN_FAILED,
    SEVERITIES,
    TOTAL,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.monitoring.samples import Event
    from cdktf_ecr.model.repository.derived_names import NameRule

# Rules that keep everything in a log, and rules that tell results which are severe enough.
_LOGGING = (
    names.SCAN_RULE,
    names.FINDING_RULE,
    names.AUDIT_RULE,
    names.REPOSITORY_CALL_RULE,
)
_NOTIFYING = (
    names.BASIC_SCAN_NOTIFICATION_RULE,
    names.ENHANCED_SCAN_NOTIFICATION_RULE,
    names.FINDING_NOTIFICATION_RULE,
)
RULE_KINDS = (*_LOGGING, *_NOTIFYING)

_ELSEWHERE = "999999999999"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """An event as we read it.

    Attributes:
        words: What it is.
        event: The event.
        of: The repository that it is about; None for none, or if no rule is to match it.
        result: Whether it is a result: of a scan that completed, or a finding that is open.
        worst: The worst severity in it; None for none.
        documented: Whether it stands for its family with rules that are not about that.
    """

    words: str
    event: Event
    of: MonitoredRepository | None
    result: bool = False
    worst: str | None = None
    documented: bool = False

    @property
    def detail_type(self) -> str:
        return str(self.event["detail-type"])


def kind_of_rule(name: str) -> NameRule | None:
    """Return what kind of rule of ours is called so; None for somebody else's.

    Args:
        name: An EventBridge rule's name.
    """
    for kind in RULE_KINDS:
        if re.fullmatch(rf"[a-z0-9_-]*-[0-9a-f]{{{HASH_LENGTH}}}{kind.suffix}(-[1-9][0-9]*)?", name):
            return kind
    return None


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
        repository: The repository whose events it is to match.
    """
    families = pattern.get("detail-type", [])
    severities = _severities_in(pattern)
    cases = []
    for sample in _samples(repository):
        if sample.of != repository and sample.of is not None and _is_for(pattern, sample.of, repository):
            continue
        if sample.detail_type not in families and not (sample.documented and sample.of == repository):
            # One of each other family is enough.
            continue
        severe = sample.result and sample.worst in severities
        expected = sample.of == repository and sample.detail_type in families and (severe or kind in _LOGGING)
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


def _samples(repository: MonitoredRepository) -> Iterator[_Sample]:
    yield from _of_repository(repository)
    neighbours = {
        "a repository whose name begins likewise": _called(repository, f"{_short(repository.name)}-v2"),
        "a repository whose name ends likewise": _called(repository, f"other/{_short(repository.name)}"),
    }
    for words, other in neighbours.items():
        for sample in _documented(other):
            yield replace(sample, words=f"{sample.words} of {words}")
    twin = _in_account(repository, _ELSEWHERE)
    # Only Amazon Inspector's events arrive from other accounts, those of an organization's members.
    for sample in (_enhanced(twin, {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 62, TOTAL: 158}), _finding(twin, "CRITICAL")):
        yield replace(sample, words=f"{sample.words} of a repository of that name in another account")
    instances = {"the scan": samples.instance_scan, "missing coverage": samples.instance_coverage}
    for words, instance in instances.items():
        yield _Sample(words=f"{words} of an EC2 instance", event=instance(repository), of=None)
    read = call_samples.repository_call(repository, name="BatchGetImage")
    yield _Sample(words="a recorded pull, which changes nothing", event=read, of=None)
    covered = samples.coverage(repository, statusCodeValue="ACTIVE")
    yield _Sample(words="an image that is scanned", event=covered, of=None)
    change = samples.scan_frequency_change(repository)
    yield _Sample(words="AWS's sample of a change of the scan frequency", event=change, of=repository, documented=True)


def _of_repository(repository: MonitoredRepository) -> Iterator[_Sample]:
    yield from _documented(repository)
    failed = samples.basic_scan(repository, scan_status=SCAN_FAILED, finding_severity_counts={})
    yield _Sample(words="a basic scan that failed", event=failed, of=repository)
    yield _basic(repository, {})
    for severity in SEVERITIES:
        yield _basic(repository, {severity: 1})
        yield _finding(repository, severity)
    yield _enhanced(repository, {**dict.fromkeys(ITEMISED_BY_INSPECTOR, 0), TOTAL: 0})
    for severity in ITEMISED_BY_INSPECTOR:
        yield _enhanced(repository, {**dict.fromkeys(ITEMISED_BY_INSPECTOR, 0), severity: 1, TOTAL: 1})
    for status in FINDING_STATUSES[1:]:
        event = samples.finding(repository, severity="CRITICAL", status=status)
        yield _Sample(words=f"a CRITICAL finding, {status}", event=event, of=repository)
    for action in IMAGE_ACTIONS[1:]:
        event = samples.image_action(repository, action_type=action)
        yield _Sample(words=f"an image action, {action}", event=event, of=repository)


def _documented(repository: MonitoredRepository) -> Iterator[_Sample]:
    """Yield AWS's own sample of each family."""
    scans = {"a basic scan": samples.basic_scan, "an enhanced scan": samples.enhanced_scan}
    for words, scan in scans.items():
        yield replace(_scan(f"AWS's sample of {words}", scan(repository), repository), documented=True)
    finding = _finding(repository, "MEDIUM")
    yield replace(finding, words="AWS's sample of a finding", documented=True)
    push = samples.image_action(repository)
    yield _Sample(words="AWS's sample of a push", event=push, of=repository, documented=True)
    call = call_samples.repository_call(repository)
    yield _Sample(words="AWS's sample of a recorded push", event=call, of=repository, documented=True)
    coverage = samples.coverage(repository)
    yield _Sample(words="an image that is not scanned", event=coverage, of=repository, documented=True)


def _basic(repository: MonitoredRepository, counts: dict[str, int]) -> _Sample:
    words = f"a basic scan that counted {json.dumps(counts)}"
    return _scan(words, samples.basic_scan(repository, finding_severity_counts=counts), repository)


def _enhanced(repository: MonitoredRepository, counts: dict[str, int]) -> _Sample:
    words = f"an enhanced scan that counted {json.dumps(counts)}"
    return _scan(words, samples.enhanced_scan(repository, finding_severity_counts=counts), repository)


def _scan(words: str, event: Event, of: MonitoredRepository) -> _Sample:
    counts = event["detail"]["finding-severity-counts"]
    worst = next((severity for severity in SEVERITIES if counts.get(severity)), None)
    return _Sample(words=words, event=event, of=of, result=True, worst=worst)


def _finding(repository: MonitoredRepository, severity: str) -> _Sample:
    event = samples.finding(repository, severity=severity)
    return _Sample(words=f"a {severity} finding, ACTIVE", event=event, of=repository, result=True, worst=severity)


def _called(repository: MonitoredRepository, name: str) -> MonitoredRepository:
    return MonitoredRepository(name=name, arn=f"{repository.arn.removesuffix(repository.name)}{name}")


def _in_account(repository: MonitoredRepository, account_id: str) -> MonitoredRepository:
    own = RepositoryArn.parse(repository.arn).account_id
    return MonitoredRepository(name=repository.name, arn=repository.arn.replace(f":{own}:", f":{account_id}:"))


def _short(name: str) -> str:
    """Return a name with room beside it."""
    return name[: REPOSITORY_NAME_LENGTH[1] - len("other/")].rstrip("._-/")
