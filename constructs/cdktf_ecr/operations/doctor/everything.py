"""The checks there are, in the order in which they are shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.operations.errors import AwsError

from .alarms import ALARMS
from .check import Check, Outcome
from .events import EVENT_RULES
from .images import IMAGE_EXISTS
from .inspector import INSPECTOR, INSPECTOR_COVERAGE
from .login import DOCKER_LOGIN, LOGIN
from .logs import LOG_GROUPS, LOG_RESOURCE_POLICY, METRIC_FILTERS
from .pipeline import CI_VARIABLES
from .policies import LIFECYCLE_POLICY, REPOSITORY_POLICY
from .probe import Probe, examine
from .repository import REPOSITORY_EXISTS, describe
from .scanning import REGISTRY_SCANNING, REPOSITORY_SCANNING
from .subject import InRepository, Subject
from .topics import TOPIC_SUBSCRIPTIONS
from .watching import INSPECTOR_WATCH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

OF_REGISTRY: tuple[Probe[Subject], ...] = (LOGIN, REGISTRY_SCANNING, INSPECTOR)
OF_REPOSITORY: tuple[Probe[InRepository], ...] = (
    REPOSITORY_EXISTS,
    IMAGE_EXISTS,
    REPOSITORY_SCANNING,
    INSPECTOR_COVERAGE,
    INSPECTOR_WATCH,
    REPOSITORY_POLICY,
    LIFECYCLE_POLICY,
)
OF_PARTS: tuple[Probe[Subject], ...] = (
    LOG_GROUPS,
    LOG_RESOURCE_POLICY,
    EVENT_RULES,
    METRIC_FILTERS,
    ALARMS,
    TOPIC_SUBSCRIPTIONS,
    CI_VARIABLES,
)


def examine_registry(subject: Subject, *, log_in: bool = False) -> tuple[Check, ...]:
    """Look at everything, and return the checks.

    Args:
        subject: What to look at.
        log_in: Whether to log Docker in.
    """
    return examine(list(_probes(subject, log_in=log_in)))


def _probes(subject: Subject, *, log_in: bool) -> Iterator[Callable[[], tuple[Check, ...]]]:
    yield from (partial(probe.checks, subject) for probe in OF_REGISTRY)
    if log_in:
        yield partial(DOCKER_LOGIN.checks, subject)
    for name in subject.repositories:
        there = InRepository(registry=subject, name=name)
        yield from (partial(_if_there(probe).checks, there) for probe in OF_REPOSITORY)
    yield from (partial(probe.checks, subject) for probe in OF_PARTS)


def _if_there(probe: Probe[InRepository]) -> Probe[InRepository]:
    """Return the probe, which looks into no repository that is not there: one check says so, and that is enough."""
    if probe is REPOSITORY_EXISTS:
        return probe

    def look(there: InRepository) -> Iterable[Check]:
        if _is_absent(there):
            return [Check(name=probe.name, outcome=Outcome.SKIP, found=f"there is no repository {there.name}")]
        return probe.look(there)

    return replace(probe, look=look)


def _is_absent(there: InRepository) -> bool:
    try:
        return describe(there) is None
    except AwsError:
        return False
