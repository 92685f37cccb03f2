"""The parameter that says which image a service's hosts are to run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timezone
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from cdktf_ecr.model.deployment.history import Version
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.operations.errors import AwsError, aws_errors, error_code

if TYPE_CHECKING:
    from cdktf_ecr.model.deployment.service import DeployedService

# GetParameterHistory, parameter MaxResults (Systems Manager API reference).
_PAGE = 50
# What a version has besides its value. Whether a PutParameter without them keeps them is not documented, and they are
# Terraform's.
_KEPT = ("Type", "Description", "AllowedPattern", "Tier", "DataType")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """The parameter as it was found.

    Args:
        name: Its name.
        versions: Its versions, the oldest first; at least one.
        settings: What else the newest has, as PutParameter takes it.
    """

    name: str
    versions: tuple[Version, ...]
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]


def read_parameter(client: Any, service: DeployedService) -> Parameter:
    """Return the parameter with its history. Needs ssm:GetParameterHistory.

    Args:
        client: A client for "ssm".
        service: The service.

    Raises:
        AwsError: There is no such parameter, AWS refused, or could not be reached.
    """
    found: list[dict[str, Any]] = []
    scope: dict[str, Any] = {}
    with aws_errors("ssm"):
        try:
            while True:
                page = client.get_parameter_history(Name=service.parameter, MaxResults=_PAGE, **scope)
                found += page["Parameters"]
                if not page.get("NextToken"):
                    break
                scope = {"NextToken": page["NextToken"]}
        except client.exceptions.ParameterNotFound as error:
            raise _missing(service) from error
    found.sort(key=lambda version: int(version["Version"]))
    if not found:
        raise _missing(service)
    return Parameter(
        name=service.parameter,
        versions=tuple(_version(one) for one in found),
        settings={name: found[-1][name] for name in _KEPT if found[-1].get(name)},
    )


def read_value(client: Any, service: DeployedService) -> str:
    """Return the parameter's value. Needs ssm:GetParameter.

    Args:
        client: A client for "ssm".
        service: The service.

    Raises:
        AwsError: There is no such parameter, AWS refused, or could not be reached.
    """
    with aws_errors("ssm"):
        try:
            return str(client.get_parameter(Name=service.parameter)["Parameter"]["Value"])
        except client.exceptions.ParameterNotFound as error:
            raise _missing(service) from error


def write_value(client: Any, parameter: Parameter, value: str) -> None:
    """Write a new version of the parameter, with everything else as it was. Needs ssm:PutParameter.

    Args:
        client: A client for "ssm".
        parameter: The parameter as it was found.
        value: The new value.

    Raises:
        InvalidSettingError: The value is none that the parameter may hold.
        AwsError: AWS refused, or could not be reached.
    """
    with aws_errors("ssm"):
        try:
            client.put_parameter(Name=parameter.name, Value=value, Overwrite=True, **parameter.settings)
        except ClientError as error:
            if error_code(error) != "ParameterPatternMismatchException":
                raise
            rule = f"must match {parameter.settings.get('AllowedPattern')}, which {parameter.name} has as its pattern"
            raise InvalidSettingError("image", value, rule, source="the service's deployment") from None


def _version(answer: dict[str, Any]) -> Version:
    return Version(
        number=int(answer["Version"]),
        value=answer["Value"],
        at=answer["LastModifiedDate"].astimezone(timezone.utc),
        by=answer.get("LastModifiedUser"),
    )


def _missing(service: DeployedService) -> AwsError:
    return AwsError(
        f"there is no parameter {service.parameter} in the account and region: the construct ServiceDeployment, which "
        f"ContainerHost has, creates it with the document {service.document}"
    )
