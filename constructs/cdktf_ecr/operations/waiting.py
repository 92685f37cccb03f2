"""Waiting for the scan of an image: until there is a result that no longer grows, or none will come.

The waiter of boto3 knows neither ACTIVE nor most of the statuses without a result, and fails at once where the scan has
not begun: this is its replacement.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdktf_ecr.model.findings.report import ScannedImage
from cdktf_ecr.model.findings.statuses import IMAGE_NOT_FOUND, RUNNING, SCAN_NOT_FOUND, WITHOUT_RESULT, why_no_result

from .reading import read_scan
from .resolution import resolve_image
from .scan_results import ImageScan
from .starting import start_basic_scan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from types_boto3_ecr import ECRClient

    from .manifests import PlatformImage
    from .references import ImageReference
    from .resolution import ResolvedImage

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 15.0
_GROWTH = 1.6
_JITTER = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What tells the time, and lets it pass.

    Args:
        now: Seconds on a clock that never goes back.
        sleep: Waits so many seconds.
        spread: Makes of a pause one that is a little longer or shorter, so that pipelines do not ask in step.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    spread: Callable[[float], float] = lambda pause: pause * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait.

    Args:
        timeout: Seconds from the start until giving up.
        settle: Seconds for which a result must stay the same; 0: it must be the same when asked for twice.
        start: Whether to ask for a basic scan where the image was never scanned.
    """

    timeout: float
    settle: float
    start: bool = False


@dataclass(slots=True)
class WatchedImage:
    """The image of one platform while its scan is waited for.

    Attributes:
        image: The image.
        scan: What ECR said last; None before it was asked.
        same_since: When ECR first told the result that it told last; None without one.
        done: Whether the result has settled, or none will come.
        asked_to_scan: Whether a basic scan was asked for.
    """

    image: PlatformImage
    scan: ImageScan | None = None
    same_since: float | None = None
    done: bool = False
    asked_to_scan: bool = False

    def update(self, scan: ImageScan, now: float, settle: float) -> None:
        """Take in what ECR says now."""
        if not scan.has_result:
            self.same_since = None
            self.done = scan.status in WITHOUT_RESULT
        elif self.same_since is None or not scan.says_the_same_as(self.scan):
            self.same_since = now
        else:
            self.done = now - self.same_since >= settle
        self.scan = scan

    def scanned(self) -> ScannedImage:
        """Return the image with its status, and the reason if there is no result to rely on."""
        scan = self.scan or ImageScan(status=SCAN_NOT_FOUND)
        reason = why_no_result(scan.status, scan.description)
        if reason is None and not self.done:
            reason = f"the findings were still changing ({scan.status})"
            if not scan.has_result:
                reason = f"the scan lists no findings, not even an empty list ({scan.status})"
        return ScannedImage(
            digest=self.image.digest,
            platform=self.image.platform,
            status=scan.status,
            reason=reason,
            scanned_at=scan.scanned_at,
            scan_type=scan.scan_type,
        )


@dataclass(slots=True)
class Watch:
    """A wait, under way or over.

    Attributes:
        reference: The image waited for.
        resolved: What it meant when it was first found; None before.
        images: The images whose scans are waited for.
        timed_out: Whether time ran out while a result could still have come.
    """

    reference: ImageReference
    resolved: ResolvedImage | None = None
    images: list[WatchedImage] = field(default_factory=list)
    timed_out: bool = False

    @property
    def done(self) -> bool:
        """Whether there is nothing left to wait for."""
        return self.resolved is not None and all(image.done for image in self.images)


def wait_for_scans(
    client: ECRClient,
    reference: ImageReference,
    patience: Patience,
    *,
    platforms: Collection[str] = (),
    clock: Clock | None = None,
    notify: Callable[[Watch], None] = lambda _: None,
) -> Watch:
    """Wait until the scan of every platform's image has a result that no longer changes, or will have none.

    The tag is looked up until it is found, and then not again: what is scanned is what it meant then.

    Args:
        client: The client.
        reference: The image.
        patience: How long to wait.
        platforms: Of an index, only these; all if empty.
        clock: The clock; None for the real one.
        notify: Called with the wait each time something was learned.

    Raises:
        AwsError: AWS refused, or could not be reached.
        InvalidSettingError: The image has no such platform.
    """
    clock = clock or Clock()
    deadline = clock.now() + patience.timeout
    watch = Watch(reference)
    pause = _FIRST_PAUSE
    while True:
        if watch.resolved is None:
            watch.resolved = resolve_image(client, reference, platforms=platforms)
            watch.images = [WatchedImage(image) for image in (watch.resolved.images if watch.resolved else ())]
        for image in watch.images:
            if not image.done:
                _ask(client, reference, image, patience, clock)
        notify(watch)
        if watch.done:
            return watch
        now = clock.now()
        if now >= deadline:
            watch.timed_out = _could_still_come(watch)
            return watch
        clock.sleep(min(_next_pause(watch.images, patience, now, clock.spread(pause)), deadline - now))
        pause = min(pause * _GROWTH, _LONGEST_PAUSE)


def _ask(client: ECRClient, reference: ImageReference, watched: WatchedImage, patience: Patience, clock: Clock) -> None:
    """Ask for the image's scan; a second time at once if a result need only be told twice."""
    for _ in range(1 if patience.settle else 2):
        scan = read_scan(
            client,
            reference.repository,
            watched.image.digest,
            registry_id=reference.registry_id,
            platform=watched.image.platform,
        )
        if scan.status == SCAN_NOT_FOUND and patience.start and not watched.asked_to_scan:
            watched.asked_to_scan = True
            scan = start_basic_scan(client, reference, watched.image.digest) or scan
        watched.update(scan, clock.now(), patience.settle)
        if not scan.has_result:
            return


def _next_pause(images: Sequence[WatchedImage], patience: Patience, now: float, pause: float) -> float:
    """Return when to ask again: when the first result may have settled, or after a pause that gets longer."""
    open_images = [image for image in images if not image.done]
    settling = [image.same_since + patience.settle - now for image in open_images if image.same_since is not None]
    if len(settling) == len(open_images) and settling:
        return max(0.0, min(settling))
    return max(0.0, min([pause, *settling]))


def _could_still_come(watch: Watch) -> bool:
    """Whether waiting longer might have helped: nothing is final yet, and something is under way."""
    statuses = [image.scan.status if image.scan else IMAGE_NOT_FOUND for image in watch.images]
    if any(status in WITHOUT_RESULT or status == SCAN_NOT_FOUND for status in statuses):
        return False
    under_way = (*RUNNING, IMAGE_NOT_FOUND)
    return watch.resolved is None or any(
        not image.done and (status in under_way or why_no_result(status) is None)
        for image, status in zip(watch.images, statuses, strict=True)
    )
