"""ECR's own preview, played by a stand-in: moto has none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

import pytest

from cdktf_ecr.model.lifecycle import standard_policy
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.errors import AwsError
from cdktf_ecr.operations.lifecycle.aws_preview import (
    Action,
    Difference,
    PreviewTimeoutError,
    differences,
    preview_by_ecr,
)
from cdktf_ecr.operations.lifecycle.inventory import RepositoryImage
from cdktf_ecr.operations.lifecycle.previewing import Preview, PreviewedImage
from cdktf_ecr.operations.references import RepositoryReference
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

TEXT = standard_policy().to_json()
TEAM = RepositoryReference(repository="team/api")
NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)
BUSY = Fault("LifecyclePolicyPreviewInProgressException", "busy")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdktf_ecr.operations.lifecycle.aws_preview._FIRST_PAUSE", 0.01)


def in_turn(*answers: Mapping[str, Any] | Fault) -> Any:
    """Give each answer once, and the last one for ever."""
    left = list(answers)

    def answer(_: Mapping[str, Any]) -> Mapping[str, Any]:
        found = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(found, Fault):
            raise found
        return found

    return answer


def result(digest: str, kind: str, rule: int) -> dict[str, Any]:
    target = {"targetStorageClass": "ARCHIVE"} if kind == "TRANSITION" else {}
    return {"imageDigest": digest, "action": {"type": kind, **target}, "appliedRulePriority": rule}


def complete(*results: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"status": "COMPLETE", "lifecyclePolicyText": TEXT, "previewResults": list(results), **more}


def test_all_pages_of_a_preview_that_has_to_be_waited_for(account: Account, session: AwsSession) -> None:
    account.answers["ecr", "StartLifecyclePolicyPreview"] = in_turn(BUSY, BUSY, {"status": "IN_PROGRESS"})
    account.answers["ecr", "GetLifecyclePolicyPreview"] = in_turn(
        {"status": "IN_PROGRESS"},
        complete(result("a", "EXPIRE", 1), nextToken="x"),
        complete(result("b", "TRANSITION", 2)),
    )
    team = RepositoryReference(repository="team/api", registry_id="210987654321")

    found = preview_by_ecr(session.client("ecr"), team, TEXT, timeout=5)

    assert found == {"a": Action(action="expire", rule=1), "b": Action(action="archive", rule=2)}
    scope = {"repositoryName": "team/api", "registryId": "210987654321"}
    assert account.asked("ecr", "StartLifecyclePolicyPreview") == [{**scope, "lifecyclePolicyText": TEXT}] * 3
    assert [asked.get("nextToken") for asked in account.asked("ecr", "GetLifecyclePolicyPreview")] == [None, None, "x"]


@pytest.mark.parametrize(
    ("start", "get", "error"),
    [
        (BUSY, complete(), "another preview of the repository was in progress"),
        ({"status": "IN_PROGRESS"}, {"status": "IN_PROGRESS"}, "its preview was still in progress"),
    ],
)
def test_it_is_given_up_when_the_time_is_over(
    account: Account, session: AwsSession, start: Mapping[str, Any] | Fault, get: Mapping[str, Any], error: str
) -> None:
    account.answers["ecr", "StartLifecyclePolicyPreview"] = start
    account.answers["ecr", "GetLifecyclePolicyPreview"] = get

    with pytest.raises(PreviewTimeoutError, match=error):
        preview_by_ecr(session.client("ecr"), TEAM, TEXT, timeout=0.05)


@pytest.mark.parametrize(
    ("get", "error"),
    [
        ({"status": "FAILED"}, "ended as FAILED"),
        ({"status": "EXPIRED"}, "ended as EXPIRED"),
        (complete(lifecyclePolicyText=standard_policy(max_image_count=3).to_json()), "is of another policy"),
        (complete(result("a", "SHRINK", 1)), "an action that cdktf-ecr does not know: SHRINK"),
        (DENIED, "permission denied: ecr:GetLifecyclePolicyPreview"),
    ],
)
def test_a_preview_that_is_none(
    account: Account, session: AwsSession, get: Mapping[str, Any] | Fault, error: str
) -> None:
    account.answers["ecr", "StartLifecyclePolicyPreview"] = {"status": "IN_PROGRESS"}
    account.answers["ecr", "GetLifecyclePolicyPreview"] = get

    with pytest.raises(AwsError, match=error):
        preview_by_ecr(session.client("ecr"), TEAM, TEXT, timeout=5)


def ours(digest: str, action: str, rule: int | None = None, *, may_be_held: bool = False) -> PreviewedImage:
    image = RepositoryImage(digest=digest, tags=(f"tag-{digest}",), pushed_at=NOW)
    return PreviewedImage(image=image, action=action, rule=rule, may_be_held=may_be_held)


KEPT = Action(action="keep")
EXPIRED = Action(action="expire", rule=1)


@pytest.mark.parametrize(
    ("image", "theirs", "differs"),
    [
        (ours("a", "keep"), None, False),
        (ours("a", "expire", 1), EXPIRED, False),
        (ours("a", "expire", 1), None, True),
        (ours("a", "keep"), EXPIRED, True),
        (ours("a", "expire", 2), EXPIRED, True),
        (ours("a", "archive", 1), EXPIRED, True),
        # What we do not know ourselves is no difference; what we know of it is.
        (ours("a", "unknown"), EXPIRED, False),
        (ours("a", "expire", 1, may_be_held=True), None, False),
        (ours("a", "expire", 2, may_be_held=True), EXPIRED, True),
    ],
)
def test_where_the_two_differ(image: PreviewedImage, theirs: Action | None, differs: bool) -> None:  # noqa: FBT001 - a table's column
    preview = Preview(at=NOW, policy=standard_policy(), images=(image, ours("b", "keep")), notes=())

    found = differences(preview, {} if theirs is None else {"a": theirs})

    mine = Action(action=image.action, rule=image.rule)
    one = Difference(digest="a", tags=("tag-a",), ours=mine, theirs=theirs or KEPT)
    assert found == ((one,) if differs else ())


def test_an_image_that_was_not_listed() -> None:
    preview = Preview(at=NOW, policy=standard_policy(), images=(), notes=())

    assert differences(preview, {"z": EXPIRED}) == (Difference(digest="z", tags=(), ours=None, theirs=EXPIRED),)
