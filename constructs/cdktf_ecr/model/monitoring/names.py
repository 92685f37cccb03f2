"""The names of what watches a repository: log groups, rules, topic, queue, alarms and dashboard."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from cdktf_ecr.model.repository.names import check_repository_name, derived_name
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_choice, check_string, check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

# EventBridge delivers to log groups under /aws/events/ (EventBridge user guide). One CloudWatch Logs resource policy on
# this prefix and "*" covers the audit trails too, of which an account and region has room for 10.
LOG_GROUP_PREFIX = "/aws/events/ecr/"
# Legal in a log group's name and in no repository's, so that an audit trail is never taken for another one's scans.
_AUDIT_SUFFIX = "#audit"

# PutRule, parameter Name (EventBridge API reference): characters.
_RULE_NAME_LENGTH = 64

# Which one of several rules: a bus has 300 (EventBridge quotas), unless AWS raises that.
_NUMBER = "[1-9][0-9]{0,3}|[*]"
_NUMBER_LENGTH = len("-9999")

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
        numbered: Whether there may be several of the kind, each with a number.
    """

    limit: int
    prefix: str = ""
    suffix: str = ""
    verbatim: bool = False
    numbered: bool = False


NAME_RULES: Mapping[str, NameRule] = MappingProxyType(
    {
        # CreateLogGroup, parameter logGroupName (CloudWatch Logs API reference).
        SCAN_LOG_GROUP: NameRule(limit=512, prefix=LOG_GROUP_PREFIX, verbatim=True),
        AUDIT_LOG_GROUP: NameRule(limit=512, prefix=LOG_GROUP_PREFIX, suffix=_AUDIT_SUFFIX, verbatim=True),
        SCAN_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-scans", numbered=True),
        FINDING_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-findings", numbered=True),
        AUDIT_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-audit", numbered=True),
        BASIC_SCAN_NOTIFICATION_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-notify-basic", numbered=True),
        ENHANCED_SCAN_NOTIFICATION_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-notify-enhanced", numbered=True),
        FINDING_NOTIFICATION_RULE: NameRule(limit=_RULE_NAME_LENGTH, suffix="-notify-findings", numbered=True),
        # CreateTopic, parameter Name (SNS API reference).
        TOPIC: NameRule(limit=256, suffix="-ecr-scans"),
        # CreateQueue, parameter QueueName (SQS API reference).
        DEAD_LETTER_QUEUE: NameRule(limit=80, suffix="-ecr-undelivered"),
        # PutMetricAlarm, parameter AlarmName, and PutDashboard, parameter DashboardName (CloudWatch API reference).
        ALARM: NameRule(limit=255, suffix="-ecr"),
        DASHBOARD: NameRule(limit=255, suffix="-ecr"),
    }
)


def monitoring_name(kind: str, repository_name: str, *, number: str | None = None) -> str:
    """Return the name of a resource that watches a repository: legal for its service, unique to the repository.

    Args:
        kind: A key of `NAME_RULES`.
        repository_name: The repository's name, or a Terraform expression of it without CDKTF tokens.
        number: Which one of several rules: 1 to 9999 in digits, a Terraform expression of it, or "*" for the pattern
            that the names of all of them match.

    Raises:
        InvalidSettingError: There is no such kind, the name is no repository's, or there is only one of the kind.
    """
    rule = NAME_RULES[check_choice("kind", kind, NAME_RULES, source="monitoring_name")]
    if not is_expression(check_string("repository_name", repository_name)):
        check_repository_name(repository_name)
    if number is not None:
        kinds = [each for each, numbered in NAME_RULES.items() if numbered.numbered]
        check_choice("kind", kind, kinds, source="monitoring_name with a number")
        check_text("number", number, _NUMBER, "must be a whole number from 1 to 9999", source="EventBridge quotas")
        room = rule.limit - _NUMBER_LENGTH
        return f"{derived_name(repository_name, limit=room, suffix=rule.suffix)}-{number}"
    if rule.verbatim:
        return rule.prefix + repository_name + rule.suffix
    return derived_name(repository_name, limit=rule.limit, prefix=rule.prefix, suffix=rule.suffix)
