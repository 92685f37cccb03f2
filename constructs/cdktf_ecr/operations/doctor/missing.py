"""What is told of parts that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .check import Check, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .subject import Subject


def not_looked_at(subject: Subject, name: str, what: str) -> Check:
    """Return the check of parts of which there are to be none.

    Args:
        subject: What is looked at.
        name: The check's name.
        what: The parts, such as "alarms".
    """
    found = f"the stack has no {what}" if subject.parts.certain else "name a repository or a stack to look at them"
    return Check(name=name, outcome=Outcome.SKIP, found=found)


def missing(
    subject: Subject, name: str, what: str, absent: Sequence[str], *, there: int, meaning: str, action: str
) -> Iterator[Check]:
    """Yield the check of parts that are not there, if that is wrong.

    Args:
        subject: What is looked at.
        name: The check's name.
        what: The parts, such as "alarms".
        absent: The names of those that are not there.
        there: How many are.
        meaning: What follows from it.
        action: The IAM action that found it out.
    """
    if subject.parts.certain and absent:
        yield Check(
            name=name,
            outcome=Outcome.FAIL,
            found=f"{len(absent)} of {len(absent) + there} {what} are not there: {', '.join(absent)}",
            meaning=meaning,
            action=action,
            fix=subject.apply,
        )
    elif absent and not there:
        # Each may have been switched off; that all were is worth a word.
        yield Check(
            name=name,
            outcome=Outcome.WARN,
            found=f"no {what} have the names that derive from the repository's",
            meaning=f"{meaning} They are switched off, or named after something else, which --stack tells.",
            action=action,
        )
