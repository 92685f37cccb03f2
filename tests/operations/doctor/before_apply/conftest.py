"""Plans of a few resources, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.before_apply.everything import examine_plan
from cdktf_ecr.operations.doctor.before_apply.plan import Planned
from cdktf_ecr.operations.doctor.check import Check
from cdktf_ecr.operations.stack_directory import PLAN, StackResource, StackResources
from tests.operations.doctor import healthy
from tests.operations.doctor.before_apply.resources import TERRAFORM


@pytest.fixture
def planned(asking: Callable[..., Asking]) -> Callable[..., Planned]:
    """Return a plan of these resources."""

    def of(*resources: StackResource, region: str = healthy.REGION) -> Planned:
        return Planned(
            asking=asking(region),
            region=region,
            account_id=healthy.ACCOUNT_ID,
            partition="aws",
            stack=StackResources(source=PLAN, all=resources),
            terraform=TERRAFORM,
            values=("-var=environment=prod",),
        )

    return of


@pytest.fixture
def examine(planned: Callable[..., Planned]) -> Callable[..., list[Check]]:
    """Look at a plan of these resources, and return the checks but for that of the plan itself."""

    def checks(*resources: StackResource, **more: Any) -> list[Check]:
        plan, *others = examine_plan(planned(*resources, **more))
        assert plan.name == "plan"
        return others

    return checks
