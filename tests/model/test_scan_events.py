from __future__ import annotations

import copy
import json
import re
from typing import Any

import botocore.session
import pytest
from moto.events.models import EventPattern

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scan_events import SEVERITIES, scan_event_pattern

NAME = "team/api"
ARN = f"arn:aws:ecr:us-east-1:111122223333:repository/{NAME}"
DIGEST = "sha256:7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234abcd"

BASIC_SCAN = {
    "version": "0",
    "id": "85fc3613-e913-7fc4-a80c-a3753e4aa9ae",
    "detail-type": "ECR Image Scan",
    "source": "aws.ecr",
    "account": "111122223333",
    "time": "2026-10-29T02:36:48Z",
    "region": "us-east-1",
    "resources": [ARN],
    "detail": {
        "scan-status": "COMPLETE",
        "repository-name": NAME,
        "finding-severity-counts": {"CRITICAL": 10, "MEDIUM": 9},
        "image-digest": DIGEST,
        "image-tags": [],
    },
}
ENHANCED_SCAN = {
    **BASIC_SCAN,
    "detail-type": "Inspector2 Scan",
    "source": "aws.inspector2",
    "detail": {
        "scan-status": "INITIAL_SCAN_COMPLETE",
        "repository-name": ARN,
        "finding-severity-counts": {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 62, "TOTAL": 158},
        "image-digest": DIGEST,
        "image-tags": ["latest"],
    },
}
IMAGE_PUSH = {
    **BASIC_SCAN,
    "detail-type": "ECR Image Action",
    "resources": [],
    "detail": {
        "result": "SUCCESS",
        "repository-name": NAME,
        "image-digest": DIGEST,
        "action-type": "PUSH",
        "image-tag": "latest",
    },
}
FINDING = {
    **ENHANCED_SCAN,
    "detail-type": "Inspector2 Finding",
    "detail": {
        "severity": "HIGH",
        "status": "ACTIVE",
        "resources": [{"details": {"awsEcrContainerImage": {"repositoryName": NAME}}}],
    },
}


def changed(event: dict[str, Any], **detail: object) -> dict[str, Any]:
    copied = copy.deepcopy(event)
    copied["detail"].update({key.replace("_", "-"): value for key, value in detail.items()})
    return copied


def matches(event: dict[str, Any]) -> bool:
    """Ask an EventBridge that is not ours."""
    pattern = EventPattern.load(json.dumps(scan_event_pattern(NAME, ARN)))
    return bool(pattern.matches_event(event))  # type: ignore[arg-type]


def test_the_pattern_names_both_scan_types_and_one_repository() -> None:
    assert scan_event_pattern(NAME, ARN) == {
        "source": ["aws.ecr", "aws.inspector2"],
        "detail-type": ["ECR Image Scan", "Inspector2 Scan"],
        "detail": {"repository-name": ["team/api", "arn:aws:ecr:us-east-1:111122223333:repository/team/api"]},
    }


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(BASIC_SCAN, id="basic scan"),
        pytest.param(ENHANCED_SCAN, id="enhanced scan"),
        pytest.param(changed(BASIC_SCAN, scan_status="FAILED", finding_severity_counts={}), id="failed basic scan"),
        pytest.param(changed(BASIC_SCAN, finding_severity_counts={}), id="clean image"),
        pytest.param(changed(ENHANCED_SCAN, scan_status="FAILED"), id="failed enhanced scan"),
    ],
)
def test_finished_scans_of_the_repository_match(event: dict[str, Any]) -> None:
    assert matches(event)


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(changed(BASIC_SCAN, repository_name=f"{NAME}-v2"), id="basic, ours is a prefix"),
        pytest.param(changed(BASIC_SCAN, repository_name="other/team/api"), id="basic, ours is a suffix"),
        pytest.param(changed(ENHANCED_SCAN, repository_name=f"{ARN}-v2"), id="enhanced, ours is a prefix"),
        pytest.param(changed(ENHANCED_SCAN, repository_name=ARN.replace("us-east-1", "eu-west-1")), id="other region"),
        pytest.param(changed(ENHANCED_SCAN, repository_name=ARN.replace("1111", "4444")), id="other account"),
        pytest.param(IMAGE_PUSH, id="push"),
        pytest.param(FINDING, id="single finding"),
        pytest.param({**BASIC_SCAN, "detail-type": "ECR Scan Resource Change"}, id="frequency change"),
        pytest.param({**BASIC_SCAN, "source": "aws.ecr-public"}, id="other source"),
    ],
)
def test_other_events_do_not_match(event: dict[str, Any]) -> None:
    assert not matches(event)


def test_expressions_are_left_to_terraform() -> None:
    pattern = scan_event_pattern("${aws_ecr_repository.this.name}", "${aws_ecr_repository.this.arn}")
    assert pattern["detail"] == {
        "repository-name": ["${aws_ecr_repository.this.name}", "${aws_ecr_repository.this.arn}"],
    }
    assert scan_event_pattern(NAME, "${aws_ecr_repository.this.arn}")
    assert scan_event_pattern("${var.name}", ARN)


@pytest.mark.parametrize(
    ("name", "arn", "message"),
    [
        ("Team/API", ARN, "repository_name 'Team/API': must be 2 to 256 characters"),
        (ARN, NAME, f"repository_name '{ARN}': must be 2 to 256 characters"),
        (
            NAME,
            f"{ARN}-v2",
            f"repository_arn '{ARN}-v2': must be the ARN of that repository and so end in ':repository/team/api'",
        ),
        ("api", ARN, f"repository_arn '{ARN}': must be the ARN of that repository and so end in ':repository/api'"),
        (NAME, NAME, "repository_arn 'team/api': must be the ARN of that repository"),
        (NAME, f"x:repository/{NAME}", "must be the ARN of that repository"),
    ],
)
def test_a_pattern_that_could_match_nothing_is_refused(name: str, arn: str, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        scan_event_pattern(name, arn)


def test_the_severities_are_those_of_both_scanners_worst_first() -> None:
    session: Any = botocore.session.get_session()
    basic = session.get_service_model("ecr").shape_for("FindingSeverity").enum
    enhanced = session.get_service_model("inspector2").shape_for("Severity").enum
    assert set(SEVERITIES) == {*basic, *enhanced}
    assert SEVERITIES[:5] == ("CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL")
