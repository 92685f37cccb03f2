"""What a stack uses beside images: metrics, alarms, dashboards, keys and logs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.costs.estimate import Usage
from cdktf_ecr.model.costs.prices import (
    CLOUDWATCH_ALARM,
    CLOUDWATCH_DASHBOARD,
    CLOUDWATCH_METRIC,
    KMS_KEY,
    LOGS_INGESTION,
    LOGS_STORAGE,
)
from cdktf_ecr.model.costs.scans import BASIC, CONTINUOUS, ON_PUSH
from cdktf_ecr.model.costs.storage import DAYS_IN_MONTH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.operations.stack_directory import StackResource, StackResources

_REPOSITORY = "aws_ecr_repository"
_FILTER = "aws_cloudwatch_log_metric_filter"
_ALARM = "aws_cloudwatch_metric_alarm"
_DASHBOARD = "aws_cloudwatch_dashboard"
_LOG_GROUP = "aws_cloudwatch_log_group"
_KEY = "aws_kms_key"
_SCANNING = "aws_ecr_registry_scanning_configuration"

_PRICED = {_REPOSITORY, _FILTER, _ALARM, _DASHBOARD, _LOG_GROUP, _KEY}
# What costs nothing by being there: IAM, settings and policies of services; EventBridge's rules for events of AWS
# services ("Amazon EventBridge pricing"); an alias of a key ("AWS KMS pricing").
_FREE_PREFIXES = ("aws_iam_", "aws_ecr_", "terraform_data", "null_resource", "random_")
_FREE = {
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_event_target",
    "aws_cloudwatch_log_resource_policy",
    "aws_kms_alias",
    "aws_sns_topic_policy",
    "aws_sns_topic_subscription",
    "aws_sqs_queue_policy",
}
# CloudWatch's periods of high resolution, in seconds; their alarms have another price.
_STANDARD_PERIOD = 60


def stack_usages(stack: StackResources, *, log_gigabytes: Decimal | None) -> tuple[Usage, ...]:
    """Return what a stack uses in a month, without images and scans.

    Args:
        stack: The stack.
        log_gigabytes: How much is logged a month, in GB; None where that is not known.
    """
    usages = [
        _metrics(stack),
        *_alarms(stack.resources(_ALARM)),
        _counted(CLOUDWATCH_DASHBOARD, stack.resources(_DASHBOARD)),
        _keys(stack.resources(_KEY)),
        *_logs(stack.resources(_LOG_GROUP), log_gigabytes),
    ]
    used = [usage for usage in usages if usage.quantity != 0]
    return (*used, *_others(stack))


def scanning_in_stack(stack: StackResources) -> str | None:
    """Return how the stack has its registry scanned; None where it does not say, or says several things.

    Args:
        stack: The stack.
    """
    found = set()
    for configuration in stack.resources(_SCANNING):
        if {"scan_type", "rule"} & configuration.unknown:
            return None
        rules = {rule["scan_frequency"] for rule in configuration.values.get("rule") or ()}
        enhanced = configuration.values.get("scan_type") == "ENHANCED"
        found.add(_frequency(rules) if enhanced else BASIC)
    return found.pop() if len(found) == 1 else None


def _frequency(rules: set[str]) -> str | None:
    """Return the frequency, if all rules have the same: which of them meets a repository is not worked out."""
    if len(rules) != 1:
        return None
    return CONTINUOUS if rules == {"CONTINUOUS_SCAN"} else ON_PUSH


def _metrics(stack: StackResources) -> Usage:
    """Count the metrics that filters write: several may write one, and one with a dimension is one for each value."""
    plain: set[tuple[str, str]] = set()
    dimensioned: set[tuple[str, str]] = set()
    for metric_filter in stack.resources(_FILTER):
        for transformation in metric_filter.values.get("metric_transformation") or ():
            name = (str(transformation.get("namespace")), str(transformation.get("name")))
            (dimensioned if transformation.get("dimensions") else plain).add(name)
    repositories = max(len(stack.resources(_REPOSITORY)), 1)
    quantity = len(plain) + len(dimensioned) * repositories
    note = "at most: a metric is charged for the hours in which it is sent"
    if dimensioned:
        note = f"{len(dimensioned)} for each of {repositories} repositor{'y' if repositories == 1 else 'ies'}; {note}"
    return Usage(item=CLOUDWATCH_METRIC, quantity=Decimal(quantity), note=note)


def _alarms(alarms: Sequence[StackResource]) -> tuple[Usage, ...]:
    """Count the metrics that alarms watch; those of high resolution have another price, which is not kept."""
    standard = [alarm for alarm in alarms if not _is_fast(alarm.values)]
    fast = len(alarms) - len(standard)
    quantity = sum(_watched(alarm.values) for alarm in standard)
    usages = [Usage(item=CLOUDWATCH_ALARM, quantity=Decimal(quantity), note=f"{len(standard)} alarms")]
    if fast:
        title = "Alarms, high resolution"
        usages.append(Usage(item=None, quantity=None, title=title, note=f"{fast} alarms: no price is kept of them"))
    return tuple(usages)


def _is_fast(alarm: Any) -> bool:
    queries = [metric for query in alarm.get("metric_query") or () for metric in query.get("metric") or ()]
    periods = [alarm.get("period"), *(metric.get("period") for metric in queries)]
    return any(period is not None and period < _STANDARD_PERIOD for period in periods)


def _watched(alarm: Any) -> int:
    return sum(len(query.get("metric") or ()) for query in alarm.get("metric_query") or ()) or 1


def _keys(keys: Sequence[StackResource]) -> Usage:
    rotated = sum(key.values.get("enable_key_rotation") is True for key in keys)
    note = f"{rotated} rotated yearly, each time for 1 key-month more" if rotated else ""
    return Usage(item=KMS_KEY, quantity=Decimal(len(keys)), note=note)


def _logs(groups: Sequence[StackResource], gigabytes: Decimal | None) -> tuple[Usage, ...]:
    if not groups:
        return ()
    if gigabytes is None:
        note = f"how much {len(groups)} log group{'' if len(groups) == 1 else 's'} get is not known: --log-gb"
        return tuple(Usage(item=item, quantity=None, note=note) for item in (LOGS_INGESTION, LOGS_STORAGE))
    ingestion = Usage(item=LOGS_INGESTION, quantity=gigabytes, note="as given")
    days = [int(group.values.get("retention_in_days") or 0) for group in groups]
    if any("retention_in_days" in group.unknown for group in groups):
        note = "how long a log group keeps its events is known only after the apply"
        return (ingestion, Usage(item=LOGS_STORAGE, quantity=None, note=note))
    if not all(days):
        note = "a log group keeps its events for ever, so that they grow each month"
        return (ingestion, Usage(item=LOGS_STORAGE, quantity=None, note=note))
    longest = max(days)
    note = f"at most: all kept for {longest} days, and not compressed, as AWS does"
    return (ingestion, Usage(item=LOGS_STORAGE, quantity=gigabytes * longest / DAYS_IN_MONTH, note=note))


def _counted(item: str, resources: Sequence[StackResource]) -> Usage:
    return Usage(item=item, quantity=Decimal(len(resources)))


def _others(stack: StackResources) -> list[Usage]:
    """Return what may cost something, and of which no price is kept."""
    known = {
        one.type for one in stack.all if one.type in _PRICED or one.type in _FREE or one.type.startswith(_FREE_PREFIXES)
    }
    others = sorted({one.type for one in stack.all} - known)
    return [
        Usage(item=None, quantity=None, title=name, note=f"{len(stack.resources(name))}: no price is kept of its use")
        for name in others
    ]
