"""What a service was to run, and since when: the versions of its parameter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_IMAGE = re.compile("[^@]+@(sha256:[0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the parameter.

    Args:
        number: Its number, from 1.
        value: The image that was to run, or "none".
        at: When it was written, in UTC.
        by: The ARN of who wrote it; None where AWS does not say.
    """

    number: int
    value: str
    at: datetime
    by: str | None = None

    @property
    def digest(self) -> str | None:
        """The image's digest, "sha256:..."; None where nothing was to run."""
        return digest_of(self.value)


def digest_of(value: str) -> str | None:
    """Return the digest of the image that the parameter holds; None where it holds "none", or anything else.

    Args:
        value: The parameter's value.
    """
    found = _IMAGE.fullmatch(value)
    return None if found is None else found.group(1)


def version_before(versions: Sequence[Version]) -> Version | None:
    """Return the version that a rollback goes to; None if nothing else ever ran.

    To go back to the version before undoes a step: a version whose deployment failed, or that was rolled back already,
    is none to go back to.

    Args:
        versions: All versions, the oldest first.
    """
    steps: list[Version] = []
    for version in versions:
        if steps and steps[-1].value == version.value:
            continue
        if len(steps) > 1 and steps[-2].value == version.value:
            steps.pop()
        else:
            steps.append(version)
    if not steps:
        return None
    current = steps[-1].digest
    return next((step for step in reversed(steps[:-1]) if step.digest not in {None, current}), None)
