"""What each host was last told to run, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timezone
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.deployment.outcomes import HostOutcome, status_word
from cdktf_ecr.operations.errors import aws_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from cdktf_ecr.model.deployment.service import DeployedService


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """The last command for a host.

    Args:
        image: The image that it was to deploy; None where Systems Manager does not say.
        at: When, in UTC.
        outcome: What came of it, without what the script printed.
    """

    image: str | None
    at: datetime
    outcome: HostOutcome


def last_runs(client: Any, service: DeployedService) -> dict[str, LastRun]:
    """Return the last command for each host, by the host. Systems Manager remembers commands for 30 days.

    Needs ssm:ListCommands and ssm:ListCommandInvocations.

    Args:
        client: A client for "ssm".
        service: The service.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    scope = {"Filters": [{"key": "DocumentName", "value": service.document}]}
    with aws_errors("ssm"):
        commands = list(_all(client, "list_commands", "Commands", scope))
        invocations = list(_all(client, "list_command_invocations", "CommandInvocations", {**scope, "Details": True}))
    images = {one["CommandId"]: next(iter(one.get("Parameters", {}).get("Image", [])), None) for one in commands}
    runs: dict[str, LastRun] = {}
    for one in sorted(invocations, key=lambda invocation: invocation["RequestedDateTime"]):
        outcome = _outcome(one)
        runs[outcome.instance_id] = LastRun(
            image=images.get(one["CommandId"]), at=one["RequestedDateTime"].astimezone(timezone.utc), outcome=outcome
        )
    return runs


def _all(client: Any, operation: str, key: str, scope: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for page in client.get_paginator(operation).paginate(**scope):
        yield from page[key]


def _outcome(answer: Mapping[str, Any]) -> HostOutcome:
    codes = [one["ResponseCode"] for one in answer.get("CommandPlugins", []) if one.get("ResponseCode", -1) != -1]
    return HostOutcome(
        instance_id=answer["InstanceId"],
        name=answer.get("InstanceName", ""),
        status=status_word(answer.get("StatusDetails") or answer["Status"]),
        exit_code=codes[-1] if codes else None,
    )
