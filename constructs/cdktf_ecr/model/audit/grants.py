"""Who may pull and push, as a repository's policy says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.iam import PULL_ACTIONS, PUSH_ACTIONS
from cdktf_ecr.model.access.statements import listed

from .report import PULLS, PUSHES, AccessGrant

if TYPE_CHECKING:
    from collections.abc import Iterable

# What cannot be done without each of these actions.
_KINDS = {PULLS: PULL_ACTIONS, PUSHES: PUSH_ACTIONS}

NOTE = (
    "By the repository's policy alone. Users and roles of the registry's own account are let in by their IAM policies, "
    "which were not searched; those of other accounts need both. Organizations may deny either."
)


def grants_of(document: str | None) -> tuple[AccessGrant, ...]:
    """Return what each statement of a repository's policy allows or denies, in order.

    Args:
        document: The policy's JSON; None for a repository without a policy, which lets nobody in beyond its account.
    """
    if document is None:
        return ()
    statements: list[Any] = listed(json.loads(document).get("Statement", []))
    return tuple(_grant(number, statement) for number, statement in enumerate(statements, start=1))


def _grant(number: int, statement: Mapping[str, Any]) -> AccessGrant:
    condition = statement.get("Condition")
    return AccessGrant(
        statement=str(statement.get("Sid", f"statement {number}")),
        effect=str(statement.get("Effect")),
        who=_who(statement),
        what=_what(statement),
        condition=json.dumps(condition, sort_keys=True) if condition else None,
    )


def _who(statement: Mapping[str, Any]) -> str:
    if "NotPrincipal" in statement:
        return f"all but {_principals(statement['NotPrincipal'])}"
    return _principals(statement.get("Principal"))


def _principals(element: object) -> str:
    if element in ("*", {"AWS": "*"}):
        return "everybody"
    if not isinstance(element, Mapping):
        return str(element)
    return ", ".join(str(name) for names in element.values() for name in listed(names))


def _what(statement: Mapping[str, Any]) -> tuple[str, ...]:
    if "NotAction" in statement:
        return (f"all but {', '.join(map(str, listed(statement['NotAction'])))}",)
    actions = [str(action) for action in listed(statement.get("Action", []))]
    denies = statement.get("Effect") == "Deny"
    # Pulling needs all of its actions: to allow it takes them all, to deny it one of them.
    enough = any if denies else all
    kinds = [kind for kind, needed in _KINDS.items() if enough(_names(actions, action) for action in needed)]
    covered = {action.lower() for kind in kinds for action in _KINDS[kind]}
    others = [action for action in actions if action.lower() not in covered]
    return (*kinds, *others)


def _names(actions: Iterable[str], action: str) -> bool:
    """Whether a list of actions names one; IAM does not tell upper from lower case there."""
    return any(fnmatchcase(action.lower(), pattern.lower().replace("[", "[[]")) for pattern in actions)
