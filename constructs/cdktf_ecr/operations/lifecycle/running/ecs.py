"""Images of the tasks that run on ECS, and of the task definitions of its services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.operations.ecs import containers_of, definitions_of_services, running_tasks
from cdktf_ecr.operations.errors import AwsError, aws_errors

from .uses import Answer, Use

if TYPE_CHECKING:
    from cdktf_ecr.operations.aws import AwsSession

SOURCE = "ECS"


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
            for where, task in running_tasks(client):
                own = [
                    Use(where=where, image=container["image"], digest=container.get("imageDigest"))
                    for container in task.get("containers", ())
                    if container.get("image")
                ]
                uses += own
                # One that has just been started may have no containers yet.
                if not own:
                    definitions.setdefault(task["taskDefinitionArn"], set()).add(where)
            for where, definition in definitions_of_services(client):
                definitions.setdefault(definition, set()).add(where)
            for definition, places in definitions.items():
                containers = containers_of(client, definition)
                uses += [Use(where=where, image=each["image"]) for where in sorted(places) for each in containers]
    except AwsError as error:
        return Answer(source=SOURCE, uses=tuple(uses), problem=str(error))
    return Answer(source=SOURCE, uses=tuple(uses))
