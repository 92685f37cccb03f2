"""Alarms on what scans find, on scans that fail and on images that cannot be scanned."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.monitoring.alarms import (
    NOT_SCANNED_SUFFIX,
    SCAN_FAILED_SUFFIX,
    findings_alarm,
    findings_alarm_suffix,
    not_scanned_alarm,
    scan_failed_alarm,
)
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository.derived_names import ALARM, derived_name
from cdktf_ecr.model.terraform.expressions import Expression, both, operand_of
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, lifecycle_block, number, tag_map
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue

    from .watch_list import WatchList

_TYPE = "aws_cloudwatch_metric_alarm"
# The repository of one instance, and the severity: `for_each` runs over maps that hold these.
_EACH = MonitoredRepository(name=Expression("each.value.name"), arn=Expression("each.value.arn"))
_SEVERITY, _THRESHOLD = Expression("each.value.severity"), Expression("each.value.threshold")


class ScanAlarms(Component):
    """An alarm per repository and severity with a threshold, and those on images that nothing is known of.

    That is one on failed scans for each repository, and for all of them together one on images that Amazon Inspector
    cannot scan, where it may be what scans. Part of a `ScanMonitoring`.

    Attributes:
        findings: The ``aws_cloudwatch_metric_alarm`` on findings, an instance per repository and severity.
        failures: The ``aws_cloudwatch_metric_alarm`` on failed scans, an instance per repository.
        not_scanned: The ``aws_cloudwatch_metric_alarm`` on images that cannot be scanned, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        namespace: str,
        thresholds: Mapping[str, NumberValue] | str,
        not_scanned: str | None,
        action_arns: Expression,
        preconditions: Sequence[Mapping[str, str]],
        condition: BooleanValue,
        address: str,
    ) -> None:
        """Create the alarms.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            watch_list: The repositories.
            namespace: The metrics' namespace.
            thresholds: By severity, how many findings of one scan raise the alarm; or a Terraform expression of a map.
            not_scanned: The name of the metric of images that cannot be scanned; None under basic scanning.
            action_arns: Whom to tell when an alarm is raised or over: an expression of a list of ARNs.
            preconditions: What Terraform checks before it creates an alarm on findings.
            condition: A Terraform expression that says whether the alarms exist, or True.
            address: What the Terraform names of the alarms start with.
        """
        super().__init__(scope, id, address=address)
        self._watch_list, self._action_arns = watch_list, action_arns
        watched = f"({operand_of(condition)} ? {watch_list.objects} : [])"
        by_severity = (
            f"{{for pair in setproduct({watched}, keys({operand_of(thresholds)})) : "
            '"${pair[0].name} ${pair[1]}" => '
            f"merge(pair[0], {{severity = pair[1], threshold = {operand_of(thresholds)}[pair[1]]}})}}"
        )
        by_repository = f"{{for repository in {watched} : repository.name => repository}}"
        found = findings_alarm(_EACH, severity=_SEVERITY, threshold=_THRESHOLD, namespace=namespace)
        own_name = derived_name(ALARM, _EACH.name)
        suffix = findings_alarm_suffix(_SEVERITY)
        self.findings = self._create("findings", own_name + suffix, found, preconditions=preconditions)
        self.findings.add_override("for_each", Expression(by_severity))
        failed = scan_failed_alarm(_EACH, namespace=namespace)
        self.failures = self._create("failures", own_name + SCAN_FAILED_SUFFIX, failed)
        self.failures.add_override("for_each", Expression(by_repository))
        arns = [f"[for alarm in {_TYPE}.{self.address}_{part} : alarm.arn]" for part in ("findings", "failures")]
        self.not_scanned: aws.CloudwatchMetricAlarm | None = None
        if not_scanned is not None:
            missed = not_scanned_alarm(watch_list.name, metric_name=not_scanned, namespace=namespace)
            name = derived_name(ALARM, watch_list.name) + NOT_SCANNED_SUFFIX
            self.not_scanned = self._create("not_scanned", name, missed, condition=both(condition, watch_list.exist))
            # First, since a dashboard shows a hundred.
            arns.insert(0, f"{_TYPE}.{self.address}_not_scanned[*].arn")
        self._own_arns = Expression(f"concat({', '.join(arns)})")

    @cached_property
    def arns(self) -> list[str]:
        """The ARNs of all alarms, as CDKTF's token of a list; empty where the alarms are switched off."""
        return self._shared_list("arns", self._own_arns)

    def arns_in(self, scope: Construct) -> Expression | list[str]:
        """Return the ARNs for the constructs of a stack: what that stack calls them, or CDKTF's token in any other."""
        return self._own_arns if self._is_in_stack_of(scope) else self.arns

    def _create(
        self,
        id: str,
        name: str,
        alarm: dict[str, Any],
        *,
        condition: BooleanValue = True,
        preconditions: Sequence[Mapping[str, str]] = (),
    ) -> aws.CloudwatchMetricAlarm:
        resource = aws.CloudwatchMetricAlarm(
            self,
            id,
            alarm_name=name,
            tags=tag_map(self._watch_list.tags),
            count=count_of(condition),
            lifecycle=lifecycle_block(prevent_destroy=False, preconditions=preconditions),
            provider=self._watch_list.provider,
            **{**alarm, "threshold": number(alarm["threshold"])},
        )
        resource.add_override("alarm_actions", self._action_arns)
        resource.add_override("ok_actions", self._action_arns)
        self._pin(resource, _TYPE, name=f"{self.address}_{id}", condition=condition)
        return resource
