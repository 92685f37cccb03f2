"""Repositories as constructs that let somebody use them take them: constructs of a repository, or ARNs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.arn import REPOSITORY_ARN_WITH_WILDCARDS
from cdktf_ecr.model.terraform.expressions import Expression, read
from cdktf_ecr.model.terraform.rules import Each
from cdktf_ecr.model.terraform.types import checked
from cdktf_ecr.resources.repository.repository_base import RepositoryBase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs import Construct


def repository_arns(
    scope: Construct, setting: str, repositories: Sequence[RepositoryBase | str] | str
) -> list[str] | str:
    """Return the ARNs of repositories for a policy document of a stack.

    Args:
        scope: A construct of the stack.
        setting: The setting to name in an error.
        repositories: Constructs of repositories and ARNs, which may hold wildcards; or what Terraform evaluates to a
            list of ARNs.

    Returns:
        The one ARN or all of them, each once; or the expression of the list.

    Raises:
        InvalidSettingError: Something is neither a repository nor an ARN, or there is none.
    """
    if isinstance(repositories, RepositoryBase) or _is_text(repositories):
        rule = "must be a list of repositories and ARNs, even if it is of one"
        raise InvalidSettingError(setting, repositories, rule, source="cdktf-ecr")
    given: Any = repositories
    if isinstance(repositories, (list, tuple)):
        given = [each.arn_in(scope) if isinstance(each, RepositoryBase) else each for each in repositories]
    arns = checked(setting, given, Each(rule=REPOSITORY_ARN_WITH_WILDCARDS), type_="list(string)")
    if isinstance(arns, Expression):
        return arns
    distinct = list(dict.fromkeys(arns))
    if not distinct:
        raise InvalidSettingError(setting, [], "must be at least one repository", source="IAM JSON policy elements")
    return distinct[0] if len(distinct) == 1 else distinct


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(read(value), Expression)
