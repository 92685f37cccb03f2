"""The resource policies of CloudWatch Logs, of which an account has room for few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.log_delivery import RESOURCE_POLICY_LIMIT, Delivery, delivery
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.doctor.logs import resource_policies
from cdktf_ecr.operations.doctor.probe import Probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.operations.stack_directory import StackResource

    from .plan import Planned

_NAME = "log-resource-policies"
_ACTION = "logs:DescribeResourcePolicies"
_VARIABLE = "ecr_manage_log_resource_policy"


def _look(planned: Planned) -> Iterator[Check]:
    created = planned.created("aws_cloudwatch_log_resource_policy")
    if not created:
        return
    there = {policy["policyName"]: policy["policyDocument"] for policy in resource_policies(planned.asking)}
    taken = [each for each in created if each.values.get("policy_name") in there]
    yield from (_taken(planned, each) for each in taken)
    new = len(created) - len(taken)
    if len(there) + new > RESOURCE_POLICY_LIMIT:
        yield _too_many(planned, len(there), new, needless=_is_delivered(planned, list(there.values())))
    elif new:
        found = f"room for {RESOURCE_POLICY_LIMIT - len(there)} more of {RESOURCE_POLICY_LIMIT}, {new} to be made"
        yield Check(name=_NAME, outcome=Outcome.PASS, found=found, action=_ACTION)


def _is_delivered(planned: Planned, documents: list[str]) -> bool:
    """Whether EventBridge may write to every log group of the plan without a policy of the plan's."""
    groups = [str(each.values["name"]) for each in planned.created("aws_cloudwatch_log_group") if "name" in each.values]
    return all(delivery(documents, planned.arn("logs", f"log-group:{name}")) is Delivery.ALLOWED for name in groups)


def _taken(planned: Planned, resource: StackResource) -> Check:
    name = str(resource.values["policy_name"])
    return Check(
        name=_NAME,
        outcome=Outcome.FAIL,
        found=f"{resource.address}: a policy {name} is there already",
        meaning="The apply replaces it, and nothing says so: log groups of others may lose what it allows.",
        action=_ACTION,
        fix=planned.taking_over(resource, name),
    )


def _too_many(planned: Planned, there: int, new: int, *, needless: bool) -> Check:
    ours = "One of those lets EventBridge write to the log groups of this stack: make no other."
    others = "Merge some of those, or let one serve all log groups below /aws/events/ and make no other."
    return Check(
        name=_NAME,
        outcome=Outcome.FAIL,
        found=f"{there} of {RESOURCE_POLICY_LIMIT} are in use, and {new} more {'is' if new == 1 else 'are'} to be made",
        meaning=f"The apply fails half-way. {ours if needless else others}",
        action=_ACTION,
        fix=planned.applying_with(_VARIABLE, "false") if needless else None,
    )


LOG_POLICIES: Probe[Planned] = Probe(name=_NAME, action=_ACTION, look=_look)
