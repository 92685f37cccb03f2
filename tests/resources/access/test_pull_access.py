"""`Ec2PullAccess`: least privilege for instances that pull."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import Ec2PullAccess, InvalidSettingError, Repository
from tests.synthesized import Synth

ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"


def test_the_role_may_log_in_and_pull_and_nothing_else(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    Ec2PullAccess(new_stack, "pull", repository_arns=ARN, name="team/api")

    resources = synth()["resource"]

    assert resources["aws_iam_policy"]["pull"]["policy"] == {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "LogIn", "Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
            {
                "Sid": "PullImages",
                "Effect": "Allow",
                "Action": [
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:BatchGetImage",
                ],
                "Resource": ARN,
            },
        ],
    }
    trust = resources["aws_iam_role"]["pull"]["assume_role_policy"]["Statement"][0]
    assert trust["Principal"] == {"Service": "ec2.amazonaws.com"}
    assert resources["aws_iam_role_policy_attachment"]["pull"] == {
        "role": "${aws_iam_role.pull.name}",
        "policy_arn": "${aws_iam_policy.pull.arn}",
    }
    assert resources["aws_iam_instance_profile"]["pull"]["role"] == "${aws_iam_role.pull.name}"
    assert resources == json_snapshot


def test_an_existing_role_gets_the_policy_attached(new_stack: TerraformStack, synth: Synth) -> None:
    access = Ec2PullAccess(new_stack, "pull", repository_arns=ARN, name="team/api", role_name="web")

    resources = synth()["resource"]

    assert set(resources) == {"aws_iam_policy", "aws_iam_role_policy_attachment"}
    assert resources["aws_iam_role_policy_attachment"]["pull"]["role"] == "web"
    assert (access.role, access.instance_profile, access.instance_profile_name) == (None, None, None)


def test_without_a_role_the_policy_stands_alone(new_stack: TerraformStack, synth: Synth) -> None:
    Ec2PullAccess(new_stack, "pull", repository_arns=ARN, name="team/api", create_role=False)

    assert set(synth()["resource"]) == {"aws_iam_policy"}


def test_the_role_is_bounded(new_stack: TerraformStack, synth: Synth) -> None:
    boundary = "arn:aws:iam::111122223333:policy/boundaries/pull"
    Ec2PullAccess(new_stack, "pull", repository_arns=ARN, name="team/api", permissions_boundary_arn=boundary)

    assert synth()["resource"]["aws_iam_role"]["pull"]["permissions_boundary"] == boundary


def test_several_repositories_share_one_policy(new_stack: TerraformStack, synth: Synth) -> None:
    repositories = [Repository(new_stack, name, name=f"team/{name}") for name in ("one", "two")]
    Ec2PullAccess(new_stack, "pull", repository_arns=[each.arn for each in repositories], name="team")

    synthesized = synth()

    assert synthesized["locals"] == {
        "pull_arn": "${aws_ecr_repository.one.arn}",
        "pull_arn_2": "${aws_ecr_repository.two.arn}",
    }
    text = synthesized["resource"]["aws_iam_policy"]["pull"]["policy"]
    assert '"Resource": [local.pull_arn, local.pull_arn_2]' in text


def test_names_fit_iam_for_the_longest_repository_name(new_stack: TerraformStack, synth: Synth) -> None:
    Ec2PullAccess(new_stack, "pull", repository_arns=ARN, name="/".join(["segment-name"] * 19) + "/long-name")

    resources = synth()["resource"]

    assert len(resources["aws_iam_role"]["pull"]["name"]) == 64
    assert len(resources["aws_iam_policy"]["pull"]["name"]) == 128
    assert "/" not in resources["aws_iam_role"]["pull"]["name"] + resources["aws_iam_policy"]["pull"]["name"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"repository_arns": "team/api"}, "repository_arn 'team/api': must be a repository's ARN"),
        ({"repository_arns": []}, r"repository_arn \[\]: must be at least one ARN"),
        ({"service": "ec2"}, "service 'ec2': must be a service principal"),
        ({"permissions_boundary_arn": "boundary"}, "permissions_boundary_arn 'boundary': must be the ARN of a managed"),
    ],
)
def test_a_wrong_value_is_refused_at_synth(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        Ec2PullAccess(new_stack, "pull", **{"repository_arns": ARN, "name": "team/api", **settings})
