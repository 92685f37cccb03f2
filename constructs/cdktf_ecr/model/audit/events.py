"""Events of a repository, as they are logged, read into what an audit shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.scanning.events import (
    BASIC_SCAN_COMPLETE,
    BASIC_SCAN_DETAIL_TYPE,
    ENHANCED_SCAN_COMPLETE,
    ENHANCED_SCAN_DETAIL_TYPE,
    IMAGE_ACTION_DETAIL_TYPE,
    SEVERITIES,
    TOTAL,
    UNTRIAGED,
)
from cdktf_ecr.model.times import time_of

from .report import DELETE, EXPIRE, PUSH, ImageEvent, ScanEvent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository

ECR = "Amazon ECR"
CLOUDTRAIL = "CloudTrail"
SUCCESS = "SUCCESS"

# CloudTrail's names of what pushes, deletes and expires an image (ECR user guide, CloudTrail log entry examples).
CALLS = {"PutImage": PUSH, "BatchDeleteImage": DELETE, "PolicyExecutionEvent": EXPIRE}
_LIFECYCLE = "a lifecycle policy, rule {}"
_ACTIONS = {"PUSH": PUSH, "DELETE": DELETE}
# ECR's event and CloudTrail's record of one push carry the times of two services.
_SAME_SECONDS = 60

Record = Mapping[str, Any]


def scan_events(event: Record, repository: MonitoredRepository) -> Iterator[ScanEvent]:
    """Yield the scan that an event tells of; none for another event, or of another repository.

    Args:
        event: An event as EventBridge sent it.
        repository: The repository.
    """
    kind, detail = event.get("detail-type"), event.get("detail", {})
    name = detail.get("repository-name")
    if kind == BASIC_SCAN_DETAIL_TYPE and name == repository.name:
        yield _scan(event, "basic", complete=BASIC_SCAN_COMPLETE)
    if kind == ENHANCED_SCAN_DETAIL_TYPE and name == repository.arn:
        yield _scan(event, "enhanced", complete=ENHANCED_SCAN_COMPLETE)


def image_events(event: Record, repository: MonitoredRepository) -> Iterator[ImageEvent]:
    """Yield the push or delete that ECR tells of; none for another event, or of another repository.

    Args:
        event: An event as EventBridge sent it.
        repository: The repository.
    """
    detail = event.get("detail", {})
    action = _ACTIONS.get(detail.get("action-type", ""))
    ours = event.get("detail-type") == IMAGE_ACTION_DETAIL_TYPE and detail.get("repository-name") == repository.name
    if not ours or action is None:
        return
    tag = detail.get("image-tag")
    yield ImageEvent(
        time=time_of(event["time"]),
        action=action,
        digest=detail.get("image-digest"),
        tags=(tag,) if tag else (),
        result=str(detail.get("result", "unknown")),
        by=None,
        sources=(ECR,),
    )


def recorded_events(record: Record, repository: MonitoredRepository) -> Iterator[ImageEvent]:
    """Yield the pushes and deletes that CloudTrail has recorded; none for another record, or of another repository.

    Args:
        record: A CloudTrail record.
        repository: The repository.
    """
    action = CALLS.get(record.get("eventName", ""))
    if record.get("eventSource") != "ecr.amazonaws.com" or action is None:
        return
    asked, told = record.get("requestParameters") or {}, record.get("responseElements") or {}
    happened = record.get("serviceEventDetails") or {}
    if repository.name not in (asked.get("repositoryName"), happened.get("repositoryName")):
        return
    time, result = time_of(record["eventTime"]), str(record.get("errorCode") or SUCCESS)
    by = _who(record.get("userIdentity") or {})
    for digest, tags, rule in _images(action, asked, told, happened):
        yield ImageEvent(
            time=time,
            action=action,
            digest=digest,
            tags=tags,
            result=result,
            by=by if rule is None else _LIFECYCLE.format(rule),
            sources=(CLOUDTRAIL,),
        )


def merged(events: Iterable[ImageEvent]) -> tuple[ImageEvent, ...]:
    """Return events in the order of time, with what ECR and CloudTrail tell of one and the same put together.

    Args:
        events: The events, in any order.
    """
    found: list[ImageEvent] = []
    for event in sorted(events, key=lambda one: (one.time, one.sources, one.digest or "", one.tags)):
        twin = next((one for one in reversed(found) if _same(one, event)), None)
        if twin is None:
            found.append(event)
        else:
            found[found.index(twin)] = _together(twin, event)
    return tuple(found)


def _scan(event: Record, scan_type: str, *, complete: str) -> ScanEvent:
    detail = event["detail"]
    counted = detail.get("finding-severity-counts") or {}
    status = str(detail.get("scan-status", "unknown"))
    counts: dict[str, int | None] = dict.fromkeys(SEVERITIES)
    total: int | None = None
    if status == complete:
        counts |= {severity: counted[severity] for severity in SEVERITIES if severity in counted}
        total = counted.get(TOTAL)
        if scan_type == "basic":
            # There a severity that is absent has no findings; UNTRIAGED it does not know.
            counts = {severity: count or 0 for severity, count in counts.items()}
            counts[UNTRIAGED] = counted.get(UNTRIAGED)
            total = sum(counted.values())
    return ScanEvent(
        time=time_of(event["time"]),
        digest=str(detail.get("image-digest", "unknown")),
        tags=tuple(detail.get("image-tags") or ()),
        scan_type=scan_type,
        status=status,
        counts=counts,
        total=total,
    )


def _images(
    action: str, asked: Record, told: Record, happened: Record
) -> Iterator[tuple[str | None, tuple[str, ...], int | None]]:
    """Yield digest, tags, and the rule of a lifecycle policy, of each image of a record."""
    if action == EXPIRE:
        for one in happened.get("lifecycleEventImageActions", ()):
            image = one["lifecycleEventImage"]
            yield image.get("digest"), tuple(image.get("tagList") or ()), one.get("rulePriority")
        return
    if action == PUSH:
        pushed = (told.get("image") or {}).get("imageId") or {}
        tag = pushed.get("imageTag") or asked.get("imageTag")
        yield pushed.get("imageDigest") or asked.get("imageDigest"), (tag,) if tag else (), None
        return
    for one in told.get("imageIds") or asked.get("imageIds") or ():
        tag = one.get("imageTag")
        yield one.get("imageDigest"), (tag,) if tag else (), None


def _who(identity: Record) -> str | None:
    """Return who called: the ARN, or the service that called for itself."""
    return identity.get("arn") or identity.get("invokedBy") or identity.get("principalId")


def _same(one: ImageEvent, other: ImageEvent) -> bool:
    """Whether two sources tell of one and the same: ECR's event names one tag, a deleted image's may all be there."""
    near = abs((other.time - one.time).total_seconds()) <= _SAME_SECONDS
    alike = one.action == other.action or {one.action, other.action} == {DELETE, EXPIRE}
    tagged = one.tags == other.tags or bool({*one.tags} & {*other.tags}) or not (one.tags and other.tags)
    distinct = not {*one.sources} & {*other.sources}
    return near and alike and distinct and one.digest is not None and one.digest == other.digest and tagged


def _together(one: ImageEvent, other: ImageEvent) -> ImageEvent:
    recorded = one if CLOUDTRAIL in one.sources else other
    return ImageEvent(
        time=min(one.time, other.time),
        action=recorded.action,
        digest=one.digest,
        tags=tuple(dict.fromkeys((*one.tags, *other.tags))),
        result=recorded.result,
        by=recorded.by,
        sources=(ECR, CLOUDTRAIL),
    )
