"""The statements of a registry's policy, which unlike those of a repository's name resources."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf_ecr.model.access.statements import Statement, is_public, listed
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression

POLICY = "registry_policy"

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


def check_statement(statement: object) -> None:
    """Check one statement.

    Raises:
        InvalidSettingError: It is malformed, names no resource, or lets in everybody.
    """
    if not isinstance(statement, Mapping):
        raise InvalidSettingError(POLICY, statement, "must be a list of statements, each a dict", source=_ELEMENTS)
    _check_elements(statement)
    effect = statement.get("Effect")
    if effect not in ("Allow", "Deny") and not is_expression(effect):
        raise InvalidSettingError(POLICY, effect, "must have an Effect of Allow or Deny", source=_ELEMENTS)
    for action in listed(statement.get("Action", statement.get("NotAction"))):
        if not isinstance(action, str) or not (is_expression(action) or action.lower().startswith("ecr:")):
            raise InvalidSettingError(POLICY, action, "must have only actions of ECR, 'ecr:...'", source=_API)
    if effect == "Allow" and is_public(statement):
        rule = (
            "must not let in every AWS account there is: name the principals, or add a Condition such as "
            "aws:PrincipalOrgID"
        )
        raise InvalidSettingError(POLICY, dict(statement), rule, source="IAM JSON policy elements: Principal")


def _check_elements(statement: Statement) -> None:
    for element, value in statement.items():
        if element not in _STATEMENT_ELEMENTS and not is_expression(element):
            rule = f"must have only the elements {', '.join(_STATEMENT_ELEMENTS)}"
            raise InvalidSettingError(POLICY, element, rule, source=_ELEMENTS)
        if value is None or value == []:
            raise InvalidSettingError(POLICY, dict(statement), f"must not have an empty {element}", source=_ELEMENTS)
    for one, other in _EITHER:
        if (one in statement) == (other in statement):
            rule = f"must have either {one} or {other} in every statement"
            raise InvalidSettingError(POLICY, dict(statement), rule, source=_ELEMENTS)
