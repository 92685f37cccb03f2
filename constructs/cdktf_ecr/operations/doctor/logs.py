"""Whether events get into log groups, and metrics out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.monitoring.log_delivery import RESOURCE_POLICY_LIMIT, Delivery, delivery

from .check import Check, Outcome
from .missing import missing, not_looked_at
from .probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .asking import Asking
    from .subject import Subject

_GROUPS = "log-groups"
_GROUPS_ACTION = "logs:DescribeLogGroups"
_POLICY = "log-resource-policy"
_POLICY_ACTION = "logs:DescribeResourcePolicies"
_FILTERS = "metric-filters"
_FILTERS_ACTION = "logs:DescribeMetricFilters"
_POLICY_TYPE = "aws_cloudwatch_log_resource_policy"
_LEFT = (
    "This stack leaves the policy to another: where no other has it, set ecr_manage_log_resource_policy "
    "(of the module: manage_log_resource_policy) to true."
)


def log_group(asking: Asking, name: str) -> Any | None:
    """Return a log group as CloudWatch Logs describes it; None if there is none.

    Args:
        asking: The account.
        name: The log group's name.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = asking.client("logs")

    def ask() -> Any | None:
        # A prefix finds longer names too, and the exact one first.
        groups = client.describe_log_groups(logGroupNamePrefix=name)["logGroups"]
        return next((group for group in groups if group["logGroupName"] == name), None)

    return asking.once(f"{_GROUPS} {name}", ask, service="logs")


def resource_policies(asking: Asking) -> Any:
    """Return the account's resource policies of CloudWatch Logs in this region, without those of single log groups.

    Args:
        asking: The account.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    client = asking.client("logs")

    def ask() -> Any:
        pages = client.get_paginator("describe_resource_policies").paginate()
        return [policy for page in pages for policy in page["resourcePolicies"] if not policy.get("resourceArn")]

    return asking.once(_POLICY, ask, service="logs")


def _look_at_groups(subject: Subject) -> Iterator[Check]:
    wanted = subject.parts.log_groups
    if not wanted:
        yield not_looked_at(subject, _GROUPS, "log groups")
        return
    groups = {name: log_group(subject.asking, name) for name in wanted}
    found = [f"{name} ({_kept(group)})" for name, group in groups.items() if group is not None]
    absent = [name for name, group in groups.items() if group is None]
    meaning = "Scans, or pushes and deletes, leave no record."
    wrong = missing(subject, _GROUPS, "log groups", absent, there=len(found), meaning=meaning, action=_GROUPS_ACTION)
    checks = tuple(wrong)
    yield from checks or (Check(name=_GROUPS, outcome=Outcome.PASS, found=", ".join(found), action=_GROUPS_ACTION),)


def _kept(group: Any) -> str:
    days = group.get("retentionInDays")
    return "kept for ever" if days is None else f"kept {days} days"


def _look_at_policy(subject: Subject) -> Iterator[Check]:
    policies = resource_policies(subject.asking)
    documents = [policy["policyDocument"] for policy in policies]
    held = f"{len(policies)} of {RESOURCE_POLICY_LIMIT} resource policies of the account"
    groups = [name for name in subject.parts.log_groups if log_group(subject.asking, name) is not None]
    if not groups:
        outcome = Outcome.WARN if len(policies) >= RESOURCE_POLICY_LIMIT else Outcome.SKIP
        meaning = "No further one can be made: let one serve all log groups below a prefix."
        found = f"no log group to look at; {held} are in use"
        yield Check(
            name=_POLICY,
            outcome=outcome,
            found=found,
            meaning=meaning if outcome is Outcome.WARN else "",
            action=_POLICY_ACTION,
        )
        return
    by_verdict: dict[Delivery, list[str]] = {}
    for name in groups:
        verdict = delivery(documents, subject.arn("logs", f"log-group:{name}"))
        by_verdict.setdefault(verdict, []).append(name)
    yield from (_told(subject, verdict, names, held) for verdict, names in by_verdict.items())


def _told(subject: Subject, verdict: Delivery, groups: list[str], held: str) -> Check:
    named = ", ".join(groups)
    if verdict is Delivery.ALLOWED:
        found = f"EventBridge may write to {named} ({held})"
        return Check(name=_POLICY, outcome=Outcome.PASS, found=found, action=_POLICY_ACTION)
    if verdict is Delivery.CONDITIONAL:
        found = f"EventBridge may write to {named} under a condition"
        meaning = "Whether its requests meet the condition cannot be seen from here. One on logs:CreateLogStream fails."
        return Check(name=_POLICY, outcome=Outcome.WARN, found=found, meaning=meaning, action=_POLICY_ACTION)
    meaning = "Events are lost, and nothing says so: metrics, alarms and the dashboard stay empty."
    left = subject.stack is not None and not subject.stack.resources(_POLICY_TYPE)
    return Check(
        name=_POLICY,
        outcome=Outcome.FAIL,
        found=f"EventBridge may not write to {named} ({held})",
        meaning=f"{meaning} {_LEFT}" if left else meaning,
        action=_POLICY_ACTION,
        # An apply makes what the stack has.
        fix=None if left else subject.apply,
    )


def _look_at_filters(subject: Subject) -> Iterator[Check]:
    wanted = subject.parts.metric_filters
    # Without the log group, which is another check's to tell, there is nothing to look into.
    groups = [name for name in wanted if log_group(subject.asking, name) is not None]
    if not groups:
        yield (
            not_looked_at(subject, _FILTERS, "metric filters")
            if not wanted
            else Check(name=_FILTERS, outcome=Outcome.SKIP, found="there is no log group to read metrics from")
        )
        return
    for group in groups:
        yield _in_group(subject, group)


def _in_group(subject: Subject, group: str) -> Check:
    client = subject.asking.client("logs")

    def ask() -> set[str]:
        pages = client.get_paginator("describe_metric_filters").paginate(logGroupName=group)
        return {each["filterName"] for page in pages for each in page["metricFilters"]}

    there = subject.asking.once(f"{_FILTERS} {group}", ask, service="logs") or set()
    wanted = subject.parts.metric_filters[group]
    absent = [name for name in wanted if name not in there]
    if not absent:
        found = f"{len(wanted)} of {len(wanted)} on {group}"
        return Check(name=_FILTERS, outcome=Outcome.PASS, found=found, action=_FILTERS_ACTION)
    return Check(
        name=_FILTERS,
        outcome=Outcome.FAIL,
        found=f"{len(absent)} of {len(wanted)} are not on {group}: {', '.join(absent)}",
        meaning="What they count is unknown, and not zero: alarms on it stay as they are.",
        action=_FILTERS_ACTION,
        fix=subject.apply,
    )


LOG_GROUPS: Probe[Subject] = Probe(name=_GROUPS, action=_GROUPS_ACTION, look=_look_at_groups)
LOG_RESOURCE_POLICY: Probe[Subject] = Probe(name=_POLICY, action=_POLICY_ACTION, look=_look_at_policy)
METRIC_FILTERS: Probe[Subject] = Probe(name=_FILTERS, action=_FILTERS_ACTION, look=_look_at_filters)
