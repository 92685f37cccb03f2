"""The names of what is deployed, of one repository or of all in a namespace."""

from __future__ import annotations

import re

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.names import NAME_RULES
from cdktf_ecr.model.repository.names import (
    ECR_NAMING_RULES,
    REPOSITORY_NAME_LENGTH,
    REPOSITORY_NAME_PATTERN,
    REPOSITORY_NAME_RULE,
    check_repository_name,
    derived_name,
    safe_name,
)
from cdktf_ecr.model.terraform.expressions import is_expression

_NAMESPACE = "/*"
_HASH = re.compile("-[0-9a-f]{8}$")


def check_repository_pattern(setting: str, name: str) -> None:
    """Refuse what is neither a repository's name, nor a namespace such as "team/*", nor an expression of a name.

    Raises:
        InvalidSettingError: It is something else.
    """
    namespace = name.removesuffix(_NAMESPACE)
    if namespace == name:
        if not is_expression(name):
            check_repository_name(name, setting=setting)
    elif is_expression(name):
        rule = "must be a namespace known in Python: the names that derive from it are worked out here"
        raise InvalidSettingError(setting, name, rule, source="cdktf-ecr")
    elif len(name) > REPOSITORY_NAME_LENGTH[1] or not re.fullmatch(REPOSITORY_NAME_PATTERN, namespace):
        raise InvalidSettingError(setting, name, f"a namespace {REPOSITORY_NAME_RULE}", source=ECR_NAMING_RULES)


def deployed_name(repository: str, *, limit: int, prefix: str = "", suffix: str = "") -> str:
    """Return what `derived_name` makes of a repository's name; of a namespace, the pattern of what it makes.

    Args:
        repository: A repository's name, an expression of it, or a namespace such as "team/*".
        limit: The most characters the service accepts.
        prefix: What the name starts with.
        suffix: What the name ends with.
    """
    if not repository.endswith(_NAMESPACE):
        return derived_name(repository, limit=limit, prefix=prefix, suffix=suffix)
    readable = safe_name(repository.removesuffix("*"), limit=limit - len(prefix) - len(suffix))
    return f"{prefix}{_HASH.sub('', readable)}*{suffix}"


def monitoring_names(kind: str, repository: str) -> str:
    """Return what `monitoring_name` makes of a repository's name; of a namespace, the pattern of what it makes.

    Args:
        kind: A key of `NAME_RULES`.
        repository: A repository's name, an expression of it, or a namespace such as "team/*".
    """
    rule = NAME_RULES[kind]
    if rule.verbatim:
        return rule.prefix + repository + rule.suffix
    return deployed_name(repository, limit=rule.limit, prefix=rule.prefix, suffix=rule.suffix)
