"""The checks that proving ends in: agreement, disagreement, and what AWS was not asked or did not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.operations.doctor.check import Check, Outcome

if TYPE_CHECKING:
    from cdktf_ecr.operations.errors import AwsError

EVENT_PATTERNS = "prove-event-patterns"
METRIC_FILTERS = "prove-metric-filters"
ROLES = "prove-role-permissions"
POLICIES = "prove-policies"
LIFECYCLE = "prove-lifecycle"


def agreed(name: str, found: str, *, action: str) -> Check:
    """Return that AWS answers as we expect.

    Args:
        name: One of the names above.
        found: What it agrees on.
        action: The IAM action that asked it.
    """
    return Check(name=name, outcome=Outcome.PASS, found=found, action=action)


def disagreed(name: str, found: str, *, action: str, meaning: str, fix: str | None = None) -> Check:
    """Return that AWS answers something else than we expect.

    Args:
        name: One of the names above.
        found: On what, what AWS says and what we expected.
        action: The IAM action that asked it.
        meaning: What follows from it.
        fix: The command that mends it.
    """
    return Check(name=name, outcome=Outcome.FAIL, found=found, action=action, meaning=meaning, fix=fix)


def unproved(name: str, why: str, *, action: str | None = None) -> Check:
    """Return that nothing was proved, which is no agreement.

    Args:
        name: One of the names above.
        why: Why, in a sentence.
        action: The IAM action that would ask AWS.
    """
    return Check(name=name, outcome=Outcome.SKIP, found=why, action=action)


def refused(name: str, what: str, error: AwsError, *, action: str | None = None) -> Check:
    """Return that AWS did not answer, which is no agreement.

    Args:
        name: One of the names above.
        what: What it was asked about.
        error: What it said.
        action: The IAM action that asked it, where the error names none.
    """
    meaning = "AWS did not say whether it agrees: this is not proved."
    found = f"{what}: {error}"
    return Check(name=name, outcome=Outcome.SKIP, found=found, meaning=meaning, action=error.action or action)
