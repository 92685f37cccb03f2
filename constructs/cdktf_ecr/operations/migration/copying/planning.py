"""What there is to copy: tags, what their indexes hold, what is attached to them; and what is there already."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cdktf_ecr.model.migration.copies import (
    CONFLICT,
    MISSING,
    PRESENT,
    REFUSED,
    Copy,
    Pair,
    attached_digest,
)
from cdktf_ecr.model.repository.tag_mutability import IMMUTABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cdktf_ecr.model.migration.copies import Repository

    from .registries import Registries
    from .registry import Manifest
    from .state import MigrationState
    from .tools import Tool

# BuildKit's "Image Attestation Storage": the platform of what is an attestation, and no image.
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How copies are planned.

    Args:
        tool: The program that is to copy.
        create_repositories: Whether a repository that is missing at the target is to be created.
        overwrite: Whether a tag that is another image at the target is to be moved.
        allow_platform_loss: Whether the image of one platform may stand for an index.
    """

    tool: Tool
    create_repositories: bool = False
    overwrite: bool = False
    allow_platform_loss: bool = False


def plan_copies(
    pairs: Sequence[Pair],
    registries: Registries,
    state: MigrationState,
    wishes: Wishes,
    notify: Callable[[str], None] = lambda _text: None,
) -> tuple[Copy, ...]:
    """Return what there is to copy, with what is there already and what cannot be copied.

    Args:
        pairs: Which images go where.
        registries: The registries.
        state: What earlier runs saw and did.
        wishes: How copies are planned.
        notify: Called with what is being looked at.

    Raises:
        RegistryError: A registry does not say what it has.
        AwsError: AWS does not.
    """
    planned: dict[str, Copy] = {}
    for pair in pairs:
        notify(f"{pair.source}: its tags")
        for copy in _of_pair(pair, registries, notify):
            planned.setdefault(copy.reference, copy)
    there = _Targets(registries, state, wishes)
    # What an attestation is about arrives before it.
    ordered = sorted(planned.values(), key=lambda copy: copy.attached_to is not None)
    return tuple(there.judged(copy) for copy in ordered)


def _of_pair(pair: Pair, registries: Registries, notify: Callable[[str], None]) -> Iterator[Copy]:
    source = registries.at(pair.source.host)
    tags = source.tags(pair.source.name)
    if tags is None:
        reason = f"{pair.source.host} has no repository {pair.source.name}, or does not let us see it"
        yield Copy(source=pair.source, target=pair.target, tag=None, digest=None, state=MISSING, reason=reason)
        return
    chosen = pair.chosen(tags)
    if not chosen and not pair.digests:
        reason = f"no tag of {pair.source} is meant"
        yield Copy(source=pair.source, target=pair.target, tag=None, digest=None, state=MISSING, reason=reason)
    for tag in chosen:
        notify(f"{pair.source}:{tag}")
        digest = source.digest(pair.source.name, tag)
        yield from _of_image(pair, registries, tags, tag, digest)
    for digest in pair.digests:
        notify(f"{pair.source}@{digest}")
        yield from _of_image(pair, registries, tags, None, source.digest(pair.source.name, digest), asked=digest)


def _of_image(
    pair: Pair,
    registries: Registries,
    tags: Sequence[str],
    tag: str | None,
    digest: str | None,
    *,
    asked: str | None = None,
) -> Iterator[Copy]:
    """Yield an image, then what is attached to it and to the images in it."""
    copy = Copy(source=pair.source, target=pair.target, tag=tag, digest=digest or asked)
    if digest is None:
        yield copy.become(MISSING, f"{pair.source.host} does not have it")
        return
    manifest = _manifest(registries, copy)
    parts = [str(part["digest"]) for part in manifest.parts if "digest" in part] if manifest else []
    copy = replace(
        copy,
        parts=tuple(parts),
        platforms=tuple(_platforms(manifest)) if manifest else (),
        attached_to=None if tag is None else attached_digest(tag),
    )
    yield copy
    source = registries.at(pair.source.host)
    for subject in (digest, *parts):
        for name in tags:
            if name != tag and attached_digest(name) == subject:
                attached = source.digest(pair.source.name, name)
                yield replace(copy, tag=name, digest=attached, parts=(), platforms=(), attached_to=subject)
        for referrer in source.referrers(pair.source.name, subject):
            if referrer not in (digest, *parts):
                yield replace(copy, tag=None, digest=referrer, parts=(), platforms=(), attached_to=subject)


def _manifest(registries: Registries, copy: Copy) -> Manifest | None:
    """Return an image's manifest, from the target where it is there: the source may count that as a pull."""
    digest = str(copy.digest)
    there = registries.at(copy.target.host).manifest(copy.target.name, digest)
    return there or registries.at(copy.source.host).manifest(copy.source.name, digest)


def _platforms(manifest: Manifest) -> Iterator[str]:
    for part in manifest.parts:
        platform = part.get("platform") or {}
        names = [platform.get("os"), platform.get("architecture"), platform.get("variant")]
        if names[0] and _UNKNOWN not in names[:2]:
            yield "/".join(name for name in names if name)


class _Targets:
    """What is at the targets, and what that means for each copy."""

    def __init__(self, registries: Registries, state: MigrationState, wishes: Wishes) -> None:
        self._registries = registries
        self._state = state
        self._wishes = wishes
        self._mutability: dict[Repository, str | None] = {}

    def judged(self, copy: Copy) -> Copy:
        """Return a copy with what is to be done about it."""
        if copy.state == MISSING or copy.digest is None:
            return copy
        seen = self._state.seen.get(copy.reference)
        if copy.tag is not None and seen not in (None, copy.digest):
            copy = replace(copy, moved_from=seen)
        there = self._registries.at(copy.target.host).digest(copy.target.name, copy.tag or str(copy.digest))
        if there == copy.digest:
            return copy.become(PRESENT)
        if self._is_ours_by_other_means(copy, there):
            return copy.become(PRESENT, "as Docker pushed it, under another digest")
        mutability = self._mutability_of(copy.target)
        if mutability is None and not self._wishes.create_repositories:
            return copy.become(
                MISSING, f"the repository {copy.target} does not exist: --create-repositories creates it"
            )
        if there is not None:
            return self._conflicting(copy, there, mutability)
        return self._possible(copy)

    def _conflicting(self, copy: Copy, there: str, mutability: str | None) -> Copy:
        if mutability == IMMUTABLE:
            return copy.become(
                CONFLICT, f"the tag is {there} at the target, whose tags are immutable: it cannot be moved"
            )
        if self._wishes.overwrite or self._state.copied.get(copy.reference) == there:
            return self._possible(copy)
        return copy.become(CONFLICT, f"the tag is {there} at the target, which we did not copy: --overwrite moves it")

    def _possible(self, copy: Copy) -> Copy:
        """Return a copy as what the tool can do with it."""
        if self._wishes.tool.keeps_everything:
            return copy
        if copy.tag is None or copy.attached_to is not None:
            return copy.become(REFUSED, "Docker copies no signatures or attestations, and nothing without a tag")
        if copy.parts and not self._wishes.allow_platform_loss:
            reason = f"Docker would copy one platform of {', '.join(copy.platforms)}: use skopeo or crane, or "
            return copy.become(REFUSED, f"{reason}--allow-platform-loss")
        if copy.parts:
            return copy.become(copy.state, f"Docker copies one platform of {', '.join(copy.platforms)}")
        return copy

    def _is_ours_by_other_means(self, copy: Copy, there: str | None) -> bool:
        """Return whether the target has what a tool that packs images anew made of just this image."""
        unmoved = self._state.seen.get(copy.reference) == copy.digest
        return there is not None and unmoved and self._state.copied.get(copy.reference) == there

    def _mutability_of(self, repository: Repository) -> str | None:
        """Return whether tags can be moved; None if there is no such repository, "" where nobody can say."""
        if repository not in self._mutability:
            ecr = self._registries.ecr(repository.host)
            # Other registries create a repository with the first push.
            self._mutability[repository] = "" if ecr is None else ecr.mutability(repository.name)
        return self._mutability[repository]


def repositories_to_create(copies: Iterable[Copy], registries: Registries) -> tuple[Repository, ...]:
    """Return the repositories that copies need and that are not there.

    Args:
        copies: What is to be copied.
        registries: The registries.
    """
    needed = dict.fromkeys(copy.target for copy in copies)
    missing = []
    for repository in needed:
        ecr = registries.ecr(repository.host)
        if ecr is not None and ecr.mutability(repository.name) is None:
            missing.append(repository)
    return tuple(missing)
