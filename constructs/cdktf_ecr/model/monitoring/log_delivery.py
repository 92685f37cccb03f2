"""Whether the resource policies of CloudWatch Logs let EventBridge write to a log group."""

from __future__ import annotations

import json
import re
from enum import Enum
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.access.statements import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# "CloudWatch Logs quotas" (CloudWatch Logs user guide): resource policies per account and region. Those of a log group
# of its own do not count (CloudWatch Logs API reference, PutResourcePolicy).
RESOURCE_POLICY_LIMIT = 10

# "Amazon CloudWatch Logs permissions" (EventBridge user guide, Using resource-based policies).
DELIVERY_SERVICES = ("events.amazonaws.com", "delivery.logs.amazonaws.com")
DELIVERY_ACTIONS = ("logs:CreateLogStream", "logs:PutLogEvents")

_ANYBODY = "*"


class Delivery(Enum):
    """Whether events get into a log group."""

    ALLOWED = "allowed"
    CONDITIONAL = "allowed under a condition"
    REFUSED = "refused"


def delivery(policies: Iterable[str], log_group_arn: str) -> Delivery:
    """Return whether EventBridge may write to a log group. Without it events are lost, and nothing says so.

    Args:
        policies: The policy documents, as JSON.
        log_group_arn: The log group's ARN, without ``:*``.

    Raises:
        ValueError: A document is not JSON.
    """
    statements = [each for policy in policies for each in listed(json.loads(policy).get("Statement", []))]
    stream = f"{log_group_arn}:log-stream:events"
    verdicts = {
        _verdict(statements, service, action, stream) for service in DELIVERY_SERVICES for action in DELIVERY_ACTIONS
    }
    return next(each for each in (Delivery.REFUSED, Delivery.CONDITIONAL, Delivery.ALLOWED) if each in verdicts)


def _verdict(statements: Iterable[Any], service: str, action: str, resource: str) -> Delivery:
    found = {
        (statement.get("Effect"), bool(statement.get("Condition")))
        for statement in _about(statements, service, action, resource)
    }
    if ("Deny", False) in found or not found & {("Allow", False), ("Allow", True)}:
        return Delivery.REFUSED
    # What a condition asks for is in the request of the service, which nobody else sees.
    return Delivery.CONDITIONAL if ("Deny", True) in found or ("Allow", False) not in found else Delivery.ALLOWED


def _about(statements: Iterable[Any], service: str, action: str, resource: str) -> Iterator[Any]:
    for statement in statements:
        principal = statement.get("Principal", {})
        services = [principal] if isinstance(principal, str) else listed(principal.get("Service", []))
        if (
            (service in services or _ANYBODY in services)
            and any(_matches(str(pattern).lower(), action.lower()) for pattern in listed(statement.get("Action", [])))
            and any(_matches(str(pattern), resource) for pattern in listed(statement.get("Resource", [])))
        ):
            yield statement


def _matches(pattern: str, text: str) -> bool:
    """Whether a pattern of IAM's matches: "*" is any text, "?" one character (IAM user guide, Resource)."""
    parts = {"*": ".*", "?": "."}
    return re.fullmatch("".join(parts.get(each, re.escape(each)) for each in pattern), text, re.DOTALL) is not None
