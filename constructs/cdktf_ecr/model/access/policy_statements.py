"""The statements of a repository's policy: what Amazon ECR accepts, and how long they are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, is_expression

from .statements import Statement, is_public, listed

POLICY = "repository_policy"
API = "ECR API, SetRepositoryPolicy"
ELEMENTS = "IAM JSON policy elements"

_STATEMENT_ELEMENTS = ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition")
_TOKEN_ACTION = "ecr:GetAuthorizationToken"  # noqa: S105 - an action's name

# The shortest partition stands for one that is looked up; other expressions may turn out empty.
_PARTITION = re.compile(r"\$\{data\.aws_partition\.[A-Za-z0-9_-]+\.partition\}")
_EXPRESSION = re.compile(r"\$\{[^{}]*\}")


def check_statement(statement: object, *, allow_public: bool) -> None:
    """Refuse what Amazon ECR would refuse, and what lets in everybody.

    Args:
        statement: A statement, read.
        allow_public: Whether it may let in everybody.

    Raises:
        InvalidSettingError: The statement is malformed, public, or names a resource or ``ecr:GetAuthorizationToken``.
    """
    if not isinstance(statement, Mapping):
        raise InvalidSettingError(POLICY, statement, "must be a list of statements, each a dict", source=ELEMENTS)
    _check_elements(statement)
    effect = statement.get("Effect")
    if effect not in ("Allow", "Deny") and not isinstance(effect, Expression):
        raise InvalidSettingError(POLICY, effect, "must have an Effect of Allow or Deny", source=ELEMENTS)
    for action in listed(statement.get("Action", statement.get("NotAction"))):
        _check_action(action)
    if effect == "Allow" and not allow_public and is_public(statement):
        rule = (
            "must not let in every AWS account there is: name the principals, add a Condition such as "
            "aws:PrincipalOrgID, or set allow_public"
        )
        raise InvalidSettingError(POLICY, dict(statement), rule, source="IAM JSON policy elements: Principal")


def _check_elements(statement: Statement) -> None:
    if "Resource" in statement or "NotResource" in statement:
        rule = "must not have a Resource: a repository's policy applies to that repository, and ECR rejects the element"
        raise InvalidSettingError(POLICY, dict(statement), rule, source=API)
    for element, value in statement.items():
        if element not in _STATEMENT_ELEMENTS and not isinstance(element, Expression):
            rule = f"must have only the elements {', '.join(_STATEMENT_ELEMENTS)}"
            raise InvalidSettingError(POLICY, element, rule, source=ELEMENTS)
        if value is None:
            raise InvalidSettingError(POLICY, dict(statement), f"must not have a null {element}", source=ELEMENTS)
    for one, other in (("Principal", "NotPrincipal"), ("Action", "NotAction")):
        if (one in statement) == (other in statement):
            rule = f"must have either {one} or {other} in every statement"
            raise InvalidSettingError(POLICY, dict(statement), rule, source=ELEMENTS)


def _check_action(action: object) -> None:
    if not isinstance(action, str):
        raise InvalidSettingError(POLICY, action, "must have actions that are strings", source=ELEMENTS)
    if action.lower() == _TOKEN_ACTION.lower():
        rule = (
            "must not appear in a repository policy: logging in is to a registry, not to a repository, so that it "
            "lets nobody log in there; allow it on '*' in the IAM policy of the one who logs in"
        )
        raise InvalidSettingError(POLICY, action, rule, source=API)


def shortest_length(text: str) -> int:
    """Return the fewest characters ``text`` can have once Terraform has evaluated what it holds."""
    known = _EXPRESSION.sub("", _PARTITION.sub("aws", text))
    return 0 if is_expression(known) else len(known)
