"""``cdktf-ecr migrate prove``, with an account played."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command, Ran
from tests.standin.account import DENIED, Account
from tests.standin.server import Fault

ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/api"
ARN = "arn:aws:ecs:us-east-1:123456789012"
CLUSTER = f"{ARN}:cluster/prod"
IMAGES = {"old:1": "nginx:1.27", "new:2": f"{ECR}:2", "canary:3": f"{ECR}:3"}


def services(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    assert len(asked["services"]) <= 10
    return {
        "services": [
            {
                "serviceName": arn.rpartition("/")[2],
                "taskDefinition": f"{ARN}:task-definition/new:2",
                "deployments": [{"taskDefinition": f"{ARN}:task-definition/new:2"}],
                "taskSets": [{"taskDefinition": f"{ARN}:task-definition/canary:3"}],
            }
            for arn in asked["services"]
        ]
    }


def definition(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    image = IMAGES[asked["taskDefinition"].rpartition("/")[2]]
    return {"taskDefinition": {"containerDefinitions": [{"name": "web", "image": image}]}}


def tasks(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    definition = f"{ARN}:task-definition/new:2"
    task = {"taskArn": asked["tasks"][0], "taskDefinitionArn": definition}
    return {"tasks": [{**task, "containers": [{"name": "web", "image": f"{ECR}:2"}]}]}


@pytest.fixture
def account() -> Iterator[Account]:
    """An account in which everything runs from ECR."""
    account = Account(
        {
            ("ecs", "ListClusters"): {"clusterArns": [CLUSTER]},
            ("ecs", "ListServices"): {"serviceArns": [f"{ARN}:service/prod/api-{number}" for number in range(11)]},
            ("ecs", "DescribeServices"): services,
            ("ecs", "DescribeTaskDefinition"): definition,
            ("ecs", "ListTasks"): {"taskArns": [f"{ARN}:task/prod/abc"]},
            ("ecs", "DescribeTasks"): tasks,
            ("lambda", "ListFunctions"): {
                "Functions": [
                    {"FunctionName": "resize", "PackageType": "Image"},
                    {"FunctionName": "plain", "PackageType": "Zip"},
                ]
            },
            ("lambda", "GetFunction"): {"Code": {"ImageUri": f"{ECR}:fn"}},
            ("ssm", "GetParameter"): {"Parameter": {"Name": "/api/image", "Value": f"{ECR}@sha256:{'0' * 64}"}},
        }
    )
    with account.listening():
        yield account


def prove(command: Command, account: Account, *more: str) -> Ran:
    return command("migrate", "prove", "--endpoint-url", account.url, "--format", "json", *more)


ALL = ("--ecs", "--lambda", "--ssm-parameter", "/api/image")


def test_nothing_runs_from_docker_hub(command: Command, account: Account, tmp_path: Path) -> None:
    (tmp_path / "web-1").write_text(json.dumps([{"Names": "api", "Image": ECR}]), encoding="utf-8")

    ran = prove(command, account, *ALL, "--docker-ps", "web-1")

    document = json.loads(ran.stdout)
    assert (ran.code, document["verdict"]) == (0, "clean"), ran
    counts = {place["name"]: len(place["running"]) for place in document["places"]}
    # Eleven services, each with a task set of its own, and one running task.
    assert counts == {"web-1": 1, "ECS": 23, "Lambda": 1, "SSM parameter /api/image": 1}


def test_a_deployment_that_is_only_in_a_task_set_counts(command: Command, account: Account) -> None:
    account.answers["ecs", "DescribeTaskDefinition"] = lambda asked: {
        "taskDefinition": {
            "containerDefinitions": [
                {"name": "web", "image": "nginx" if asked["taskDefinition"].endswith("canary:3") else ECR}
            ]
        }
    }

    ran = prove(command, account, "--ecs")

    (ecs,) = json.loads(ran.stdout)["places"]
    left = [one for one in ecs["running"] if one["state"] == "left"]
    assert (ran.code, len(left)) == (1, 11)
    assert left[0]["where"] == "ECS service prod/api-0, canary:3, container web"


def test_a_task_that_no_service_started_counts(command: Command, account: Account) -> None:
    def running(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        arn = f"{ARN}:task-definition/old:1"
        return {"tasks": [{"taskArn": asked["tasks"][0], "taskDefinitionArn": arn, "containers": [{"name": "web"}]}]}

    account.answers["ecs", "ListServices"] = {"serviceArns": []}
    account.answers["ecs", "DescribeTasks"] = running

    ran = prove(command, account, "--ecs")

    assert ran.code == 1
    assert json.loads(ran.stdout)["places"][0]["running"] == [
        {"where": "ECS task prod/abc, old:1, container web", "image": "nginx:1.27", "state": "left", "reason": None}
    ]


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("ecs", "ListClusters"),
        ("ecs", "DescribeServices"),
        ("ecs", "DescribeTaskDefinition"),
        ("ecs", "ListTasks"),
        ("lambda", "ListFunctions"),
        ("lambda", "GetFunction"),
        ("ssm", "GetParameter"),
    ],
)
def test_what_is_denied_is_unknown_and_never_clean(
    command: Command, account: Account, service: str, operation: str
) -> None:
    account.answers[service, operation] = DENIED

    ran = prove(command, account, *ALL)

    document = json.loads(ran.stdout)
    assert (ran.code, document["verdict"]) == (3, "unknown")
    (failure,) = [place["failure"] for place in document["places"] if place["failure"]]
    assert failure.startswith(f"permission denied: {service}:{operation}")


def test_what_was_seen_before_a_denial_counts(command: Command, account: Account) -> None:
    left = {"taskDefinition": {"containerDefinitions": [{"name": "web", "image": "nginx"}]}}
    account.answers["ecs", "DescribeTaskDefinition"] = left
    account.answers["ecs", "ListTasks"] = DENIED

    ran = prove(command, account, "--ecs")

    assert (ran.code, json.loads(ran.stdout)["verdict"]) == (1, "left")


@pytest.mark.parametrize("fault", [Fault("ExpiredTokenException", "expired"), Fault("ParameterNotFound", "no")])
def test_what_is_wrong_altogether_is_4(command: Command, account: Account, fault: Fault) -> None:
    account.answers["ssm", "GetParameter"] = fault

    ran = prove(command, account, "--ssm-parameter", "/api/image")

    assert (ran.code, ran.stdout, ran.stderr.count("\n")) == (4, "", 1)


def test_a_table_names_what_could_not_be_looked_at(command: Command, account: Account) -> None:
    account.answers["lambda", "ListFunctions"] = DENIED

    ran = command("migrate", "prove", "--endpoint-url", account.url, "--lambda", "--ssm-parameter", "/api/image")

    assert ran.code == 3
    assert "Lambda: not looked at: permission denied: lambda:ListFunctions" in ran.stdout
    assert "looked at: SSM parameter /api/image (1)" in ran.stdout
    assert ran.stdout.splitlines()[-1] == "no verdict: not everything could be looked at, or told"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [([], "Say where to look"), (["--docker-ps", "nothing"], "docker-ps 'nothing': cannot be read")],
)
def test_a_mistake_is_one_line_and_2(command: Command, arguments: list[str], error: str) -> None:
    ran = command("migrate", "prove", *arguments)

    assert (ran.code, error in ran.stderr, ran.stderr.count("\n"), ran.stdout) == (2, True, 1, "")
