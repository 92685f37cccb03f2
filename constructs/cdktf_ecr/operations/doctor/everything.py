"""The checks there are, in the order in which they are shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from .login import DOCKER_LOGIN, LOGIN
from .probe import Probe, examine
from .subject import InRepository

if TYPE_CHECKING:
    from .check import Check
    from .subject import Subject

_OF_REGISTRY: tuple[Probe[Subject], ...] = (LOGIN,)
_OF_REPOSITORY: tuple[Probe[InRepository], ...] = ()
_OF_PARTS: tuple[Probe[Subject], ...] = ()


def examine_registry(subject: Subject, *, log_in: bool = False) -> tuple[Check, ...]:
    """Look at everything, and return the checks.

    Args:
        subject: What to look at.
        log_in: Whether to log Docker in.
    """
    probes = [partial(probe.checks, subject) for probe in _OF_REGISTRY]
    if log_in:
        probes.append(partial(DOCKER_LOGIN.checks, subject))
    for name in subject.repositories:
        there = InRepository(registry=subject, name=name)
        probes += [partial(probe.checks, there) for probe in _OF_REPOSITORY]
    probes += [partial(probe.checks, subject) for probe in _OF_PARTS]
    return examine(probes)
