"""IAM's own policy simulator, asked what the roles may do."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.proving.role_cases import role_cases
from cdktf_ecr.operations.errors import AwsError, aws_errors

from .checks import ROLES, agreed, disagreed, refused, unproved
from .subject import Tried

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.proving.role_cases import RoleCase
    from cdktf_ecr.operations.doctor.check import Check

    from .subject import Role

DEPLOYED = "iam:SimulatePrincipalPolicy"
PLANNED = "iam:SimulateCustomPolicy"
_ALLOWED = "allowed"
_MEANING = {
    True: "The role cannot do what it is for.",
    False: "The role can do what it is not for.",
}


def prove_role(client: Any, role: Role) -> Iterator[Check]:
    """Yield whether IAM allows a role what it is for, and nothing of what it is not for.

    Args:
        client: Client for "iam".
        role: The role.
    """
    tried = Tried.of(role.repositories)
    cases = role_cases(role.kind, tried.repositories, role.arn)
    action = PLANNED if role.documents is not None else DEPLOYED
    try:
        decisions = _decisions(client, role, cases)
    except AwsError as error:
        yield refused(ROLES, f"role {role.name}", error, action=action)
        return
    silent = [case for case in cases if (case.action, case.resource) not in decisions]
    wrong = [
        (case, decisions[case.action, case.resource])
        for case in cases
        if case not in silent and (decisions[case.action, case.resource] == _ALLOWED) is not case.allowed
    ]
    for case in silent:
        yield unproved(ROLES, f"role {role.name}: IAM says nothing of {case.action} on {case.resource}", action=action)
    for case, decision in wrong:
        expected = "allowed" if case.allowed else "denied"
        what = f"role {role.name}, {case.action} on {case.resource}"
        found = f"{what}: AWS says {decision}, we expected that it is {expected}"
        yield disagreed(ROLES, found, action=action, meaning=_MEANING[case.allowed])
    if not wrong and not silent:
        found = f"role {role.name}: IAM agrees on {len(cases)} actions, allowed and denied, with {tried}"
        yield agreed(ROLES, found, action=action)


def _decisions(client: Any, role: Role, cases: Sequence[RoleCase]) -> dict[tuple[str, str], str]:
    """Return IAM's decision by action and resource."""
    found: dict[tuple[str, str], str] = {}
    for resource, those in groupby(sorted(cases, key=lambda case: case.resource), key=lambda case: case.resource):
        asked: dict[str, Any] = {"ActionNames": sorted({case.action for case in those}), "ResourceArns": [resource]}
        if role.documents is None:
            paginator = client.get_paginator("simulate_principal_policy")
            asked["PolicySourceArn"] = role.arn
        else:
            paginator = client.get_paginator("simulate_custom_policy")
            asked["PolicyInputList"] = list(role.documents)
        with aws_errors("iam"):
            for page in paginator.paginate(**asked):
                found |= {(one["EvalActionName"], resource): one["EvalDecision"] for one in page["EvaluationResults"]}
    return found
