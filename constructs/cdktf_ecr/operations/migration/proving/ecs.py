"""What Amazon ECS runs and would start: the task definitions of services and of running tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.migration.running import Looked, Running, runs
from cdktf_ecr.operations.errors import AwsError, aws_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = "ECS"
# DescribeServices and DescribeTasks (ECS API reference).
_SERVICES_AT_ONCE = 10
_TASKS_AT_ONCE = 100


def look_at_ecs(client: Any) -> Looked:
    """Return what ECS runs in the client's account and region.

    Scheduled tasks that are not running, and whatever else starts tasks, are not among it.

    Args:
        client: A client for "ecs".

    Raises:
        AwsError: AWS could not be reached, or does not accept the credentials; an action that is denied makes it a
            failure of this place.
    """
    found: list[Running] = []
    try:
        with aws_errors("ecs"):
            for where, definition in dict.fromkeys(_in_use(client)):
                found += _of_definition(client, where, definition)
            found += _of_running_tasks(client)
    except AwsError as error:
        if error.action is None:
            raise
        return Looked(name=NAME, running=tuple(dict.fromkeys(found)), failure=str(error))
    return Looked(name=NAME, running=tuple(dict.fromkeys(found)))


def _in_use(client: Any) -> Iterator[tuple[str, str]]:
    """Yield each service and the task definitions of its deployments."""
    for cluster in _pages(client, "list_clusters", "clusterArns"):
        services = _pages(client, "list_services", "serviceArns", cluster=cluster)
        for some in _chunks(services, _SERVICES_AT_ONCE):
            for service in client.describe_services(cluster=cluster, services=some)["services"]:
                where = f"ECS service {_last(cluster)}/{service['serviceName']}"
                own = [service.get("taskDefinition")]
                parts = [*service.get("deployments", []), *service.get("taskSets", [])]
                for definition in [*own, *(part.get("taskDefinition") for part in parts)]:
                    if definition:
                        yield where, definition


def _of_definition(client: Any, where: str, definition: str) -> Iterator[Running]:
    described = client.describe_task_definition(taskDefinition=definition)["taskDefinition"]
    for container in described.get("containerDefinitions", []):
        yield runs(f"{where}, {_last(definition)}, container {container['name']}", container["image"])


def _of_running_tasks(client: Any) -> Iterator[Running]:
    for cluster in _pages(client, "list_clusters", "clusterArns"):
        tasks = _pages(client, "list_tasks", "taskArns", cluster=cluster)
        for some in _chunks(tasks, _TASKS_AT_ONCE):
            for task in client.describe_tasks(cluster=cluster, tasks=some)["tasks"]:
                where = f"ECS task {_last(cluster)}/{_last(task['taskArn'])}"
                containers = [one for one in task.get("containers", []) if one.get("image")]
                for container in containers:
                    yield runs(f"{where}, container {container['name']}", container["image"])
                if not containers:
                    yield from _of_definition(client, where, task["taskDefinitionArn"])


def _pages(client: Any, operation: str, key: str, **scope: str) -> list[str]:
    pages = client.get_paginator(operation).paginate(**scope)
    return [arn for page in pages for arn in page[key]]


def _chunks(values: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]
