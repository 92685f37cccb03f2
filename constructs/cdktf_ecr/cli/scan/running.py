"""The image that a repository's hosts are to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.deployment.history import digest_of
from cdktf_ecr.model.deployment.service import DeployedService
from cdktf_ecr.operations.deployment.parameter import read_value
from cdktf_ecr.operations.references import parse_repository

if TYPE_CHECKING:
    from cdktf_ecr.cli.aws_options import Aws


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedImage:
    """What the parameter of a deployment holds.

    Args:
        repository: The repository's name.
        parameter: The parameter's name.
        value: What it holds.
    """

    repository: str
    parameter: str
    value: str

    @property
    def image(self) -> str | None:
        """The image, by its digest; None where it names none."""
        return self.value if digest_of(self.value) is not None else None


def deployed_image(repository: str, aws: Aws, *, registry_id: str | None) -> DeployedImage:
    """Return the image that a repository's hosts are to run.

    Args:
        repository: The repository's name, or its full URI.
        aws: How AWS is asked.
        registry_id: The registry asked for beside it, if any.

    Raises:
        InvalidSettingError: It is no repository's name, or the URI contradicts what is asked for beside it.
        AwsError: There is no such parameter, AWS refused, or could not be reached.
    """
    reference = parse_repository(repository, registry_id=registry_id, region=aws.asked_region)
    service = DeployedService(repository=reference.repository)
    value = read_value(aws.session(reference.region).client("ssm"), service)
    return DeployedImage(repository=reference.repository, parameter=service.parameter, value=value.strip())
