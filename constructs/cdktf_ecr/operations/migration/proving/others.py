"""What AWS Lambda runs as images, and what a deployment keeps in SSM parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.migration.running import Looked, runs
from cdktf_ecr.operations.errors import AwsError, aws_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cdktf_ecr.model.migration.running import Running

LAMBDA = "Lambda"


def look_at_lambda(client: Any) -> Looked:
    """Return the images of the Lambda functions in the client's account and region.

    Args:
        client: A client for "lambda".

    Raises:
        AwsError: AWS could not be reached, or does not accept the credentials.
    """

    def functions() -> Iterator[Running]:
        for page in client.get_paginator("list_functions").paginate():
            for function in page["Functions"]:
                if function.get("PackageType") == "Image":
                    name = function["FunctionName"]
                    code = client.get_function(FunctionName=name)["Code"]
                    yield runs(f"Lambda function {name}", code.get("ImageUri", ""))

    return _looked(LAMBDA, "lambda", functions)


def look_at_parameter(client: Any, name: str) -> Looked:
    """Return the image that an SSM parameter names: what new hosts start.

    Args:
        client: A client for "ssm".
        name: The parameter.

    Raises:
        AwsError: There is no such parameter, AWS could not be reached, or does not accept the credentials.
    """

    def parameter() -> Iterator[Running]:
        value = client.get_parameter(Name=name)["Parameter"]["Value"]
        yield runs(f"SSM parameter {name}", value.strip())

    return _looked(f"SSM parameter {name}", "ssm", parameter)


def _looked(name: str, service: str, read: Callable[[], Iterator[Running]]) -> Looked:
    found: list[Running] = []
    try:
        with aws_errors(service):
            # One by one: what was seen before a refusal was seen.
            for running in read():
                found.append(running)  # noqa: PERF402
    except AwsError as error:
        if error.action is None:
            raise
        return Looked(name=name, running=tuple(found), failure=str(error))
    return Looked(name=name, running=tuple(found))
