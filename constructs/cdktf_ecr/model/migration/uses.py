"""What is left of Docker Hub in a directory: mentions judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .image_names import HUB_HOSTS, OFFICIAL, ImageName, UnknownName, name_with_variables
from .mentions import BUILT, COMMAND, LOGINS, OTHER_IMAGE, PULLED, PUSHED, STATEMENTS, TERRAFORM, Mention
from .variables import VARIABLE, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .mentions import Unread

LEFT = "left"
UNKNOWN = "unknown"
CLEAN = "clean"

# What an image is to the service that moves.
OWN = "own"
BASE = "base"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Something that names Docker Hub, or may.

    Args:
        file: The file, from the directory that was looked at, with "/".
        line: The line, from 1.
        kind: One of the kinds of `mentions`.
        text: What stands there.
        state: `LEFT`, or `UNKNOWN` where a variable decides.
        action: What is done with an image: pulled, built or pushed.
        role: `OWN` or `BASE`; None if it is no image, or its name is not known.
        image: The image on Docker Hub; None likewise.
        reason: Why nobody can say; None where somebody can.
    """

    file: str
    line: int
    kind: str
    text: str
    state: str
    action: str = PULLED
    role: str | None = None
    image: ImageName | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What was found in a directory.

    Args:
        directory: The directory, as it was named.
        uses: What is left or unknown, by file and line.
        unread: What could not be looked at.
        files: How many files were read.
        skipped: What was left out on purpose, and how often: "prose", "binary", ...
        own_images: The repositories on Docker Hub that are the service's own: "inscribe/customer-data-service".
        has: What the directory has: `facts`.
    """

    directory: str
    uses: tuple[Use, ...]
    unread: tuple[Unread, ...]
    files: int
    skipped: tuple[tuple[str, int], ...]
    own_images: tuple[str, ...]
    has: frozenset[str] = frozenset()

    @property
    def left(self) -> tuple[Use, ...]:
        """What names Docker Hub."""
        return tuple(use for use in self.uses if use.state == LEFT)

    @property
    def unknown(self) -> tuple[Use, ...]:
        """What may name Docker Hub."""
        return tuple(use for use in self.uses if use.state == UNKNOWN)

    @property
    def verdict(self) -> str:
        """`LEFT`, or else `UNKNOWN` if there is anything nobody could look at or work out, or else `CLEAN`."""
        if self.left:
            return LEFT
        return UNKNOWN if self.unknown or self.unread else CLEAN


def judge_mentions(mentions: Iterable[Mention], own: Collection[str] = ()) -> tuple[tuple[Use, ...], tuple[str, ...]]:
    """Return what is left of Docker Hub, and which repositories are the service's own.

    A name without a namespace that is only given to what is built here, and never pushed, is a local one and means no
    registry.

    Args:
        mentions: What the files say.
        own: The repositories that the user says are the service's own, by their full names on Docker Hub.
    """
    mentions = list(mentions)
    pushed = {name for one in mentions if one.action == PUSHED for name in _hub_repositories(one)}
    built = {name for one in mentions if one.action == BUILT for name in _hub_repositories(one)}
    ours = set(own) | pushed | {name for name in built if not name.startswith(OFFICIAL)}
    local = built - ours
    uses = (_judged(one, ours, local) for one in mentions)
    kept = {(use.file, use.line, use.kind, use.text, use.action): use for use in uses if use is not None}
    ordered = sorted(kept.values(), key=lambda use: (use.file, use.line, use.kind, use.text, use.action))
    return tuple(ordered), tuple(sorted(ours))


def _hub_repositories(mention: Mention) -> list[str]:
    if mention.kind in (*STATEMENTS, *LOGINS):
        return []
    name = name_with_variables(mention.text)
    return [name.repository] if isinstance(name, ImageName) and name.on_docker_hub and name.is_known else []


def _judged(mention: Mention, ours: Collection[str], local: Collection[str]) -> Use | None:
    if mention.kind in STATEMENTS:
        return _use(mention, mention.text, LEFT)
    if mention.kind in LOGINS:
        return _login(mention)
    name = name_with_variables(mention.text)
    text = shown(mention.text)
    if isinstance(name, UnknownName):
        return _use(mention, text, UNKNOWN, reason=name.reason)
    if name is None:
        return (
            _use(mention, text, UNKNOWN, reason="it is no reference to an image") if _must_be_image(mention) else None
        )
    if not name.on_docker_hub or name.repository in local:
        return None
    is_own = name.repository in ours or (mention.action != PULLED and not name.is_known)
    role = OWN if is_own else BASE
    return _use(mention, text, LEFT, role=role, image=name)


def _must_be_image(mention: Mention) -> bool:
    """Return whether what stands there names an image, whatever it looks like; elsewhere it may be something else."""
    return mention.kind not in (COMMAND, TERRAFORM, OTHER_IMAGE)


def _login(mention: Mention) -> Use | None:
    registry = mention.text.removeprefix("https://").removeprefix("http://")
    host = registry.partition("/")[0]
    text = f"{mention.kind} {shown(registry)}".strip()
    if not host or host in HUB_HOSTS:
        return _use(mention, text, LEFT)
    if not VARIABLE.search(host):
        return None
    name = name_with_variables(f"{host}/x")
    if isinstance(name, UnknownName):
        return _use(mention, text, UNKNOWN, reason=name.reason)
    return None


def _use(mention: Mention, text: str, state: str, **more: Any) -> Use:
    return Use(
        file=mention.file, line=mention.line, kind=mention.kind, action=mention.action, text=text, state=state, **more
    )
