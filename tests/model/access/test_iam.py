from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from cdktf_ecr.model.access import iam
from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Callable

ARN = "arn:aws:ecr:us-east-1:111122223333:repository/team/api"
LOG_IN = {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}


def test_pull_policy() -> None:
    assert iam.pull_policy(ARN) == {
        "Version": "2012-10-17",
        "Statement": [
            LOG_IN,
            {
                "Sid": "PullImages",
                "Effect": "Allow",
                "Action": ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
                "Resource": ARN,
            },
        ],
    }


def test_push_policy() -> None:
    assert iam.push_policy(ARN) == {
        "Version": "2012-10-17",
        "Statement": [
            LOG_IN,
            {
                "Sid": "PushImages",
                "Effect": "Allow",
                "Action": [
                    "ecr:CompleteLayerUpload",
                    "ecr:UploadLayerPart",
                    "ecr:InitiateLayerUpload",
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:PutImage",
                    "ecr:BatchGetImage",
                ],
                "Resource": ARN,
            },
        ],
    }


def test_scan_read_policy() -> None:
    ecr = {
        "Sid": "ReadImageScans",
        "Effect": "Allow",
        "Action": ["ecr:DescribeImages", "ecr:DescribeImageScanFindings"],
        "Resource": ARN,
    }
    inspector = {
        "Sid": "ReadInspectorFindings",
        "Effect": "Allow",
        "Action": ["inspector2:ListFindings", "inspector2:ListCoverage"],
        "Resource": "*",
    }
    assert iam.scan_read_policy(ARN) == {"Version": "2012-10-17", "Statement": [ecr, inspector]}
    assert iam.scan_read_policy(ARN, enhanced=False) == {"Version": "2012-10-17", "Statement": [ecr]}


def test_assume_role_policy() -> None:
    expected = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AssumeRole",
                "Effect": "Allow",
                "Principal": {"Service": "ec2.amazonaws.com"},
                "Action": "sts:AssumeRole",
            },
        ],
    }
    assert iam.assume_role_policy() == expected
    for_tasks = json.dumps(iam.assume_role_policy(service="ecs-tasks.amazonaws.com"))
    assert json.loads(for_tasks.replace("ecs-tasks", "ec2")) == expected


REPOSITORY_POLICIES = [iam.pull_policy, iam.push_policy, iam.scan_read_policy]


@pytest.mark.parametrize("policy", REPOSITORY_POLICIES)
@pytest.mark.parametrize(
    "arn",
    [
        [ARN, ARN.replace("api", "web")],
        "${aws_ecr_repository.this.arn}",
        ["${aws_ecr_repository.this.arn}"],
        "arn:aws-cn:ecr:cn-north-1:111122223333:repository/a1",
        "arn:aws:ecr:*:111122223333:repository/team/*",
    ],
)
def test_one_or_several_repositories_or_expressions_are_the_resource(
    policy: Callable[..., dict[str, list[dict[str, object]]]], arn: str | list[str]
) -> None:
    assert arn in [statement["Resource"] for statement in policy(arn)["Statement"]]


@pytest.mark.parametrize("policy", [*REPOSITORY_POLICIES, lambda _: iam.assume_role_policy()])
def test_every_statement_has_an_alphanumeric_sid_of_its_own(
    policy: Callable[..., dict[str, list[dict[str, str]]]],
) -> None:
    sids = [statement["Sid"] for statement in policy("${var.arn}")["Statement"]]
    assert len(set(sids)) == len(sids)
    assert all(sid.isalnum() for sid in sids)


@pytest.mark.parametrize("policy", REPOSITORY_POLICIES)
@pytest.mark.parametrize(
    ("arn", "message"),
    [
        ("team/api", "repository_arn 'team/api': must be a repository's ARN: arn:<partition>:ecr:<region>:<account>"),
        ("*", "repository_arn '*': must be a repository's ARN"),
        ("111122223333.dkr.ecr.us-east-1.amazonaws.com/team/api", "must be a repository's ARN"),
        (f"{ARN}:latest", f"repository_arn '{ARN}:latest': must be a repository's ARN"),
        ([ARN, "arn:aws:s3:::bucket"], "repository_arn 'arn:aws:s3:::bucket': must be a repository's ARN"),
        ([], "repository_arn []: must be at least one ARN"),
        (None, "repository_arn None: must be a list of strings, not None"),
        ([None], "repository_arn None: must be a list of strings, not of None"),
    ],
)
def test_what_is_no_repository_arn_is_refused(policy: Callable[..., object], arn: object, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        policy(arn)


@pytest.mark.parametrize("service", ["ec2", "EC2.amazonaws.com", "ec2.amazonaws.org", "*", "111122223333", ""])
def test_what_is_no_service_principal_is_refused(service: str) -> None:
    message = f"service {service!r}: must be a service principal such as 'ec2.amazonaws.com'"
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        iam.assume_role_policy(service=service)
