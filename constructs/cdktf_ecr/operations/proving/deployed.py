"""What is deployed around a repository, by the names that everything derives from it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.proving.event_cases import kind_of_rule, mentions
from cdktf_ecr.model.proving.role_cases import ROLE_KINDS
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.operations.errors import AwsError, aws_errors, error_code

from . import checks
from .deployed_policies import role_policies, shared_policies
from .subject import EventRule, LogFilter, Role, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cdktf_ecr.operations.aws import AwsSession
    from cdktf_ecr.operations.doctor.check import Check
    from cdktf_ecr.operations.references import RepositoryReference

_Read = TypeVar("_Read")

# What AWS calls it where something is not there, service by service.
_MISSING = {
    "LifecyclePolicyNotFoundException",
    "NoSuchEntity",
    "RepositoryNotFoundException",
    "RepositoryPolicyNotFoundException",
    "ResourceNotFoundException",
}


class Reader:
    """Reads what is there, and keeps what could not be read.

    Attributes:
        session: The account.
        repository: The repository.
        region: Its region.
        unread: What could not be read.
    """

    def __init__(self, session: AwsSession, repository: MonitoredRepository, region: str) -> None:
        self.session = session
        self.repository = repository
        self.region = region
        self.unread: list[Check] = []

    def read(self, name: str, what: str, service: str, ask: Callable[[Any], _Read], default: _Read) -> _Read:
        """Return what AWS answers; the default where it does not, or where there is no such thing.

        Args:
            name: The check that comes of it.
            what: What is read, for people.
            service: The service, by botocore's name.
            ask: Asks its client.
            default: What to return otherwise.
        """
        try:
            with aws_errors(service):
                try:
                    return ask(self.session.client(service))
                except ClientError as error:
                    if error_code(error) in _MISSING:
                        return default
                    raise
        except AwsError as error:
            self.unread.append(checks.refused(name, what, error, action=error.action or service))
        return default

    def name(self, kind: names.NameRule) -> str:
        """Return the name of something that derives from the repository's."""
        in_account = kind.scope is names.Scope.ACCOUNT
        return derived_name(kind, self.repository.name, region=self.region if in_account else None)


def deployed(session: AwsSession, reference: RepositoryReference) -> Subject:
    """Return what is deployed around a repository: in the account, by the names that derive from the repository's.

    Args:
        session: The account.
        reference: The repository.

    Raises:
        AwsError: AWS does not even say which account this is.
        InvalidSettingError: There is no region.
    """
    reader = Reader(session, *repository_in(session, reference))
    rules = _rules(reader)
    roles = _roles(reader)
    lifecycle = reader.read(checks.LIFECYCLE, "lifecycle policy", "ecr", lambda ecr: _lifecycle(ecr, reference), {})
    return Subject(
        repositories=(reader.repository,),
        rules=rules,
        filters=_filters(reader, rules),
        roles=roles,
        policies=(*role_policies(reader, roles), *shared_policies(reader, reference)),
        lifecycle_policies=lifecycle,
        unread=tuple(reader.unread),
    )


def repository_in(session: AwsSession, reference: RepositoryReference) -> tuple[MonitoredRepository, str]:
    """Return a repository with its ARN, and its region.

    Args:
        session: The account.
        reference: The repository.

    Raises:
        AwsError: AWS does not say which account this is.
        InvalidSettingError: There is no region.
    """
    with aws_errors("sts"):
        client = session.client("sts")
        caller = client.get_caller_identity()
    region = reference.region or client.meta.region_name
    partition = caller["Arn"].split(":")[1]
    account = reference.registry_id or caller["Account"]
    arn = f"arn:{partition}:ecr:{region}:{account}:repository/{reference.repository}"
    return MonitoredRepository(name=reference.repository, arn=arn), region


def _rules(reader: Reader) -> tuple[EventRule, ...]:
    def ask(events: Any) -> list[EventRule]:
        listed = [rule for page in events.get_paginator("list_rules").paginate() for rule in page["Rules"]]
        return [
            EventRule(name=rule["Name"], kind=kind, pattern=json.loads(rule["EventPattern"]))
            for rule in listed
            if rule.get("EventPattern") and (kind := kind_of_rule(rule["Name"])) is not None
        ]

    rules = reader.read(checks.EVENT_PATTERNS, "event rules", "events", ask, [])
    return tuple(rule for rule in rules if mentions(rule.pattern, reader.repository))


def _filters(reader: Reader, rules: Sequence[EventRule]) -> tuple[LogFilter, ...]:
    """Return the filters of the log groups that the rules keep scans in: those of a collection are not called after it."""

    def targets(events: Any) -> set[str]:
        arns = [
            target["Arn"]
            for rule in rules
            if rule.kind is names.SCAN_RULE
            for target in events.list_targets_by_rule(Rule=rule.name)["Targets"]
        ]
        return {arn.partition(":log-group:")[2].removesuffix(":*") for arn in arns if ":log-group:" in arn}

    fallback = {reader.name(names.SCAN_LOG_GROUP)}
    groups = reader.read(checks.METRIC_FILTERS, "targets of the rules", "events", targets, fallback) or fallback

    def ask(logs: Any) -> list[LogFilter]:
        found = []
        for group in sorted(groups):
            pages = logs.get_paginator("describe_metric_filters").paginate(logGroupName=group)
            for one in (one for page in pages for one in page["metricFilters"]):
                found += [
                    LogFilter(
                        name=one["filterName"],
                        pattern=one["filterPattern"],
                        metric=transformation["metricName"],
                        value=transformation["metricValue"],
                    )
                    for transformation in one["metricTransformations"]
                ]
        return found

    return tuple(reader.read(checks.METRIC_FILTERS, "metric filters", "logs", ask, []))


def _roles(reader: Reader) -> tuple[Role, ...]:
    def ask(iam: Any) -> list[Role]:
        found = []
        for kind in ROLE_KINDS:
            name = reader.name(kind)
            with suppress(iam.exceptions.NoSuchEntityException):
                arn = iam.get_role(RoleName=name)["Role"]["Arn"]
                found.append(Role(name=name, kind=kind, arn=arn, repository=reader.repository))
        return found

    return tuple(reader.read(checks.ROLES, "roles", "iam", ask, []))


def _lifecycle(ecr: Any, reference: RepositoryReference) -> dict[str, str]:
    scope = {"registryId": reference.registry_id} if reference.registry_id else {}
    answer = ecr.get_lifecycle_policy(repositoryName=reference.repository, **scope)
    return {reference.repository: answer["lifecyclePolicyText"]}
