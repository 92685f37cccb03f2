"""Namespace prefixes, which caches and creation templates match the names of repositories by."""

from __future__ import annotations

from cdktf_ecr.model.terraform.rules import Matches

ROOT = "ROOT"


def namespace_prefix(longest: int, *, source: str) -> Matches:
    """Return the rule of a prefix, such as "docker-hub" for the repositories below "docker-hub/".

    Args:
        longest: The most characters it may have.
        source: Where that comes from.
    """
    # PullThroughCacheRuleRepositoryPrefix and Prefix (ECR API reference), as narrow as the AWS provider's own check,
    # which refuses the "__" and "--" that ECR accepts; and without the "/" that ECR adds to the end by itself.
    return Matches(
        pattern=f"^({ROOT}|[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*)$",
        length=(2, longest),
        words=f"must be {ROOT}, or 2 to {longest} lower-case letters and digits, in words joined by a single '.', '_' "
        "or '-', in path segments joined by '/', without one at the end: ECR adds it",
        source=source,
    )
