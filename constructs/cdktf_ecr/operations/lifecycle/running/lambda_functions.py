"""Images of Lambda functions, in every version that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.operations.errors import AwsError, aws_errors

from .uses import Answer, Use

if TYPE_CHECKING:
    from cdktf_ecr.operations.aws import AwsSession

SOURCE = "Lambda"


def ask_lambda(session: AwsSession) -> Answer:
    """Return the images of all functions in the session's account and region.

    Needs lambda:ListFunctions and lambda:GetFunction.

    Args:
        session: The session.
    """
    client = session.client("lambda")
    uses: list[Use] = []
    try:
        with aws_errors("lambda"):
            for page in client.get_paginator("list_functions").paginate(FunctionVersion="ALL"):
                for function in page["Functions"]:
                    if function.get("PackageType") != "Image":
                        continue
                    code = client.get_function(FunctionName=function["FunctionArn"])["Code"]
                    # The image by its digest, which the tag need no longer mean.
                    image = code.get("ResolvedImageUri") or code["ImageUri"]
                    name = f"{function['FunctionName']}:{function.get('Version', '$LATEST')}"
                    uses.append(Use(where=f"Lambda function {name}", image=image))
    except AwsError as error:
        return Answer(source=SOURCE, uses=tuple(uses), problem=str(error))
    return Answer(source=SOURCE, uses=tuple(uses))
