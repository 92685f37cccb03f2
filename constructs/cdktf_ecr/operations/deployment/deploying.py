"""A deployment from the parameter to the last host, and what is undone when it does not come to its end.

The parameter comes first, so that a host that starts meanwhile starts what is being deployed. It is set back when more
hosts failed than may, when time ran out, and when the deployment was interrupted or could not be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from cdktf_ecr.model.deployment.outcomes import NEW, HostOutcome, tolerated
from cdktf_ecr.operations.errors import AwsError

from .change import ParameterChange
from .command import DeployCommand
from .following import follow
from .hosts import target_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.deployment.service import DeployedService
    from cdktf_ecr.operations.waiting import Clock

    from .hosts import Host
    from .parameter import Parameter


class Listener(Protocol):
    """What is told how a deployment goes."""

    def say(self, text: str) -> None:
        """Take in something that happened."""

    def progress(self, outcomes: Sequence[HostOutcome], hosts: int) -> None:
        """Take in how far the hosts are: those that Systems Manager has told of, and how many there are."""

    def ended(self, outcome: HostOutcome) -> None:
        """Take in that a host is done, with what its script printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollout:
    """A deployment that is to be.

    Args:
        service: The service.
        image: The image, by its digest.
        hosts: The hosts that are there.
        max_concurrency: To how many at once: a number, or a percentage such as "25%".
        max_errors: How many may fail before the rest are left alone; likewise.
        timeout: Seconds until it is given up.
        only: Whether only to ``hosts``, instead of to whatever has the tag.
    """

    service: DeployedService
    image: str
    hosts: tuple[Host, ...]
    max_concurrency: str
    max_errors: str
    timeout: float
    only: bool = False

    def targets(self) -> list[dict[str, Any]]:
        """Return the targets of the command."""
        if self.only:
            return [{"Key": "InstanceIds", "Values": [host.instance_id for host in self.hosts]}]
        return [target_of(self.service)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """What came of a deployment.

    Args:
        outcomes: What came of it on each host.
        timed_out: Whether time ran out before all hosts were done.
        parameter: The parameter's value after it; None where that is not known.
        command_id: The command's id.
    """

    outcomes: tuple[HostOutcome, ...]
    timed_out: bool
    parameter: str | None
    command_id: str | None

    @property
    def complete(self) -> bool:
        """Whether there are hosts, and the image runs on every one."""
        return bool(self.outcomes) and all(outcome.runs == NEW for outcome in self.outcomes)


def deploy(
    client: Any, sender: Any, rollout: Rollout, parameter: Parameter, *, clock: Clock, listener: Listener
) -> Deployed:
    """Deploy an image.

    Needs ssm:GetParameter, ssm:PutParameter, ssm:SendCommand, ssm:ListCommands, ssm:ListCommandInvocations,
    ssm:GetCommandInvocation and ssm:CancelCommand.

    Args:
        client: A client for "ssm".
        sender: A client for "ssm" that sends each request once.
        rollout: What to deploy, and where to.
        parameter: The parameter as it was found.
        clock: The clock.
        listener: Told how it goes.

    Raises:
        InvalidSettingError: The image is of another repository than the parameter.
        AwsError: AWS refused, or could not be reached; what can be undone is undone.
    """
    change = ParameterChange(client, parameter, rollout.image)
    command = DeployCommand(client, sender, rollout.service, rollout.image)
    deadline = clock.now() + rollout.timeout
    try:
        change.write()
        command.send(
            targets=rollout.targets(),
            max_concurrency=rollout.max_concurrency,
            max_errors=rollout.max_errors,
            seconds=rollout.timeout,
        )
        outcomes, timed_out = follow(command, rollout.hosts, deadline=deadline, clock=clock, listener=listener)
    except BaseException:
        # A signal too: whoever is gone before the end leaves the parameter as it was.
        _set_back(change, listener)
        _cancel(command, listener)
        raise
    if timed_out or _failed(outcomes, rollout):
        _set_back(change, listener)
    if timed_out:
        _cancel(command, listener)
    return Deployed(outcomes=outcomes, timed_out=timed_out, parameter=change.value, command_id=command.command_id)


def _failed(outcomes: tuple[HostOutcome, ...], rollout: Rollout) -> bool:
    errors = sum(outcome.counts_as_error for outcome in outcomes)
    allowed = tolerated(rollout.max_errors, len(outcomes))
    return errors > allowed or not any(outcome.runs == NEW for outcome in outcomes)


def _set_back(change: ParameterChange, listener: Listener) -> None:
    try:
        listener.say(change.undo())
    except AwsError as error:
        listener.say(f"the parameter {change.name} was not set back to {change.before}: {error}")


def _cancel(command: DeployCommand, listener: Listener) -> None:
    try:
        if command.cancel():
            listener.say(f"asked Systems Manager to end the command {command.command_id}")
    except AwsError as error:
        listener.say(f"the command {command.command_id or 'that may have been sent'} was not canceled: {error}")
