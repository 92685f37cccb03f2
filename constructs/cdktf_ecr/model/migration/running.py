"""What runs, by the images it was started from, and whether any of them is Docker Hub's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .image_names import parse_image_name
from .uses import CLEAN, LEFT, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

# What `docker ps` shows of an image whose tag has gone to another one since: its id.
_IMAGE_ID = re.compile(r"(?:sha256:)?[0-9a-f]{12}(?:[0-9a-f]{52})?")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An image that something runs, or would start.

    Args:
        where: What runs it: "ECS service prod/api, container web".
        image: Its reference, as it stands there.
        state: `LEFT` if it is Docker Hub's, `CLEAN` if another registry's, else `UNKNOWN`.
        reason: Why nobody can say; None where somebody can.
    """

    where: str
    image: str
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A place that was looked at.

    Args:
        name: What it is called: "ECS", "web-1.txt".
        running: What runs there.
        failure: Why it could not be looked at, or not at all of it; None if it was.
    """

    name: str
    running: tuple[Running, ...] = ()
    failure: str | None = None


def runs(where: str, image: str) -> Running:
    """Return what runs there, judged by its reference.

    Args:
        where: What runs it.
        image: Its reference. A digest alone is of a repository that whoever starts it knows: an unknown one.
    """
    if _DIGEST.fullmatch(image) or _IMAGE_ID.fullmatch(image):
        reason = "an id says nothing about where it came from: docker image inspect does"
        return Running(where=where, image=image, state=UNKNOWN, reason=reason)
    name = parse_image_name(image)
    if name is None:
        return Running(where=where, image=image, state=UNKNOWN, reason="it is no reference to an image")
    return Running(where=where, image=image, state=LEFT if name.on_docker_hub else CLEAN)


def proof_verdict(looked: Sequence[Looked]) -> str:
    """Return `LEFT` if anything runs from Docker Hub, else `UNKNOWN` if anybody could not look or say, else `CLEAN`.

    Args:
        looked: The places that were looked at.
    """
    if any(one.state == LEFT for place in looked for one in place.running):
        return LEFT
    if any(place.failure or any(one.state == UNKNOWN for one in place.running) for place in looked):
        return UNKNOWN
    return CLEAN
