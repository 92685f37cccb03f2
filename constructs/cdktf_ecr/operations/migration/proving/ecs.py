"""What Amazon ECS runs and would start: the task definitions of services and of running tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.migration.running import Looked, Running, runs
from cdktf_ecr.operations.ecs import containers_of, definitions_of_services, last_of, running_tasks
from cdktf_ecr.operations.errors import AwsError, aws_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "ECS"


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
            for where, definition in definitions_of_services(client):
                found += _of_definition(client, where, definition)
            found += _of_running_tasks(client)
    except AwsError as error:
        if error.action is None:
            raise
        return Looked(name=NAME, running=tuple(dict.fromkeys(found)), failure=str(error))
    return Looked(name=NAME, running=tuple(dict.fromkeys(found)))


def _of_definition(client: Any, where: str, definition: str) -> Iterator[Running]:
    for container in containers_of(client, definition):
        yield runs(f"{where}, {last_of(definition)}, container {container['name']}", container["image"])


def _of_running_tasks(client: Any) -> Iterator[Running]:
    for where, task in running_tasks(client):
        containers = [one for one in task.get("containers", []) if one.get("image")]
        for container in containers:
            yield runs(f"{where}, container {container['name']}", container["image"])
        if not containers:
            yield from _of_definition(client, where, task["taskDefinitionArn"])
