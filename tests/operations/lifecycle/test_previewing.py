"""A preview is what the model's evaluator says of the images that were listed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from cdktf_ecr.model.lifecycle import Image, LifecyclePolicy, LifecycleRule, evaluate
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.lifecycle.inventory import Inventory, list_inventory, read_indexes
from cdktf_ecr.operations.lifecycle.policies import policy_in_file
from cdktf_ecr.operations.lifecycle.previewing import Preview, needs_indexes, preview, settled
from cdktf_ecr.operations.lifecycle.saved_images import read_images
from cdktf_ecr.operations.references import RepositoryReference
from tests.model.lifecycle import test_evaluation
from tests.model.lifecycle.test_evaluation_properties import NOW, STEADY, any_images, any_policies
from tests.operations.lifecycle.samples import described, registry, save
from tests.standin.account import Account
from tests.standin.ecr import REPOSITORY

UNTAGGED = LifecycleRule(priority=2, tag_status="untagged", days_since_push=1, description="Untagged ones")
TEAM = RepositoryReference(repository=REPOSITORY)
# One file, one account, for all examples of a test.
SHARED = settings(STEADY, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def actions(found: Preview) -> dict[str, tuple[str, int | None]]:
    return {one.image.digest: (one.action, one.rule) for one in found.images if one.action != "keep"}


def expected(policy: LifecyclePolicy, images: list[Image]) -> dict[str, tuple[str, int | None]]:
    return {one.image.digest: (one.action, one.priority) for one in evaluate(policy, images, NOW)}


def ago(days: float) -> Any:
    return NOW - timedelta(days=days)


@SHARED
@given(any_policies(), any_images())
def test_a_saved_list_and_a_policy_file(tmp_path: Path, policy: LifecyclePolicy, images: list[Image]) -> None:
    # A saved list does not say what is in an index.
    images = [replace(image, parents=()) for image in images]
    file = save(tmp_path / "images.json", map(described, images))
    (tmp_path / "policy.json").write_text(json.dumps(policy.render()), encoding="utf-8")

    found = preview(policy_in_file(tmp_path / "policy.json"), read_images(file), NOW)

    assert actions(found) == expected(policy, images)
    assert [one.image.digest for one in found.images] == [
        image.digest for image in sorted(images, key=lambda image: (image.pushed_at, image.digest), reverse=True)
    ]


@settings(SHARED, max_examples=25)
@given(any_policies(), any_images())
def test_a_live_repository_with_indexes(
    account: Account, session: AwsSession, policy: LifecyclePolicy, images: list[Image]
) -> None:
    indexes = {parent for image in images for parent in image.parents}
    children = {index: [image.digest for image in images if index in image.parents] for index in indexes}
    registry(account, [described(image, index=image.digest in indexes) for image in images], children)
    client = session.client("ecr")

    inventory = list_inventory(client, TEAM)
    inventory = read_indexes(client, TEAM, inventory)

    assert actions(preview(policy, inventory, NOW)) == expected(policy, images)
    assert inventory.unread == {image.digest for image in images if image.storage_class == "archive"} & indexes


class TestDocumentedExamples(test_evaluation.TestDocumentedExamples):
    """AWS's worked examples, each from a saved list and a policy file."""

    @pytest.fixture(autouse=True)
    def from_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def outcome(rules: list[LifecycleRule], images: list[Image]) -> dict[str, tuple[str, int | None]]:
            policy = tmp_path / "policy.json"
            policy.write_text(LifecyclePolicy(rules).to_json(), encoding="utf-8")
            saved = save(tmp_path / "images.json", map(described, images))
            return actions(preview(policy_in_file(policy), read_images(saved), test_evaluation.NOW))

        monkeypatch.setattr(test_evaluation, "outcome", outcome)


def test_a_rules_description_stands_with_what_it_does(tmp_path: Path) -> None:
    (one,) = previewed(tmp_path, [UNTAGGED], [Image(digest="a", pushed_at=ago(2))]).images

    assert (one.rule, one.description, one.may_be_held) == (2, "Untagged ones", False)


def test_what_an_unread_index_may_hold_back_is_said(tmp_path: Path) -> None:
    images = [Image(digest="a", pushed_at=ago(2)), Image(digest="index", tags=["v1"], pushed_at=ago(2))]

    found = previewed(tmp_path, [UNTAGGED], images, indexes={"index"})

    assert [(one.image.digest, one.action, one.may_be_held) for one in found.images] == [
        ("index", "keep", False),
        ("a", "expire", True),
    ]
    assert found.notes == (
        "1 of the images that go may be part of an index and stay as long as it does: what is in 1 index was not read.",
    )


def test_an_index_itself_is_held_back_by_no_index_but_another(tmp_path: Path) -> None:
    images = [Image(digest="index", pushed_at=ago(2))]
    (one,) = previewed(tmp_path, [UNTAGGED], images, indexes={"index"}).images
    assert (one.action, one.may_be_held) == ("expire", False)

    images.append(Image(digest="other", tags=["v1"], pushed_at=ago(2)))
    both = previewed(tmp_path, [UNTAGGED], images, indexes={"index", "other"})
    assert {one.image.digest: one.may_be_held for one in both.images} == {"index": True, "other": False}


def test_an_archived_index_holds_no_image_back(tmp_path: Path) -> None:
    index = Image(digest="index", pushed_at=ago(2), storage_class="archive", transitioned_at=ago(1))
    found = previewed(tmp_path, [UNTAGGED], [Image(digest="a", pushed_at=ago(2)), index], indexes={"index"})

    assert {one.image.digest: (one.action, one.may_be_held) for one in found.images} == {
        "a": ("expire", False),
        "index": ("keep", False),
    }


def test_the_index_that_goes_is_read_for_what_it_takes_along(tmp_path: Path) -> None:
    inventory = listed(tmp_path, [Image(digest="index", pushed_at=ago(2))], {"index"})

    assert needs_indexes(LifecyclePolicy([UNTAGGED]), inventory, NOW)


def test_a_policy_settles_without_what_an_unread_index_may_hold_back(tmp_path: Path) -> None:
    images = [
        Image(digest="index", tags=["v1"], pushed_at=ago(2)),
        Image(digest="held", pushed_at=ago(2)),
        Image(digest="cold", tags=["a"], pushed_at=ago(9)),
    ]
    rules = [UNTAGGED, LifecycleRule(priority=3, tag_status="any", days_since_push=8, action="archive")]

    left, last = settled(LifecyclePolicy(rules), listed(tmp_path, images, {"index"}), NOW)

    assert {image.digest: image.archived for image in left.images} == {"index": False, "held": False, "cold": False}
    assert "was not read" in last.notes[0]


def test_what_an_index_that_goes_may_have_held_goes_after_it(tmp_path: Path) -> None:
    images = [Image(digest="index", pushed_at=ago(2)), Image(digest="part", pushed_at=ago(2))]

    left, last = settled(LifecyclePolicy([UNTAGGED]), listed(tmp_path, images, {"index"}), NOW)

    assert (left.images, last.notes) == ((), ())


@pytest.mark.parametrize(
    ("tags", "indexes", "needed"),
    [([], {"index"}, True), (["v1"], {"index"}, False), ([], set(), False)],
    ids=["something goes", "nothing goes", "no index"],
)
def test_indexes_are_read_only_where_it_matters(
    tmp_path: Path,
    tags: list[str],
    indexes: set[str],
    needed: bool,  # noqa: FBT001 - a table's column
) -> None:
    images = [Image(digest="a", tags=tags, pushed_at=ago(2)), Image(digest="index", tags=["v1"], pushed_at=ago(2))]
    inventory = listed(tmp_path, images, indexes)

    assert needs_indexes(LifecyclePolicy([UNTAGGED]), inventory, NOW) is needed


def test_what_hangs_on_when_an_image_was_archived_is_unknown_if_nobody_says(tmp_path: Path) -> None:
    details = described(Image(digest="a", pushed_at=ago(900), storage_class="archive", transitioned_at=ago(400)))
    del details["lastArchivedAt"]
    inventory = read_images(save(tmp_path / "images.json", [details]))
    rule = LifecycleRule(priority=1, tag_status="any", storage_class="archive", days_since_archive=365)

    asked = preview(LifecyclePolicy([rule]), inventory, NOW)
    not_asked = preview(LifecyclePolicy([UNTAGGED]), inventory, NOW)

    assert [one.action for one in asked.images] == ["unknown"]
    assert asked.notes == ("Since when 1 of the images are archived is not known, and a rule hangs on it.",)
    assert ([one.action for one in not_asked.images], not_asked.notes) == (["keep"], ())


def test_a_policy_settles_when_the_images_of_an_index_have_followed_it(account: Account, session: AwsSession) -> None:
    images = [
        Image(digest="old index", tags=["v1"], pushed_at=ago(9)),
        Image(digest="of old", pushed_at=ago(9)),
        Image(digest="new index", tags=["v2"], pushed_at=ago(8)),
        Image(digest="of new", pushed_at=ago(8)),
        Image(digest="aged", tags=["a"], pushed_at=ago(40)),
    ]
    children = {"old index": ["of old"], "new index": ["of new"]}
    registry(account, [described(image, index=image.digest in children) for image in images], children)
    client = session.client("ecr")
    inventory = read_indexes(client, TEAM, list_inventory(client, TEAM))
    rules = [
        LifecycleRule(priority=1, tag_patterns=["v*"], keep_newest=1),
        UNTAGGED,
        LifecycleRule(priority=3, tag_status="any", days_since_push=30, action="archive"),
    ]

    left, last = settled(LifecyclePolicy(rules), inventory, NOW)

    assert {image.digest: image.archived for image in left.images} == {
        "new index": False,
        "of new": False,
        "aged": True,
    }
    assert {image.archived_at for image in left.images if image.archived} == {NOW}
    assert not any(one.goes for one in last.images)


def listed(directory: Path, images: list[Image], indexes: set[str]) -> Inventory:
    details = [described(image, index=image.digest in indexes) for image in images]
    return read_images(save(directory / "images.json", details))


def previewed(
    directory: Path, rules: list[LifecycleRule], images: list[Image], indexes: set[str] | None = None
) -> Preview:
    return preview(LifecyclePolicy(rules), listed(directory, images, indexes or set()), NOW)
