"""What one evaluation of a lifecycle policy would do to each image of a repository."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdktf_ecr.model.lifecycle import evaluate, selects

if TYPE_CHECKING:
    from datetime import datetime

    from cdktf_ecr.model.lifecycle import Image, LifecyclePolicy

    from .inventory import Inventory, RepositoryImage

KEEP = "keep"
EXPIRE = "expire"
ARCHIVE = "archive"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedImage:
    """What the policy does to one image.

    Args:
        image: The image.
        action: `KEEP`, `EXPIRE`, `ARCHIVE`, or `UNKNOWN` where nobody says what it hangs on.
        rule: The priority of the rule that acts on it; None if none does.
        description: What that rule says it is for; None if it says nothing.
        may_be_held: Whether an index that was not read may contain it, and so hold it back.
    """

    image: RepositoryImage
    action: str
    rule: int | None = None
    description: str | None = None
    may_be_held: bool = False

    @property
    def goes(self) -> bool:
        """Whether it can no longer be pulled afterwards."""
        return self.action in (EXPIRE, ARCHIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a policy does to a repository in one evaluation.

    Args:
        at: When it is evaluated.
        policy: The policy.
        images: Every image, the newest first.
        notes: What one has to know about the answer, in sentences.
    """

    at: datetime
    policy: LifecyclePolicy
    images: tuple[PreviewedImage, ...]
    notes: tuple[str, ...]


def preview(policy: LifecyclePolicy, inventory: Inventory, at: datetime) -> Preview:
    """Return what one evaluation of ``policy`` would do to the images as they are now.

    Images that follow later, such as those of an index that goes, are not among those that go.

    Args:
        policy: The policy.
        inventory: The images.
        at: When the policy is evaluated, with a time zone.

    Raises:
        InvalidSettingError: The policy holds a Terraform expression.
    """
    actions = {one.image.digest: one for one in evaluate(policy, _seen(inventory), at)}
    rules = {rule.priority: rule.description for rule in policy.rules}
    active = {image.digest for image in inventory.images if not image.archived}
    holding = inventory.unread & active
    images: list[PreviewedImage] = []
    for image in inventory.images:
        action = actions.get(image.digest)
        if _hangs_on_archiving(policy, image):
            images.append(PreviewedImage(image=image, action=UNKNOWN))
        elif action is None:
            images.append(PreviewedImage(image=image, action=KEEP))
        else:
            description = rules[action.priority]
            images.append(
                PreviewedImage(
                    image=image,
                    action=action.action,
                    rule=action.priority,
                    description=None if description is None else str(description),
                    may_be_held=bool(holding - {image.digest}),
                )
            )
    return Preview(at=at, policy=policy, images=tuple(images), notes=tuple(_notes(images, holding)))


def settled(policy: LifecyclePolicy, inventory: Inventory, at: datetime) -> tuple[Inventory, Preview]:
    """Return the images that are left once the policy finds nothing more to do, and its last preview.

    ECR evaluates a policy again and again: the images of an index that went can go in the next evaluation.

    Args:
        policy: The policy.
        inventory: The images.
        at: When the policy is evaluated, as often as it takes.
    """
    while True:
        found = preview(policy, inventory, at)
        if not any(one.goes and not one.may_be_held for one in found.images):
            return inventory, found
        # If what an unread index may hold back goes as well, then because that index goes, and the others follow.
        kept = [_after(one, at) for one in found.images if one.action != EXPIRE]
        left = frozenset(image.digest for image in kept)
        inventory = replace(inventory, images=tuple(kept), unread=inventory.unread & left)


def _after(one: PreviewedImage, at: datetime) -> RepositoryImage:
    if one.action == ARCHIVE:
        return replace(one.image, archived=True, archived_at=at)
    return one.image


def needs_indexes(policy: LifecyclePolicy, inventory: Inventory, at: datetime) -> bool:
    """Return whether what is in indexes that were not read matters: to what goes, or to whom it is missing then.

    Args:
        policy: The policy.
        inventory: The images.
        at: When the policy is evaluated.
    """
    found = preview(policy, inventory, at)
    return any(one.may_be_held for one in found.images) or bool(unread_that_go(found, inventory))


def unread_that_go(found: Preview, inventory: Inventory) -> tuple[str, ...]:
    """Return the digests of indexes that go, can still be pulled, and were not read.

    Args:
        found: What goes.
        inventory: The images.
    """
    return tuple(
        one.image.digest
        for one in found.images
        if one.goes and not one.image.archived and one.image.digest in inventory.unread
    )


def _seen(inventory: Inventory) -> list[Image]:
    return [image.as_policies_see_it() for image in inventory.images]


def _hangs_on_archiving(policy: LifecyclePolicy, image: RepositoryImage) -> bool:
    """Whether a rule asks since when the image is archived, and nobody says."""
    if not image.archived or image.archived_at is not None:
        return False
    seen = image.as_policies_see_it()
    return any(selects(rule, seen) for rule in policy.rules)


def _notes(images: list[PreviewedImage], holding: frozenset[str]) -> list[str]:
    notes = []
    held = sum(one.may_be_held for one in images)
    if held:
        notes.append(
            f"{held:,} of the images that go may be part of an index and stay as long as it does: what is in "
            f"{len(holding):,} index{'' if len(holding) == 1 else 'es'} was not read."
        )
    unknown = sum(one.action == UNKNOWN for one in images)
    if unknown:
        notes.append(f"Since when {unknown:,} of the images are archived is not known, and a rule hangs on it.")
    return notes
