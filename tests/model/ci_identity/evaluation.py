"""IAM's evaluation of a policy that denies nothing, written down anew: nothing here imports the product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One authorization that a request needs.

    Attributes:
        action: The IAM action.
        resource: The ARN it is authorized on; "*" where the request names none.
        context: The condition keys of the request.
    """

    action: str
    resource: str = "*"
    context: Mapping[str, str] = field(default_factory=dict, compare=False)


def allows(policy: Mapping[str, Any], call: Call) -> bool:
    """Whether a policy allows a call; in a role's trust policy, which has no resources, of whomever."""
    return any(_statement_allows(statement, call) for statement in policy["Statement"])


def statements(policy: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a policy's statements."""
    return list(policy["Statement"])


def actions(policy: Mapping[str, Any]) -> set[str]:
    """Return the actions that a policy allows on anything."""
    return {action for statement in policy["Statement"] for action in listed(statement["Action"])}


def listed(value: str | list[str]) -> list[str]:
    """Return what may stand alone or in a list as a list."""
    return value if isinstance(value, list) else [value]


def _statement_allows(statement: Mapping[str, Any], call: Call) -> bool:
    if call.action not in listed(statement["Action"]):
        return False
    if not any(_like(arn, call.resource) for arn in listed(statement.get("Resource", "*"))):
        return False
    return all(
        _condition_holds(operator, key, values, call.context)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    )


def _condition_holds(operator: str, key: str, values: str | list[str], context: Mapping[str, str]) -> bool:
    if operator == "Null":
        return values == str(key not in context).lower()
    return key in context and any(_holds(operator, value, context[key]) for value in listed(values))


def _holds(operator: str, expected: str, actual: str) -> bool:
    compare = {"StringEquals": str.__eq__, "StringLike": _like, "ArnEquals": _like}
    return compare[operator](expected, actual)


def _like(pattern: str, text: str) -> bool:
    """Whether ``*`` and ``?`` of a pattern match: any characters, slashes and colons included, and one."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", "."), text, re.DOTALL) is not None
