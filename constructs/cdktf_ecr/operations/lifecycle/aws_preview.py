"""ECR's own preview of a lifecycle policy, and where it differs from ours."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.errors import AwsError, aws_errors

from .previewing import ARCHIVE, EXPIRE, KEEP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_ecr import ECRClient

    from cdktf_ecr.operations.references import RepositoryReference

    from .previewing import Preview

# LifecyclePolicyPreviewStatus and ImageActionType, ECR service model.
_IN_PROGRESS = "IN_PROGRESS"
_COMPLETE = "COMPLETE"
_ACTIONS = {"EXPIRE": EXPIRE, "TRANSITION": ARCHIVE}
# GetLifecyclePolicyPreview, maxResults (ECR API reference).
_PAGE = 100
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 10.0


class PreviewTimeoutError(Exception):
    """ECR's preview was not there when the time was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is done to an image: `KEEP`, `EXPIRE` or `ARCHIVE`, and by which rule; None if none acts on it."""

    action: str
    rule: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An image on which ECR's evaluator and ours disagree.

    Args:
        digest: Digest of the image.
        tags: Its tags, as we know them; none where we do not know it.
        ours: What ours does; None for an image that was not listed.
        theirs: What ECR's does.
    """

    digest: str
    tags: tuple[str, ...]
    ours: Action | None
    theirs: Action


def preview_by_ecr(
    client: ECRClient, repository: RepositoryReference, policy_text: str, *, timeout: float
) -> Mapping[str, Action]:
    """Have ECR preview a policy, and return what it does to each image that it acts on, by digest.

    Changes nothing. Needs ecr:StartLifecyclePolicyPreview and ecr:GetLifecyclePolicyPreview.

    Args:
        client: The client.
        repository: The repository.
        policy_text: The policy's JSON.
        timeout: Seconds until it is given up.

    Raises:
        PreviewTimeoutError: Another preview was in progress all the time, or this one was.
        AwsError: AWS refused or failed, could not be reached, or another preview took this one's place.
    """
    scope: dict[str, Any] = {"repositoryName": repository.repository}
    if repository.registry_id is not None:
        scope["registryId"] = repository.registry_id
    patience = _Patience(timeout)
    with aws_errors():
        while not _started(client, scope, policy_text):
            patience.wait("another preview of the repository was in progress")
        while (answer := client.get_lifecycle_policy_preview(**scope, maxResults=_PAGE))["status"] == _IN_PROGRESS:
            patience.wait("its preview was still in progress")
        pages = [answer]
        while token := pages[-1].get("nextToken"):
            pages.append(client.get_lifecycle_policy_preview(**scope, maxResults=_PAGE, nextToken=token))
    for page in pages:
        _check(page, policy_text)
    return {one["imageDigest"]: _action(one) for page in pages for one in page.get("previewResults", ())}


def differences(preview: Preview, theirs: Mapping[str, Action]) -> tuple[Difference, ...]:
    """Return where ECR's preview differs from ours, image by image. What we do not know is no difference.

    Args:
        preview: Ours.
        theirs: ECR's, by digest; an image that is not there is kept.
    """
    found = []
    for one in preview.images:
        digest = one.image.digest
        ours, their = Action(action=one.action, rule=one.rule), theirs.get(digest, Action(action=KEEP))
        known = one.action in (KEEP, EXPIRE, ARCHIVE)
        if known and ours != their and not (one.may_be_held and their.action == KEEP):
            found.append(Difference(digest=digest, tags=one.image.tags, ours=ours, theirs=their))
    listed = {one.image.digest for one in preview.images}
    # Pushed since, or never listed.
    found += [
        Difference(digest=digest, tags=(), ours=None, theirs=action)
        for digest, action in sorted(theirs.items())
        if digest not in listed
    ]
    return tuple(found)


class _Patience:
    """Waits longer each time, until the time is over."""

    def __init__(self, timeout: float) -> None:
        self._deadline = time.monotonic() + timeout
        self._pause = _FIRST_PAUSE

    def wait(self, what: str) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise PreviewTimeoutError(f"ECR gave no preview in time: {what}")
        time.sleep(min(self._pause, left))
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)


def _started(client: ECRClient, scope: dict[str, Any], policy_text: str) -> bool:
    """Start a preview; False if another one of the repository is in progress."""
    try:
        client.start_lifecycle_policy_preview(**scope, lifecyclePolicyText=policy_text)
    except client.exceptions.LifecyclePolicyPreviewInProgressException:
        return False
    return True


def _check(page: Any, policy_text: str) -> None:
    if page["status"] != _COMPLETE:
        raise AwsError(f"ECR's preview of the policy ended as {page['status']}")
    shown = page.get("lifecyclePolicyText")
    if shown is not None and json.loads(shown) != json.loads(policy_text):
        raise AwsError("ECR's preview is of another policy: somebody else previewed one meanwhile. Try again")


def _action(result: Any) -> Action:
    kind = (result.get("action") or {}).get("type")
    if kind not in _ACTIONS:
        raise AwsError(f"ECR's preview has an action that cdktf-ecr does not know: {kind}")
    return Action(action=_ACTIONS[kind], rule=result.get("appliedRulePriority"))
