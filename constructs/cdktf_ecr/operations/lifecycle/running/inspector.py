"""Images that Amazon Inspector has seen in use: by tasks of ECS and by pods of EKS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.errors import AwsError, aws_errors

from .uses import Answer, Use

if TYPE_CHECKING:
    from datetime import datetime

    from cdktf_ecr.operations.aws import AwsSession

SOURCE = "Inspector"


def ask_inspector(session: AwsSession, repository: str, *, since: datetime) -> Answer:
    """Return the images of a repository that are in use, or were lately. Needs inspector2:ListCoverage.

    Args:
        session: The session.
        repository: Name of the repository.
        since: An image that was last in use before does not run any more.
    """
    client = session.client("inspector2")
    criteria = {
        "resourceType": [{"comparison": "EQUALS", "value": "AWS_ECR_CONTAINER_IMAGE"}],
        "ecrRepositoryName": [{"comparison": "EQUALS", "value": repository}],
    }
    try:
        with aws_errors("inspector2"):
            pages = client.get_paginator("list_coverage").paginate(filterCriteria=criteria)
            covered = [resource for page in pages for resource in page["coveredResources"]]
    except AwsError as error:
        return Answer(source=SOURCE, problem=str(error))
    if not covered:
        return Answer(source=SOURCE, problem="it covers no image of the repository, so it knows of none in use")
    uses = (_use(resource, repository, since) for resource in covered)
    return Answer(source=SOURCE, uses=tuple(use for use in uses if use is not None))


def _use(resource: Any, repository: str, since: datetime) -> Use | None:
    metadata = resource.get("resourceMetadata", {}).get("ecrImage", {})
    count, last = metadata.get("inUseCount", 0), metadata.get("lastInUseAt")
    if not count and (last is None or last < since):
        return None
    # "arn:aws:ecr:REGION:ACCOUNT:repository/NAME/sha256:...".
    digest = resource["resourceId"].rpartition("/")[2]
    seen = f"in use {count:,} times" if count else f"in use until {last:%Y-%m-%d}"
    return Use(where=f"Inspector: {seen}", image=f"{repository}@{digest}", digest=digest, bare=True)
