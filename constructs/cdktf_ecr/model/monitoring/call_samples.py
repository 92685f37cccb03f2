"""Calls to ECR's API as CloudTrail records them and EventBridge delivers them, as samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.repository.arn import RepositoryArn

from .api_calls import API_CALL_DETAIL_TYPE, EVENT_SOURCE, SOURCE
from .samples import Event, envelope

if TYPE_CHECKING:
    from .repositories import MonitoredRepository


def repository_call(of: MonitoredRepository, *, name: str = "PutImage", **others: object) -> Event:
    """Return a push (ECR user guide, CloudTrail log entry examples) in the envelope in which EventBridge delivers it.

    Args:
        of: The repository.
        name: What was called.
        **others: What else the record is to say.
    """
    account = RepositoryArn.parse(of.arn).account_id
    return _call(
        of,
        eventName=name,
        requestParameters={"repositoryName": of.name, "imageTag": "latest", "registryId": account},
        resources=[{"ARN": of.arn, "accountId": account}],
        **others,
    )


def registry_call(
    beside: MonitoredRepository, *, name: str = "PutRegistryScanningConfiguration", **others: object
) -> Event:
    """Return a change of the registry, likewise; the request is the API's.

    Args:
        beside: A repository of the registry.
        name: What was called.
        **others: What else the record is to say.
    """
    return _call(beside, eventName=name, requestParameters={"scanType": "BASIC", "rules": []}, **others)


def _call(of: MonitoredRepository, **detail: object) -> Event:
    arn = RepositoryArn.parse(of.arn)
    return envelope(
        of,
        id="36eb8523-97d0-4518-b33d-ee3579ff19f0",
        source=SOURCE,
        detail_type=API_CALL_DETAIL_TYPE,
        time="2019-04-15T16:45:00Z",
        resources=[],
        detail={
            "eventVersion": "1.04",
            "userIdentity": {
                "type": "IAMUser",
                "principalId": "AIDACKCEVSQ6C2EXAMPLE:account_name",
                "arn": f"arn:aws:sts::{arn.account_id}:user/Mary_Major",
                "accountId": arn.account_id,
                "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
                "userName": "Mary_Major",
                "sessionContext": {"attributes": {"mfaAuthenticated": "false", "creationDate": "2019-04-15T16:42:14Z"}},
            },
            "eventTime": "2019-04-15T16:45:00Z",
            "eventSource": EVENT_SOURCE,
            "awsRegion": arn.region,
            "sourceIPAddress": "203.0.113.12",
            "userAgent": "console.amazonaws.com",
            "requestID": "cf044b7d-5f9d-11e9-9b2a-95983139cc57",
            "eventID": "2bfd4ee2-2178-4a82-a27d-b12939923f0f",
            "eventType": "AwsApiCall",
            "recipientAccountId": arn.account_id,
            **detail,
        },
    )
