"""The rules of the monitoring settings, as Terraform checks them at plan; in Python the same words."""

from __future__ import annotations

from cdktf_ecr.model.repository.encryption import KMS_KEY_ARN_PATTERN
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.expressions import expression_of
from cdktf_ecr.model.terraform.variables import VALUE, VariableRule

from .log_retention import RETENTION_DAYS, RETENTION_RULE, RETENTION_SOURCE
from .metrics import (
    METRIC_NAMESPACE_LENGTH,
    METRIC_NAMESPACE_PATTERN,
    METRIC_NAMESPACE_RULE,
    METRIC_NAMESPACE_SOURCE,
    RESERVED_NAMESPACE,
)

# What SNS accepts as the endpoint of an e-mail subscription is not documented; this refuses what can be no address.
EMAIL_PATTERN = "^[^@ ]+@[^@ ]+[.][^@ ]+$"

# Subscribe, parameters Protocol and Endpoint (SNS API reference): how the endpoint of each protocol begins.
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

_SEVERITIES = expression_of(SEVERITIES)

RETENTION = VariableRule(f"contains({expression_of(RETENTION_DAYS)}, {VALUE})", RETENTION_RULE, RETENTION_SOURCE)
LOG_KEY = VariableRule(
    f"{VALUE} == null || can(regex({expression_of(KMS_KEY_ARN_PATTERN)}, {VALUE}))",
    "must be the ARN of a KMS key (arn:<partition>:kms:<region>:<account>:key/<id>), not a key id or an alias",
    "CloudWatch Logs AssociateKmsKey",
)
NAMESPACE = VariableRule(
    f"length({VALUE}) >= {METRIC_NAMESPACE_LENGTH[0]} && length({VALUE}) <= {METRIC_NAMESPACE_LENGTH[1]} "
    f"&& can(regex({expression_of(METRIC_NAMESPACE_PATTERN)}, {VALUE})) "
    f"&& !startswith({VALUE}, {expression_of(RESERVED_NAMESPACE)})",
    METRIC_NAMESPACE_RULE,
    METRIC_NAMESPACE_SOURCE,
)
THRESHOLDS = (
    VariableRule(
        f"alltrue([for severity in keys({VALUE}) : contains({_SEVERITIES}, severity)])",
        f"its keys must be among {', '.join(SEVERITIES)}",
        "ECR and Amazon Inspector severities",
    ),
    VariableRule(
        f"alltrue([for count in values({VALUE}) : count >= 1 && floor(count) == count])",
        "its values must be whole numbers of 1 or more",
        "CloudWatch alarms on finding counts",
    ),
)
EMAILS = VariableRule(
    f"length(distinct({VALUE})) == length({VALUE}) "
    f"&& alltrue([for email in {VALUE} : can(regex({expression_of(EMAIL_PATTERN)}, email))])",
    "must be e-mail addresses, none listed twice",
    "SNS Subscribe",
)
_PROTOCOLS = expression_of(PROTOCOLS)
SUBSCRIPTIONS = (
    VariableRule(
        f"alltrue([for protocol in values({VALUE}) : contains(keys({_PROTOCOLS}), protocol)])",
        f"its values must be among {', '.join(PROTOCOLS)}",
        "SNS Subscribe",
    ),
    VariableRule(
        f'alltrue([for endpoint, protocol in {VALUE} : can(regex(lookup({_PROTOCOLS}, protocol, ""), endpoint))])',
        "its keys must be endpoints of their protocol: a URL for http and https, an address for email, a number for "
        "sms, an ARN for the others",
        "SNS Subscribe",
    ),
)
SEVERITY = VariableRule(
    f"contains({_SEVERITIES}, {VALUE})",
    f"must be one of {', '.join(SEVERITIES)}",
    "ECR and Amazon Inspector severities",
)
