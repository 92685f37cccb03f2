"""The documented events of a repository called team/api, and an EventBridge that is not ours."""

from __future__ import annotations

import json

from moto.events.models import EventPattern

from cdktf_ecr.model.monitoring import samples
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
    """An image that Amazon Inspector does not scan. The documented sample is `instance_coverage`, the rest inferred."""
    event = instance_coverage()
    event["resources"] = [f"{of.arn}/{DIGEST}"]
    event["detail"]["scanStatus"] = {"reason": reason, "statusCodeValue": "INACTIVE", **status}
    return event


def instance_coverage() -> Event:
    """An EC2 instance that is not scanned."""
    return {
        "version": "0",
        "id": "000adda5-0fbf-913e-bc0e-10f0376412aa",
        "detail-type": "Inspector2 Coverage",
        "source": "aws.inspector2",
        "account": ACCOUNT,
        "time": "2023-01-20T22:51:39Z",
        "region": REGION,
        "resources": ["i-087d63509b8c97098"],
        "detail": {
            "scanStatus": {"reason": "UNMANAGED_EC2_INSTANCE", "statusCodeValue": "INACTIVE"},
            "scanType": "PACKAGE",
            "eventTimestamp": "2023-01-20T22:51:35.665501Z",
            "version": "1.0",
        },
    }


def finding(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return samples.finding(of, **detail)


def image_action(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return samples.image_action(of, **detail)


def repository_call(of: MonitoredRepository = TEAM_API, *, name: str = "PutImage", **others: object) -> Event:
    """A push as CloudTrail records it, in the envelope in which EventBridge delivers such records."""
    return _api_call(
        eventName=name,
        requestParameters={"repositoryName": of.name, "imageTag": "latest", "registryId": ACCOUNT},
        resources=[{"ARN": of.arn, "accountId": ACCOUNT}],
        **others,
    )


def registry_call(*, name: str = "PutRegistryScanningConfiguration", **others: object) -> Event:
    """A change of the registry's scanning, likewise; the request is the API's."""
    return _api_call(eventName=name, requestParameters={"scanType": "BASIC", "rules": []}, **others)


def _api_call(**detail: object) -> Event:
    return {
        "version": "0",
        "id": "36eb8523-97d0-4518-b33d-ee3579ff19f0",
        "detail-type": "AWS API Call via CloudTrail",
        "source": "aws.ecr",
        "account": ACCOUNT,
        "time": "2019-04-15T16:45:00Z",
        "region": REGION,
        "resources": [],
        "detail": {
            "eventVersion": "1.04",
            "userIdentity": {
                "type": "IAMUser",
                "principalId": "AIDACKCEVSQ6C2EXAMPLE:account_name",
                "arn": f"arn:aws:sts::{ACCOUNT}:user/Mary_Major",
                "accountId": ACCOUNT,
                "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
                "userName": "Mary_Major",
                "sessionContext": {"attributes": {"mfaAuthenticated": "false", "creationDate": "2019-04-15T16:42:14Z"}},
            },
            "eventTime": "2019-04-15T16:45:00Z",
            "eventSource": "ecr.amazonaws.com",
            "awsRegion": REGION,
            "sourceIPAddress": "203.0.113.12",
            "userAgent": "console.amazonaws.com",
            "requestID": "cf044b7d-5f9d-11e9-9b2a-95983139cc57",
            "eventID": "2bfd4ee2-2178-4a82-a27d-b12939923f0f",
            "eventType": "AwsApiCall",
            "recipientAccountId": ACCOUNT,
            **detail,
        },
    }


def scan_frequency_change(of: MonitoredRepository = TEAM_API) -> Event:
    return samples.scan_frequency_change(of)


def instance_scan() -> Event:
    return samples.instance_scan(TEAM_API)


def matches(pattern: dict[str, object], event: Event) -> bool:
    """Whether an EventBridge that is not ours delivers the event."""
    return bool(EventPattern.load(json.dumps(pattern)).matches_event(event))  # type: ignore[arg-type]
