"""The repository and its images: there, missing, archived, indexes."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.references import parse_image
from tests.operations.doctor import healthy
from tests.operations.doctor.conftest import Examine
from tests.standin.account import Account

URI = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api"
PUSHED = datetime(2026, 11, 1, 12, tzinfo=timezone.utc)


def test_the_repository_is_there(examine: Examine) -> None:
    (check,) = examine("repository-exists")

    assert check.outcome is Outcome.PASS
    assert check.found.startswith(f"{URI}, since 20")
    assert check.found.endswith(", MUTABLE, AES256")


@pytest.mark.parametrize(
    ("apply", "fix"),
    [
        (None, "aws ecr create-repository --repository-name team/api --region eu-west-2"),
        ("terraform -chdir=stack apply", "terraform -chdir=stack apply"),
    ],
)
def test_without_a_repository_what_is_in_it_is_not_looked_at(examine: Examine, apply: str | None, fix: str) -> None:
    checks = {check.name: check for check in examine(region=healthy.EMPTY_REGION, apply=apply)}

    failed = checks["repository-exists"]
    assert (failed.outcome, failed.fix) == (Outcome.FAIL, fix)
    assert failed.found == "123456789012.dkr.ecr.eu-west-2.amazonaws.com has no repository team/api"
    for name in ("image-exists", "repository-scanning", "inspector-watch", "repository-policy", "lifecycle-policy"):
        assert (checks[name].outcome, checks[name].found) == (Outcome.SKIP, "there is no repository team/api")


def test_the_newest_image_with_a_tag(examine: Examine, digest: str) -> None:
    (check,) = examine("image-exists")

    assert check.outcome is Outcome.PASS
    assert check.found.startswith(f"the newest image: team/api 1.4.0 {digest}, pushed 20")
    assert check.found.endswith(", last pulled never")


def test_the_newest_is_told_by_its_push(account: Account, examine: Examine) -> None:
    account.answers["ecr", "DescribeImages"] = {
        "imageDetails": [detail("old", 1), detail("new", 3), detail("between", 2)],
    }

    (check,) = examine("image-exists")

    assert "team/api new sha256:new, pushed 2026-11-03" in check.found


@pytest.mark.parametrize("by_digest", [False, True])
def test_an_image_that_is_named(examine: Examine, digest: str, *, by_digest: bool) -> None:
    (check,) = examine("image-exists", image=parse_image(f"team/api@{digest}" if by_digest else "team/api:1.4.0"))

    assert check.outcome is Outcome.PASS
    assert check.found.startswith(f"team/api 1.4.0 {digest}, pushed")


def test_an_image_that_is_not_there(examine: Examine) -> None:
    (check,) = examine("image-exists", image=parse_image("team/api:2.0"))

    assert (check.outcome, check.found) == (Outcome.FAIL, "there is no image team/api:2.0")
    assert check.fix == f"docker push {URI}:2.0"


def test_a_repository_without_images(account: Account, examine: Examine) -> None:
    account.answers["ecr", "DescribeImages"] = {"imageDetails": []}

    (check,) = examine("image-exists")

    assert (check.outcome, check.fix) == (Outcome.WARN, None)
    assert check.found == "there is no image with a tag in team/api"


def test_an_archived_image_cannot_be_pulled(account: Account, examine: Examine) -> None:
    account.answers["ecr", "DescribeImages"] = {"imageDetails": [detail("1", imageStatus="ARCHIVED")]}

    (check,) = examine("image-exists")

    assert check.outcome is Outcome.FAIL
    assert check.found.endswith(", archived")
    assert check.fix is not None
    assert check.fix.endswith("--target-storage-class STANDARD --image-id imageDigest=sha256:1")


def test_an_index_is_called_one(account: Account, examine: Examine) -> None:
    index = "application/vnd.oci.image.index.v1+json"
    account.answers["ecr", "DescribeImages"] = {
        "imageDetails": [detail("1", imageManifestMediaType=index, lastRecordedPullTime=PUSHED)]
    }

    (check,) = examine("image-exists")

    assert "team/api 1 sha256:1, an index of several images, pushed 2026-11-01, last pulled 2026-11-01" in check.found


def detail(tag: str, day: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "repositoryName": "team/api",
        "imageTags": [tag],
        "imageDigest": f"sha256:{tag}",
        "imagePushedAt": PUSHED.replace(day=day),
        **more,
    }
