"""What belongs to repositories in other services: as their names say, or as a stack does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.metrics import metric_filters
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import NameRule, derived_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cdktf_ecr.operations.stack_directory import StackResources

_KINDS = tuple(kind for kind in vars(names).values() if isinstance(kind, NameRule))
_EVENT_RULES = tuple(kind for kind in _KINDS if kind.service == "events")
_LOG_GROUPS = tuple(kind for kind in _KINDS if kind.resource == names.SCAN_LOG_GROUP.resource)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Names of what belongs to repositories.

    Args:
        certain: Whether everything named has to be there. Names that derive from a repository's are those that its
            parts would have: each may have been left out.
        log_groups: Names of log groups.
        metric_filters: By the name of a log group, those of its metric filters.
        event_rules: Names of EventBridge rules on the default bus.
        alarms: Names of CloudWatch alarms, or where they are not certain what those names start with.
        topics: Names of SNS topics.
    """

    certain: bool
    log_groups: tuple[str, ...] = ()
    metric_filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event_rules: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def parts_of_repositories(repositories: Iterable[str]) -> Parts:
    """Return what belongs to repositories if each has a module of its own.

    Args:
        repositories: Their names.
    """
    known = tuple(repositories)
    # The keys are the same whatever the metric is called.
    filters = tuple(each.key for each in metric_filters(not_scanned=names.NOT_SCANNED_METRIC.prefix))
    logs = [derived_name(names.SCAN_LOG_GROUP, name) for name in known]
    return Parts(
        certain=False,
        log_groups=tuple(derived_name(kind, name) for name in known for kind in _LOG_GROUPS),
        metric_filters=dict.fromkeys(logs, filters),
        event_rules=tuple(derived_name(rule, name) for name in known for rule in _EVENT_RULES),
        alarms=tuple(f"{derived_name(names.ALARM, name)}-" for name in known),
        topics=tuple(derived_name(names.TOPIC, name) for name in known),
    )


def parts_of_stack(stack: StackResources) -> Parts:
    """Return what a stack has, or would have.

    Args:
        stack: The stack. What has no name before the apply is left out.
    """

    def named(type_: str, attribute: str = "name") -> tuple[str, ...]:
        return tuple(str(each.values[attribute]) for each in stack.resources(type_) if attribute in each.values)

    filters: dict[str, list[str]] = defaultdict(list)
    for each in stack.resources("aws_cloudwatch_log_metric_filter"):
        if {"log_group_name", "name"} <= each.values.keys():
            filters[str(each.values["log_group_name"])].append(str(each.values["name"]))
    return Parts(
        certain=True,
        log_groups=named("aws_cloudwatch_log_group"),
        metric_filters={group: tuple(keys) for group, keys in filters.items()},
        event_rules=named("aws_cloudwatch_event_rule"),
        alarms=named("aws_cloudwatch_metric_alarm", "alarm_name"),
        topics=named("aws_sns_topic"),
    )
