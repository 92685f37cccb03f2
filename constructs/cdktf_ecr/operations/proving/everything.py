"""Everything that AWS's own validators can say of a subject."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.operations.doctor.probe import examine

from . import checks
from .event_patterns import prove_rule
from .lifecycle import prove_lifecycle
from .metric_filters import prove_filters
from .policies import prove_policy
from .roles import prove_role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cdktf_ecr.operations.doctor.asking import Asking
    from cdktf_ecr.operations.doctor.check import Check

    from .subject import Subject

_NONE = {
    checks.EVENT_PATTERNS: "no event rule of ours is for the repository",
    checks.METRIC_FILTERS: "no metric filter is on a log group of ours",
    checks.ROLES: "no role to pull, build or deploy is called after the repository",
    checks.POLICIES: "there is no policy",
    checks.LIFECYCLE: "there is no lifecycle policy",
}


def prove(asking: Asking, subject: Subject) -> tuple[Check, ...]:
    """Return where AWS agrees with us, where it does not, and what it was not asked.

    Args:
        asking: The account, whose validators are asked.
        subject: What there is to prove.
    """
    first, *_ = subject.repositories
    client = asking.client
    proofs: dict[str, list[Callable[[], Iterable[Check]]]] = {
        checks.EVENT_PATTERNS: [
            partial(prove_rule, client("events"), rule, subject.repositories) for rule in subject.rules
        ],
        checks.METRIC_FILTERS: (
            [partial(prove_filters, client("logs"), subject.filters, first)] if subject.filters else []
        ),
        checks.ROLES: [partial(prove_role, client("iam"), role) for role in subject.roles],
        checks.POLICIES: [partial(prove_policy, client("accessanalyzer"), policy) for policy in subject.policies],
        checks.LIFECYCLE: [
            partial(prove_lifecycle, client("ecr"), repository, subject.lifecycle_policies[repository.name])
            for repository in subject.repositories
            if repository.name in subject.lifecycle_policies
        ],
    }
    unread = {check.name for check in subject.unread}
    nothing = [checks.unproved(name, _NONE[name]) for name, those in proofs.items() if not those and name not in unread]
    asked = [partial(_all, proof) for those in proofs.values() for proof in those]
    return (*subject.unread, *nothing, *examine(asked))


def _all(proof: Callable[[], Iterable[Check]]) -> tuple[Check, ...]:
    return tuple(proof())
