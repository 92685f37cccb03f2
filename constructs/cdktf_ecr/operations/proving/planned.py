"""What a stack has or would have, as Terraform knows it: its state, or else its plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.iam import pull_policy
from cdktf_ecr.model.monitoring.events import finding_and_coverage_pattern, scan_pattern
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.proving.event_cases import kind_of_rule
from cdktf_ecr.model.proving.role_cases import kind_of_role
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.operations.stack_directory import PLAN

from . import checks
from .documents import identity_policy, repository_policy, resource_policy, trust_policy_of
from .subject import EventRule, LogFilter, Policy, Role, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.monitoring.events import EventPattern
    from cdktf_ecr.model.repository.derived_names import NameRule
    from cdktf_ecr.operations.doctor.check import Check
    from cdktf_ecr.operations.stack_directory import StackResource, StackResources

_Maker = Callable[[str, str], Policy]

# The types of resources with a policy in an attribute, and what kind of policy it is.
_POLICIES: Mapping[str, tuple[str, _Maker]] = {
    "aws_cloudwatch_log_resource_policy": ("policy_document", resource_policy),
    "aws_ecr_registry_policy": ("policy", resource_policy),
    "aws_iam_policy": ("policy", identity_policy),
    "aws_iam_role": ("assume_role_policy", trust_policy_of),
    "aws_iam_role_policy": ("policy", identity_policy),
    "aws_kms_key": ("policy", resource_policy),
    "aws_sns_topic_policy": ("policy", resource_policy),
    "aws_sqs_queue_policy": ("policy", resource_policy),
}
# A plan does not know a new repository's ARN, and so not what has it in. Where nothing but the repository decides what
# that will be, it is worked out here.
_PATTERNS: Mapping[NameRule, Callable[[Sequence[MonitoredRepository]], EventPattern]] = {
    names.SCAN_RULE: scan_pattern,
    names.FINDING_RULE: finding_and_coverage_pattern,
}


class _Stack:
    """A stack, and what could not be read of it.

    Attributes:
        resources: Its resources.
        unread: What is known after the apply only.
        repositories: Its repositories.
    """

    def __init__(self, resources: StackResources, *, account_id: str, partition: str, region: str) -> None:
        self.resources = resources
        self.unread: list[Check] = []
        self._account_id, self._partition, self._region = account_id, partition, region
        self.repositories = tuple(self._repositories())

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        """Return the ARN that something of the stack has or would have."""
        return f"arn:{self._partition}:{service}:{self._region if regional else ''}:{self._account_id}:{resource}"

    def repository_of(self, resource: StackResource) -> str:
        """Return the repository's name, which a plan of a new one does not know at the resources around it."""
        name = resource.values.get("repository")
        return str(name) if name is not None or not self.repositories else self.repositories[0].name

    @property
    def planned(self) -> bool:
        return self.resources.source == PLAN

    def known(self, check: str, resource: StackResource, attribute: str) -> Any:
        """Return an attribute; None, and a check that says so, if it is known after the apply only."""
        if attribute in resource.unknown:
            why = f"{resource.address}: {attribute} is known after the apply only; prove it again then"
            self.unread.append(checks.unproved(check, why))
            return None
        return resource.values.get(attribute)

    def _repositories(self) -> Iterator[MonitoredRepository]:
        for resource in self.resources.resources("aws_ecr_repository"):
            name = resource.values.get("name")
            if isinstance(name, str):
                arn = resource.values.get("arn") or self.arn("ecr", f"repository/{name}")
                yield MonitoredRepository(name=name, arn=arn)


def in_stack(resources: StackResources, *, account_id: str, partition: str, region: str) -> Subject:
    """Return what there is to prove of a stack.

    Args:
        resources: The stack's resources.
        account_id: The account that it is, or would be, in.
        partition: The account's partition.
        region: The region.
    """
    stack = _Stack(resources, account_id=account_id, partition=partition, region=region)
    lifecycle = _lifecycle_policies(stack)
    return Subject(
        repositories=stack.repositories,
        rules=tuple(_rules(stack)),
        filters=tuple(_filters(stack)),
        roles=tuple(_roles(stack)),
        policies=tuple(_policies(stack)),
        lifecycle_policies=lifecycle,
        unread=tuple(stack.unread),
    )


def _rules(stack: _Stack) -> Iterator[EventRule]:
    for resource in stack.resources.resources("aws_cloudwatch_event_rule"):
        name = str(resource.values.get("name"))
        kind = kind_of_rule(name)
        if kind is None:
            continue
        if "event_pattern" in resource.unknown and kind in _PATTERNS and len(stack.repositories) == 1:
            yield EventRule(name=f"{name} (as planned)", kind=kind, pattern=_PATTERNS[kind](stack.repositories))
        elif pattern := stack.known(checks.EVENT_PATTERNS, resource, "event_pattern"):
            yield EventRule(name=name, kind=kind, pattern=json.loads(pattern))


def _filters(stack: _Stack) -> Iterator[LogFilter]:
    for resource in stack.resources.resources("aws_cloudwatch_log_metric_filter"):
        pattern = stack.known(checks.METRIC_FILTERS, resource, "pattern")
        for written in resource.values.get("metric_transformation", ()) if pattern else ():
            yield LogFilter(
                name=resource.values["name"], pattern=pattern, metric=written["name"], value=written["value"]
            )


def _roles(stack: _Stack) -> Iterator[Role]:
    for resource in stack.resources.resources("aws_iam_role"):
        name = str(resource.values.get("name"))
        kind = kind_of_role(name)
        if kind is None or not stack.repositories:
            continue
        documents = _documents(stack, name, kind) if stack.planned else None
        if stack.planned and not documents:
            why = f"role {name}: its policies are known after the apply only; prove it again then"
            stack.unread.append(checks.unproved(checks.ROLES, why))
            continue
        arn = resource.values.get("arn") or stack.arn("iam", f"role/{name}", regional=False)
        yield Role(name=name, kind=kind, arn=arn, repository=stack.repositories[0], documents=documents)


def _documents(stack: _Stack, role: str, kind: NameRule) -> tuple[str, ...]:
    """Return what a role that is not there yet will be allowed; nothing where only the apply knows."""
    own = [one for one in stack.resources.resources("aws_iam_role_policy") if one.values.get("role") in (role, None)]
    known = tuple(one.values["policy"] for one in own if "policy" not in one.unknown and one.values.get("role") == role)
    if known and len(known) == len(own):
        return known
    # Nothing but the repositories decides what this role may do.
    arns = [repository.arn for repository in stack.repositories]
    return (json.dumps(pull_policy(arns)),) if kind is names.PULL_ROLE else ()


def _policies(stack: _Stack) -> Iterator[Policy]:
    for type_, (attribute, make) in _POLICIES.items():
        for resource in stack.resources.resources(type_):
            if document := stack.known(checks.POLICIES, resource, attribute):
                yield make(resource.address, document)
    for resource in stack.resources.resources("aws_ecr_repository_policy"):
        if document := stack.known(checks.POLICIES, resource, "policy"):
            name = stack.repository_of(resource)
            yield repository_policy(name, stack.arn("ecr", f"repository/{name}"), document)


def _lifecycle_policies(stack: _Stack) -> dict[str, str]:
    found = {}
    for resource in stack.resources.resources("aws_ecr_lifecycle_policy"):
        if document := stack.known(checks.LIFECYCLE, resource, "policy"):
            found[stack.repository_of(resource)] = document
    return found
