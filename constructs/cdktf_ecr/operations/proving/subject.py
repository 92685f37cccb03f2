"""What there is to prove: rules, filters, roles and policies, wherever they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.repository.derived_names import NameRule
    from cdktf_ecr.operations.doctor.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """An EventBridge rule.

    Args:
        name: Its name.
        kind: What kind of rule of ours it is.
        pattern: Its event pattern.
    """

    name: str
    kind: NameRule
    pattern: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """A metric filter.

    Args:
        name: Its name.
        pattern: Its pattern.
        log_group: The log group that it is of.
        metric: The metric that it writes.
        value: What it writes: a number, or the property of the event to take it from.
    """

    name: str
    pattern: str
    log_group: str
    metric: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy document.

    Args:
        name: What it is, for people: "trust policy of role team-api-ecr-pull".
        document: Its JSON.
        identity: Whether it is of a user or a role; otherwise it is of a resource.
        resource_type: What resource Access Analyzer is to take it for, such as "AWS::IAM::AssumeRolePolicyDocument";
            None where it knows no such type.
    """

    name: str
    document: str
    identity: bool = False
    resource_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role of ours.

    Args:
        name: Its name.
        kind: What kind of role it is.
        arn: Its ARN, that it would have where it is not there yet.
        repositories: The repositories that it is for.
        documents: Its policies, where the role is not there yet; None to ask AWS about the role itself.
    """

    name: str
    kind: NameRule
    arn: str
    repositories: tuple[MonitoredRepository, ...]
    documents: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that there is to prove.

    Args:
        repositories: The repositories it is about.
        rules: Their EventBridge rules.
        filters: The metric filters of their scans' events.
        roles: The roles that pull, build and deploy.
        policies: Every policy.
        lifecycle_policies: Their lifecycle policies, as JSON, by the repository's name.
        unread: What could not be read, and so is not proved.
    """

    repositories: tuple[MonitoredRepository, ...]
    rules: tuple[EventRule, ...] = ()
    filters: tuple[LogFilter, ...] = ()
    roles: tuple[Role, ...] = ()
    policies: tuple[Policy, ...] = ()
    lifecycle_policies: Mapping[str, str]
    unread: tuple[Check, ...] = ()


# What is for many repositories is for each of them alike, and AWS is asked about these.
_MOST_REPOSITORIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """Those of some repositories that AWS is asked about.

    Args:
        repositories: The repositories.
        all: How many there are.
    """

    repositories: tuple[MonitoredRepository, ...]
    all: int

    @classmethod
    def of(cls, repositories: Sequence[MonitoredRepository]) -> Tried:
        """Return those to ask about.

        Args:
            repositories: All that there are.
        """
        return cls(repositories=tuple(repositories[:_MOST_REPOSITORIES]), all=len(repositories))

    def __str__(self) -> str:
        """Name them, and say how many there are beside them."""
        names = ", ".join(repository.name for repository in self.repositories)
        return names if len(self.repositories) == self.all else f"{names} (of {self.all} repositories)"
