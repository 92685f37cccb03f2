"""An account in which one repository was pushed to, scanned and cleaned up for a week."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from cdktf_ecr.model.audit.report import Period
from cdktf_ecr.model.monitoring import call_samples, samples
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.monitoring.samples import Event
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.doctor.asking import Asking
from tests.model.monitoring.filter_patterns import matches
from tests.standin.account import Account, Answer
from tests.standin.server import Fault

ACCOUNT, REGION = "123456789012", "us-east-1"
TEAM_API = MonitoredRepository(name="team/api", arn=f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/api")
TEAM_WEB = MonitoredRepository(name="team/web", arn=f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/web")
NOW = datetime(2026, 11, 25, 12, tzinfo=timezone.utc)
SINCE = datetime(2026, 11, 18, tzinfo=timezone.utc)
WEEK = Period(since=SINCE, until=NOW)
SCANS, AUDITS = "/aws/events/ecr/team/api", "/aws/events/ecr/team/api#audit"
DIGESTS = [f"sha256:{number:064}" for number in range(3)]
MARY = f"arn:aws:sts::{ACCOUNT}:user/Mary_Major"


def at(days: float) -> str:
    """Return a time so many days after the week's beginning."""
    return (SINCE + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def happened(event: Event, days: float) -> Event:
    return {**event, "time": at(days)}


def push(days: float, digest: str, tag: str, *, of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    return happened(samples.image_action(of, image_digest=digest, image_tag=tag, **detail), days)


def recorded(days: float, name: str, *, of: MonitoredRepository = TEAM_API, **record: Any) -> Event:
    """Return a call as CloudTrail has it."""
    detail: Event = call_samples.repository_call(of, name=name)["detail"]
    return {**detail, "eventTime": at(days), "eventID": f"{name}-{days}", **record}


def pushed(days: float, digest: str, tag: str, **record: Any) -> Event:
    image = {"imageId": {"imageDigest": digest, "imageTag": tag}}
    return recorded(days, "PutImage", responseElements={"image": image}, **record)


EXPIRED = {
    "eventSource": "ecr.amazonaws.com",
    "eventName": "PolicyExecutionEvent",
    "eventID": "expired",
    "eventTime": at(3),
    "userIdentity": {"accountId": ACCOUNT, "invokedBy": "AWS Internal"},
    "requestParameters": None,
    "responseElements": None,
    "serviceEventDetails": {
        "repositoryName": "team/api",
        "lifecycleEventImageActions": [
            {"lifecycleEventImage": {"digest": DIGESTS[0], "tagList": ["v1", "old"]}, "rulePriority": 2}
        ],
    },
}


def logged() -> dict[str, list[Event]]:
    """Return the events in each log group."""
    return {
        SCANS: [
            happened(samples.basic_scan(TEAM_API, image_tags=["v1"]), 1),
            happened(samples.enhanced_scan(TEAM_API), 2),
            happened(samples.basic_scan(TEAM_API, scan_status="FAILED", finding_severity_counts={}), 4),
            happened(samples.basic_scan(TEAM_WEB), 2),
            happened(samples.finding(TEAM_API), 2),
            happened(samples.basic_scan(TEAM_API), -1),
        ],
        AUDITS: [
            push(1, DIGESTS[0], "v1"),
            push(2, DIGESTS[1], "v2"),
            push(2, DIGESTS[1], "w", of=TEAM_WEB),
            push(3, DIGESTS[0], "v1", action_type="DELETE"),
            push(5, DIGESTS[2], "v3", result="FAILURE"),
        ],
    }


DENIED_DELETE: dict[str, Any] = {
    "requestParameters": {"repositoryName": "team/api", "imageIds": [{"imageTag": "v9"}]},
    "errorCode": "AccessDenied",
}


def trail() -> list[Event]:
    """Return what CloudTrail has recorded."""
    return [
        pushed(1.0002, DIGESTS[0], "v1"),
        pushed(2, DIGESTS[1], "w", of=TEAM_WEB),
        EXPIRED,
        recorded(6, "BatchDeleteImage", **DENIED_DELETE),
    ]


def seconds(time: str) -> float:
    return datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp()


def arrived(event: Event) -> int:
    """Return when an event was logged, which it was whatever it says."""
    with suppress(KeyError, ValueError):
        return int(seconds(event["time"]) * 1000)
    return int(SINCE.timestamp() * 1000)


def answers(groups: dict[str, list[Event]], records: list[Event]) -> dict[tuple[str, str], Answer]:
    """Return what the account answers, page by page of one."""

    def filtered(given: Any) -> Any:
        if given["logGroupName"] not in groups:
            raise Fault("ResourceNotFoundException", "no such log group")
        found = [
            {"message": json.dumps(event), "timestamp": arrived(event)}
            for event in groups[given["logGroupName"]]
            if given["startTime"] <= arrived(event) <= given["endTime"] and matches(given["filterPattern"], event)
        ]
        found.insert(1, {"message": "no JSON", "timestamp": 0})
        page = int(given.get("nextToken", 0))
        more = {"nextToken": str(page + 1)} if page + 1 < len(found) else {}
        return {"events": found[page : page + 1], **more}

    def described(given: Any) -> Any:
        prefix = given["logGroupNamePrefix"]
        created = int((SINCE - timedelta(days=100)).timestamp() * 1000)
        return {
            "logGroups": [{"logGroupName": name, "creationTime": created} for name in groups if name.startswith(prefix)]
        }

    def looked_up(given: Any) -> Any:
        (attribute,) = given["LookupAttributes"]
        found = [
            {"EventId": record["eventID"], "CloudTrailEvent": json.dumps(record)}
            for record in records
            if record["eventName"] == attribute["AttributeValue"]
        ]
        page = int(given.get("NextToken", 0))
        more = {"NextToken": str(page + 1)} if page + 1 < len(found) else {}
        return {"Events": found[page : page + 1], **more}

    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Others",
                "Effect": "Allow",
                "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
                "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"],
            }
        ],
    }
    caller = {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/me", "UserId": "AIDAEXAMPLE"}
    return {
        ("sts", "GetCallerIdentity"): caller,
        ("logs", "FilterLogEvents"): filtered,
        ("logs", "DescribeLogGroups"): described,
        ("cloudtrail", "LookupEvents"): looked_up,
        ("ecr", "GetRepositoryPolicy"): {"policyText": json.dumps(policy)},
    }


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Account]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    with Account(answers=answers(logged(), trail())).listening() as account:
        yield account


@pytest.fixture
def asking(account: Account) -> Asking:
    return Asking(AwsSession(region=REGION, endpoint_url=account.url))
