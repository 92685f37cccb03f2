"""The rules of the monitoring settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.keys import LOG_KEY_ARN
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression, source_of
from cdktf_ecr.model.terraform.rules import Distinct, Each, Matches, OneOf, OrNull, Rule, WholeNumber

from .log_retention import RETENTION
from .metrics import NAMESPACE

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
    "firehose": "^arn:",
    "application": "^arn:",
}
_PROTOCOLS = source_of(PROTOCOLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProtocol(Rule):
    """Subscriptions, each by a protocol of Amazon SNS."""

    words: str = f"its protocols must be among {', '.join(PROTOCOLS)}"
    source: str = _SUBSCRIBE

    def holds(self, value: Mapping[str, Any]) -> bool:
        """Whether each is, as far as Python knows."""
        protocols = (each["protocol"] for each in value.values() if not isinstance(each, Expression))
        return all(isinstance(protocol, Expression) or protocol in PROTOCOLS for protocol in protocols)

    def condition(self, operand: str) -> str:
        """Return whether all are."""
        return f"alltrue([for each in values({operand}) : contains(keys({_PROTOCOLS}), each.protocol)])"


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingEndpoint(Rule):
    """Subscriptions whose endpoints look as their protocols want them."""

    words: str = (
        "its endpoints must be of their protocol: a URL for http and https, an address for email, a number for sms, "
        "an ARN for the others"
    )
    source: str = _SUBSCRIBE

    def holds(self, value: Mapping[str, Any]) -> bool:
        """Whether each does, as far as Python knows."""
        known = [each for each in value.values() if not isinstance(each, Expression)]
        return all(
            isinstance(each["protocol"], Expression)
            or isinstance(each["endpoint"], Expression)
            or re.match(PROTOCOLS[each["protocol"]], each["endpoint"])
            for each in known
        )

    def condition(self, operand: str) -> str:
        """Return whether all do."""
        fitting = f'can(regex(lookup({_PROTOCOLS}, each.protocol, ""), each.endpoint))'
        return f"alltrue([for each in values({operand}) : {fitting}])"


LOG_KEY = OrNull(rule=LOG_KEY_ARN)
RETENTION_DAYS = RETENTION
METRIC_NAMESPACE = NAMESPACE
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
SUBSCRIPTIONS = (SUBSCRIPTION_NAMES, KnownProtocol(), FittingEndpoint())
SEVERITY = OneOf(choices=SEVERITIES, source=_SEVERITIES)
