"""Whether a policy would take an image away from what runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .previewing import UNKNOWN, unread_that_go
from .running.uses import digests_of, related

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .inventory import Inventory
    from .previewing import Preview, PreviewedImage
    from .running.uses import Answer

SAFE = "safe"
WOULD_GO = "would go"
NO_VERDICT = "no verdict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What is known of running images.

    Args:
        running: For each digest that runs, what runs it.
        asked: The sources that were asked.
        problems: Why it is not known what runs, or what becomes of it; empty if all is known.
    """

    running: Mapping[str, tuple[str, ...]]
    asked: tuple[str, ...]
    problems: tuple[str, ...]

    def endangered(self, preview: Preview) -> tuple[PreviewedImage, ...]:
        """Return the running images that go.

        Args:
            preview: What goes.
        """
        return tuple(one for one in preview.images if one.goes and one.image.digest in self.running)

    def verdict(self, preview: Preview) -> str:
        """Return `WOULD_GO` if a running image goes, else `SAFE` if everything is known, else `NO_VERDICT`.

        Args:
            preview: What goes.
        """
        if self.endangered(preview):
            return WOULD_GO
        return NO_VERDICT if self.problems else SAFE


def protection(answers: Sequence[Answer], inventory: Inventory, preview: Preview) -> Protection:
    """Return what runs of a repository.

    The indexes of an image that runs run as well, and so do the images of an index that does.

    Args:
        answers: What the sources say.
        inventory: The images of the repository.
        preview: What the policy does to them.
    """
    running: dict[str, list[str]] = {}
    for answer in answers:
        for use in answer.uses:
            for digest in digests_of(use, inventory):
                for each in related(digest, inventory):
                    where = use.where if each == digest else f"{use.where} (with {digest})"
                    running.setdefault(each, []).append(where)
    problems = [f"{answer.source}: {answer.problem}" for answer in answers if answer.problem is not None]
    return Protection(
        running={digest: tuple(dict.fromkeys(places)) for digest, places in running.items()},
        asked=tuple(answer.source for answer in answers),
        problems=(*problems, *_not_known(running, inventory, preview)),
    )


def _not_known(running: Mapping[str, object], inventory: Inventory, preview: Preview) -> list[str]:
    unknown = [f"the images in {digest}, which goes, are not known" for digest in unread_that_go(preview, inventory)]
    if any(one.may_be_held for one in preview.images):
        unknown += [
            f"the images in {digest}, which runs, are not known" for digest in sorted(inventory.unread & set(running))
        ]
    unknown += [
        f"what becomes of {one.image.digest}, which runs, is not known"
        for one in preview.images
        if one.action == UNKNOWN and one.image.digest in running
    ]
    return unknown
