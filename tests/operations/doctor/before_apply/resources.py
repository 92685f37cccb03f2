"""Resources of a plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cdktf_ecr.operations.doctor.check import Check
from cdktf_ecr.operations.stack_directory import StackResource

TERRAFORM = "terraform -chdir=stack"
Examine = Callable[..., list[Check]]


def resource(type_: str, *, created: bool = True, address: str = "this", **values: Any) -> StackResource:
    unknown: frozenset[str] = frozenset()
    return StackResource(
        address=f"{type_}.{address}", type=type_, index=None, values=values, unknown=unknown, created=created
    )
