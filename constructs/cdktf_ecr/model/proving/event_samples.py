"""Events around a repository: AWS's documented ones, others like them, and near misses."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring import call_samples, samples
from cdktf_ecr.model.monitoring.api_calls import REGISTRY_CALLS
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.model.repository.names import REPOSITORY_NAME_LENGTH
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

_ELSEWHERE = "999999999999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An event as we read it.

    Attributes:
        words: What it is.
        event: The event.
        of: The repository that it is about; None for none, or if no rule is to match it.
        result: Whether it is a result: of a scan that completed, or a finding that is open.
        worst: The worst severity in it; None for none.
        documented: Whether it stands for its family with rules that are not about that.
        of_registry: Whether it is a change of the registry.
    """

    words: str
    event: Event
    of: MonitoredRepository | None
    result: bool = False
    worst: str | None = None
    documented: bool = False
    of_registry: bool = False

    @property
    def detail_type(self) -> str:
        """The family of events that it belongs to."""
        return str(self.event["detail-type"])


def event_samples(repository: MonitoredRepository) -> Iterator[Sample]:
    """Yield events of a repository, of its registry, and of what is close to them.

    Args:
        repository: The repository.
    """
    yield from _of_repository(repository)
    yield from _of_registry(repository)
    yield from _of_neighbours(repository)
    change = samples.scan_frequency_change(repository)
    yield Sample(words="AWS's sample of a change of the scan frequency", event=change, of=repository, documented=True)


def _of_neighbours(repository: MonitoredRepository) -> Iterator[Sample]:
    """Yield events that are close to a repository's, and that no rule of it is to match."""
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
        yield Sample(words=f"{words} of an EC2 instance", event=instance(repository), of=None)
    read = call_samples.repository_call(repository, name="BatchGetImage")
    yield Sample(words="a recorded pull, which changes nothing", event=read, of=None)
    covered = samples.coverage(repository, statusCodeValue="ACTIVE")
    yield Sample(words="an image that is scanned", event=covered, of=None)


def _of_repository(repository: MonitoredRepository) -> Iterator[Sample]:
    yield from _documented(repository)
    failed = samples.basic_scan(repository, scan_status=SCAN_FAILED, finding_severity_counts={})
    yield Sample(words="a basic scan that failed", event=failed, of=repository)
    yield _basic(repository, {})
    for severity in SEVERITIES:
        yield _basic(repository, {severity: 1})
        yield _finding(repository, severity)
    yield _enhanced(repository, {**dict.fromkeys(ITEMISED_BY_INSPECTOR, 0), TOTAL: 0})
    for severity in ITEMISED_BY_INSPECTOR:
        yield _enhanced(repository, {**dict.fromkeys(ITEMISED_BY_INSPECTOR, 0), severity: 1, TOTAL: 1})
    for status in FINDING_STATUSES[1:]:
        event = samples.finding(repository, severity="CRITICAL", status=status)
        yield Sample(words=f"a CRITICAL finding, {status}", event=event, of=repository)
    for action in IMAGE_ACTIONS[1:]:
        event = samples.image_action(repository, action_type=action)
        yield Sample(words=f"an image action, {action}", event=event, of=repository)


def _of_registry(beside: MonitoredRepository) -> Iterator[Sample]:
    for name in REGISTRY_CALLS:
        event = call_samples.registry_call(beside, name=name)
        yield Sample(words=f"a recorded change of the registry, {name}", event=event, of=None, of_registry=True)
    refused = call_samples.registry_call(beside, errorCode="AccessDenied")
    yield Sample(words="a change of the registry that was refused", event=refused, of=None, of_registry=True)
    read = call_samples.registry_call(beside, name="DescribeRegistry")
    yield Sample(words="a recorded look at the registry, which changes nothing", event=read, of=None)


def _documented(repository: MonitoredRepository) -> Iterator[Sample]:
    """Yield AWS's own sample of each family."""
    scans = {"a basic scan": samples.basic_scan, "an enhanced scan": samples.enhanced_scan}
    for words, scan in scans.items():
        yield replace(_scan(f"AWS's sample of {words}", scan(repository), repository), documented=True)
    finding = _finding(repository, "MEDIUM")
    yield replace(finding, words="AWS's sample of a finding", documented=True)
    push = samples.image_action(repository)
    yield Sample(words="AWS's sample of a push", event=push, of=repository, documented=True)
    call = call_samples.repository_call(repository)
    yield Sample(words="AWS's sample of a recorded push", event=call, of=repository, documented=True)
    coverage = samples.coverage(repository)
    yield Sample(words="an image that is not scanned", event=coverage, of=repository, documented=True)


def _basic(repository: MonitoredRepository, counts: dict[str, int]) -> Sample:
    words = f"a basic scan that counted {json.dumps(counts)}"
    return _scan(words, samples.basic_scan(repository, finding_severity_counts=counts), repository)


def _enhanced(repository: MonitoredRepository, counts: dict[str, int]) -> Sample:
    words = f"an enhanced scan that counted {json.dumps(counts)}"
    return _scan(words, samples.enhanced_scan(repository, finding_severity_counts=counts), repository)


def _scan(words: str, event: Event, of: MonitoredRepository) -> Sample:
    counts = event["detail"]["finding-severity-counts"]
    worst = next((severity for severity in SEVERITIES if counts.get(severity)), None)
    return Sample(words=words, event=event, of=of, result=True, worst=worst)


def _finding(repository: MonitoredRepository, severity: str) -> Sample:
    event = samples.finding(repository, severity=severity)
    return Sample(words=f"a {severity} finding, ACTIVE", event=event, of=repository, result=True, worst=severity)


def _called(repository: MonitoredRepository, name: str) -> MonitoredRepository:
    return MonitoredRepository(name=name, arn=f"{repository.arn.removesuffix(repository.name)}{name}")


def _in_account(repository: MonitoredRepository, account_id: str) -> MonitoredRepository:
    own = RepositoryArn.parse(repository.arn).account_id
    return MonitoredRepository(name=repository.name, arn=repository.arn.replace(f":{own}:", f":{account_id}:"))


def _short(name: str) -> str:
    """Return a name with room beside it."""
    return name[: REPOSITORY_NAME_LENGTH[1] - len("other/")].rstrip("._-/")
