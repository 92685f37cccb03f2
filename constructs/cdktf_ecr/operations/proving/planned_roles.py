"""The roles of a stack, each with the repositories that it is for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.proving.role_cases import kind_of_role
from cdktf_ecr.model.proving.role_repositories import called_after, named_in
from cdktf_ecr.model.repository import derived_names as names

from . import checks
from .subject import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.repository.derived_names import NameRule

    from .stack import Stack


@dataclass(frozen=True, slots=True, kw_only=True)
class _Policies:
    """What a role may do.

    Args:
        documents: Those of its policies that are known, as JSON.
        complete: Whether these are all that it has, at least one.
    """

    documents: tuple[str, ...]
    complete: bool


def roles(stack: Stack) -> Iterator[Role]:
    """Yield the roles that pull, build and deploy; what is not known of one becomes a check that says so.

    Args:
        stack: The stack.
    """
    for resource in stack.resources.resources("aws_iam_role"):
        name = str(resource.values.get("name"))
        kind = kind_of_role(name)
        if kind is None:
            continue
        arn = resource.values.get("arn") or stack.arn("iam", f"role/{name}", regional=False)
        policies = _policies(stack, name)
        called = called_after(name, kind, stack.repositories)
        if stack.planned and not policies.complete:
            yield from _worked_out(stack, name, kind, arn, called)
            continue
        named = named_in(policies.documents, stack.repositories)
        repositories = (*called, *(one for one in named if one not in called))
        if not repositories:
            why = f"role {name}: neither its name nor its policies here say which repositories it is for"
            stack.unread.append(checks.unproved(checks.ROLES, why))
            continue
        yield Role(
            name=name,
            kind=kind,
            arn=arn,
            repositories=repositories,
            documents=policies.documents if stack.planned else None,
        )


def _worked_out(
    stack: Stack, name: str, kind: NameRule, arn: str, called: tuple[MonitoredRepository, ...]
) -> Iterator[Role]:
    """Yield a role that pulls as it will be: nothing but the repository that it is called after decides what it may do.

    Any other is left to the apply.
    """
    if kind is names.PULL_ROLE and called:
        documents = (json.dumps(pull_policy([repository.arn for repository in called])),)
        yield Role(name=f"{name} (as planned)", kind=kind, arn=arn, repositories=called, documents=documents)
        return
    why = f"role {name}: its policies are known after the apply only; prove it again then"
    stack.unread.append(checks.unproved(checks.ROLES, why))


def _policies(stack: Stack, role: str) -> _Policies:
    """Return what a role may do by policies of its own and by those of the stack that are attached to it."""
    managed = {one.values["arn"]: one for one in stack.resources.resources("aws_iam_policy") if "arn" in one.values}
    found = [
        *((one, one) for one in stack.resources.resources("aws_iam_role_policy")),
        *(
            (one, managed.get(one.values.get("policy_arn")))
            for one in stack.resources.resources("aws_iam_role_policy_attachment")
        ),
    ]
    # Whose it is may be known after the apply only as well.
    own = [(one.values.get("role"), policy) for one, policy in found if one.values.get("role") in (role, None)]
    known = tuple(
        str(policy.values["policy"])
        for of, policy in own
        if of == role and policy is not None and "policy" not in policy.unknown
    )
    return _Policies(documents=known, complete=bool(own) and len(known) == len(own))
