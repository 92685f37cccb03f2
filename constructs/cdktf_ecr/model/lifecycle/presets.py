"""Lifecycle policies most repositories want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.types import checked

from .policy import EVALUATION_RULES, LifecyclePolicy
from .rules import NUMBER, LifecycleRule

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cdktf_ecr.model.terraform.expressions import NumberValue

PRODUCTION_PATTERNS = ("v*", "release*")
DEVELOPMENT_PATTERNS = ("dev*", "feature*", "main*")


def keep_newest_of_each(
    patterns: Sequence[str], *, count: NumberValue, first_priority: int = 1, kind: str = "images"
) -> tuple[LifecycleRule, ...]:
    """Return one rule per pattern, each of which keeps the newest ``count`` images with a tag of that pattern.

    One rule per pattern, because several patterns in one rule mean that an image must match them all.

    Args:
        patterns: Tag patterns. An image that matches two of them belongs to the first alone.
        count: How many images of each pattern to keep, 1 or more, or a Terraform expression.
        first_priority: The priority of the first pattern's rule. The others follow without a gap.
        kind: What the images are called in the rules' descriptions.

    Raises:
        InvalidSettingError: A pattern is repeated, or ECR would refuse a rule.
    """
    known_count = checked("count", count, NUMBER, type_="number")
    known_patterns = _distinct("patterns", patterns)
    return tuple(
        LifecycleRule(
            priority=priority,
            tag_patterns=(pattern,),
            keep_newest=known_count,
            description=f"Keep the newest {kind} tagged {pattern}",
        )
        for priority, pattern in enumerate(known_patterns, start=first_priority)
    )


def standard_policy(
    *,
    max_image_count: NumberValue = 10,
    dev_image_count: NumberValue = 5,
    untagged_image_days: NumberValue = 1,
    production_patterns: Sequence[str] = PRODUCTION_PATTERNS,
    development_patterns: Sequence[str] = DEVELOPMENT_PATTERNS,
) -> LifecyclePolicy:
    """Return the policy that keeps the newest production and development images and drops untagged ones.

    "The newest 10 of (v* or release*) together" is not something ECR can express. This policy keeps up to 10 of v*
    and, beside them, up to 10 of release*; likewise up to 5 of each development pattern.

    An image belongs to the first pattern it matches, production before development: with the tags "v1" and "dev-7" it
    is a production image, and no development rule can expire it. A later rule still counts it, so such an image takes
    one of the places among the newest development images. A tagged image that matches no pattern is never touched.

    Args:
        max_image_count: How many images of each production pattern to keep, 1 or more, or a Terraform expression.
        dev_image_count: The same for each development pattern.
        untagged_image_days: Days after its push when an untagged image expires, 1 or more, or a Terraform
            expression. Untagged parts of a multi-architecture image stay as long as its manifest list.
        production_patterns: Tag patterns of production images; may be empty.
        development_patterns: Tag patterns of development images; may be empty.

    Raises:
        InvalidSettingError: A pattern is repeated, or ECR would refuse the policy.
    """
    counts = {"max_image_count": max_image_count, "dev_image_count": dev_image_count}
    for setting, value in {**counts, "untagged_image_days": untagged_image_days}.items():
        checked(setting, value, NUMBER, type_="number")
    releases = _distinct("production_patterns", production_patterns)
    branches = _distinct("development_patterns", development_patterns, taken=releases)
    production = keep_newest_of_each(releases, count=max_image_count, kind="production images")
    development = keep_newest_of_each(
        branches, count=dev_image_count, first_priority=len(production) + 1, kind="development images"
    )
    untagged = LifecycleRule(
        priority=len(production) + len(development) + 1,
        tag_status="untagged",
        days_since_push=untagged_image_days,
        description="Expire untagged images",
    )
    return LifecyclePolicy((*production, *development, untagged))


def _distinct(setting: str, patterns: object, taken: Collection[str] = ()) -> tuple[str, ...]:
    known: tuple[str, ...] = checked(setting, patterns, type_="known list(string)")
    for index, pattern in enumerate(known):
        if pattern in taken or pattern in known[:index]:
            rule = "must not be repeated: a second rule for the same pattern never acts"
            raise InvalidSettingError(setting, pattern, rule, source=EVALUATION_RULES)
    return known
