"""`Ec2PullAccess`: least privilege for instances that pull."""

from __future__ import annotations

from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable, Token
from cdktf_cdktf_provider_aws.provider import AwsProvider
from syrupy.assertion import SnapshotAssertion

from cdktf_ecr import Ec2PullAccess, InvalidSettingError, Repository
from tests.synthesized import Synth

ARN = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"


def test_the_role_may_log_in_and_pull_and_nothing_else(
    new_stack: TerraformStack, synth: Synth, json_snapshot: SnapshotAssertion
) -> None:
    Ec2PullAccess(new_stack, "pull", repositories=[ARN], name="team/api", region="eu-west-1")

    resources = synth()["resource"]

    assert resources["aws_iam_role"]["pull"]["name"] == "team-api-0c8d3215-eu-west-1-ecr-pull"
    assert resources["aws_iam_role_policy"]["pull"]["policy"] == {
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
    assert resources["aws_iam_role_policy"]["pull"]["role"] == "${aws_iam_role.pull.name}"
    assert "aws_iam_policy" not in resources
    assert resources["aws_iam_instance_profile"]["pull"]["role"] == "${aws_iam_role.pull.name}"
    assert resources == json_snapshot


def test_an_existing_role_gets_the_permissions(new_stack: TerraformStack, synth: Synth) -> None:
    access = Ec2PullAccess(new_stack, "pull", repositories=[ARN], name="team/api", role_name="web")

    resources = synth()["resource"]

    assert set(resources) == {"aws_iam_role_policy"}
    assert resources["aws_iam_role_policy"]["pull"]["role"] == "web"
    assert (access.role, access.instance_profile, access.instance_profile_name) == (None, None, None)


def test_a_managed_policy_is_made_by_request(new_stack: TerraformStack, synth: Synth) -> None:
    named: dict[str, Any] = {"name": "team/api", "region": "eu-west-1"}
    access = Ec2PullAccess(new_stack, "pull", repositories=[ARN], create_role=False, create_policy=True, **named)
    wanted = TerraformVariable(new_stack, "wanted", type="bool")
    Ec2PullAccess(new_stack, "web", repositories=[ARN], name="web", create_policy=wanted.boolean_value)
    without = Ec2PullAccess(new_stack, "none", repositories=[ARN], name="none", create_role=False)

    resources = synth()["resource"]

    assert set(resources["aws_iam_policy"]) == {"pull", "web"}
    assert resources["aws_iam_policy"]["pull"]["name"] == "team-api-0c8d3215-eu-west-1-ecr-pull"
    assert resources["aws_iam_policy"]["web"]["policy"] == resources["aws_iam_role_policy"]["web"]["policy"]
    assert resources["aws_iam_policy"]["web"]["count"] == "${local.web_create_policy ? 1 : 0}"
    assert Token.is_unresolved(access.policy_arn)
    assert (access.role_policy, without.policy, without.policy_arn) == (None, None, None)


def test_the_region_in_the_names_is_the_providers_or_looked_up(new_stack: TerraformStack, synth: Synth) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    other = AwsProvider(new_stack, "other", alias="other", region="${var.region}")
    Ec2PullAccess(new_stack, "here", repositories=[ARN], name="team/api")
    Ec2PullAccess(new_stack, "there", repositories=[ARN], name="team/api", provider=other)

    synthesized = synth()

    roles = synthesized["resource"]["aws_iam_role"]
    assert roles["here"]["name"] == "team-api-0c8d3215-eu-west-1-ecr-pull"
    assert roles["there"]["name"] == ('team-api-0c8d3215-${split(".", data.aws_region.there.endpoint)[1]}-ecr-pull')
    assert synthesized["data"]["aws_region"] == {"there": {"provider": "aws.other"}}


def test_the_role_is_bounded(new_stack: TerraformStack, synth: Synth) -> None:
    boundary = "arn:aws:iam::111122223333:policy/boundaries/pull"
    Ec2PullAccess(new_stack, "pull", repositories=[ARN], name="team/api", permissions_boundary_arn=boundary)

    assert synth()["resource"]["aws_iam_role"]["pull"]["permissions_boundary"] == boundary


def test_several_repositories_share_one_policy(new_stack: TerraformStack, synth: Synth) -> None:
    repositories = [Repository(new_stack, name, name=f"team/{name}") for name in ("one", "two")]
    Ec2PullAccess(new_stack, "pull", repositories=[*repositories, repositories[0], ARN], name="team")

    synthesized = synth()

    assert "locals" not in synthesized
    text = synthesized["resource"]["aws_iam_role_policy"]["pull"]["policy"]
    assert f'"Resource": [aws_ecr_repository.one.arn, aws_ecr_repository.two.arn, "{ARN}"]' in text


def test_one_repository_names_policy_and_role(new_stack: TerraformStack, synth: Synth) -> None:
    api = Repository(new_stack, "api", name="team/api")
    Ec2PullAccess(new_stack, "pull", repositories=[api])
    Ec2PullAccess(new_stack, "other", repositories=[api], name="other")

    resources = synth()["resource"]

    assert resources["aws_iam_role"]["pull"]["name"].startswith("team-api-")
    assert resources["aws_iam_role"]["other"]["name"].startswith("other-")
    assert '"Resource": aws_ecr_repository.api.arn' in resources["aws_iam_role_policy"]["pull"]["policy"]


def test_tokens_stand_for_arns_and_for_lists_of_them(new_stack: TerraformStack, synth: Synth) -> None:
    arn = TerraformVariable(new_stack, "arn", type="string")
    arns = TerraformVariable(new_stack, "arns", type="list(string)")
    Ec2PullAccess(new_stack, "one", repositories=[arn.string_value], name="one")
    Ec2PullAccess(new_stack, "many", repositories=arns.list_value, name="many")

    synthesized = synth()

    assert synthesized["locals"] == {"one_arn": "${var.arn}", "many_arn": "${var.arns}"}
    policies = synthesized["resource"]["aws_iam_role_policy"]
    assert '"Resource": local.one_arn' in policies["one"]["policy"]
    assert '"Resource": local.many_arn' in policies["many"]["policy"]


def test_names_fit_iam_for_the_longest_repository_name(new_stack: TerraformStack, synth: Synth) -> None:
    name = "/".join(["segment-name"] * 19) + "/long-name"
    settings: dict[str, Any] = {"repositories": [ARN], "name": name, "create_policy": True}
    Ec2PullAccess(new_stack, "pull", region="us-isof-south-1", **settings)

    resources = synth()["resource"]

    assert len(resources["aws_iam_role"]["pull"]["name"]) == 64
    assert len(resources["aws_iam_policy"]["pull"]["name"]) == 128
    assert "/" not in resources["aws_iam_role"]["pull"]["name"] + resources["aws_iam_policy"]["pull"]["name"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"repositories": ["team/api"]}, "repositories 'team/api': must be a repository's ARN"),
        ({"repositories": []}, r"repositories \[\]: must be at least one repository"),
        ({"repositories": ARN}, "repositories '.*': must be a list of repositories and ARNs, even if it is of one"),
        ({"repositories": [7]}, "repositories 7: must be a list of strings, not of a number"),
        ({"name": None}, "name None: must be given unless there is one repository"),
        ({"create_policy": "yes"}, "create_policy 'yes': must be True or False, not a string"),
        ({"region": "Europe"}, "region 'Europe': must be the code of an AWS region"),
        ({"service": "ec2"}, "service 'ec2': must be a service principal"),
        ({"role_name": "team/web"}, "role_name 'team/web': must be 1 to 64 letters, digits"),
        ({"create_role": "yes"}, "create_role 'yes': must be True or False"),
        ({"tags": {"Team": "a", "team": "b"}}, "tags .*: its keys must differ in more than upper and lower case"),
        ({"permissions_boundary_arn": "boundary"}, "permissions_boundary_arn 'boundary': must be the ARN of a managed"),
    ],
)
def test_a_wrong_value_is_refused_at_synth(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        Ec2PullAccess(new_stack, "pull", **{"repositories": [ARN], "name": "team/api", **settings})
