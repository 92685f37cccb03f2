"""Names for other services, from a repository name known now or only at plan."""

from __future__ import annotations

from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.names import safe_name, safe_name_expression
from cdktf_ecr.model.values import is_expression


def derived_name(repository_name: str, *, limit: int, suffix: str = "") -> str:
    """Return a name that IAM, KMS, EventBridge and CloudWatch accept, unique to the repository.

    Args:
        repository_name: The repository's name, or a Terraform expression of it without CDKTF tokens.
        limit: The most characters the service accepts.
        suffix: What the name ends with.
    """
    room = limit - len(suffix)
    if is_expression(repository_name):
        return interpolate(safe_name_expression(expression_of(repository_name), limit=room)) + suffix
    return safe_name(repository_name, limit=room) + suffix
