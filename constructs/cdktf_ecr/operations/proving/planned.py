"""What a stack has or would have, as Terraform knows it: its state, or else its plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.events import finding_and_coverage_pattern, scan_pattern
from cdktf_ecr.model.proving.event_cases import kind_of_rule
from cdktf_ecr.model.repository import derived_names as names

from . import checks
from .documents import identity_policy, repository_policy, resource_policy, trust_policy_of
from .planned_roles import roles
from .stack import Stack
from .subject import EventRule, LogFilter, Policy, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cdktf_ecr.model.monitoring.events import EventPattern
    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.repository.derived_names import NameRule
    from cdktf_ecr.operations.stack_directory import StackResources

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


def in_stack(resources: StackResources, *, account_id: str, partition: str, region: str) -> Subject:
    """Return what there is to prove of a stack.

    Args:
        resources: The stack's resources.
        account_id: The account that it is, or would be, in.
        partition: The account's partition.
        region: The region.
    """
    stack = Stack(resources, account_id=account_id, partition=partition, region=region)
    lifecycle = _lifecycle_policies(stack)
    return Subject(
        repositories=stack.repositories,
        rules=tuple(_rules(stack)),
        filters=tuple(_filters(stack)),
        roles=tuple(roles(stack)),
        policies=tuple(_policies(stack)),
        lifecycle_policies=lifecycle,
        unread=tuple(stack.unread),
    )


def _rules(stack: Stack) -> Iterator[EventRule]:
    for resource in stack.resources.resources("aws_cloudwatch_event_rule"):
        name = str(resource.values.get("name"))
        kind = kind_of_rule(name)
        if kind is None:
            continue
        if "event_pattern" in resource.unknown and kind in _PATTERNS and len(stack.repositories) == 1:
            yield EventRule(name=f"{name} (as planned)", kind=kind, pattern=_PATTERNS[kind](stack.repositories))
        elif pattern := stack.known(checks.EVENT_PATTERNS, resource, "event_pattern"):
            yield EventRule(name=name, kind=kind, pattern=json.loads(pattern))


def _filters(stack: Stack) -> Iterator[LogFilter]:
    for resource in stack.resources.resources("aws_cloudwatch_log_metric_filter"):
        pattern = stack.known(checks.METRIC_FILTERS, resource, "pattern")
        group = stack.known(checks.METRIC_FILTERS, resource, "log_group_name")
        for written in resource.values.get("metric_transformation", ()) if pattern and group else ():
            yield LogFilter(
                name=resource.values["name"],
                pattern=pattern,
                log_group=group,
                metric=written["name"],
                value=written["value"],
            )


def _policies(stack: Stack) -> Iterator[Policy]:
    for type_, (attribute, make) in _POLICIES.items():
        for resource in stack.resources.resources(type_):
            if document := stack.known(checks.POLICIES, resource, attribute):
                yield make(resource.address, document)
    for resource in stack.resources.resources("aws_ecr_repository_policy"):
        if document := stack.known(checks.POLICIES, resource, "policy"):
            name = stack.repository_of(resource)
            yield repository_policy(name, stack.arn("ecr", f"repository/{name}"), document)


def _lifecycle_policies(stack: Stack) -> dict[str, str]:
    found = {}
    for resource in stack.resources.resources("aws_ecr_lifecycle_policy"):
        if document := stack.known(checks.LIFECYCLE, resource, "policy"):
            found[stack.repository_of(resource)] = document
    return found
