"""Images of the tasks that run on ECS, and of the task definitions of its services."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.errors import AwsError, aws_errors

from .uses import Answer, Use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cdktf_ecr.operations.aws import AwsSession

SOURCE = "ECS"
# DescribeTasks and DescribeServices (ECS API reference): at most so many at once.
_TASKS_AT_ONCE = 100
_SERVICES_AT_ONCE = 10


def ask_ecs(session: AwsSession) -> Answer:
    """Return the images of all tasks and services in the session's account and region.

    Needs ecs:ListClusters, ecs:ListTasks, ecs:DescribeTasks, ecs:ListServices, ecs:DescribeServices and
    ecs:DescribeTaskDefinition. What is only run on a schedule, and not now, is not among them.

    Args:
        session: The session.
    """
    client = session.client("ecs")
    uses: list[Use] = []
    try:
        with aws_errors("ecs"):
            definitions: dict[str, set[str]] = {}
            for cluster in _pages(client, "list_clusters", "clusterArns"):
                uses += _of_tasks(client, cluster)
                for where, definition in _of_services(client, cluster):
                    definitions.setdefault(definition, set()).add(where)
            for definition, places in definitions.items():
                described = client.describe_task_definition(taskDefinition=definition)["taskDefinition"]
                uses += [
                    Use(where=where, image=container["image"])
                    for where in sorted(places)
                    for container in described["containerDefinitions"]
                ]
    except AwsError as error:
        return Answer(source=SOURCE, uses=tuple(uses), problem=str(error))
    return Answer(source=SOURCE, uses=tuple(uses))


def _of_tasks(client: Any, cluster: str) -> Iterator[Use]:
    # Those that are still starting are among them: it is the state that they are to have.
    for batch in _batches(_pages(client, "list_tasks", "taskArns", cluster=cluster), _TASKS_AT_ONCE):
        for task in client.describe_tasks(cluster=cluster, tasks=batch)["tasks"]:
            name = task["taskArn"].rpartition("/")[2]
            for container in task.get("containers", ()):
                if "image" in container:
                    where = f"ECS task {_name(cluster)}/{name}"
                    yield Use(where=where, image=container["image"], digest=container.get("imageDigest"))


def _of_services(client: Any, cluster: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each service with each of its task definitions: those that a deployment replaces too."""
    for batch in _batches(_pages(client, "list_services", "serviceArns", cluster=cluster), _SERVICES_AT_ONCE):
        for service in client.describe_services(cluster=cluster, services=batch)["services"]:
            where = f"ECS service {_name(cluster)}/{service['serviceName']}"
            for each in (service, *service.get("deployments", ()), *service.get("taskSets", ())):
                if each.get("taskDefinition"):
                    yield where, each["taskDefinition"]


def _pages(client: Any, operation: str, key: str, **parameters: str) -> Iterator[str]:
    for page in client.get_paginator(operation).paginate(**parameters):
        yield from page[key]


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _name(cluster: str) -> str:
    return cluster.rpartition("/")[2]
