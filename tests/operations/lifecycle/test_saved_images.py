"""Lists of images in files: AWS's and ours, whole and broken."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.lifecycle.inventory import RepositoryImage
from cdktf_ecr.operations.lifecycle.saved_images import read_images
from tests.standin.ecr import INDEX_TYPE

IMAGE = {"imageDigest": "sha256:a", "imagePushedAt": "2026-11-01T12:00:00+01:00"}
LISTED = {"digest": "sha256:a", "pushed_at": "2026-11-01T11:00:00Z", "status": "COMPLETE"}
PUSHED = datetime(2026, 11, 1, 11, tzinfo=timezone.utc)


def saved(directory: Path, document: object) -> Path:
    file = directory / "images.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return file


def ours(*images: dict[str, Any]) -> dict[str, Any]:
    return {"schema": "urn:cdktf-ecr:image-list:1", "repository": "team/api", "images": list(images)}


def test_what_aws_describes(tmp_path: Path) -> None:
    detail = {
        **IMAGE,
        "registryId": "123456789012",
        "repositoryName": "team/api",
        "imageTags": ["b", "a"],
        "imageSizeInBytes": 5,
        "imageManifestMediaType": INDEX_TYPE,
        "lastRecordedPullTime": "2026-11-02T12:00:00.250000+01:00",
        "imageStatus": "ARCHIVED",
        "lastArchivedAt": "2026-11-03T11:00:00+00:00",
        "lastActivatedAt": "2026-11-02T11:00:00+00:00",
    }
    inventory = read_images(saved(tmp_path, {"imageDetails": [detail]}))

    assert (inventory.repository, inventory.registry_id, inventory.region) == ("team/api", "123456789012", None)
    assert inventory.images == (
        RepositoryImage(
            digest="sha256:a",
            tags=("a", "b"),
            pushed_at=PUSHED,
            pulled_at=datetime(2026, 11, 2, 11, 0, 0, 250000, tzinfo=timezone.utc),
            size=5,
            archived=True,
            archived_at=datetime(2026, 11, 3, 11, tzinfo=timezone.utc),
            restored_at=datetime(2026, 11, 2, 11, tzinfo=timezone.utc),
            is_index=True,
        ),
    )
    assert inventory.unread == {"sha256:a"}


@pytest.mark.parametrize("time", [1793530800, 1793530800.0, "2026-11-01T11:00:00", "2026-11-01T11:00:00Z"])
def test_times_as_the_aws_cli_may_write_them(tmp_path: Path, time: object) -> None:
    (image,) = read_images(saved(tmp_path, {"imageDetails": [{**IMAGE, "imagePushedAt": time}]})).images

    assert image.pushed_at == PUSHED


@pytest.mark.parametrize(
    ("more", "archived", "is_index"),
    [
        ({"is_index": True, "archived": True, "status": "IMAGE_ARCHIVED"}, True, True),
        # Lists of before had no is_index.
        ({"status": "INDEX"}, False, True),
        ({"status": "COMPLETE"}, False, False),
        ({"archived": True, "status": "IMAGE_ARCHIVED"}, True, None),
    ],
)
def test_our_own_list_of_today_and_of_before(
    tmp_path: Path,
    more: dict[str, object],
    archived: bool,  # noqa: FBT001 - a table's column
    is_index: bool | None,  # noqa: FBT001 - likewise
) -> None:
    inventory = read_images(saved(tmp_path, ours({**LISTED, **more})))

    (image,) = inventory.images
    assert (inventory.repository, image.pushed_at) == ("team/api", PUSHED)
    assert (image.archived, image.is_index) == (archived, is_index)


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ("{", "is not valid JSON"),
        ({}, "must be what 'aws ecr describe-images' or 'cdktf-ecr images list --format json' printed"),
        ({"schema": "urn:cdktf-ecr:scan-report:1"}, "must be what"),
        ({"imageDetails": [{}]}, "Object missing required field `imageDigest` - at `$.imageDetails[0]`"),
        ({"imageDetails": [{**IMAGE, "imagePushedAt": "yesterday"}]}, "Invalid RFC3339 encoded datetime"),
        ({"imageDetails": [{**IMAGE, "imagePushedAt": 1e300}]}, "has a time that is none"),
        ({"imageDetails": [IMAGE, IMAGE]}, "lists an image twice"),
        ({"imageDetails": [IMAGE], "NextToken": "x"}, "is one page of several"),
        ({"imageDetails": [IMAGE], "nextToken": "x"}, "is one page of several"),
        (
            {"imageDetails": [{**IMAGE, "repositoryName": "a"}, {**IMAGE, "repositoryName": "b"}]},
            "must be of one repository, and is of a, b",
        ),
        (ours({**LISTED, "tags": "a"}), "Expected `array`, got `str` - at `$.images[0].tags`"),
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, document: object, error: str) -> None:
    file = saved(tmp_path, document)

    with pytest.raises(InvalidSettingError) as raised:
        read_images(file, setting="images")

    assert error in str(raised.value)
    assert str(raised.value).startswith(f"images '{file}': ")
