"""The statements of a registry's policy, which unlike those of a repository's name resources."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf_ecr.model.access.statements import Statement, is_public, listed
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression
from cdktf_ecr.model.terraform.rules import OneOf

STATEMENTS = "statements"

_STATEMENT_ELEMENTS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_EITHER = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))

_API = "ECR API, PutRegistryPolicy"
_ELEMENTS = "IAM JSON policy elements"
_EFFECT = OneOf(choices=("Allow", "Deny"), words="must have an Effect of Allow or Deny", source=_ELEMENTS)


def check_statement(statement: object) -> None:
    """Check one statement.

    Args:
        statement: The statement, read.

    Raises:
        InvalidSettingError: It is malformed, names no resource, or lets in everybody.
    """
    if not isinstance(statement, Mapping):
        raise InvalidSettingError(STATEMENTS, statement, "must be a list of statements, each a dict", source=_ELEMENTS)
    _check_elements(statement)
    effect = statement.get("Effect")
    _EFFECT.check(STATEMENTS, effect)
    for action in listed(statement.get("Action", statement.get("NotAction"))):
        known = isinstance(action, Expression) or (isinstance(action, str) and action.lower().startswith("ecr:"))
        if not known:
            raise InvalidSettingError(STATEMENTS, action, "must have only actions of ECR, 'ecr:...'", source=_API)
    if effect == "Allow" and is_public(statement):
        rule = (
            "must not let in every AWS account there is: name the principals, or add a Condition such as "
            "aws:PrincipalOrgID"
        )
        raise InvalidSettingError(STATEMENTS, dict(statement), rule, source="IAM JSON policy elements: Principal")


def _check_elements(statement: Statement) -> None:
    for element, value in statement.items():
        if element not in _STATEMENT_ELEMENTS and not isinstance(element, Expression):
            rule = f"must have only the elements {', '.join(_STATEMENT_ELEMENTS)}"
            raise InvalidSettingError(STATEMENTS, element, rule, source=_ELEMENTS)
        if value is None or value == []:
            raise InvalidSettingError(
                STATEMENTS, dict(statement), f"must not have an empty {element}", source=_ELEMENTS
            )
    for one, other in _EITHER:
        if (one in statement) == (other in statement):
            rule = f"must have either {one} or {other} in every statement"
            raise InvalidSettingError(STATEMENTS, dict(statement), rule, source=_ELEMENTS)
