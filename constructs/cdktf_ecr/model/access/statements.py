"""What holds of the statements of every resource policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from cdktf_ecr.model.errors import InvalidSettingError

Statement: TypeAlias = Mapping[str, object]


def check_sids(policy: str, statements: Sequence[Statement], *, remedy: str) -> None:
    """Refuse two statements of one Sid.

    Args:
        policy: The setting to name in the error.
        statements: The statements.
        remedy: What to do about it.

    Raises:
        InvalidSettingError: A Sid is there twice.
    """
    sids = [statement["Sid"] for statement in statements if "Sid" in statement]
    for sid in sids:
        if sids.count(sid) > 1:
            rule = f"must be the Sid of one statement only; {remedy}"
            raise InvalidSettingError(policy, sid, rule, source="IAM JSON policy elements: Sid")


def is_public(statement: Statement) -> bool:
    """Whether a statement that allows something allows it to every AWS account there is."""
    if statement.get("Condition"):
        return False
    principal = statement.get("Principal", "*")  # NotPrincipal names those who are left out.
    named = principal.values() if isinstance(principal, Mapping) else (principal,)
    return any(name == "*" for value in named for name in listed(value))


def listed(value: object) -> list[object]:
    """Return the items of an element, which may be one alone."""
    return list(value) if isinstance(value, (list, tuple)) else [value]
