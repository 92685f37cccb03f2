"""The documented events of a repository called team/api, and an EventBridge that is not ours."""

from __future__ import annotations

import json

from moto.events.models import EventPattern

from cdktf_ecr.model.monitoring import call_samples, samples
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.monitoring.samples import DIGEST, Event

__all__ = ["DIGEST", "Event"]

ACCOUNT = "123456789012"
REGION = "us-east-2"


def repository(name: str, *, account: str = ACCOUNT, region: str = REGION) -> MonitoredRepository:
    return MonitoredRepository(name=name, arn=f"arn:aws:ecr:{region}:{account}:repository/{name}")


TEAM_API = repository("team/api")


def basic_scan(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return samples.basic_scan(of, **detail)


def enhanced_scan(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return samples.enhanced_scan(of, **detail)


# A clean image as Amazon Inspector counts it: zeros stand there.
CLEAN_COUNTS = {"CRITICAL": 0, "HIGH": 0, "MEDIUM": 0, "TOTAL": 0}


def coverage(of: MonitoredRepository = TEAM_API, *, reason: str = "UNSUPPORTED_OS", **status: str) -> Event:
    return samples.coverage(of, reason=reason, **status)


def instance_coverage() -> Event:
    return samples.instance_coverage(TEAM_API)


def finding(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return samples.finding(of, **detail)


def image_action(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return samples.image_action(of, **detail)


def repository_call(of: MonitoredRepository = TEAM_API, *, name: str = "PutImage", **others: object) -> Event:
    return call_samples.repository_call(of, name=name, **others)


def registry_call(*, name: str = "PutRegistryScanningConfiguration", **others: object) -> Event:
    return call_samples.registry_call(TEAM_API, name=name, **others)


def scan_frequency_change(of: MonitoredRepository = TEAM_API) -> Event:
    return samples.scan_frequency_change(of)


def instance_scan() -> Event:
    return samples.instance_scan(TEAM_API)


def matches(pattern: dict[str, object], event: Event) -> bool:
    """Whether an EventBridge that is not ours delivers the event."""
    return bool(EventPattern.load(json.dumps(pattern)).matches_event(event))  # type: ignore[arg-type]
