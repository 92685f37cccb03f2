"""The command that deploys an image to a service's hosts, and how far each host is with it."""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from cdktf_ecr.model.deployment.outcomes import HostOutcome, status_word
from cdktf_ecr.operations.errors import AwsError, aws_errors, error_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.model.deployment.service import DeployedService

# SendCommand, parameter TimeoutSeconds; ListCommandInvocations, parameter MaxResults (Systems Manager API reference).
_SHORTEST_DELIVERY, _LONGEST_DELIVERY = 30, 2_592_000
_PAGE = 50
_COMMAND_ENDED = {"Success", "Cancelled", "Failed", "TimedOut"}
# GetCommandInvocation, StandardOutputContent and StandardErrorContent (the same), and what the agent puts in place of
# the rest (its source, contracts package).
_MOST_OUTPUT, _MOST_ERRORS = 24_000, 8_000
_CUT = ("---Output truncated---", "---Error truncated----")
_NOT_STARTED = -1
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandState:
    """How far a command is.

    Args:
        ended: Whether Systems Manager is done with it.
        hosts: How many hosts it is for, as far as that is known.
        outcomes: How far each host is that Systems Manager has told of.
    """

    ended: bool
    hosts: int
    outcomes: tuple[HostOutcome, ...] = ()


class DeployCommand:
    """A command of Systems Manager that deploys an image.

    Attributes:
        command_id: Its id; None before it was sent.
    """

    def __init__(self, client: Any, sender: Any, service: DeployedService, image: str) -> None:
        """Prepare the command.

        Args:
            client: A client for "ssm".
            sender: A client for "ssm" that sends each request once: a second command would meet the first's lock.
            service: The service.
            image: The image, by its digest.
        """
        self._client, self._sender = client, sender
        self._service, self._image = service, image
        # By which it is found again where the answer to sending it got lost.
        self._comment = f"cdktf-ecr deploy {uuid.uuid4()}"
        self._attempted = False
        self.command_id: str | None = None

    def send(
        self, *, targets: Sequence[Mapping[str, Any]], max_concurrency: str, max_errors: str, seconds: float
    ) -> None:
        """Send it. Needs ssm:SendCommand; where the answer gets lost, ssm:ListCommands.

        Args:
            targets: The hosts.
            max_concurrency: To how many hosts at once: a number, or a percentage such as "25%".
            max_errors: How many may fail before the rest are left alone; likewise.
            seconds: How long it is of interest.

        Raises:
            AwsError: AWS refused, or could not be reached.
        """
        self._attempted = True
        delivery = min(max(math.ceil(seconds), _SHORTEST_DELIVERY), _LONGEST_DELIVERY)
        try:
            with aws_errors("ssm"):
                answer = self._sender.send_command(
                    DocumentName=self._service.document,
                    Parameters={"Image": [self._image]},
                    Targets=list(targets),
                    MaxConcurrency=max_concurrency,
                    MaxErrors=max_errors,
                    TimeoutSeconds=delivery,
                    Comment=self._comment,
                )
        except AwsError as error:
            if _is_answer(error):
                raise self._refused(error) from error
            self.command_id = self._lost()
            if self.command_id is None:
                raise
        else:
            self.command_id = answer["Command"]["CommandId"]

    def state(self) -> CommandState:
        """Return how far it is. Needs ssm:ListCommands and ssm:ListCommandInvocations.

        Raises:
            AwsError: AWS refused, or could not be reached.
        """
        with aws_errors("ssm"):
            try:
                commands = self._client.list_commands(CommandId=self.command_id)["Commands"]
                invocations = self._invocations()
            except self._client.exceptions.InvalidCommandId:
                # Run Command is eventually consistent (GetCommandInvocation, Systems Manager API reference).
                return CommandState(ended=False, hosts=0)
        return CommandState(
            ended=bool(commands) and commands[0].get("Status") in _COMMAND_ENDED,
            hosts=commands[0].get("TargetCount", 0) if commands else 0,
            outcomes=tuple(_outcome(one) for one in invocations),
        )

    def with_output(self, outcome: HostOutcome) -> HostOutcome | None:
        """Return a host's outcome with what the script printed; None if that is not to be had yet.

        Needs ssm:GetCommandInvocation.

        Args:
            outcome: The outcome of a host that ended.

        Raises:
            AwsError: AWS refused, or could not be reached.
        """
        with aws_errors("ssm"):
            try:
                told = self._client.get_command_invocation(CommandId=self.command_id, InstanceId=outcome.instance_id)
            except self._client.exceptions.InvocationDoesNotExist:
                return None
        output, errors = told.get("StandardOutputContent", ""), told.get("StandardErrorContent", "")
        code = told.get("ResponseCode", _NOT_STARTED)
        return HostOutcome(
            instance_id=outcome.instance_id,
            name=outcome.name,
            status=outcome.status,
            exit_code=None if code == _NOT_STARTED else code,
            output=output,
            errors=errors,
            truncated=len(output) >= _MOST_OUTPUT
            or len(errors) >= _MOST_ERRORS
            or any(mark in text for mark in _CUT for text in (output, errors)),
        )

    def cancel(self) -> bool:
        """Ask for its end, and return whether there was a command to end. Needs ssm:CancelCommand.

        Raises:
            AwsError: AWS refused, or could not be reached.
        """
        if self.command_id is None and self._attempted:
            self.command_id = self._lost()
        if self.command_id is None:
            return False
        with aws_errors("ssm"):
            self._client.cancel_command(CommandId=self.command_id)
        return True

    def _invocations(self) -> list[dict[str, Any]]:
        pages = self._client.get_paginator("list_command_invocations").paginate(
            CommandId=self.command_id, PaginationConfig={"PageSize": _PAGE}
        )
        return [one for page in pages for one in page["CommandInvocations"]]

    def _lost(self) -> str | None:
        """Return the id of the command if it was sent all the same; None if it was not."""
        with aws_errors("ssm"):
            # The newest come first, and there has been no time for many.
            filters = [{"key": "DocumentName", "value": self._service.document}]
            commands = self._client.list_commands(Filters=filters, MaxResults=_PAGE)["Commands"]
        return next((one["CommandId"] for one in commands if one.get("Comment") == self._comment), None)

    def _refused(self, error: AwsError) -> AwsError:
        if isinstance(error.__cause__, ClientError) and error_code(error.__cause__) == "InvalidDocument":
            return AwsError(
                f"there is no document {self._service.document} in the account and region: the construct "
                "ServiceDeployment creates it with the parameter"
            )
        return error


def _is_answer(error: AwsError) -> bool:
    """Whether AWS refused: neither a lost answer nor a failure of its own says that the command was not sent."""
    cause = error.__cause__
    return isinstance(cause, ClientError) and cause.response["ResponseMetadata"]["HTTPStatusCode"] < _SERVER_ERROR


def _outcome(answer: dict[str, Any]) -> HostOutcome:
    return HostOutcome(
        instance_id=answer["InstanceId"],
        name=answer.get("InstanceName", ""),
        status=status_word(answer.get("StatusDetails") or answer["Status"]),
    )
