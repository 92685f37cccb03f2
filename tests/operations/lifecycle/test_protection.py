"""Whether a policy would take an image away from what runs it, and when that cannot be said."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from cdktf_ecr.model.lifecycle import LifecyclePolicy, LifecycleRule
from cdktf_ecr.operations.lifecycle.inventory import Inventory, RepositoryImage
from cdktf_ecr.operations.lifecycle.previewing import Preview, preview
from cdktf_ecr.operations.lifecycle.protection import NO_VERDICT, SAFE, WOULD_GO, protection
from cdktf_ecr.operations.lifecycle.running.uses import Answer, Use
from tests.operations.lifecycle.samples import URI
from tests.standin.ecr import REGISTRY

NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)
OLD = datetime(2026, 11, 1, tzinfo=timezone.utc)
POLICY = LifecyclePolicy(
    [
        LifecycleRule(priority=1, tag_patterns=["old*"], days_since_push=1),
        LifecycleRule(priority=2, tag_patterns=["cold*"], days_since_push=1, action="archive"),
        LifecycleRule(priority=3, tag_status="untagged", days_since_push=1),
        LifecycleRule(priority=4, tag_status="any", storage_class="archive", days_since_archive=90),
    ]
)


def image(digest: str, *tags: str, parents: tuple[str, ...] = (), index: bool = False) -> RepositoryImage:
    return RepositoryImage(digest=digest, tags=tags, pushed_at=OLD, parents=frozenset(parents), is_index=index)


def inventory(*images: RepositoryImage, unread: tuple[str, ...] = ()) -> Inventory:
    return Inventory(
        repository="team/api", registry_id=REGISTRY, region="us-east-1", images=images, unread=frozenset(unread)
    )


def answer(*digests: str, problem: str | None = None) -> Answer:
    uses = tuple(Use(where=f"ECS task {digest}", image=f"{URI}:x", digest=digest) for digest in digests)
    return Answer(source="ECS", uses=uses, problem=problem)


def verdict(images: Inventory, *answers: Answer) -> tuple[str, list[str]]:
    found: Preview = preview(POLICY, images, NOW)
    known = protection(answers, images, found)
    return known.verdict(found), [one.image.digest for one in known.endangered(found)]


@pytest.mark.parametrize(
    ("running", "expected"),
    [
        ("kept", (SAFE, [])),
        ("expires", (WOULD_GO, ["expires"])),
        # An archived image cannot be pulled.
        ("cools", (WOULD_GO, ["cools"])),
        ("deleted long ago", (SAFE, [])),
    ],
)
def test_what_runs_and_what_becomes_of_it(running: str, expected: tuple[str, list[str]]) -> None:
    images = inventory(image("kept", "v1"), image("expires", "old1"), image("cools", "cold1"))

    assert verdict(images, answer(running)) == expected


def test_a_source_that_cannot_be_asked_leaves_no_verdict_unless_it_is_known_that_one_would_go() -> None:
    images = inventory(image("kept", "v1"), image("expires", "old1"))
    denied = Answer(source="Lambda", problem="permission denied")

    assert verdict(images, answer("kept"), denied) == (NO_VERDICT, [])
    assert verdict(images, answer("expires"), denied) == (WOULD_GO, ["expires"])
    assert verdict(images, answer("kept", problem="throttled")) == (NO_VERDICT, [])


def test_what_a_source_said_before_it_failed_counts() -> None:
    images = inventory(image("expires", "old1"))

    assert verdict(images, answer("expires", problem="denied")) == (WOULD_GO, ["expires"])


def test_an_index_of_which_an_image_runs_runs_as_well() -> None:
    images = inventory(image("index", "old1", index=True), image("amd64", parents=("index",)))

    assert verdict(images, answer("amd64")) == (WOULD_GO, ["index"])
    found = preview(POLICY, images, NOW)
    assert protection([answer("amd64")], images, found).running == {
        "amd64": ("ECS task amd64",),
        "index": ("ECS task amd64 (with amd64)",),
    }


@pytest.mark.parametrize(
    ("running", "expected"),
    [("index", NO_VERDICT), ("kept", SAFE), ("untagged", WOULD_GO)],
)
def test_an_unread_index_that_runs_may_be_what_the_images_that_go_are_part_of(running: str, expected: str) -> None:
    images = inventory(image("index", "v1", index=True), image("kept", "v2"), image("untagged"), unread=("index",))

    assert verdict(images, answer(running))[0] == expected


def test_an_unread_index_that_goes_may_have_images_that_run() -> None:
    images = inventory(image("index", "old1", index=True), image("kept", "v2"), unread=("index",))

    assert verdict(images, answer("kept")) == (NO_VERDICT, [])


def test_a_running_image_of_which_nobody_knows_what_becomes() -> None:
    archived = RepositoryImage(digest="archived", tags=("v1",), pushed_at=OLD, archived=True)

    assert verdict(inventory(archived), answer("archived")) == (NO_VERDICT, [])
    assert verdict(inventory(archived), answer()) == (SAFE, [])
