"""Repositories as constructs that let somebody use them take them: constructs of a repository, or ARNs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import Expression, is_expression
from cdktf_ecr.model.terraform.rules import Each, Matches
from cdktf_ecr.model.terraform.types import checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from constructs import Construct

REPOSITORY_ARN_WITH_WILDCARDS = Matches(
    pattern="^arn:(aws[a-z0-9-]*|[*]):ecr:[a-z0-9*?-]+:[0-9*?]+:repository/[a-z0-9._/*?-]+$",
    words="must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name>",
    source="ECR resource types in IAM",
)


def repository_arns(_scope: Construct, setting: str, repositories: Sequence[Any] | str) -> list[str] | str:
    """Return the ARNs of repositories for a policy document.

    Args:
        setting: The setting to name in an error.
        repositories: Constructs of repositories and ARNs, which may hold wildcards; or what Terraform evaluates to a
            list of ARNs.

    Raises:
        InvalidSettingError: Something is neither a repository nor an ARN, or there is none.
    """
    if isinstance(repositories, str) and not is_expression(repositories):
        rule = "must be a list of repositories and ARNs, even if it is of one"
        raise InvalidSettingError(setting, repositories, rule, source="cdktf-ecr")
    listed = isinstance(repositories, (list, tuple))
    given = [getattr(each, "arn", each) for each in repositories] if listed else repositories
    arns = checked(setting, given, Each(rule=REPOSITORY_ARN_WITH_WILDCARDS), type_="list(string)")
    if isinstance(arns, Expression):
        return arns
    distinct = list(dict.fromkeys(arns))
    if not distinct:
        raise InvalidSettingError(setting, [], "must be at least one repository", source="IAM JSON policy elements")
    return distinct[0] if len(distinct) == 1 else distinct
