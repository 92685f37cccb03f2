"""Looking: one thing at a time, several at once, and what cannot be looked at stops nothing else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from cdktf_ecr.operations.errors import AwsError

from .check import Check, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_Looked = TypeVar("_Looked")

_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe(Generic[_Looked]):
    """One thing to look at.

    Args:
        name: The name of its checks.
        action: The IAM action that it takes; None for what asks nobody.
        look: What looks, and returns a check or, where several things are wrong, several.
    """

    name: str
    action: str | None
    look: Callable[[_Looked], Iterable[Check]]

    def checks(self, subject: _Looked) -> tuple[Check, ...]:
        """Look, and return what came of it.

        Args:
            subject: What is looked at.
        """
        try:
            return tuple(self.look(subject))
        except AwsError as error:
            return (self._unanswered(error),)
        except Exception as error:  # noqa: BLE001 - one check never stops the rest
            found = f"cdktf-ecr cannot read what it was told: {type(error).__name__}: {error}"
            return (Check(name=self.name, outcome=Outcome.FAIL, found=found, action=self.action),)

    def _unanswered(self, error: AwsError) -> Check:
        return Check(
            name=self.name,
            outcome=Outcome.SKIP,
            found=str(error),
            meaning="Nothing is known of this." if error.action else "",
            action=error.action or self.action,
        )


def examine(probes: Sequence[Callable[[], tuple[Check, ...]]]) -> tuple[Check, ...]:
    """Look at everything, several at once, and return the checks in the order of the probes.

    Args:
        probes: `Probe.checks` of each, with what it looks at.
    """
    pool = ThreadPoolExecutor(max_workers=_AT_ONCE)
    try:
        return tuple(check for checks in pool.map(lambda probe: probe(), probes) for check in checks)
    finally:
        # Who interrupts does not want to wait for what was still to be asked.
        pool.shutdown(wait=False, cancel_futures=True)
