"""What a preview led to, and the sentences that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.operations.lifecycle.previewing import ARCHIVE, EXPIRE, KEEP, UNKNOWN
from cdktf_ecr.operations.lifecycle.protection import NO_VERDICT, WOULD_GO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.operations.lifecycle.aws_preview import Difference
    from cdktf_ecr.operations.lifecycle.previewing import Preview
    from cdktf_ecr.operations.lifecycle.protection import Protection

_WORDS = {EXPIRE: "expire", ARCHIVE: "go to the archive", KEEP: "stay", UNKNOWN: "are unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ByEcr:
    """What became of ECR's own preview.

    Args:
        differences: Where it differs from ours.
        failure: Why there is none; None if there is one.
    """

    differences: tuple[Difference, ...]
    failure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a preview led to.

    Args:
        repository: Name of the repository.
        policy: Where the policy was.
        preview: What goes.
        protection: What runs; None where nobody wanted to know.
        by_ecr: What became of ECR's own preview; None where it was not asked for.
    """

    repository: str
    policy: str
    preview: Preview
    protection: Protection | None
    by_ecr: ByEcr | None

    @property
    def verdict(self) -> str | None:
        """The verdict on running images; None where nobody wanted to know."""
        return None if self.protection is None else self.protection.verdict(self.preview)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many images each action meets."""
        found = Counter(one.action for one in self.preview.images)
        return {action: found[action] for action in _WORDS}

    def sentences(self) -> list[str]:
        """Return what there is to say beside the images themselves, what matters most last."""
        counts = {action: count for action, count in self.counts.items() if count or action in (EXPIRE, KEEP)}
        parts = ", ".join(f"{count:,} {_WORDS[action]}" for action, count in counts.items())
        images = len(self.preview.images)
        day = f"{self.preview.at:%Y-%m-%d %H:%M} UTC"
        total = (
            f"{images:,} image{'' if images == 1 else 's'} of {self.repository}, by {self.policy} at {day}: {parts}."
        )
        return [*self.preview.notes, total, *self._of_ecr(), *self._of_protection()]

    def _of_ecr(self) -> list[str]:
        if self.by_ecr is None:
            return []
        if self.by_ecr.failure is not None:
            return [f"Not compared: {self.by_ecr.failure}."]
        number = len(self.by_ecr.differences)
        if not number:
            return ["ECR's own preview says the same of every image."]
        return [f"ECR's own preview differs on {number:,} image{'' if number == 1 else 's'}."]

    def _of_protection(self) -> list[str]:
        if self.protection is None:
            return []
        sentences = [f"Not known: {problem}." for problem in self.protection.problems]
        asked = ", ".join(self.protection.asked) or "nothing"
        if self.verdict == WOULD_GO:
            number = len(self.protection.endangered(self.preview))
            return [*sentences, f"Running: {number:,} image{' that runs' if number == 1 else 's that run'} would go."]
        if self.verdict == NO_VERDICT:
            return [*sentences, "No verdict: nothing that is known to run would go, but not everything is known."]
        return [f"Nothing that runs would go, in this account and region, as far as these know: {asked}."]
