"""Since when Amazon Inspector watches an image, and when it will stop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.scanning.configuration import CONTINUOUS_SCAN
from cdktf_ecr.model.scanning.watching import LONGEST, ImageDates, Watching

from .check import Check, Outcome
from .images import describe_image, is_index, shown, utc
from .inspector import coverage_of, is_enhanced
from .probe import Probe
from .scanning import applied

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .subject import InRepository

_NAME = "inspector-watch"
_ACTION = "inspector2:GetConfiguration"

# Time to push, pull or configure before it happens.
_SOON = timedelta(days=7)

_EXPIRED = "SCAN_ELIGIBILITY_EXPIRED"
_DARK = (
    "Docker on EC2 is no cluster, and AWS sees no use of what runs there: the image goes dark, its findings are closed "
    "and an alarm on them goes quiet while it still runs."
)
_GONE = "Its findings are closed, and new ones are not looked for. Longer durations do not wake it: a new build does."


def _look(there: InRepository) -> Iterator[Check]:
    if not is_enhanced(there.registry) or (applied(there) or {}).get("scanFrequency") != CONTINUOUS_SCAN:
        found = f"{there.name} is not scanned continuously: nothing is watched after a scan"
        yield Check(name=_NAME, outcome=Outcome.SKIP, found=found)
        return
    detail = describe_image(there)
    watching = _watching(there)
    if detail is None:
        yield Check(name=_NAME, outcome=Outcome.SKIP, found=f"no image to watch; {watching}", action=_ACTION)
        return
    yield _told(there, detail, watching)


def _watching(there: InRepository) -> Watching:
    client = there.registry.asking.client("inspector2")
    answer: Any = there.registry.asking.once(_ACTION, client.get_configuration, service="inspector2")
    return Watching.read(answer["ecrConfiguration"]["rescanDurationState"])


def _told(there: InRepository, detail: Any, watching: Watching) -> Check:
    coverage = None if is_index(detail) else coverage_of(there, detail["imageDigest"])
    dates = _dates(detail, coverage)
    ends, now = watching.until(dates), there.registry.now
    expired = coverage is not None and coverage["scanStatus"]["reason"] == _EXPIRED
    # Of an index only its own dates are known: those of the images in it are theirs.
    whose = " (by the dates of the index)" if is_index(detail) else ""
    since = f"watched since {dates.pushed_at:%Y-%m-%d}"
    if expired or (ends is not None and ends <= now):
        when = "" if ends is None else f", which ended {ends:%Y-%m-%d}"
        return _check(there, Outcome.FAIL, f"{shown(detail)}: no longer watched{when}{whose}; {watching}", _GONE)
    until = "for ever" if ends is None else f"until {ends:%Y-%m-%d} if nothing happens to it"
    found = f"{shown(detail)}: {since}, {until}{whose}; {watching}"
    if ends is None:
        return _check(there, Outcome.PASS, found, "")
    if not watching.counts_pulls and dates.last_in_use_at is None:
        return _check(there, Outcome.WARN, found, f"No task of ECS and no pod of EKS runs it. {_DARK}")
    if ends - now <= _SOON:
        return _check(there, Outcome.WARN, found, "Then its findings are closed, and new ones are not looked for.")
    return _check(there, Outcome.PASS, found, "")


def _dates(detail: Any, coverage: Any | None) -> ImageDates:
    image = {} if coverage is None else coverage.get("resourceMetadata", {}).get("ecrImage", {})
    pulls = [_utc(detail.get("lastRecordedPullTime")), _utc(image.get("imagePulledAt"))]
    return ImageDates(
        pushed_at=utc(detail["imagePushedAt"]),
        last_pulled_at=max((each for each in pulls if each is not None), default=None),
        last_in_use_at=_utc(image.get("lastInUseAt")),
    )


def _utc(time: datetime | None) -> datetime | None:
    return None if time is None else utc(time)


def _check(there: InRepository, outcome: Outcome, found: str, meaning: str) -> Check:
    fix = f"aws inspector2 update-configuration --ecr-configuration {LONGEST} --region {there.registry.region}"
    good = outcome is Outcome.PASS
    return Check(name=_NAME, outcome=outcome, found=found, meaning=meaning, action=_ACTION, fix=None if good else fix)


INSPECTOR_WATCH: Probe[InRepository] = Probe(name=_NAME, action=_ACTION, look=_look)
