"""Events in the shape AWS documents: the ECR user guide's and the Amazon Inspector user guide's own samples.

Each function returns a sample for one repository, with the given changes.
"""

from __future__ import annotations

import json
from typing import Any

from moto.events.models import EventPattern

from cdktf_ecr.model.monitoring.repositories import MonitoredRepository

Event = dict[str, Any]

ACCOUNT = "123456789012"
REGION = "us-east-2"
DIGEST = "sha256:84f507df33c6864d49c296fb734192696e4cb6f78166ac51ac8b9b118181085d"


def repository(name: str, *, account: str = ACCOUNT, region: str = REGION) -> MonitoredRepository:
    return MonitoredRepository(name=name, arn=f"arn:aws:ecr:{region}:{account}:repository/{name}")


TEAM_API = repository("team/api")


def basic_scan(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    """A completed basic scan that found 10 CRITICAL and 9 MEDIUM."""
    return {
        "version": "0",
        "id": "85fc3613-e913-7fc4-a80c-a3753e4aa9ae",
        "detail-type": "ECR Image Scan",
        "source": "aws.ecr",
        "account": ACCOUNT,
        "time": "2019-10-29T02:36:48Z",
        "region": REGION,
        "resources": [of.arn],
        "detail": {
            "scan-status": "COMPLETE",
            "repository-name": of.name,
            "finding-severity-counts": {"CRITICAL": 10, "MEDIUM": 9},
            "image-digest": DIGEST,
            "image-tags": [],
            **_hyphenated(detail),
        },
    }


def enhanced_scan(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    """A completed first scan by Amazon Inspector, 158 findings."""
    return {
        "version": "0",
        "id": "739c0d3c-4f02-85c7-5a88-94a9EXAMPLE",
        "detail-type": "Inspector2 Scan",
        "source": "aws.inspector2",
        "account": ACCOUNT,
        "time": "2021-12-03T18:03:16Z",
        "region": REGION,
        "resources": [of.arn],
        "detail": {
            "scan-status": "INITIAL_SCAN_COMPLETE",
            "repository-name": of.arn,
            "finding-severity-counts": {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 62, "TOTAL": 158},
            "image-digest": DIGEST,
            "image-tags": ["latest"],
            "version": "1.0",
            **_hyphenated(detail),
        },
    }


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
    """An active finding of MEDIUM severity."""
    image = f"{of.arn}/{DIGEST}"
    return {
        "version": "0",
        "id": "5325facf-a1aa-7d97-6bce-25fde6f6d2fc",
        "detail-type": "Inspector2 Finding",
        "source": "aws.inspector2",
        "account": ACCOUNT,
        "time": "2024-09-04T16:55:38Z",
        "region": REGION,
        "resources": [image],
        "detail": {
            "awsAccountId": of.arn.split(":")[4],
            "description": "Possible denial of service in X.509 name checks",
            "epss": {"score": 0.00045},
            "exploitAvailable": "NO",
            "findingArn": f"arn:aws:inspector2:{REGION}:{ACCOUNT}:finding/FINDING_ID",
            "firstObservedAt": "Wed Sep 04 16:55:38.411 UTC 2024",
            "fixAvailable": "YES",
            "lastObservedAt": "Wed Sep 04 16:55:38.411 UTC 2024",
            "packageVulnerabilityDetails": {
                "cvss": [],
                "referenceUrls": ["https://www.cve.org/CVERecord?id=CVE-2024-6119"],
                "relatedVulnerabilities": ["USN-6986-1"],
                "source": "UBUNTU_CVE",
                "sourceUrl": "https://people.canonical.com/~ubuntu-security/cve/2024/CVE-2024-6119.html",
                "vendorCreatedAt": "Tue Sep 03 00:00:00.000 UTC 2024",
                "vendorSeverity": "medium",
                "vulnerabilityId": "CVE-2024-6119",
                "vulnerablePackages": [
                    {
                        "arch": "ARM64",
                        "epoch": 0,
                        "fixedInVersion": "0:3.0.13-0ubuntu3.4",
                        "name": "openssl",
                        "packageManager": "OS",
                        "release": "0ubuntu3.2",
                        "remediation": "apt-get update && apt-get upgrade",
                        "sourceLayerHash": "sha256:1567e7ea90b67fc95ccdeeec39bdc3045098dee7e0c604975b957a9f8c0e9616",
                        "version": "3.0.13",
                    },
                ],
            },
            "remediation": {"recommendation": {"text": "None Provided"}},
            "resources": [
                {
                    "details": {
                        "awsEcrContainerImage": {
                            "architecture": "arm64",
                            "imageHash": DIGEST,
                            "imageTags": ["ubuntu_latest"],
                            "platform": "UBUNTU_24_04",
                            "pushedAt": "Wed Sep 04 16:55:28.000 UTC 2024",
                            "registry": of.arn.split(":")[4],
                            "repositoryName": of.name,
                        },
                    },
                    "id": image,
                    "partition": "aws",
                    "region": REGION,
                    "type": "AWS_ECR_CONTAINER_IMAGE",
                },
            ],
            "severity": "MEDIUM",
            "status": "ACTIVE",
            "title": "CVE-2024-6119 - openssl",
            "type": "PACKAGE_VULNERABILITY",
            "updatedAt": "Wed Sep 04 16:55:38.411 UTC 2024",
            **_hyphenated(detail),
        },
    }


def image_action(of: MonitoredRepository = TEAM_API, **detail: object) -> Event:
    """A completed push."""
    return {
        "version": "0",
        "id": "13cde686-328b-6117-af20-0e5566167482",
        "detail-type": "ECR Image Action",
        "source": "aws.ecr",
        "account": ACCOUNT,
        "time": "2019-11-16T01:54:34Z",
        "region": REGION,
        "resources": [],
        "detail": {
            "result": "SUCCESS",
            "repository-name": of.name,
            "image-digest": DIGEST,
            "action-type": "PUSH",
            "image-tag": "latest",
            **_hyphenated(detail),
        },
    }


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
    """A change of the scan frequency, under enhanced scanning."""
    return {
        "version": "0",
        "id": "0c18352a-a4d4-6853-ef53-0abEXAMPLE",
        "detail-type": "ECR Scan Resource Change",
        "source": "aws.ecr",
        "account": ACCOUNT,
        "time": "2021-10-14T20:53:46Z",
        "region": REGION,
        "resources": [],
        "detail": {
            "action-type": "SCAN_FREQUENCY_CHANGE",
            "repositories": [
                {
                    "repository-name": of.name,
                    "repository-arn": of.arn,
                    "scan-frequency": "SCAN_ON_PUSH",
                    "previous-scan-frequency": "MANUAL",
                },
            ],
            "resource-type": "REPOSITORY",
            "scan-type": "ENHANCED",
        },
    }


def instance_scan() -> Event:
    """A completed first scan of an EC2 instance."""
    return {
        "version": "0",
        "id": "28a46762-6ac8-6cc4-4f55-bc9ab99af928",
        "detail-type": "Inspector2 Scan",
        "source": "aws.inspector2",
        "account": ACCOUNT,
        "time": "2023-01-20T22:52:35Z",
        "region": REGION,
        "resources": ["i-087d63509b8c97098"],
        "detail": {
            "scan-status": "INITIAL_SCAN_COMPLETE",
            "finding-severity-counts": {"CRITICAL": 3, "HIGH": 0, "MEDIUM": 0, "TOTAL": 3},
            "instance-id": "i-087d63509b8c97098",
            "version": "1.0",
        },
    }


def matches(pattern: dict[str, object], event: Event) -> bool:
    """Whether an EventBridge that is not ours delivers the event."""
    return bool(EventPattern.load(json.dumps(pattern)).matches_event(event))  # type: ignore[arg-type]


def _hyphenated(detail: dict[str, object]) -> dict[str, object]:
    return {key.replace("_", "-"): value for key, value in detail.items()}
