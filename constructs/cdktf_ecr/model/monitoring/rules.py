"""The rules of the monitoring settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.keys import LOG_KEY_ARN, TOPIC_KEY_ARN
from cdktf_ecr.model.scanning.configuration import ENHANCED
from cdktf_ecr.model.scanning.events import ITEMISED_BY_INSPECTOR, SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.relations import Is, Keeps, Relation
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches, OneOf, OrNull, Rule, WholeNumber
from cdktf_ecr.model.terraform.variables import called

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUBSCRIBE = "Amazon SNS API Reference, Subscribe"
_SEVERITIES = "ECR and Amazon Inspector severities"

# How the endpoint of each protocol begins (parameters Protocol and Endpoint).
PROTOCOLS = {
    "http": "^http://",
    "https": "^https://",
    "email": "^[^@ ]+@",
    "email-json": "^[^@ ]+@",
    "sms": "^[+]?[0-9]",
    "sqs": "^arn:",
    "lambda": "^arn:",
    "application": "^arn:",
}
# The protocol that takes a role's ARN besides the endpoint's (attribute SubscriptionRoleArn).
_FIREHOSE = "firehose"
_ENDPOINTS = {**PROTOCOLS, _FIREHOSE: "^arn:"}
_PROTOCOLS = source_of(_ENDPOINTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoleNeeded(Rule):
    """A subscription that takes a protocol and an endpoint, and nothing else."""

    words: str = (
        f"must not have the protocol {_FIREHOSE}: its subscriptions need the ARN of a role as well "
        "(SubscriptionRoleArn); subscribe the delivery stream to the topic yourself, with an aws_sns_topic_subscription"
    )
    source: str = _SUBSCRIBE

    def holds(self, value: Mapping[str, Any]) -> bool:
        """Whether it does, as far as Python knows."""
        return bool(value["protocol"] != _FIREHOSE)

    def condition(self, operand: str) -> str:
        """Return whether it does."""
        return f'{operand}.protocol != "{_FIREHOSE}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingEndpoint(Rule):
    """A subscription by a protocol of Amazon SNS, whose endpoint looks as the protocol wants it."""

    words: str = (
        f"must have one of the protocols {', '.join(PROTOCOLS)}, and the endpoint must be a URL for http and https, an "
        "address for email, a number for sms, an ARN for the others"
    )
    source: str = _SUBSCRIBE

    def holds(self, value: Mapping[str, Any]) -> bool:
        """Whether it does, as far as Python knows."""
        protocol, endpoint = value["protocol"], value["endpoint"]
        if isinstance(protocol, Expression):
            return True
        fits = protocol in _ENDPOINTS
        return fits and (isinstance(endpoint, Expression) or re.match(_ENDPOINTS[protocol], endpoint) is not None)

    def condition(self, operand: str) -> str:
        """Return whether it does."""
        return f"can(regex({_PROTOCOLS}[{operand}.protocol], {operand}.endpoint))"


LOG_KEY = OrNull(rule=LOG_KEY_ARN)
TOPIC_KEY = OrNull(rule=TOPIC_KEY_ARN)
# PutRetentionPolicy, parameter retentionInDays (CloudWatch Logs API reference). 0 stands for "never expire" in
# Terraform, where AWS has no retention policy at all.
_RETENTIONS = (
    *(0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
RETENTION_DAYS = OneOf(
    choices=_RETENTIONS,
    words=f"must be one of {', '.join(map(str, _RETENTIONS))} days; 0 keeps events for ever",
    source="CloudWatch Logs PutRetentionPolicy",
)
# Namespaces (CloudWatch user guide): 1 to 255 of these characters, not all of them spaces, AWS/ being for AWS services;
# without ":", which metric filters refuse (CloudWatch Logs API reference, MetricTransformation).
METRIC_NAMESPACE = Matches(
    pattern="^[0-9A-Za-z._/# -]*[0-9A-Za-z._/#-][0-9A-Za-z._/# -]*$",
    length=(1, 255),
    not_starting_with="AWS/",
    words="must be 1 to 255 letters, digits, spaces and '.', '-', '_', '/', '#', and not begin with 'AWS/'",
    source="CloudWatch namespaces and CloudWatch Logs MetricTransformation",
)
THRESHOLDS = (
    Each(
        words=f"its keys must be among {', '.join(SEVERITIES)}",
        rule=OneOf(choices=SEVERITIES, source=_SEVERITIES),
        of="keys",
        name="severity",
    ),
    Each(
        words="its values must be whole numbers of 1 or more",
        rule=WholeNumber(minimum=1, source="CloudWatch alarms on finding counts"),
        of="values",
        name="count",
    ),
)
# What SNS accepts as the endpoint of an e-mail subscription is not documented; this refuses what can be no address.
EMAILS = (
    Distinct(words="must be e-mail addresses, none listed twice", source=_SUBSCRIBE),
    Each(
        words="must be e-mail addresses, none listed twice",
        rule=Matches(pattern="^[^@ ]+@[^@ ]+[.][^@ ]+$", words="", source=_SUBSCRIBE),
        name="email",
    ),
)
# The keys of the map are the keys of a `for_each`: Terraform has to know them when it plans, and shows them.
SUBSCRIPTION_NAMES = Each(
    words="its keys must be names of 1 to 64 letters, digits, '_' and '-'; the endpoint is a value",
    rule=Matches(pattern="^[A-Za-z0-9_-]{1,64}$", words="", source="cdktf-ecr"),
    of="keys",
    name="name",
)
SUBSCRIPTIONS = (
    SUBSCRIPTION_NAMES,
    Each(rule=NoRoleNeeded(), of="values", name="each"),
    Each(rule=FittingEndpoint(), of="values", name="each"),
)
SEVERITY = OneOf(choices=SEVERITIES, source=_SEVERITIES)

# An alarm on another severity would have a metric that nothing ever writes.
_ENHANCED_COUNTS = "ECR user guide, EventBridge events sent for enhanced scanning"
_COUNTED = Keeps(
    "alarm_thresholds",
    Each(rule=OneOf(choices=ITEMISED_BY_INSPECTOR, source=_ENHANCED_COUNTS), of="keys", name="severity"),
)
_COUNTED_WORDS = f"must be of {', '.join(ITEMISED_BY_INSPECTOR)} alone"
THRESHOLDS_OF_ENHANCED = Relation(
    setting="alarm_thresholds",
    condition=~Is("scan_type", ENHANCED) | _COUNTED,
    words=f"{_COUNTED_WORDS} when scan_type is {ENHANCED}, whose events count no other severity",
    origin=_ENHANCED_COUNTS,
)

# Where the module does not configure the registry's scanning, it may be of either type.
THRESHOLDS_OF_ENHANCED_MODULE = Relation(
    setting="alarm_thresholds",
    condition=~Is("enable_enhanced_scanning", True) | ~Is("manage_registry_scanning", True) | _COUNTED,  # noqa: FBT003
    words=(
        f"{_COUNTED_WORDS} when enable_enhanced_scanning and manage_registry_scanning are true: the events of enhanced "
        "scanning count no other severity"
    ),
    origin=_ENHANCED_COUNTS,
)


def threshold_preconditions(scan_type: str | None, thresholds: Mapping[str, object] | str) -> list[dict[str, str]]:
    """Return what Terraform checks of the thresholds of alarms where it alone knows enough, or check it here.

    Args:
        scan_type: The scan type, or a Terraform expression of it; None where it may be either.
        thresholds: The thresholds by severity, or a Terraform expression of them.

    Raises:
        InvalidSettingError: The scan type cannot serve one of them.
    """
    values = {"scan_type": scan_type, "alarm_thresholds": thresholds}
    THRESHOLDS_OF_ENHANCED.check(values)
    if THRESHOLDS_OF_ENHANCED.condition.decide(values) is not None:
        return []
    names = {name: called(name, value) for name, value in values.items()}
    found = THRESHOLDS_OF_ENHANCED.precondition(values, names=names)
    return [] if found is None else [found]
