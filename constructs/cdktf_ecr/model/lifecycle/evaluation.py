"""What a lifecycle policy would do to given images, by the rules ECR documents for its evaluator.

ECR's own preview is the authority. This is for tests, and for answers before a policy or a repository exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.types import check_fields

from .policy import EVALUATION_RULES, LifecyclePolicy
from .rules import STORAGE_CLASS, LifecycleRule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

_DAY = timedelta(days=1)
_CHECKS = {
    "digest": ("known string",),
    "tags": ("known list(string)",),
    "storage_class": ("known string", STORAGE_CLASS),
    "parents": ("known list(string)",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image in a repository, as far as lifecycle policies see it. Times carry a time zone and are kept in UTC.

    Args:
        digest: The digest of its manifest, which identifies it.
        tags: Its tags; none makes it an untagged image.
        pushed_at: When it was pushed.
        pulled_at: When it was last pulled, or None if it never was.
        storage_class: "standard" or "archive".
        transitioned_at: When it was last archived. Required of an archived image.
        restored_at: When it was last restored from the archive, or None if it never was.
        parents: The digests of the manifest lists that refer to it.

    Raises:
        InvalidSettingError: A value is of the wrong type, a time has no time zone, or an archived image has no
            ``transitioned_at``.
    """

    digest: str
    tags: Collection[str] = ()
    pushed_at: datetime
    pulled_at: datetime | None = None
    storage_class: str = "standard"
    transitioned_at: datetime | None = None
    restored_at: datetime | None = None
    parents: Collection[str] = ()

    def __post_init__(self) -> None:
        check_fields(self, _CHECKS)
        for setting in ("tags", "parents"):
            object.__setattr__(self, setting, frozenset(getattr(self, setting)))
        for setting in ("pushed_at", "pulled_at", "transitioned_at", "restored_at"):
            time = getattr(self, setting)
            if time is not None or setting == "pushed_at":
                object.__setattr__(self, setting, _utc(setting, time))
        if self.storage_class == "archive" and self.transitioned_at is None:
            rule = "must be the time the image was archived, since its storage class is archive"
            raise InvalidSettingError("transitioned_at", None, rule, source=EVALUATION_RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageAction:
    """What the policy does to one image.

    Attributes:
        image: The image.
        action: "expire" or "archive".
        priority: The priority of the rule that does it.
    """

    image: Image
    action: str
    priority: int


def evaluate(policy: LifecyclePolicy, images: Iterable[Image], now: datetime) -> tuple[ImageAction, ...]:
    """Return what ``policy`` would do to ``images`` at the time ``now``, by rule and then oldest image first.

    All rules are evaluated on all images, then applied from the lowest priority number. An image is left to the first
    rule whose storage class and tag requirements it meets, even if that rule keeps it; later rules count it but cannot
    act on it. An image with a manifest list in ``images`` that is not archived is not acted on: ECR wants the list
    deleted or archived first, so the image follows in a later evaluation.

    A restored image counts as pushed, and unless pulled since as pulled, when it was restored. ECR does not say which
    of two images pushed at the same instant is the newer; here it is the one with the greater digest.

    Args:
        policy: The policy. None of its numbers, patterns or prefixes may be a Terraform expression.
        images: All images of the repository, each once, in any order.
        now: The time of the evaluation, with a time zone. A day is 24 hours.

    Raises:
        InvalidSettingError: ``now`` has no time zone, a digest is repeated, or the policy holds an expression.
    """
    now = _utc("now", now)
    by_digest = _by_digest(images)
    actions: list[ImageAction] = []
    claimed: set[str] = set()
    for rule in policy.rules:
        _check_resolved(rule)
        since = _SINCE[rule.count_type]
        selected = sorted(
            (image for image in by_digest.values() if selects(rule, image)),
            key=lambda image: (since(image), image.digest),
        )
        actions.extend(
            ImageAction(image=image, action=rule.action, priority=rule.priority)
            for image in _due(rule, selected, now)
            if image.digest not in claimed and not _held(image, by_digest)
        )
        claimed.update(image.digest for image in selected)
    return tuple(actions)


def selects(rule: LifecycleRule, image: Image) -> bool:
    """Whether ``image`` is of the rule's storage class and meets its tag requirements."""
    if image.storage_class != rule.selected_storage_class:
        return False
    if rule.tag_status != "tagged":
        return rule.tag_status == "any" or not image.tags
    if rule.tag_prefixes is not None:
        return all(any(tag.startswith(prefix) for tag in image.tags) for prefix in rule.tag_prefixes)
    return all(any(matches_pattern(pattern, tag) for tag in image.tags) for pattern in rule.tag_patterns or ())


def matches_pattern(pattern: str, tag: str) -> bool:
    """Whether the whole of ``tag`` fits ``pattern``, in which ``*`` stands for any characters or none."""
    head, *rest = pattern.split("*")
    if not rest:
        return tag == pattern
    *middle, tail = rest
    if not tag.startswith(head):
        return False
    position = len(head)
    for part in middle:
        found = tag.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return tag.endswith(tail) and position + len(tail) <= len(tag)


def _due(rule: LifecycleRule, oldest_first: list[Image], now: datetime) -> list[Image]:
    count = int(rule.count)
    if rule.count_type == "imageCountMoreThan":
        return oldest_first[: max(len(oldest_first) - count, 0)]
    since = _SINCE[rule.count_type]
    return [image for image in oldest_first if (now - since(image)) / _DAY > count]


def _held(image: Image, by_digest: Mapping[str, Image]) -> bool:
    lists = (by_digest[parent] for parent in image.parents if parent in by_digest)
    return any(manifest_list.storage_class != "archive" for manifest_list in lists)


def _pushed(image: Image) -> datetime:
    return image.restored_at or image.pushed_at


def _pulled(image: Image) -> datetime:
    if image.pulled_at is None or (image.restored_at is not None and image.pulled_at < image.restored_at):
        return _pushed(image)
    return image.pulled_at


def _archived(image: Image) -> datetime:
    return image.transitioned_at or image.pushed_at


_SINCE: dict[str, Callable[[Image], datetime]] = {
    "imageCountMoreThan": _pushed,
    "sinceImagePushed": _pushed,
    "sinceImagePulled": _pulled,
    "sinceImageTransitioned": _archived,
}


def _by_digest(images: Iterable[Image]) -> dict[str, Image]:
    found: dict[str, Image] = {}
    for image in images:
        if image.digest in found:
            rule = "must be given once, with all its tags"
            raise InvalidSettingError("images", image.digest, rule, source=EVALUATION_RULES)
        found[image.digest] = image
    return found


def _utc(setting: str, value: object) -> datetime:
    """Return ``value`` in UTC: differences of times that share a local time zone are off by its clock changes."""
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise InvalidSettingError(setting, value, "must be a datetime with a time zone", source=EVALUATION_RULES)
    return value.astimezone(timezone.utc)


def _check_resolved(rule: LifecycleRule) -> None:
    values = {"count": rule.count, "tag_patterns": rule.tag_patterns, "tag_prefixes": rule.tag_prefixes}
    for setting, value in values.items():
        if is_expression(value):
            message = "must be a plain value to evaluate: a Terraform expression has none yet"
            raise InvalidSettingError(f"rule {rule.priority} {setting}", value, message, source="Terraform expression")
