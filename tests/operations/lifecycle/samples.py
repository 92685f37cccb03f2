"""Images as ECR describes them, and a registry that describes them over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cdktf_ecr.model.lifecycle import Image
from tests.standin.account import Account
from tests.standin.ecr import IMAGE_TYPE, INDEX_TYPE, REGISTRY, REPOSITORY

REGISTRY_HOST = f"{REGISTRY}.dkr.ecr.us-east-1.amazonaws.com"
URI = f"{REGISTRY_HOST}/{REPOSITORY}"


def described(image: Image, *, index: bool = False, size: int = 1_000) -> dict[str, Any]:
    """Return what DescribeImages says of an image."""
    times = {
        "lastRecordedPullTime": image.pulled_at,
        "lastArchivedAt": image.transitioned_at,
        "lastActivatedAt": image.restored_at,
    }
    return {
        "registryId": REGISTRY,
        "repositoryName": REPOSITORY,
        "imageDigest": image.digest,
        "imageTags": sorted(image.tags),
        "imageSizeInBytes": size,
        "imagePushedAt": image.pushed_at,
        "imageManifestMediaType": INDEX_TYPE if index else IMAGE_TYPE,
        "imageStatus": "ARCHIVED" if image.storage_class == "archive" else "ACTIVE",
        **{name: time for name, time in times.items() if time is not None},
    }


def save(file: Path, details: Iterable[Mapping[str, Any]]) -> Path:
    """Write details as "aws ecr describe-images" prints them."""
    text = json.dumps({"imageDetails": list(details)}, default=lambda time: time.isoformat())
    file.write_text(text, encoding="utf-8")
    return file


def registry(account: Account, details: Sequence[Mapping[str, Any]], children: Mapping[str, Iterable[str]]) -> None:
    """Let an account have these images in the one repository.

    Args:
        account: The account.
        details: What DescribeImages says.
        children: The digests in each index.
    """
    account.answers["ecr", "DescribeImages"] = {"imageDetails": details}
    account.answers["ecr", "BatchGetImage"] = _manifest(children)


def _manifest(children: Mapping[str, Iterable[str]]) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    def answer(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        digest = asked["imageIds"][0]["imageDigest"]
        entries = [{"mediaType": IMAGE_TYPE, "digest": child} for child in children[digest]]
        manifest = {"schemaVersion": 2, "mediaType": INDEX_TYPE, "manifests": entries}
        return {"images": [{"imageId": {"imageDigest": digest}, "imageManifest": json.dumps(manifest)}]}

    return answer
