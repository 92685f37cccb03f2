"""The image as hosts are to pull it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.operations.errors import aws_errors
from cdktf_ecr.operations.references import registry_host

if TYPE_CHECKING:
    from types_boto3_ecr import ECRClient

    from cdktf_ecr.operations.references import ImageReference

# What a repository's URL has in its host; FIPS and dual-stack hosts are other names for the same registry.
_PLAIN = ".dkr.ecr."


def image_uri(client: ECRClient, reference: ImageReference, digest: str) -> str:
    """Return the image by the repository's URL and its digest. Needs ecr:DescribeRepositories, but for a full URI.

    Args:
        client: A client for ECR.
        reference: The image, as it was named.
        digest: Its digest.

    Raises:
        AwsError: There is no such repository, AWS refused, or could not be reached.
    """
    host = registry_host(reference.text)
    if host is not None and _PLAIN in host:
        return f"{host}/{reference.repository}@{digest}"
    scope: dict[str, Any] = {} if reference.registry_id is None else {"registryId": reference.registry_id}
    with aws_errors():
        (found,) = client.describe_repositories(repositoryNames=[reference.repository], **scope)["repositories"]
    return f"{found['repositoryUri']}@{digest}"
