"""The hosts of a service, as Systems Manager knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.deployment.document import TARGET_TAG
from cdktf_ecr.operations.errors import aws_errors

if TYPE_CHECKING:
    from datetime import datetime

    from cdktf_ecr.model.deployment.service import DeployedService

_ONLINE = "Online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host that Systems Manager's agent runs on.

    Args:
        instance_id: The host.
        name: What its system calls it; "" where the agent does not say.
        online: Whether the agent answers.
        last_seen: When it last did, in UTC; None where nobody knows.
    """

    instance_id: str
    name: str
    online: bool
    last_seen: datetime | None = None


def target_of(service: DeployedService) -> dict[str, Any]:
    """Return the tag of the service's hosts as SendCommand takes it among its targets.

    Args:
        service: The service.
    """
    return {"Key": f"tag:{TARGET_TAG}", "Values": [service.target_value]}


def find_hosts(client: Any, service: DeployedService) -> tuple[Host, ...]:
    """Return the hosts that have the service's tag and an agent. Needs ssm:DescribeInstanceInformation.

    Args:
        client: A client for "ssm".
        service: The service.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    with aws_errors("ssm"):
        pages = client.get_paginator("describe_instance_information").paginate(Filters=[target_of(service)])
        found = [_host(one) for page in pages for one in page["InstanceInformationList"]]
    return tuple(sorted(found, key=lambda host: host.instance_id))


def _host(answer: dict[str, Any]) -> Host:
    seen = answer.get("LastPingDateTime")
    return Host(
        instance_id=answer["InstanceId"],
        name=answer.get("ComputerName") or answer.get("Name") or "",
        online=answer.get("PingStatus") == _ONLINE,
        last_seen=None if seen is None else seen.astimezone(timezone.utc),
    )
