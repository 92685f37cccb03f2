"""Systems Manager as the stand-in plays it: a service's parameter, and hosts that take a command step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .account import Account, Answer
from .server import Fault

REPOSITORY = "team/api"
PARAMETER = "/ecr/team/api/image"
PATTERN = "^(none|123456789012[.]dkr[.]ecr[.]us-east-1[.]amazonaws[.]com/team/api@sha256:[0-9a-f]{64})$"
DESCRIPTION = "Image that the service runs, written by deployments"
WRITTEN = 1_795_000_000
ENDED = {"Success", "Failed", "Cancelled", "TimedOut"}

# What ListCommandInvocations says besides a detailed status (CommandInvocation, Systems Manager API reference).
_STATUS = {
    "Delivery Timed Out": "TimedOut",
    "Execution Timed Out": "TimedOut",
    "Undeliverable": "TimedOut",
    "Terminated": "Cancelled",
}


@dataclass
class PlayedHost:
    """A host.

    Attributes:
        name: Its instance's id.
        steps: The detailed status at each question, the last for ever.
        code: The script's exit code.
        output: What it prints.
        errors: What it writes on stderr.
        ping: What Systems Manager says of its agent.
        output_after: How often its output is not to be had before it is.
    """

    name: str
    steps: Sequence[str] = ("Pending", "In Progress", "Success")
    code: int = 0
    output: str = ""
    errors: str = ""
    ping: str = "Online"
    output_after: int = 0


@dataclass
class Fleet:
    """A service's parameter, document and hosts.

    Attributes:
        values: The parameter's values, the oldest first.
        hosts: The hosts.
        commands: What was sent.
        canceled: The commands that were to be ended.
        listed: How often the hosts' progress was asked for.
        targeted: Whether the tag still leads to the hosts when the command is sent.
    """

    values: list[str]
    hosts: list[PlayedHost] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)
    canceled: list[str] = field(default_factory=list)
    listed: int = 0
    targeted: bool = True

    def answers(self) -> dict[tuple[str, str], Answer]:
        """Return what Systems Manager answers."""
        handlers = {
            "GetParameter": self._get,
            "GetParameterHistory": self._history,
            "PutParameter": self._put,
            "DescribeInstanceInformation": self._instances,
            "SendCommand": self._send,
            "ListCommands": self._list_commands,
            "ListCommandInvocations": self._list_invocations,
            "GetCommandInvocation": self._output,
            "CancelCommand": self._cancel,
        }
        return {("ssm", operation): handler for operation, handler in handlers.items()}

    @property
    def value(self) -> str:
        """What the parameter holds."""
        return self.values[-1]

    def sent(self, account: Account) -> Mapping[str, Any]:
        """Return the one request that sent a command."""
        (request,) = account.asked("ssm", "SendCommand")
        return request

    def _known(self, asked: Mapping[str, Any]) -> None:
        if asked["Name"] != PARAMETER:
            raise Fault("ParameterNotFound")

    def _get(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._known(asked)
        return {"Parameter": {"Name": PARAMETER, "Value": self.value, "Version": len(self.values)}}

    def _history(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._known(asked)
        start, size = int(asked.get("NextToken", 0)), asked["MaxResults"]
        versions = [
            {
                "Name": PARAMETER,
                "Type": "String",
                "Version": number,
                "Value": value,
                "LastModifiedDate": WRITTEN + number,
                "LastModifiedUser": f"arn:aws:sts::123456789012:assumed-role/deploy/{number}",
                "Description": DESCRIPTION,
                "AllowedPattern": PATTERN,
                "Tier": "Standard",
                "DataType": "text",
            }
            for number, value in enumerate(self.values, 1)
        ]
        page = {"Parameters": versions[start : start + size]}
        return page if start + size >= len(versions) else {**page, "NextToken": str(start + size)}

    def _put(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self._known(asked)
        assert asked["Overwrite"]
        self.values.append(asked["Value"])
        return {"Version": len(self.values), "Tier": "Standard"}

    def _instances(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        assert asked["Filters"][0]["Key"] == "tag:Deployment"
        return {
            "InstanceInformationList": [
                {
                    "InstanceId": host.name,
                    "ComputerName": f"{host.name}.internal",
                    "PingStatus": host.ping,
                    "LastPingDateTime": WRITTEN,
                }
                for host in self.hosts
            ]
        }

    def _send(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        command = {
            "CommandId": f"00000000-0000-0000-0000-{len(self.commands):012}",
            "Comment": asked["Comment"],
            "DocumentName": asked["DocumentName"],
            "Parameters": asked["Parameters"],
            "RequestedDateTime": WRITTEN + len(self.commands),
            "Status": "Pending",
            "TargetCount": 0,
        }
        self.commands.append(command)
        return {"Command": command}

    def _reached(self) -> list[PlayedHost]:
        return [host for host in self.hosts if host.ping == "Online"] if self.targeted else []

    def _list_commands(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        if "CommandId" not in asked:
            return {"Commands": list(reversed(self.commands))}
        statuses = [_STATUS.get(self._step(host), self._step(host)) for host in self._reached()]
        status = "Success" if all(one in ENDED for one in statuses) else "InProgress"
        (command,) = [one for one in self.commands if one["CommandId"] == asked["CommandId"]]
        details = status if self.targeted else "NoInstancesInTag"
        told = {**command, "Status": status, "StatusDetails": details, "TargetCount": len(statuses)}
        return {"Commands": [told]}

    def _step(self, host: PlayedHost) -> str:
        return host.steps[min(self.listed, len(host.steps) - 1)]

    def _list_invocations(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        wanted = asked.get("CommandId")
        commands = [one for one in self.commands if wanted in {None, one["CommandId"]}]
        told = [self._invocation(command, host) for command in commands for host in self._reached()]
        self.listed += 1
        return {"CommandInvocations": told}

    def _invocation(self, command: Mapping[str, Any], host: PlayedHost) -> dict[str, Any]:
        details = self._step(host)
        return {
            "CommandId": command["CommandId"],
            "InstanceId": host.name,
            "InstanceName": f"web {host.name}",
            "DocumentName": command["DocumentName"],
            "RequestedDateTime": command["RequestedDateTime"],
            "Status": _STATUS.get(details, details.replace(" ", "")),
            "StatusDetails": details,
            "CommandPlugins": [{"Name": "deploy", "ResponseCode": host.code}],
        }

    def _output(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        (host,) = [one for one in self.hosts if one.name == asked["InstanceId"]]
        if host.output_after:
            host.output_after -= 1
            raise Fault("InvocationDoesNotExist")
        return {
            "CommandId": asked["CommandId"],
            "InstanceId": host.name,
            "ResponseCode": host.code,
            "StandardOutputContent": host.output,
            "StandardErrorContent": host.errors,
        }

    def _cancel(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        self.canceled.append(asked["CommandId"])
        return {}
