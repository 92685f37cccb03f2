"""What Amazon ECS runs: tasks and services of every cluster in an account and region, and their definitions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# DescribeTasks and DescribeServices (ECS API reference): at most so many at once.
_TASKS_AT_ONCE = 100
_SERVICES_AT_ONCE = 10


def running_tasks(client: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield where each task runs, such as "ECS task main/0f9c", and what DescribeTasks says of it.

    Those that are still starting are among them: it is the state that they are to have. What is only run on a schedule,
    and not now, is not.

    Args:
        client: A client for "ecs".
    """
    for cluster in _pages(client, "list_clusters", "clusterArns"):
        for batch in _batches(_pages(client, "list_tasks", "taskArns", cluster=cluster), _TASKS_AT_ONCE):
            for task in client.describe_tasks(cluster=cluster, tasks=batch)["tasks"]:
                yield f"ECS task {last_of(cluster)}/{last_of(task['taskArn'])}", task


def definitions_of_services(client: Any) -> Iterator[tuple[str, str]]:
    """Yield where each service is with each of its task definitions: those that a deployment replaces too.

    Args:
        client: A client for "ecs".
    """
    for cluster in _pages(client, "list_clusters", "clusterArns"):
        for batch in _batches(_pages(client, "list_services", "serviceArns", cluster=cluster), _SERVICES_AT_ONCE):
            for service in client.describe_services(cluster=cluster, services=batch)["services"]:
                parts = (service, *service.get("deployments", ()), *service.get("taskSets", ()))
                for definition in dict.fromkeys(part.get("taskDefinition") for part in parts):
                    if definition:
                        yield f"ECS service {last_of(cluster)}/{service['serviceName']}", definition


def containers_of(client: Any, definition: str) -> list[Mapping[str, Any]]:
    """Return the containers of a task definition.

    Args:
        client: A client for "ecs".
        definition: Its ARN.
    """
    described = client.describe_task_definition(taskDefinition=definition)["taskDefinition"]
    return list(described.get("containerDefinitions", ()))


def last_of(arn: str) -> str:
    """Return the name at the end of an ARN."""
    return arn.rpartition("/")[2]


def _pages(client: Any, operation: str, key: str, **scope: str) -> Iterator[str]:
    for page in client.get_paginator(operation).paginate(**scope):
        yield from page[key]


def _batches(items: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
