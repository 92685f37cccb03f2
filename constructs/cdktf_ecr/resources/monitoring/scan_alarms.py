"""Alarms on what scans find, and on scans that fail."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import CloudwatchMetricAlarm

from cdktf_ecr.model.monitoring.alarms import SeverityAlarms, scan_failed_alarm
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository.derived_names import ALARM, derived_name
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate, is_expression
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import number, tag_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.alarms import Alarm
    from cdktf_ecr.model.monitoring.metrics import ScanMetrics
    from cdktf_ecr.model.terraform.expressions import Flag, Number

    from .watched import WatchedRepositories

# The repository of one instance: `for_each` runs over maps that hold these.
_EACH = MonitoredRepository(name="${each.value.name}", arn="${each.value.arn}")


class ScanAlarms(Component):
    """For each repository, an alarm per severity with a threshold, and one on failed scans.

    Attributes:
        findings: The ``aws_cloudwatch_metric_alarm`` on findings, an instance per repository and severity.
        failures: The ``aws_cloudwatch_metric_alarm`` on failed scans, an instance per repository.
        arns: The ARNs of all alarms, as a Terraform expression of a list.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        metrics: ScanMetrics,
        repositories: WatchedRepositories,
        thresholds: Mapping[str, Number] | str,
        action_arns: str,
        condition: Flag = True,
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the alarms.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            metrics: The metrics to watch.
            repositories: The repositories to watch.
            thresholds: By severity, how many findings of one scan raise the alarm; or a Terraform expression of a map.
            action_arns: Whom to tell when an alarm is raised or over, as a Terraform expression of a list of ARNs.
            condition: A Terraform expression that says whether the alarms exist, or True.
            tags: AWS tags.
            address: What the Terraform names of the alarms start with; by default the construct's path.
            provider: The AWS provider; by default the stack's.

        Raises:
            InvalidSettingError: A severity is unknown, or a threshold is not a whole number of 1 or more.
        """
        super().__init__(scope, id, address=address)
        watched = f"({expression_of(condition)} ? {repositories.listed} : [])"
        if not is_expression(thresholds) or not isinstance(thresholds, str):
            thresholds = SeverityAlarms(thresholds=thresholds).thresholds  # type: ignore[arg-type]
        by_severity = (
            f"{{for pair in setproduct({watched}, keys({expression_of(thresholds)})) : "
            '"${pair[0].name} ${pair[1]}" => '
            f"merge(pair[0], {{severity = pair[1], threshold = {expression_of(thresholds)}[pair[1]]}})}}"
        )
        by_repository = f"{{for repository in {watched} : repository.name => repository}}"
        common: dict[str, Any] = {"action_arns": action_arns, "tags": tags, "provider": provider}
        self.findings = self._create("findings", _findings_alarm(metrics), for_each=by_severity, **common)
        self.failures = self._create("failures", scan_failed_alarm(metrics, _EACH), for_each=by_repository, **common)
        names = (f"{self.address}_findings", f"{self.address}_failures")
        arns = (f"[for alarm in aws_cloudwatch_metric_alarm.{name} : alarm.arn]" for name in names)
        self.arns = interpolate(f"concat({', '.join(arns)})")

    def _create(
        self,
        id: str,
        alarm: Alarm,
        *,
        for_each: str,
        action_arns: str,
        tags: Mapping[str, str] | str | None,
        provider: TerraformProvider | None,
    ) -> CloudwatchMetricAlarm:
        resource = CloudwatchMetricAlarm(
            self,
            id,
            alarm_name=derived_name(ALARM, _EACH.name) + alarm.name_suffix,
            alarm_description=alarm.description,
            namespace=alarm.namespace,
            metric_name=alarm.metric_name,
            dimensions=dict(alarm.dimensions),
            statistic=alarm.statistic,
            period=alarm.period,
            evaluation_periods=alarm.evaluation_periods,
            threshold=number(alarm.threshold),
            comparison_operator=alarm.comparison_operator,
            treat_missing_data=alarm.treat_missing_data,
            tags=tag_map(tags),
            provider=provider,
        )
        resource.add_override("for_each", interpolate(for_each))
        resource.add_override("alarm_actions", action_arns)
        resource.add_override("ok_actions", action_arns)
        self._pin(resource, "aws_cloudwatch_metric_alarm", name=f"{self.address}_{id}")
        return resource


def _findings_alarm(metrics: ScanMetrics) -> Alarm:
    """Return the alarm of whatever severity an instance is for."""
    (critical,) = SeverityAlarms(thresholds={"CRITICAL": "${each.value.threshold}"}).alarms(metrics, _EACH)
    return dataclasses.replace(
        critical,
        name_suffix=critical.name_suffix.replace("critical", "${lower(each.value.severity)}"),
        description=critical.description.replace("CRITICAL", "${each.value.severity}"),
        metric_name="${title(lower(each.value.severity))}",
    )
