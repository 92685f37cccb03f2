"""The checks before an apply, in the order in which they are shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.doctor.probe import examine

from .log_policies import LOG_POLICIES
from .names import KINDS
from .registry import REGISTRY

if TYPE_CHECKING:
    from .plan import Planned

PROBES = (*REGISTRY, LOG_POLICIES, *(kind.probe for kind in KINDS))


def examine_plan(planned: Planned) -> tuple[Check, ...]:
    """Look at everything that the apply would create, and return the checks.

    Args:
        planned: The plan.
    """
    created = sum(resource.created for resource in planned.stack.all)
    if not created:
        found = "the apply creates nothing: the state holds everything that is planned"
        return (Check(name="plan", outcome=Outcome.SKIP, found=found),)
    told = Check(name="plan", outcome=Outcome.PASS, found=f"{created} resources to be created in {planned.region}")
    return (told, *examine([partial(probe.checks, planned) for probe in PROBES]))
