"""The image that a deployment left in a parameter of Systems Manager."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cdktf_ecr.operations.errors import AwsError, aws_errors

from .uses import Answer, Use, digests_of

if TYPE_CHECKING:
    from cdktf_ecr.operations.aws import AwsSession
    from cdktf_ecr.operations.lifecycle.inventory import Inventory

_DIGEST = re.compile("sha256:[0-9a-f]{64}")


def ask_parameter(session: AwsSession, name: str, inventory: Inventory) -> Answer:
    """Return the image that a parameter names. Needs ssm:GetParameter; for a SecureString kms:Decrypt of its key.

    Args:
        session: The session.
        name: The parameter's name or ARN. Its value is a digest, or a reference of an image.
        inventory: The images of the repository: a value that names none of them is a problem.
    """
    source = f"SSM parameter {name}"
    client = session.client("ssm")
    try:
        with aws_errors("ssm"):
            value = client.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"].strip()
    except AwsError as error:
        return Answer(source=source, problem=str(error))
    image = f"{inventory.repository}@{value}" if _DIGEST.fullmatch(value) else value
    use = Use(where=source, image=image, bare=True)
    known = inventory.by_digest()
    if not any(digest in known for digest in digests_of(use, inventory)):
        return Answer(source=source, problem="its value names no image of the repository")
    return Answer(source=source, uses=(use,))
