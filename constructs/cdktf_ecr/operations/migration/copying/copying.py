"""Copying what was planned, and seeing that it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.copies import COPIED, DIFFERENT, FAILED, MOVED, PRESENT, TO_COPY, Copy
from cdktf_ecr.operations.errors import AwsError

from .planning import repositories_to_create
from .tools import ToolError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .credentials import AuthFile
    from .ecr import NewRepository
    from .registries import Registries
    from .state import MigrationState
    from .tools import Tool

# What registries answer (OCI Distribution Specification, "Error Codes"; ECR's words for an immutable tag).
_REASONS = (
    ("immutable", "the tag is another image at the target, whose tags are immutable: it cannot be moved"),
    ("name unknown", "the repository does not exist at the target: --create-repositories creates it"),
    ("does not exist in the registry", "the repository does not exist at the target: --create-repositories creates it"),
    ("unauthorized", "a registry does not accept the credentials"),
    ("toomanyrequests", "the source limits how much may be pulled: log in to it, or go on later"),
)


def copy_images(
    copies: Sequence[Copy],
    registries: Registries,
    state: MigrationState,
    tool: Tool,
    auth: AuthFile,
    *,
    new_repository: NewRepository,
    notify: Callable[[int, int, Copy], None] = lambda _done, _total, _copy: None,
) -> tuple[Copy, ...]:
    """Copy images, one after the other, and see that each arrived. What fails does not stop the others.

    An interruption leaves a state from which a further run goes on: nothing that arrived is copied again.

    Args:
        copies: What was planned.
        registries: The registries.
        state: What is known from earlier runs; it is saved after each image.
        tool: The program that copies.
        auth: The file of credentials for it.
        new_repository: How repositories that are missing are created.
        notify: Called with how many are done, of how many, before each.

    Raises:
        AwsError: A repository cannot be created, or there is no token for a registry.
    """
    waiting = [copy for copy in copies if copy.state == TO_COPY]
    for repository in repositories_to_create(waiting, registries):
        ecr = registries.ecr(repository.host)
        if ecr is not None:
            ecr.create(repository.name, new_repository)
    state.note_seen(list(copies))
    hosts = sorted({host for copy in waiting for host in (copy.source.host, copy.target.host)})
    copied: dict[str, Copy] = {}
    for number, copy in enumerate(waiting):
        notify(number, len(waiting), copy)
        # Anew for each: ECR's credentials end after some hours.
        auth.write(registries.credentials(hosts))
        copied[copy.reference] = _copied(copy, registries, state, tool, auth)
    return tuple(_verified(copied.get(copy.reference, copy), registries) for copy in copies)


def _copied(copy: Copy, registries: Registries, state: MigrationState, tool: Tool, auth: AuthFile) -> Copy:
    try:
        tool.copy(copy, auth)
        there = registries.at(copy.target.host).digest(copy.target.name, copy.tag or str(copy.digest))
    except (ToolError, AwsError) as error:
        return copy.become(FAILED, _reason(str(error)))
    if there is None:
        return copy.become(FAILED, f"{tool.name} says that it copied it, and the target does not have it")
    if there != copy.digest and not (not tool.keeps_everything and _same_image(copy, there, registries)):
        return copy.become(DIFFERENT, f"it is {there} at the target, and {copy.digest} at the source")
    state.note_copied(copy, there)
    lost = f" ({copy.reason})" if copy.reason else ""
    return copy.become(COPIED, None if there == copy.digest else f"as {there}, which Docker made of it{lost}")


def _same_image(copy: Copy, there: str, registries: Registries) -> bool:
    """Return whether the target has the image under another digest: its id, its configuration's digest, is the same."""
    source, target = registries.at(copy.source.host), registries.at(copy.target.host)
    arrived = target.manifest(copy.target.name, there)
    if arrived is None or arrived.config_digest is None:
        return False
    candidates = copy.parts or (str(copy.digest),)
    manifests = (source.manifest(copy.source.name, digest) for digest in candidates)
    return any(manifest.config_digest == arrived.config_digest for manifest in manifests if manifest is not None)


def _verified(copy: Copy, registries: Registries) -> Copy:
    """Return a copy with what is wrong with it at the end: parts that are not there, a tag that has moved."""
    if copy.state not in (COPIED, PRESENT):
        return copy
    source, target = registries.at(copy.source.host), registries.at(copy.target.host)
    try:
        if copy.reason is None:
            there = target.digest(copy.target.name, copy.tag or str(copy.digest))
            missing = [part for part in copy.parts if target.digest(copy.target.name, part) is None]
            if there != copy.digest:
                return copy.become(DIFFERENT, f"it is {there} at the target by now, and was {copy.digest}")
            if missing:
                return copy.become(DIFFERENT, f"the target does not have {', '.join(missing)} of it")
        now = source.digest(copy.source.name, copy.tag) if copy.tag is not None else copy.digest
    except AwsError as error:
        return copy.become(FAILED, f"nobody can say whether it arrived: {_reason(str(error))}")
    if now != copy.digest:
        where = f"is {now}" if now else "is gone"
        return copy.become(MOVED, f"the tag has moved at the source while we copied, and {where} there: run this again")
    return copy


def _reason(said: str) -> str:
    said = " ".join(said.split())
    for word, reason in _REASONS:
        if word in said.lower():
            return f"{reason} ({said})"
    return said
