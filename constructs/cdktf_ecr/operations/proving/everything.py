"""Everything that AWS's own validators can say of a subject."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.operations.doctor.probe import Probe, examine

from . import checks
from .deployed import deployed
from .event_patterns import prove_rule
from .lifecycle import prove_lifecycle
from .metric_filters import prove_filters
from .planned import in_stack
from .policies import prove_policy
from .roles import prove_role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cdktf_ecr.operations.doctor.asking import Asking
    from cdktf_ecr.operations.doctor.check import Check
    from cdktf_ecr.operations.doctor.subject import Subject as Registry

    from .subject import LogFilter, Subject

_NONE = {
    checks.EVENT_PATTERNS: "no event rule of ours is for the repository",
    checks.METRIC_FILTERS: "no metric filter is on a log group of ours",
    checks.ROLES: "no role to pull, build or deploy is called after the repository",
    checks.POLICIES: "there is no policy",
    checks.LIFECYCLE: "there is no lifecycle policy",
}


def prove_registry(registry: Registry) -> tuple[Check, ...]:
    """Return where AWS agrees with us on what is looked at: on the stack, or else on what is deployed.

    Args:
        registry: What is looked at.
    """
    if registry.stack is not None:
        place = {"account_id": registry.account_id, "partition": registry.partition, "region": registry.region}
        return prove(registry.asking, in_stack(registry.stack, **place))
    repositories = [
        MonitoredRepository(name=name, arn=registry.arn("ecr", f"repository/{name}")) for name in registry.repositories
    ]
    subjects = [deployed(registry.asking, repository) for repository in repositories]
    return tuple(check for subject in subjects for check in prove(registry.asking, subject))


def prove(asking: Asking, subject: Subject) -> tuple[Check, ...]:
    """Return where AWS agrees with us, where it does not, and what it was not asked.

    Args:
        asking: The account, whose validators are asked.
        subject: What there is to prove.
    """
    client = asking.client
    proofs: dict[str, list[Callable[[], Iterable[Check]]]] = {
        checks.EVENT_PATTERNS: [
            partial(prove_rule, client("events"), rule, subject.repositories) for rule in subject.rules
        ],
        checks.METRIC_FILTERS: [
            partial(prove_filters, client("logs"), filters, repository)
            for filters in _by_log_group(subject.filters)
            for repository in subject.repositories[:1]
        ],
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
    asked = [partial(_probe(name, proof).checks, subject) for name, those in proofs.items() for proof in those]
    return (*subject.unread, *nothing, *examine(asked))


def _by_log_group(filters: Sequence[LogFilter]) -> list[list[LogFilter]]:
    """Return the filters of each log group: what those of one write of an event adds up."""
    groups = {one.log_group: [other for other in filters if other.log_group == one.log_group] for one in filters}
    return list(groups.values())


def _probe(name: str, proof: Callable[[], Iterable[Check]]) -> Probe[Subject]:
    return Probe(name=name, action=None, look=lambda _: proof())
