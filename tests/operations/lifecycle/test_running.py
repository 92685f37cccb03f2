"""What ECS, Lambda, Inspector and a parameter say of images that run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.lifecycle.inventory import Inventory, RepositoryImage
from cdktf_ecr.operations.lifecycle.running.ecs import ask_ecs
from cdktf_ecr.operations.lifecycle.running.inspector import ask_inspector
from cdktf_ecr.operations.lifecycle.running.lambda_functions import ask_lambda
from cdktf_ecr.operations.lifecycle.running.parameter import ask_parameter
from cdktf_ecr.operations.lifecycle.running.uses import Answer, Use, digests_of, related
from tests.operations.lifecycle.samples import URI
from tests.standin.account import DENIED, Account
from tests.standin.ecr import REGISTRY, digest_of

NOW = datetime(2026, 11, 25, tzinfo=timezone.utc)
ARN = f"arn:aws:ecs:us-east-1:{REGISTRY}"


def inventory(*images: RepositoryImage) -> Inventory:
    return Inventory(repository="team/api", registry_id=REGISTRY, region="us-east-1", images=images)


def image(name: str, *tags: str, parents: tuple[str, ...] = ()) -> RepositoryImage:
    above = frozenset(map(digest_of, parents))
    return RepositoryImage(digest=digest_of(name), tags=tags, pushed_at=NOW, parents=above)


def ecs(account: Account) -> None:
    """Two clusters; one with a task, and a service in the middle of a deployment."""
    tasks = {f"{ARN}:cluster/web": [f"{ARN}:task/web/1"], f"{ARN}:cluster/idle": []}
    services = {f"{ARN}:cluster/web": [f"{ARN}:service/web/api"], f"{ARN}:cluster/idle": []}
    containers = [{"image": f"{URI}:1", "imageDigest": digest_of("one")}, {"image": "busybox"}]
    service = {
        "serviceName": "api",
        "taskDefinition": "api:2",
        "deployments": [{"taskDefinition": "api:2"}, {"taskDefinition": "api:1"}],
        "taskSets": [{"taskDefinition": "api:3"}],
    }
    account.answers |= {
        ("ecs", "ListClusters"): {"clusterArns": list(tasks)},
        ("ecs", "ListTasks"): lambda asked: {"taskArns": tasks[asked["cluster"]]},
        ("ecs", "DescribeTasks"): {"tasks": [{"taskArn": f"{ARN}:task/web/1", "containers": containers}]},
        ("ecs", "ListServices"): lambda asked: {"serviceArns": services[asked["cluster"]]},
        ("ecs", "DescribeServices"): {"services": [service]},
        ("ecs", "DescribeTaskDefinition"): lambda asked: {
            "taskDefinition": {"containerDefinitions": [{"image": f"{URI}:{asked['taskDefinition'][-1]}"}]}
        },
    }


def test_ecs_tasks_and_every_definition_of_services(account: Account, session: AwsSession) -> None:
    ecs(account)

    answer = ask_ecs(session)

    assert answer.problem is None
    assert {(use.where, use.image, use.digest) for use in answer.uses} == {
        ("ECS task web/1", f"{URI}:1", digest_of("one")),
        ("ECS task web/1", "busybox", None),
        *(("ECS service web/api", f"{URI}:{number}", None) for number in (1, 2, 3)),
    }


@pytest.mark.parametrize("containers", [[], [{"name": "api", "lastStatus": "PENDING"}]], ids=["none", "no image"])
def test_a_task_that_has_just_been_started_runs_what_its_definition_says(
    account: Account, session: AwsSession, containers: list[dict[str, str]]
) -> None:
    ecs(account)
    task = {"taskArn": f"{ARN}:task/web/1", "taskDefinitionArn": "api:9", "containers": containers}
    account.answers["ecs", "DescribeTasks"] = {"tasks": [task]}

    answer = ask_ecs(session)

    assert Use(where="ECS task web/1", image=f"{URI}:9") in answer.uses


def test_ecs_is_asked_for_all_pages_and_in_batches(account: Account, session: AwsSession) -> None:
    ecs(account)
    arns = [f"{ARN}:task/web/{number}" for number in range(150)]

    def tasks(asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if asked["cluster"].endswith("idle"):
            return {"taskArns": []}
        return {"taskArns": arns[75:]} if asked.get("nextToken") else {"taskArns": arns[:75], "nextToken": "x"}

    account.answers["ecs", "ListTasks"] = tasks
    ask_ecs(session)

    assert [len(asked["tasks"]) for asked in account.asked("ecs", "DescribeTasks")] == [100, 50]


@pytest.mark.parametrize(
    "operation",
    ["ListClusters", "ListTasks", "DescribeTasks", "ListServices", "DescribeServices", "DescribeTaskDefinition"],
)
def test_an_action_that_ecs_denies_is_named(account: Account, session: AwsSession, operation: str) -> None:
    ecs(account)
    account.answers["ecs", operation] = DENIED

    answer = ask_ecs(session)

    assert str(answer.problem).startswith(f"permission denied: ecs:{operation}")


def functions(account: Account) -> None:
    listed = [
        {"FunctionName": "zip", "FunctionArn": "zip", "PackageType": "Zip", "Version": "$LATEST"},
        {"FunctionName": "f", "FunctionArn": "f:1", "PackageType": "Image", "Version": "1"},
        {"FunctionName": "g", "FunctionArn": "g:$LATEST", "PackageType": "Image", "Version": "$LATEST"},
    ]
    code = {
        "f:1": {"ImageUri": f"{URI}:1", "ResolvedImageUri": f"{URI}@{digest_of('one')}"},
        "g:$LATEST": {"ImageUri": f"{URI}:2"},
    }
    account.answers["lambda", "ListFunctions"] = {"Functions": listed}
    account.answers["lambda", "GetFunction"] = lambda asked: {"Code": code[asked["FunctionName"]]}


def test_lambda_functions_in_every_version_by_their_digest(account: Account, session: AwsSession) -> None:
    functions(account)

    answer = ask_lambda(session)

    assert answer == Answer(
        source="Lambda",
        uses=(
            Use(where="Lambda function f:1", image=f"{URI}@{digest_of('one')}"),
            Use(where="Lambda function g:$LATEST", image=f"{URI}:2"),
        ),
    )
    assert account.asked("lambda", "ListFunctions")[0]["FunctionVersion"] == "ALL"


@pytest.mark.parametrize("operation", ["ListFunctions", "GetFunction"])
def test_an_action_that_lambda_denies_is_named(account: Account, session: AwsSession, operation: str) -> None:
    functions(account)
    account.answers["lambda", operation] = DENIED

    assert str(ask_lambda(session).problem).startswith(f"permission denied: lambda:{operation}")


def covered(name: str, **seen: Any) -> dict[str, Any]:
    return {
        "resourceType": "AWS_ECR_CONTAINER_IMAGE",
        "resourceId": f"arn:aws:ecr:us-east-1:{REGISTRY}:repository/team/api/{digest_of(name)}",
        "accountId": REGISTRY,
        "scanType": "PACKAGE",
        "resourceMetadata": {"ecrImage": seen},
    }


def test_inspector_knows_what_is_in_use_or_was_lately(account: Account, session: AwsSession) -> None:
    account.answers["inspector2", "ListCoverage"] = {
        "coveredResources": [
            covered("now", inUseCount=3, lastInUseAt=NOW - timedelta(days=9)),
            covered("lately", inUseCount=0, lastInUseAt=NOW),
            covered("long ago", inUseCount=0, lastInUseAt=NOW - timedelta(days=2)),
            covered("never"),
        ]
    }

    answer = ask_inspector(session, "team/api", since=NOW - timedelta(days=1))

    assert answer.problem is None
    assert [(use.where, use.digest) for use in answer.uses] == [
        ("Inspector: in use 3 times", digest_of("now")),
        ("Inspector: in use until 2026-11-25", digest_of("lately")),
    ]
    (asked,) = account.asked("inspector2", "ListCoverage")
    assert asked["filterCriteria"]["ecrRepositoryName"] == [{"comparison": "EQUALS", "value": "team/api"}]


def test_an_inspector_that_covers_nothing_does_not_know(account: Account, session: AwsSession) -> None:
    account.answers["inspector2", "ListCoverage"] = {"coveredResources": []}
    assert "it covers no image" in str(ask_inspector(session, "team/api", since=NOW).problem)

    account.answers["inspector2", "ListCoverage"] = DENIED
    assert str(ask_inspector(session, "team/api", since=NOW).problem).startswith(
        "permission denied: inspector2:ListCoverage"
    )


@pytest.mark.parametrize("value", [digest_of("one"), f"team/api@{digest_of('one')}", f"{URI}:1", "team/api:1\n"])
def test_a_parameter_names_a_digest_or_an_image(account: Account, session: AwsSession, value: str) -> None:
    account.answers["ssm", "GetParameter"] = {"Parameter": {"Name": "/p", "Value": value}}
    images = inventory(image("one", "1"))

    answer = ask_parameter(session, "/p", images)

    assert answer.problem is None
    assert digests_of(answer.uses[0], images) == (digest_of("one"),)


@pytest.mark.parametrize("value", [digest_of("other"), "team/api:9", "team/web:1", "none", "x y"])
def test_a_parameter_that_names_no_image_is_a_problem(account: Account, session: AwsSession, value: str) -> None:
    account.answers["ssm", "GetParameter"] = {"Parameter": {"Name": "/p", "Value": value}}

    answer = ask_parameter(session, "/p", inventory(image("one", "1")))

    assert (answer.uses, answer.problem) == ((), "its value names no image of the repository")


def test_a_parameter_that_is_denied(account: Account, session: AwsSession) -> None:
    account.answers["ssm", "GetParameter"] = DENIED

    assert str(ask_parameter(session, "/p", inventory()).problem).startswith("permission denied: ssm:GetParameter")


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (f"{URI}:1", True),
        (f"{URI}@{digest_of('one')}", True),
        # Without a tag Docker means this one.
        (URI, True),
        ("team/api:1", False),
        (f"{URI.replace(REGISTRY, '210987654321')}:1", False),
        (f"{URI.replace('us-east-1', 'eu-west-1')}:1", False),
        (f"{URI}x:1", False),
        (f"{URI}:9", False),
        ("busybox", False),
    ],
)
def test_which_image_of_the_repository_a_reference_means(reference: str, found: bool) -> None:  # noqa: FBT001 - a table's column
    images = inventory(image("one", "1", "latest"))

    assert digests_of(Use(where="x", image=reference), images) == ((digest_of("one"),) if found else ())


def test_a_saved_list_that_names_no_registry_is_of_any() -> None:
    images = Inventory(repository="team/api", registry_id=None, region=None, images=(image("one", "1"),))

    assert digests_of(Use(where="x", image=f"{URI}:1"), images) == (digest_of("one"),)


def test_an_index_its_images_and_indexes_of_indexes_belong_together() -> None:
    images = inventory(
        image("outer", "1"),
        image("inner", parents=("outer",)),
        image("amd64", parents=("inner",)),
        image("arm64", parents=("inner",)),
        image("alone"),
    )
    belong: Callable[[str], set[str]] = lambda name: related(digest_of(name), images)  # noqa: E731

    assert belong("outer") == set(map(digest_of, ("outer", "inner", "amd64", "arm64")))
    assert belong("amd64") == set(map(digest_of, ("outer", "inner", "amd64")))
    assert belong("alone") == {digest_of("alone")}
