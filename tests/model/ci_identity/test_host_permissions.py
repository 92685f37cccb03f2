"""What a deploy role may do with hosts: those of its repositories, by the tag, and no others."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.ci_identity import Deployment, deploy_policy
from cdktf_ecr.model.deployment.service import DeployedService
from tests.model.ci_identity.evaluation import Call, actions, allows

ACCOUNT = "111122223333"
INSTANCE = f"arn:aws:ec2:eu-west-1:{ACCOUNT}:instance/i-0000000a"


def policy(*names: str, deploy_hosts: bool = True) -> dict[str, object]:
    return deploy_policy(
        Deployment(
            repository_names=names or ("team/api",), account_id=ACCOUNT, region="eu-west-1", deploy_hosts=deploy_hosts
        )
    )


def sends(repository: str) -> tuple[Call, Call]:
    """Return what sending a repository's document to a host of it is authorized on."""
    service = DeployedService(repository=repository)
    return (
        Call("ssm:SendCommand", f"arn:aws:ssm:eu-west-1:{ACCOUNT}:document/{service.document}"),
        Call("ssm:SendCommand", INSTANCE, {"ssm:resourceTag/Deployment": service.target_value}),
    )


@pytest.mark.parametrize(
    ("names", "repository", "allowed"),
    [
        (["team/api"], "team/api", True),
        (["team/api"], "team-api", False),
        (["team/api"], "team/web", False),
        (["team/*"], "team/web", True),
        (["team/*"], "other/web", False),
    ],
)
def test_the_document_and_the_hosts_are_the_repositorys(names: list[str], repository: str, allowed: bool) -> None:  # noqa: FBT001
    assert [allows(policy(*names), call) for call in sends(repository)] == [allowed, allowed]


def test_nothing_else_is_sent_and_nowhere_else() -> None:
    shell = Call("ssm:SendCommand", "arn:aws:ssm:eu-west-1::document/AWS-RunShellScript")

    assert not allows(policy(), shell)
    assert not allows(policy(), Call("ssm:SendCommand", INSTANCE))
    assert not allows(policy(), Call("ssm:SendCommand", INSTANCE, {"ssm:resourceTag/Name": "team-api-0c8d3215"}))


@pytest.mark.parametrize("action", ["ssm:GetParameter", "ssm:GetParameterHistory", "ssm:PutParameter"])
def test_the_parameter_is_the_repositorys(action: str) -> None:
    arn = f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter"

    assert allows(policy(), Call(action, f"{arn}/ecr/team/api/image"))
    assert not allows(policy(), Call(action, f"{arn}/ecr/team/web/image"))
    assert not allows(policy(), Call(action, f"{arn}/database/password"))


def test_a_role_has_no_hosts_unless_it_is_to() -> None:
    assert not {action for action in actions(policy(deploy_hosts=False)) if action.startswith("ssm:")}
    assert "ecr:PutImage" not in actions(policy())
