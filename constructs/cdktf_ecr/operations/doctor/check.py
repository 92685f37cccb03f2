"""One thing that was looked at, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What came of a check. Only PASS says that something is as it should be."""

    PASS = "pass"  # noqa: S105 - no password
    WARN = "warn"
    FAIL = "fail"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check and its outcome.

    Args:
        name: What was looked at, fit for a table and stable for scripts, such as "repository-exists".
        outcome: What came of it. What was denied or could not be asked is SKIP, or FAIL where everything rests on it;
            it is never PASS.
        found: What was found, in a sentence.
        meaning: What follows from it for the user; "" where ``found`` says it all.
        action: The IAM action that it needs, such as "ecr:DescribeRepositories"; None for what asks nobody.
        fix: The command that mends it, ready to be run; None where nothing has to be mended.
    """

    name: str
    outcome: Outcome
    found: str
    meaning: str = ""
    action: str | None = None
    fix: str | None = None
