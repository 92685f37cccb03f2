"""Namespace prefixes, which caches and creation templates match the names of repositories by."""

from __future__ import annotations

import re

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_string

ROOT = "ROOT"

# PullThroughCacheRuleRepositoryPrefix and Prefix (ECR API reference), as narrow as the AWS provider's own check, which
# refuses the "__" and "--" that ECR accepts; and without the "/" that ECR adds to the end of every prefix by itself.
_SHORTEST = 2
_PATTERN = "[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*"


def check_prefix(setting: str, prefix: object, *, longest: int, source: str) -> str:
    """Return ``prefix`` if it is a namespace prefix, ROOT, or a Terraform expression.

    Args:
        setting: The setting to name in the error.
        prefix: The prefix, such as "docker-hub" for the repositories below "docker-hub/".
        longest: The most characters it may have.
        source: Where the rule comes from.

    Raises:
        InvalidSettingError: ECR or the AWS provider would refuse the prefix.
    """
    text = check_string(setting, prefix)
    if is_expression(text):
        return text
    if not _SHORTEST <= len(text) <= longest or not (text == ROOT or re.fullmatch(_PATTERN, text)):
        rule = (
            f"must be {ROOT}, or {_SHORTEST} to {longest} lower-case letters and digits, in words joined by a single "
            "'.', '_' or '-', in path segments joined by '/', without one at the end: ECR adds it"
        )
        raise InvalidSettingError(setting, text, rule, source=source)
    return text
