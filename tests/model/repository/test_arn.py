from __future__ import annotations

import re

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.arn import RepositoryArn, groups_of
from cdktf_ecr.model.terraform.expressions import Expression


@pytest.mark.parametrize(
    ("arn", "name", "url"),
    [
        (
            "arn:aws:ecr:eu-west-1:111122223333:repository/team/api",
            "team/api",
            "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
        ),
        (
            "arn:aws-cn:ecr:cn-north-1:011122223333:repository/a1",
            "a1",
            "011122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/a1",
        ),
        (
            "arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/my-repository/api",
            "my-repository/api",
            "111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/my-repository/api",
        ),
        (
            "arn:aws-eusc:ecr:eusc-de-east-1:111122223333:repository/api",
            "api",
            "111122223333.dkr.ecr.eusc-de-east-1.amazonaws.eu/api",
        ),
    ],
)
def test_an_arn_tells_name_and_url(arn: str, name: str, url: str) -> None:
    parsed = RepositoryArn.parse(arn)
    assert (parsed.name, parsed.url(), parsed.account_id) == (name, url, url.split(".", maxsplit=1)[0])


RULE = (
    "must be a repository's ARN: arn:<partition>:ecr:<region>:<account>:repository/<name> (ECR resource types in IAM)"
)


@pytest.mark.parametrize(
    "arn",
    [
        "",
        "team/api",
        "arn:aws:ecr:eu-west-1:111122223333:repository/",
        "arn:aws:ecr:eu-west-1:11112222333:repository/api",
        "arn:aws:ecr::111122223333:repository/api",
        "arn:aws:ecr:*:111122223333:repository/api",
        "arn:aws:s3:::bucket",
        "arn:aws:ecr-public::111122223333:repository/api",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api",
        " arn:aws:ecr:eu-west-1:111122223333:repository/api",
        "arn:aws:ecr:eu-west-1:111122223333:repository/api\n",
    ],
)
def test_what_is_no_arn_is_refused(arn: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(f"arn {arn!r}: {RULE}")):
        RepositoryArn.parse(arn)


@pytest.mark.parametrize("name", ["team/*", "Team/api", "api:v1", "a", "a" * 257])
def test_an_arn_of_no_possible_repository_is_refused(name: str) -> None:
    with pytest.raises(InvalidSettingError, match="must be 2 to 256 characters of lower-case letters and digits"):
        RepositoryArn.parse(f"arn:aws:ecr:eu-west-1:111122223333:repository/{name}")


@pytest.mark.parametrize("arn", [None, 7, ["arn"]])
def test_an_arn_is_a_string(arn: object) -> None:
    with pytest.raises(InvalidSettingError, match="must be a string"):
        RepositoryArn.parse(arn)


def test_terraform_takes_an_expression_apart() -> None:
    pattern = "^arn:(aws[a-z0-9-]*):ecr:([a-z0-9-]+):([0-9]{12}):repository/(.+)$"
    assert groups_of(Expression("var.arn")) == f'${{regex("{pattern}", var.arn)}}'
    parsed = RepositoryArn.of_groups(Expression("local.parts"))
    assert (parsed.name, parsed.account_id) == ("${local.parts[3]}", "${local.parts[2]}")
    assert parsed.url().startswith(
        '${local.parts[2]}.dkr.ecr.${local.parts[1]}.${lookup({"aws-cn": "amazonaws.com.cn", '
    )
    assert parsed.url().endswith('}, local.parts[0], "amazonaws.com")}/${local.parts[3]}')
    assert parsed.url(dual_stack=True) == (
        "${local.parts[2]}.dkr-ecr.${local.parts[1]}."
        '${{"aws": "on.aws", "aws-cn": "on.amazonwebservices.com.cn", "aws-us-gov": "on.aws"}[local.parts[0]]}'
        "/${local.parts[3]}"
    )
