"""A list of images in a file: what ``aws ecr describe-images`` or ``cdktf-ecr images list --format json`` printed."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import msgspec

from cdktf_ecr.model.errors import EcrError, InvalidSettingError
from cdktf_ecr.operations.manifests import INDEX_TYPES
from cdktf_ecr.operations.readers.files import decode, read_bytes

from .inventory import ACTIVE, Inventory, RepositoryImage, inventory_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KIND = "a list of images"
_KINDS = "must be what 'aws ecr describe-images' or 'cdktf-ecr images list --format json' printed"
_OURS = "urn:cdktf-ecr:image-list:1"
# The status that stands for an index in our list.
_INDEX = "INDEX"

# The AWS CLI writes dates or, if it is so configured, seconds (cli_timestamp_format).
_Time = datetime | float


class _Detail(msgspec.Struct, rename="camel"):
    image_digest: str
    image_pushed_at: _Time
    image_tags: list[str] = []
    registry_id: str | None = None
    repository_name: str | None = None
    image_size_in_bytes: int | None = None
    image_manifest_media_type: str | None = None
    last_recorded_pull_time: _Time | None = None
    image_status: str = ACTIVE
    last_archived_at: _Time | None = None
    last_activated_at: _Time | None = None


class _Described(msgspec.Struct):
    details: list[_Detail] = msgspec.field(name="imageDetails")
    next_token: str | None = msgspec.field(name="nextToken", default=None)
    cli_next_token: str | None = msgspec.field(name="NextToken", default=None)


class _Listed(msgspec.Struct):
    digest: str
    pushed_at: datetime
    tags: list[str] = []
    last_pulled_at: datetime | None = None
    size: int | None = None
    archived: bool = False
    archived_at: datetime | None = None
    restored_at: datetime | None = None
    is_index: bool | None = None
    status: str | None = None


class _OurList(msgspec.Struct):
    schema: str
    repository: str
    images: list[_Listed]


# Of what is there, JSON is never empty.
_ABSENT = msgspec.Raw(b"")


class _Kind(msgspec.Struct):
    schema: str | None = None
    details: msgspec.Raw = msgspec.field(name="imageDetails", default=_ABSENT)


def read_images(file: Path, *, setting: str = "images") -> Inventory:
    """Return the images in a saved list. What is in its indexes is not in it.

    "aws ecr describe-images" leaves archived images out unless it is asked with --filter imageStatus=ANY.

    Args:
        file: The list.
        setting: The option that named the file, for errors.

    Raises:
        InvalidSettingError: It cannot be read, is something else, lists an image twice or images of several
            repositories, or is one page of several.
    """
    content = read_bytes(setting, file)
    try:
        inventory = _read(setting, file, content)
    except (ValueError, OverflowError, OSError) as error:
        if isinstance(error, EcrError):
            raise
        raise InvalidSettingError(setting, str(file), f"has a time that is none: {error}", source=KIND) from None
    if len(inventory.by_digest()) < len(inventory.images):
        raise InvalidSettingError(setting, str(file), "lists an image twice", source=KIND)
    return inventory


def _read(setting: str, file: Path, content: bytes) -> Inventory:
    kind = decode(setting, file, content, _Kind, kind=KIND)
    if kind.schema == _OURS:
        ours = decode(setting, file, content, _OurList, kind=KIND)
        images = [_of_ours(one) for one in ours.images]
        return inventory_of(images, repository=ours.repository, registry_id=None, region=None)
    if not bytes(kind.details):
        raise InvalidSettingError(setting, str(file), _KINDS, source=KIND)
    return _of_aws(setting, file, decode(setting, file, content, _Described, kind=KIND))


def _of_aws(setting: str, file: Path, described: _Described) -> Inventory:
    if described.next_token or described.cli_next_token:
        rule = "is one page of several (it has a nextToken): save it without --max-items and --no-paginate"
        raise InvalidSettingError(setting, str(file), rule, source=KIND)
    return inventory_of(
        [_of_detail(detail) for detail in described.details],
        repository=_one(setting, file, [detail.repository_name for detail in described.details]),
        registry_id=_one(setting, file, [detail.registry_id for detail in described.details]),
        region=None,
    )


def _one(setting: str, file: Path, names: Sequence[str | None]) -> str | None:
    distinct = set(names)
    if len(distinct) > 1:
        listed = ", ".join(sorted(map(str, distinct)))
        raise InvalidSettingError(setting, str(file), f"must be of one repository, and is of {listed}", source=KIND)
    return distinct.pop() if distinct else None


def _of_detail(detail: _Detail) -> RepositoryImage:
    media_type = detail.image_manifest_media_type
    return RepositoryImage(
        digest=detail.image_digest,
        tags=tuple(sorted(detail.image_tags)),
        pushed_at=_time(detail.image_pushed_at),
        pulled_at=_known(detail.last_recorded_pull_time),
        size=detail.image_size_in_bytes,
        archived=detail.image_status != ACTIVE,
        archived_at=_known(detail.last_archived_at),
        restored_at=_known(detail.last_activated_at),
        is_index=None if media_type is None else media_type in INDEX_TYPES,
    )


def _of_ours(listed: _Listed) -> RepositoryImage:
    return RepositoryImage(
        digest=listed.digest,
        tags=tuple(sorted(listed.tags)),
        pushed_at=_time(listed.pushed_at),
        pulled_at=_known(listed.last_pulled_at),
        size=listed.size,
        archived=listed.archived,
        archived_at=_known(listed.archived_at),
        restored_at=_known(listed.restored_at),
        is_index=_is_index(listed),
    )


def _is_index(listed: _Listed) -> bool | None:
    """Return what the list says, or in lists that do not, what the scan's status gives away."""
    if listed.is_index is not None or listed.status is None or listed.archived:
        return listed.is_index
    return listed.status == _INDEX


def _known(time: _Time | None) -> datetime | None:
    return None if time is None else _time(time)


def _time(time: _Time) -> datetime:
    """Return a time in UTC; what has no time zone is taken to be in it."""
    if not isinstance(time, datetime):
        return datetime.fromtimestamp(time, tz=timezone.utc)
    return time.replace(tzinfo=timezone.utc) if time.tzinfo is None else time.astimezone(timezone.utc)
