"""How a deployment goes: what each host did as soon as it is done, and how far the rest is. All of it on stderr."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdktf_ecr.cli.waiting_line import waiting_line
from cdktf_ecr.report.text import one_line

from .rollout_formats import output_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from cdktf_ecr.cli.waiting_line import WaitingLine
    from cdktf_ecr.model.deployment.outcomes import HostOutcome
    from cdktf_ecr.operations.deployment.deploying import Rollout


class _Shown:
    """What takes in how a deployment goes, and shows it."""

    def __init__(self, line: WaitingLine) -> None:
        self._line = line

    def say(self, text: str) -> None:
        """Show something that happened."""
        self._line.say(one_line(text))

    def progress(self, outcomes: Sequence[HostOutcome], hosts: int) -> None:
        """Show how far the hosts are."""
        words = Counter(outcome.status for outcome in outcomes)
        told = ", ".join(f"{number} {word}" for word, number in sorted(words.items()))
        self._line.tell(f"deploying to {max(hosts, len(outcomes))} hosts: {told or 'not sent yet'}")

    def ended(self, outcome: HostOutcome) -> None:
        """Show what a host did."""
        for text in output_lines(outcome):
            self._line.say(text)


@contextmanager
def deployment_progress(console: Console, rollout: Rollout) -> Iterator[_Shown]:
    """Show a deployment while it lasts, and yield what takes in how it goes.

    Args:
        console: Where to show it: stderr.
        rollout: The deployment.
    """
    number = len(rollout.hosts)
    with waiting_line(console, f"deploying {rollout.image} to {number} host{'' if number == 1 else 's'}") as line:
        yield _Shown(line)
