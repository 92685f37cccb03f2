"""The events AWS documents, as samples: what rules and filters are tried on, here and by AWS's own validators.

Each function returns the sample for one repository, with the changes that are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.model.scanning.events import (
    BASIC_SCAN_COMPLETE,
    BASIC_SCAN_DETAIL_TYPE,
    BASIC_SCAN_SOURCE,
    COVERAGE_DETAIL_TYPE,
    ENHANCED_SCAN_COMPLETE,
    ENHANCED_SCAN_DETAIL_TYPE,
    ENHANCED_SCAN_SOURCE,
    FINDING_DETAIL_TYPE,
    FINDING_SOURCE,
    IMAGE_ACTION_DETAIL_TYPE,
    IMAGE_ACTION_SOURCE,
    NOT_COVERED,
    TOTAL,
)

if TYPE_CHECKING:
    from .repositories import MonitoredRepository

Event = dict[str, Any]

DIGEST = "sha256:84f507df33c6864d49c296fb734192696e4cb6f78166ac51ac8b9b118181085d"


def basic_scan(of: MonitoredRepository, **detail: object) -> Event:
    """Return a completed basic scan that found 10 CRITICAL and 9 MEDIUM (ECR user guide, EventBridge, sample events).

    Args:
        of: The repository.
        **detail: What else the event's detail is to say, "_" standing for "-".
    """
    return envelope(
        of,
        id="85fc3613-e913-7fc4-a80c-a3753e4aa9ae",
        source=BASIC_SCAN_SOURCE,
        detail_type=BASIC_SCAN_DETAIL_TYPE,
        time="2019-10-29T02:36:48Z",
        resources=[of.arn],
        detail={
            "scan-status": BASIC_SCAN_COMPLETE,
            "repository-name": of.name,
            "finding-severity-counts": {"CRITICAL": 10, "MEDIUM": 9},
            "image-digest": DIGEST,
            "image-tags": [],
            **_hyphenated(detail),
        },
    )


def enhanced_scan(of: MonitoredRepository, **detail: object) -> Event:
    """Return a completed first scan by Amazon Inspector, 158 findings (ECR user guide, EventBridge for enhanced scans).

    Args:
        of: The repository.
        **detail: What else the event's detail is to say, "_" standing for "-".
    """
    return envelope(
        of,
        id="739c0d3c-4f02-85c7-5a88-94a9EXAMPLE",
        source=ENHANCED_SCAN_SOURCE,
        detail_type=ENHANCED_SCAN_DETAIL_TYPE,
        time="2021-12-03T18:03:16Z",
        resources=[of.arn],
        detail={
            "scan-status": ENHANCED_SCAN_COMPLETE,
            "repository-name": of.arn,
            "finding-severity-counts": {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 62, TOTAL: 158},
            "image-digest": DIGEST,
            "image-tags": ["latest"],
            "version": "1.0",
            **_hyphenated(detail),
        },
    )


def finding(of: MonitoredRepository, **detail: object) -> Event:
    """Return an active finding of MEDIUM severity (Amazon Inspector user guide, EventBridge event schema).

    Args:
        of: The repository.
        **detail: What else the event's detail is to say.
    """
    arn, image = RepositoryArn.parse(of.arn), f"{of.arn}/{DIGEST}"
    return envelope(
        of,
        id="5325facf-a1aa-7d97-6bce-25fde6f6d2fc",
        source=FINDING_SOURCE,
        detail_type=FINDING_DETAIL_TYPE,
        time="2024-09-04T16:55:38Z",
        resources=[image],
        detail={
            "awsAccountId": arn.account_id,
            "description": "Possible denial of service in X.509 name checks",
            "epss": {"score": 0.00045},
            "exploitAvailable": "NO",
            "findingArn": f"arn:{arn.partition}:inspector2:{arn.region}:{arn.account_id}:finding/FINDING_ID",
            "firstObservedAt": "Wed Sep 04 16:55:38.411 UTC 2024",
            "fixAvailable": "YES",
            "lastObservedAt": "Wed Sep 04 16:55:38.411 UTC 2024",
            "packageVulnerabilityDetails": _VULNERABILITY,
            "remediation": {"recommendation": {"text": "None Provided"}},
            "resources": [_image_of_finding(arn, image)],
            "severity": "MEDIUM",
            "status": "ACTIVE",
            "title": "CVE-2024-6119 - openssl",
            "type": "PACKAGE_VULNERABILITY",
            "updatedAt": "Wed Sep 04 16:55:38.411 UTC 2024",
            **_hyphenated(detail),
        },
    )


def coverage(of: MonitoredRepository, *, reason: str = "UNSUPPORTED_OS", **status: str) -> Event:
    """Return that Amazon Inspector does not scan an image: `instance_coverage` with an image's resource, inferred.

    Args:
        of: The repository.
        reason: Why it does not.
        **status: What else the status is to say.
    """
    event = instance_coverage(of)
    event["resources"] = [f"{of.arn}/{DIGEST}"]
    event["detail"]["scanStatus"] = {"reason": reason, "statusCodeValue": NOT_COVERED, **status}
    return event


def instance_coverage(beside: MonitoredRepository) -> Event:
    """Return that an EC2 instance is not scanned (Amazon Inspector user guide, coverage event schema).

    Args:
        beside: A repository of the account and region.
    """
    return envelope(
        beside,
        id="000adda5-0fbf-913e-bc0e-10f0376412aa",
        source=FINDING_SOURCE,
        detail_type=COVERAGE_DETAIL_TYPE,
        time="2023-01-20T22:51:39Z",
        resources=["i-087d63509b8c97098"],
        detail={
            "scanStatus": {"reason": "UNMANAGED_EC2_INSTANCE", "statusCodeValue": NOT_COVERED},
            "scanType": "PACKAGE",
            "eventTimestamp": "2023-01-20T22:51:35.665501Z",
            "version": "1.0",
        },
    )


def image_action(of: MonitoredRepository, **detail: object) -> Event:
    """Return a completed push (ECR user guide, EventBridge, sample events).

    Args:
        of: The repository.
        **detail: What else the event's detail is to say, "_" standing for "-".
    """
    return envelope(
        of,
        id="13cde686-328b-6117-af20-0e5566167482",
        source=IMAGE_ACTION_SOURCE,
        detail_type=IMAGE_ACTION_DETAIL_TYPE,
        time="2019-11-16T01:54:34Z",
        resources=[],
        detail={
            "result": "SUCCESS",
            "repository-name": of.name,
            "image-digest": DIGEST,
            "action-type": "PUSH",
            "image-tag": "latest",
            **_hyphenated(detail),
        },
    )


def scan_frequency_change(of: MonitoredRepository) -> Event:
    """Return a change of the scan frequency (ECR user guide, EventBridge events sent for enhanced scanning).

    Args:
        of: The repository.
    """
    return envelope(
        of,
        id="0c18352a-a4d4-6853-ef53-0abEXAMPLE",
        source="aws.ecr",
        detail_type="ECR Scan Resource Change",
        time="2021-10-14T20:53:46Z",
        resources=[],
        detail={
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
    )


def instance_scan(beside: MonitoredRepository) -> Event:
    """Return a completed first scan of an EC2 instance (Amazon Inspector user guide, EventBridge event schema).

    Args:
        beside: A repository of the account and region.
    """
    instance = "i-087d63509b8c97098"
    return envelope(
        beside,
        id="28a46762-6ac8-6cc4-4f55-bc9ab99af928",
        source=ENHANCED_SCAN_SOURCE,
        detail_type=ENHANCED_SCAN_DETAIL_TYPE,
        time="2023-01-20T22:52:35Z",
        resources=[instance],
        detail={
            "scan-status": ENHANCED_SCAN_COMPLETE,
            "finding-severity-counts": {"CRITICAL": 3, "HIGH": 0, "MEDIUM": 0, TOTAL: 3},
            "instance-id": instance,
            "version": "1.0",
        },
    )


_VULNERABILITY = {
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
}


def _image_of_finding(arn: RepositoryArn, image: str) -> Event:
    return {
        "details": {
            "awsEcrContainerImage": {
                "architecture": "arm64",
                "imageHash": DIGEST,
                "imageTags": ["ubuntu_latest"],
                "platform": "UBUNTU_24_04",
                "pushedAt": "Wed Sep 04 16:55:28.000 UTC 2024",
                "registry": arn.account_id,
                "repositoryName": arn.name,
            },
        },
        "id": image,
        "partition": arn.partition,
        "region": arn.region,
        "type": "AWS_ECR_CONTAINER_IMAGE",
    }


def envelope(
    of: MonitoredRepository,
    *,
    id: str,
    source: str,
    detail_type: str,
    time: str,
    resources: list[str],
    detail: Event,
) -> Event:
    """Return an event of the repository's account and region (EventBridge user guide, event structure).

    Args:
        of: The repository.
        id: The event's id.
        source: Its source.
        detail_type: Its detail type.
        time: When it was sent.
        resources: What it is about.
        detail: What it says.
    """
    arn = RepositoryArn.parse(of.arn)
    return {
        "version": "0",
        "id": id,
        "detail-type": detail_type,
        "source": source,
        "account": arn.account_id,
        "time": time,
        "region": arn.region,
        "resources": resources,
        "detail": detail,
    }


def _hyphenated(detail: dict[str, object]) -> dict[str, object]:
    return {key.replace("_", "-"): value for key, value in detail.items()}
