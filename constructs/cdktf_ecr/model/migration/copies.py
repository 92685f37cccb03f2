"""Images to be copied from one registry to another, and what became of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.images import DIGEST

from .image_names import DOCKER_HUB, parse_image_name, split_host

if TYPE_CHECKING:
    from collections.abc import Sequence

# What is to be done with an image, or was.
TO_COPY = "to copy"
PRESENT = "already there"
COPIED = "copied"
CONFLICT = "conflict"
MISSING = "missing"
REFUSED = "refused"
FAILED = "failed"
DIFFERENT = "different"
MOVED = "moved"

GOOD = (TO_COPY, PRESENT, COPIED)

ANY_TAG = "*"
_MAP = "map of images"
# A tag (OCI Distribution Specification, "Pulling manifests"), in which * and ? stand for characters.
_TAG_PATTERN = re.compile(r"[A-Za-z0-9_*?][A-Za-z0-9_.*?-]{0,127}")
_FORM = (
    "must be SOURCE=TARGET, such as docker.io/team/api:v*=123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api: "
    "a repository, alone, with a tag or a pattern of tags, or with a digest"
)
# Where signatures and attestations are kept under a tag (OCI Distribution Specification, "Referrers Tag Schema", and
# Cosign's .sig, .att and .sbom).
_ATTACHED = re.compile(r"(?P<algorithm>sha256)-(?P<hex>[0-9a-f]{64})(?:\..+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository of any registry.

    Args:
        host: The registry's host; "docker.io" for Docker Hub.
        name: Its name.
    """

    host: str
    name: str

    def __str__(self) -> str:
        return f"{self.host}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Which images of one repository go to which other.

    Args:
        source: The repository they are in.
        target: The repository they go to.
        tags: Tags, or patterns of them with * and ?; empty for none by tag.
        exclude: Patterns of tags that are left out.
        digests: Images by digest, which arrive without a tag.
    """

    source: Repository
    target: Repository
    tags: tuple[str, ...] = (ANY_TAG,)
    exclude: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()

    def chosen(self, tags: Sequence[str]) -> tuple[str, ...]:
        """Return those of a repository's tags that are meant, and tags without a wildcard that are not there."""
        literal = [pattern for pattern in self.tags if not {"*", "?"} & set(pattern)]
        wanted = [
            tag
            for tag in dict.fromkeys((*literal, *tags))
            if any(fnmatchcase(tag, pattern) for pattern in self.tags)
            and not any(fnmatchcase(tag, pattern) for pattern in self.exclude)
        ]
        return tuple(wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One image, index or artifact that is copied.

    Args:
        source: The repository it is in.
        target: The repository it goes to.
        tag: Its tag; None for one by its digest.
        digest: Its digest at the source, when the copies were planned; None if there is none.
        parts: Digests of what an index holds; empty for anything else.
        platforms: What the images of an index run on; attestations among them are none.
        attached_to: Of a signature or an attestation, the digest it is about.
        state: What is to be done with it, or was.
        reason: Why, in one sentence; None where the state says it.
        moved_from: What its tag meant at the source in an earlier run, if that was something else.
    """

    source: Repository
    target: Repository
    tag: str | None
    digest: str | None
    parts: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    attached_to: str | None = None
    state: str = TO_COPY
    reason: str | None = None
    moved_from: str | None = None

    @property
    def reference(self) -> str:
        """What it is called at the target."""
        return f"{self.target}:{self.tag}" if self.tag is not None else f"{self.target}@{self.digest}"

    def become(self, state: str, reason: str | None = None) -> Copy:
        """Return it in another state."""
        return replace(self, state=state, reason=reason)


def attached_digest(tag: str) -> str | None:
    """Return the digest that a tag is about by its name; None if it is an image's tag.

    Args:
        tag: A tag, such as "sha256-0a1b….sig".
    """
    found = _ATTACHED.fullmatch(tag)
    return None if found is None else f"{found['algorithm']}:{found['hex']}"


def parse_pair(source: str, target: str, *, place: str = _MAP) -> Pair:
    """Return which images go where.

    Args:
        source: A repository, alone or with a tag, a pattern of tags or a digest. Without a host, of Docker Hub.
        target: A repository, with its registry's host and without a tag: tags stay what they are.
        place: Where it stands, for errors.

    Raises:
        InvalidSettingError: One of the two is something else.
    """
    named, at, digest = source.partition("@")
    host, path = split_host(named)
    repository, colon, tag = path.partition(":")
    name = parse_image_name(f"{host}/{repository}" if host else repository)
    if name is None or (colon and (at or not _TAG_PATTERN.fullmatch(tag))):
        raise InvalidSettingError("source", source, _FORM, source=place)
    if at:
        DIGEST.check("source", digest)
    tags: tuple[str, ...] = () if at else (tag or ANY_TAG,)
    return Pair(
        source=Repository(host=name.host, name=name.repository),
        target=_target(target, place),
        tags=tags,
        digests=(digest,) if at else (),
    )


def _target(text: str, place: str) -> Repository:
    name = parse_image_name(text)
    if name is None or name.tag or name.digest or not split_host(text)[0] or name.host == DOCKER_HUB:
        rule = "must be a repository with its registry's host, and without a tag: tags stay what they are"
        raise InvalidSettingError("target", text, rule, source=place)
    return Repository(host=name.host, name=name.repository)


def tag_patterns(setting: str, patterns: Sequence[str], *, place: str) -> tuple[str, ...]:
    """Return patterns of tags.

    Raises:
        InvalidSettingError: One could match no tag.
    """
    for pattern in patterns:
        if not _TAG_PATTERN.fullmatch(pattern):
            raise InvalidSettingError(setting, pattern, "must be a tag, or one with * and ?", source=place)
    return tuple(patterns)
