"""What is deployed around a repository, by the names that everything derives from it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError

from cdktf_ecr.model.proving.event_cases import hash_in_rule, kind_of_rule, mentions
from cdktf_ecr.model.proving.role_cases import ROLE_KINDS
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.arn import RepositoryArn
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.operations.errors import AwsError, aws_errors, error_code

from . import checks
from .deployed_policies import role_policies, shared_policies
from .subject import EventRule, LogFilter, Role, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.operations.doctor.asking import Asking
    from cdktf_ecr.operations.doctor.check import Check

_Read = TypeVar("_Read")

# What AWS calls it where something is not there, service by service.
_MISSING = {
    "AWS.SimpleQueueService.NonExistentQueue",
    "LifecyclePolicyNotFoundException",
    "NoSuchEntity",
    "NotFound",
    "NotFoundException",
    "RegistryPolicyNotFoundException",
    "RepositoryNotFoundException",
    "RepositoryPolicyNotFoundException",
    "ResourceNotFoundException",
}


class Reader:
    """Reads what is there, and keeps what could not be read.

    Attributes:
        asking: The account.
        repository: The repository.
        region: Its region.
        unread: What could not be read.
    """

    def __init__(self, asking: Asking, repository: MonitoredRepository, region: str) -> None:
        self.asking = asking
        self.repository = repository
        self.region = region
        self.unread: list[Check] = []

    def read(self, name: str, what: str, service: str, ask: Callable[[Any], Iterable[_Read]]) -> tuple[_Read, ...]:
        """Return what AWS answers; nothing where it does not, or where there is no such thing.

        Args:
            name: The check that comes of it.
            what: What is read, for people.
            service: The service, by botocore's name.
            ask: Asks its client.
        """
        try:
            with aws_errors(service):
                try:
                    return tuple(ask(self.asking.client(service)))
                except ClientError as error:
                    if error_code(error) in _MISSING:
                        return ()
                    raise
        except AwsError as error:
            self.unread.append(checks.refused(name, what, error))
        return ()

    def name(self, kind: names.NameRule) -> str:
        """Return the name of something that derives from the repository's."""
        in_account = kind.scope is names.Scope.ACCOUNT
        return derived_name(kind, self.repository.name, region=self.region if in_account else None)


def deployed(asking: Asking, repository: MonitoredRepository) -> Subject:
    """Return what is deployed around a repository: in the account, by the names that derive from the repository's.

    Args:
        asking: The account.
        repository: The repository.
    """
    reader = Reader(asking, repository, RepositoryArn.parse(repository.arn).region)
    rules = _rules(reader)
    roles = _roles(reader)
    lifecycle = reader.read(checks.LIFECYCLE, "lifecycle policy", "ecr", lambda ecr: _lifecycle(ecr, repository))
    return Subject(
        repositories=(repository,),
        rules=rules,
        filters=_filters(reader, rules),
        roles=roles,
        policies=(*role_policies(reader, roles), *shared_policies(reader)),
        lifecycle_policies=dict(lifecycle),
        unread=tuple(reader.unread),
    )


def _rules(reader: Reader) -> tuple[EventRule, ...]:
    def ask(events: Any) -> Iterator[EventRule]:
        for rule in (rule for page in events.get_paginator("list_rules").paginate() for rule in page["Rules"]):
            kind = kind_of_rule(rule["Name"])
            if kind is not None and "EventPattern" in rule:
                yield EventRule(name=rule["Name"], kind=kind, pattern=json.loads(rule["EventPattern"]))

    rules = reader.read(checks.EVENT_PATTERNS, "event rules", "events", ask)
    own = [rule for rule in rules if mentions(rule.pattern, reader.repository)]
    # That of the registry's changes names no repository: it is created with those that do.
    created = {hash_in_rule(rule.name, rule.kind) for rule in own}
    beside = [rule for rule in rules if rule.kind is names.REGISTRY_CALL_RULE]
    return (*own, *(rule for rule in beside if hash_in_rule(rule.name, rule.kind) in created))


def _filters(reader: Reader, rules: Sequence[EventRule]) -> tuple[LogFilter, ...]:
    """Return the filters of the log groups that the rules keep scans in, which a collection does not call after one."""

    def targets(events: Any) -> Iterator[str]:
        for rule in (rule for rule in rules if rule.kind is names.SCAN_RULE):
            for target in events.list_targets_by_rule(Rule=rule.name)["Targets"]:
                _, is_log_group, group = target["Arn"].partition(":log-group:")
                if is_log_group:
                    yield group.removesuffix(":*")

    groups = reader.read(checks.METRIC_FILTERS, "targets of the rules", "events", targets)

    def ask(logs: Any) -> Iterator[LogFilter]:
        for group in sorted({*groups} or {reader.name(names.SCAN_LOG_GROUP)}):
            pages = logs.get_paginator("describe_metric_filters").paginate(logGroupName=group)
            for one in (one for page in pages for one in page["metricFilters"]):
                for written in one["metricTransformations"]:
                    yield LogFilter(
                        name=one["filterName"],
                        pattern=one["filterPattern"],
                        log_group=group,
                        metric=written["metricName"],
                        value=written["metricValue"],
                    )

    return reader.read(checks.METRIC_FILTERS, "metric filters", "logs", ask)


def _roles(reader: Reader) -> tuple[Role, ...]:
    found: list[Role] = []
    for kind in ROLE_KINDS:
        name = reader.name(kind)
        arns = reader.read(checks.ROLES, f"role {name}", "iam", partial(_role_arns, name=name))
        found += [Role(name=name, kind=kind, arn=arn, repositories=(reader.repository,)) for arn in arns]
    return tuple(found)


def _role_arns(iam: Any, *, name: str) -> list[str]:
    return [iam.get_role(RoleName=name)["Role"]["Arn"]]


def _lifecycle(ecr: Any, repository: MonitoredRepository) -> list[tuple[str, str]]:
    account = RepositoryArn.parse(repository.arn).account_id
    answer = ecr.get_lifecycle_policy(repositoryName=repository.name, registryId=account)
    return [(repository.name, answer["lifecyclePolicyText"])]
