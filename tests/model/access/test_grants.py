from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.access.grants import repository_access
from cdktf_ecr.model.access.iam import PULL_ACTIONS, Access, access_policy
from cdktf_ecr.model.access.principals import Principal
from cdktf_ecr.model.access.repository_policy import POLICY_TEXT_LIMIT, RepositoryPolicy
from cdktf_ecr.model.errors import InvalidSettingError

ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"
PULL = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
ROLE = "arn:aws:iam::444455556666:role/ci"
GRANTEES = [
    Principal.account("444455556666"),
    Principal.account("777788889999"),
    Principal.arn(ROLE),
    Principal.service("codebuild.amazonaws.com"),
    Principal.service("codebuild.amazonaws.com", source_account="444455556666"),
    Principal.service("codebuild.amazonaws.com", source_arn="arn:aws:codebuild:*"),
    Principal.service("ec2.amazonaws.com", source_account="444455556666"),
    Principal.organization("o-a1b2c3d4e5"),
    Principal.organization("o-b1b2c3d4e5"),
]
grants = st.lists(st.tuples(st.sampled_from(list(Access)), st.sampled_from(GRANTEES)), max_size=20)


def statements(*granted: tuple[Access, Principal]) -> list[Any]:
    return list(repository_access(granted).statements)


def test_everybody_of_one_kind_of_access_shares_a_statement() -> None:
    assert statements(*((Access.PULL, grantee) for grantee in GRANTEES)) == [
        {
            "Sid": "GrantPull",
            "Effect": "Allow",
            "Principal": {
                "AWS": ["arn:aws:iam::444455556666:root", "arn:aws:iam::777788889999:root", ROLE],
                "Service": ["codebuild.amazonaws.com"],
            },
            "Action": PULL,
        },
        {
            "Sid": "GrantPullToOrganizations",
            "Effect": "Allow",
            "Principal": "*",
            "Action": PULL,
            "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-b1b2c3d4e5"]}},
        },
        {
            "Sid": "GrantPullToServices1",
            "Effect": "Allow",
            "Principal": {"Service": ["codebuild.amazonaws.com"]},
            "Action": PULL,
            "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:codebuild:*"}},
        },
        {
            "Sid": "GrantPullToServices2",
            "Effect": "Allow",
            "Principal": {"Service": ["codebuild.amazonaws.com", "ec2.amazonaws.com"]},
            "Action": PULL,
            "Condition": {"StringEquals": {"aws:SourceAccount": "444455556666"}},
        },
    ]


def test_a_service_for_one_resource_of_one_account_has_to_meet_both_conditions() -> None:
    service = Principal.service(
        "codebuild.amazonaws.com", source_account="444455556666", source_arn="arn:aws:codebuild:*"
    )
    (statement,) = statements((Access.PUSH, service))
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "444455556666"},
        "ArnLike": {"aws:SourceArn": "arn:aws:codebuild:*"},
    }


@pytest.mark.parametrize(
    ("access", "sid", "actions"),
    [
        (Access.PULL, "GrantPull", PULL),
        (
            Access.PUSH,
            "GrantPush",
            [
                "ecr:CompleteLayerUpload",
                "ecr:UploadLayerPart",
                "ecr:InitiateLayerUpload",
                "ecr:BatchCheckLayerAvailability",
                "ecr:PutImage",
                "ecr:BatchGetImage",
            ],
        ),
        (Access.READ_SCANS, "GrantReadScans", ["ecr:DescribeImages", "ecr:DescribeImageScanFindings"]),
    ],
)
def test_each_access_has_its_actions(access: Access, sid: str, actions: list[str]) -> None:
    assert statements((access, Principal.arn(ROLE))) == [
        {"Sid": sid, "Effect": "Allow", "Principal": {"AWS": [ROLE]}, "Action": actions},
    ]


def test_what_only_an_account_can_give_itself_has_no_statement() -> None:
    assert statements((Access.READ_FINDINGS, Principal.arn(ROLE))) == []


def test_an_account_given_by_id_and_by_arn_is_let_in_once() -> None:
    root = Principal.arn("arn:aws-cn:iam::444455556666:root")
    (statement,) = statements((Access.PULL, Principal.account("444455556666", partition="aws-cn")), (Access.PULL, root))
    assert statement["Principal"] == {"AWS": ["arn:aws-cn:iam::444455556666:root"]}


@given(grants, st.randoms())
def test_neither_order_nor_repetition_matters(granted: list[tuple[Access, Principal]], random: Any) -> None:
    shuffled = [*granted, *granted]
    random.shuffle(shuffled)
    assert repository_access(shuffled) == repository_access(granted)


@given(grants)
def test_any_grants_make_a_valid_policy_without_login_and_inspector(granted: list[tuple[Access, Principal]]) -> None:
    written = repository_access(granted)
    assert "GetAuthorizationToken" not in json.dumps(written.statements)
    assert "inspector2" not in json.dumps(written.statements)
    if written.statements:
        assert RepositoryPolicy(statements=(written,)).render()


def test_more_accounts_than_a_policy_holds_are_refused_with_advice() -> None:
    def policy(count: int, partition: str | None) -> RepositoryPolicy:
        accounts = [Principal.account(f"{number:012}", partition=partition) for number in range(count)]
        return RepositoryPolicy(statements=(repository_access([(Access.PULL, account) for account in accounts]),))

    looked_up = "${data.aws_partition.api.partition}"
    most = next(count for count in range(400, 0, -1) if len(policy_text(count)) <= POLICY_TEXT_LIMIT)
    for partition in (None, looked_up):
        assert policy(most, partition)
        message = "characters of JSON, not 10,2"
        with pytest.raises(InvalidSettingError, match=re.escape(message)) as refusal:
            policy(most + 1, partition)
        assert "let an organization in instead of its accounts or roles one by one" in str(refusal.value)
    assert most > 280


def policy_text(count: int) -> str:
    roots = [f"arn:aws:iam::{number:012}:root" for number in range(count)]
    statement = {"Sid": "GrantPull", "Effect": "Allow", "Principal": {"AWS": roots}, "Action": PULL}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))


@pytest.mark.parametrize(
    "unknown",
    [
        "${var.arn}",
        '${join("", ["arn:", "x"])}',
        "${lookup({a = 1}, var.x)}",
        "%{ if true }x%{ endif }",
        "#{TfToken[TOKEN.1]}",
    ],
)
def test_what_only_terraform_knows_may_be_short(unknown: str) -> None:
    long = {"Sid": "Raw", "Effect": "Allow", "Principal": {"AWS": [unknown] * 1000}, "Action": list(PULL_ACTIONS)}
    assert RepositoryPolicy(statements=(long,))


def test_access_of_the_account_merges_into_one_document_that_logs_in_once() -> None:
    document: Any = access_policy(ARN, {Access.READ_FINDINGS, Access.PUSH, Access.PULL, Access.READ_SCANS})
    assert [statement["Sid"] for statement in document["Statement"]] == [
        "LogIn",
        "PullImages",
        "PushImages",
        "ReadImageScans",
        "ReadInspectorFindings",
    ]
    assert [statement["Resource"] for statement in document["Statement"]] == ["*", ARN, ARN, ARN, "*"]
