"""The names of what watches a repository: log groups, rules, topic, queue, key alias, alarms and dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.names import check_repository_name, derived_name
from cdktf_ecr.model.values import check_choice, check_pattern, check_string, is_expression

if TYPE_CHECKING:
    from collections.abc import Mapping

# EventBridge delivers to log groups under /aws/events/ (EventBridge user guide). One CloudWatch Logs resource policy on
# this prefix and "*" covers the audit trails too, of which an account and region has room for 10.
LOG_GROUP_PREFIX = "/aws/events/ecr/"
# Legal in a log group's name and in no repository's, so that an audit trail is never taken for another one's scans.
_AUDIT_SUFFIX = "#audit"

# PutRule, parameter Name (EventBridge API reference): characters.
_RULE_NAME_LENGTH = 64

# What tells several of a kind apart: a severity, for instance.
_PART = "[a-z0-9]+([_-][a-z0-9]+)*"
_PART_LENGTH = 24

SCAN_LOG_GROUP = "scan_log_group"
AUDIT_LOG_GROUP = "audit_log_group"
SCAN_RULE = "scan_rule"
FINDING_RULE = "finding_rule"
AUDIT_RULE = "audit_rule"
BASIC_SCAN_NOTIFICATION_RULE = "basic_scan_notification_rule"
ENHANCED_SCAN_NOTIFICATION_RULE = "enhanced_scan_notification_rule"
FINDING_NOTIFICATION_RULE = "finding_notification_rule"
TOPIC = "topic"
DEAD_LETTER_QUEUE = "dead_letter_queue"
KEY_ALIAS = "key_alias"
METRIC_FILTER = "metric_filter"
ALARM = "alarm"
DASHBOARD = "dashboard"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """How the name of one kind of resource derives from a repository's.

    Attributes:
        limit: The most characters the service accepts.
        prefix: What the name starts with.
        suffix: What the name ends with.
        verbatim: Whether the service accepts every character of a repository's name, and the longest one whole.
        parts: Whether a repository may have several of the kind, told apart by a part of the name.
    """

    limit: int
    prefix: str = ""
    suffix: str = ""
    verbatim: bool = False
    parts: bool = False


NAME_RULES: Mapping[str, NameRule] = MappingProxyType(
    {
        # CreateLogGroup, parameter logGroupName (CloudWatch Logs API reference).
        SCAN_LOG_GROUP: NameRule(limit=512, prefix=LOG_GROUP_PREFIX, verbatim=True),
        AUDIT_LOG_GROUP: NameRule(limit=512, prefix=LOG_GROUP_PREFIX, suffix=_AUDIT_SUFFIX, verbatim=True),
        SCAN_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-scans"),
        FINDING_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-findings"),
        AUDIT_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-audit"),
        BASIC_SCAN_NOTIFICATION_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-notify-basic"),
        ENHANCED_SCAN_NOTIFICATION_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-notify-enhanced"),
        FINDING_NOTIFICATION_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-notify-findings"),
        # CreateTopic, parameter Name (SNS API reference).
        TOPIC: NameRule(limit=256, suffix="-ecr-scans"),
        # CreateQueue, parameter QueueName (SQS API reference).
        DEAD_LETTER_QUEUE: NameRule(limit=80, suffix="-ecr-undelivered"),
        # CreateAlias, parameter AliasName (KMS API reference): "alias/" included.
        KEY_ALIAS: NameRule(limit=256, prefix="alias/ecr/", suffix="-notifications"),
        # PutMetricFilter, parameter filterName (CloudWatch Logs API reference).
        METRIC_FILTER: NameRule(limit=512, suffix="-ecr", parts=True),
        # PutMetricAlarm, parameter AlarmName, and PutDashboard, parameter DashboardName (CloudWatch API reference).
        ALARM: NameRule(limit=255, suffix="-ecr", parts=True),
        DASHBOARD: NameRule(limit=255, suffix="-ecr"),
    }
)


def monitoring_name(kind: str, repository_name: str, *, part: str | None = None) -> str:
    """Return the name of a resource that watches a repository: legal for its service, unique to the repository.

    Args:
        kind: A key of `NAME_RULES`.
        repository_name: The repository's name, or a Terraform expression of it without CDKTF tokens.
        part: What tells several of a kind apart, such as "critical"; for metric filters and alarms only.

    Raises:
        InvalidSettingError: There is no such kind, the name is no repository's, or the part does not fit the kind.
    """
    rule = NAME_RULES[check_choice("kind", kind, NAME_RULES, source="monitoring_name")]
    if not is_expression(check_string("repository_name", repository_name)):
        check_repository_name(repository_name)
    suffix = rule.suffix + _part(kind, part)
    if rule.verbatim:
        return rule.prefix + repository_name + suffix
    return derived_name(repository_name, limit=rule.limit, prefix=rule.prefix, suffix=suffix)


def _part(kind: str, part: str | None) -> str:
    if part is None:
        return ""
    kinds = [each for each, rule in NAME_RULES.items() if rule.parts]
    check_choice("kind", kind, kinds, source="monitoring_name with a part")
    rule = f"must be words of lower-case letters and digits joined by '-' or '_', {_PART_LENGTH} characters at most"
    text = check_pattern("part", part, f"(?=.{{1,{_PART_LENGTH}}}\\Z){_PART}", rule=rule, source="monitoring_name")
    return f"-{text}"
