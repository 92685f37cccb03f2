"""What came of a deployment on each host, by the script's exit code and by Systems Manager's word for it."""

from __future__ import annotations

import math
from dataclasses import dataclass

# What a host runs.
NEW = "new"
PREVIOUS = "previous"
NOTHING = "nothing"
UNKNOWN = "unknown"

_SUCCESS, _FAILED = "Success", "Failed"
UNDER_WAY = frozenset({"Pending", "InProgress", "Delayed", "Cancelling"})

# The exit codes of deploy.sh, which its head explains.
_BY_EXIT_CODE = {
    1: (PREVIOUS, "rolled back: the image never got healthy, and the version before it runs on"),
    2: (PREVIOUS, "nothing was changed: the script refused its settings or the image"),
    3: (PREVIOUS, "nothing was changed: there was no way to get the image"),
    4: (UNKNOWN, "another deployment was at work on the host"),
    5: (NOTHING, "neither the image nor the version before it is healthy"),
}
# "Understanding command statuses" (Systems Manager user guide), without the spaces that some of AWS's answers have.
_BY_STATUS = {
    "DeliveryTimedOut": (UNKNOWN, "not reached: Systems Manager could not deliver the command in time"),
    "Undeliverable": (UNKNOWN, "not reached: the host is gone, or does not answer Systems Manager"),
    "ExecutionTimedOut": (UNKNOWN, "the script took longer than the document allows, and was ended"),
    "Terminated": (PREVIOUS, "not sent: too many other hosts had failed"),
    "Cancelled": (UNKNOWN, "canceled; a script that was at work already may have been ended at any point"),
    "InvalidPlatform": (PREVIOUS, "not sent: the document is for Linux"),
    "AccessDenied": (PREVIOUS, "not sent: whoever deploys may not send commands to the host"),
    "NotSent": (PREVIOUS, "not sent: Systems Manager has no invocation for the host"),
    "Pending": (PREVIOUS, "not sent when the time was over"),
    "Delayed": (UNKNOWN, "not reached: the host did not answer Systems Manager"),
    "InProgress": (UNKNOWN, "still at work when the time was over"),
}
# Systems Manager counts neither against MaxErrors (the same page).
_UNCOUNTED = frozenset({"DeliveryTimedOut", "Undeliverable", "Terminated", "AccessDenied", "NotSent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HostOutcome:
    """What came of a deployment on one host.

    Args:
        instance_id: The host.
        name: Its name; "" where nobody gave it one.
        status: Systems Manager's detailed word, such as "Success" or "DeliveryTimedOut".
        exit_code: That of the script; None where it did not end, or never ran.
        output: What the script printed.
        errors: What it wrote on stderr.
        truncated: Whether Systems Manager kept only the beginning of either.
    """

    instance_id: str
    name: str
    status: str
    exit_code: int | None = None
    output: str = ""
    errors: str = ""
    truncated: bool = False

    @property
    def runs(self) -> str:
        """What the host runs: `NEW`, `PREVIOUS` (or nothing, if there was none), `NOTHING` or `UNKNOWN`."""
        return self._judged[0]

    @property
    def meaning(self) -> str:
        """What happened, in words."""
        return self._judged[1]

    @property
    def ended(self) -> bool:
        """Whether nothing more is to come from the host."""
        return self.status not in UNDER_WAY

    @property
    def counts_as_error(self) -> bool:
        """Whether Systems Manager counts it among the errors after which it stops."""
        return self.ended and self.status != _SUCCESS and self.status not in _UNCOUNTED

    @property
    def _judged(self) -> tuple[str, str]:
        if self.status == _SUCCESS:
            return NEW, "runs the image"
        if self.status == _FAILED and self.exit_code is not None:
            ended = (UNKNOWN, f"the script ended with exit code {self.exit_code}")
            return _BY_EXIT_CODE.get(self.exit_code, ended)
        return _BY_STATUS.get(self.status, (UNKNOWN, f"Systems Manager says {self.status}"))


def status_word(details: str) -> str:
    """Return a detailed status of Systems Manager's in one word: AWS writes both "DeliveryTimedOut" and with spaces."""
    return details.replace(" ", "")


def tolerated(max_errors: str, hosts: int) -> int:
    """Return how many hosts may fail before a deployment stops.

    Args:
        max_errors: A number, or a percentage of the hosts such as "10%".
        hosts: How many hosts there are.
    """
    number = max_errors.removesuffix("%")
    return math.floor(hosts * int(number) / 100) if max_errors.endswith("%") else int(number)
