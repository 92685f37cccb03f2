"""Following a command until every host is done, or there is no time left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cdktf_ecr.model.deployment.outcomes import HostOutcome
from cdktf_ecr.operations.errors import AwsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.operations.waiting import Clock

    from .command import CommandState, DeployCommand
    from .deploying import Listener
    from .hosts import Host

_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 5.0
_GROWTH = 1.3
# So many questions in a row may go unanswered, each of which boto3 asked several times: a deployment is not given up
# for a network that was gone for a minute.
_UNANSWERED = 3
_NOT_SENT = "NotSent"


def follow(
    command: DeployCommand, hosts: Sequence[Host], *, deadline: float, clock: Clock, listener: Listener
) -> tuple[tuple[HostOutcome, ...], bool]:
    """Return what came of the command on each host, and whether time ran out.

    Args:
        command: The command, which was sent.
        hosts: The hosts that were there: one that Systems Manager tells nothing of was not sent the command.
        deadline: When to give up, on the clock.
        clock: The clock.
        listener: Told how it goes.

    Raises:
        AwsError: AWS refused, or could not be reached several times in a row.
    """
    followed = _Followed(command, listener)
    pause = _FIRST_PAUSE
    while not followed.ask() and clock.now() < deadline:
        clock.sleep(max(0.0, min(clock.spread(pause), deadline - clock.now())))
        pause = min(pause * _GROWTH, _LONGEST_PAUSE)
    return followed.outcomes(hosts), not followed.done


class _Followed:
    """A command while it is followed."""

    def __init__(self, command: DeployCommand, listener: Listener) -> None:
        self._command, self._listener = command, listener
        self._state: CommandState | None = None
        self._ended: dict[str, HostOutcome] = {}
        self._unanswered = 0
        self.done = False

    def ask(self) -> bool:
        """Ask how far it is, and return whether it is done."""
        before = self._state
        try:
            self._state = self._command.state()
            self._take_output(self._state)
        except AwsError as error:
            self._unanswered += 1
            if error.action is not None or self._unanswered == _UNANSWERED:
                raise
            self._listener.say(f"asks again, since {error}")
            return False
        self._unanswered = 0
        state = self._state
        self._listener.progress(state.outcomes, state.hosts)
        # A host may be missing in what Systems Manager lists at first, and for good where it was never sent anything.
        settled = len(state.outcomes) >= state.hosts or state == before
        self.done = state.ended and settled and all(one.instance_id in self._ended for one in state.outcomes)
        return self.done

    def outcomes(self, hosts: Sequence[Host]) -> tuple[HostOutcome, ...]:
        """Return what came of it on each host, by what is known now."""
        told = self._state.outcomes if self._state is not None else ()
        found = {one.instance_id: self._ended.get(one.instance_id, one) for one in told}
        names = {host.instance_id: host.name for host in hosts}
        for name, known in names.items():
            found.setdefault(name, HostOutcome(instance_id=name, name=known, status=_NOT_SENT))
        named = [one if one.name else replace(one, name=names.get(one.instance_id, "")) for one in found.values()]
        return tuple(sorted(named, key=lambda one: one.instance_id))

    def _take_output(self, state: CommandState) -> None:
        for outcome in state.outcomes:
            if outcome.ended and outcome.instance_id not in self._ended:
                whole = self._command.with_output(outcome)
                if whole is not None:
                    self._ended[outcome.instance_id] = whole
                    self._listener.ended(whole)
