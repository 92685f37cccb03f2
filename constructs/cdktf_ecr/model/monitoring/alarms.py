"""CloudWatch alarms on the metrics of scans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import CRITICAL, SEVERITIES
from cdktf_ecr.model.terraform.types import checked

from .metrics import SCANS_FAILED_METRIC, severity_metric
from .rules import THRESHOLDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.model.terraform.expressions import Number

    from .metrics import ScanMetrics
    from .repositories import MonitoredRepository

# Configuring how CloudWatch alarms treat missing data (CloudWatch user guide). Counts arrive when a scan completes and
# at no other time, so nearly every period is missing. "ignore" keeps the state: ALARM until a scan finds less, and
# INSUFFICIENT_DATA, which is the truth, until the first scan. "notBreaching" would call an image clean some minutes
# after its scan found something, "missing" would forget what the last scan found, "breaching" alarms without a scan.
_KEEP_STATE = "ignore"
# The same page recommends this for a metric that has data only when an error occurs.
_NO_ERROR = "notBreaching"
# Long enough for an event that reaches the log group late to count in the period of its scan.
_PERIOD_SECONDS = 300

_THRESHOLDS = "alarm_thresholds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What one ``aws_cloudwatch_metric_alarm`` takes, under the resource's names for it.

    Attributes:
        key: Tells the alarm from the repository's others, fit for a Terraform address.
        name_suffix: What the alarm's name ends with, after what tells the repository.
        description: What the alarm says when it fires.
        namespace: The metric's namespace.
        metric_name: The metric's name.
        dimensions: The metric's dimensions.
        statistic: What is compared with the threshold.
        threshold: The number the statistic is compared with, or a Terraform expression of it.
        treat_missing_data: What a period without data means.
        period: Seconds in a period.
        evaluation_periods: How many of the most recent periods decide.
        comparison_operator: How the statistic is compared with the threshold.
    """

    key: str
    name_suffix: str
    description: str
    namespace: str
    metric_name: str
    dimensions: Mapping[str, str]
    statistic: str
    threshold: Number
    treat_missing_data: str
    period: int = _PERIOD_SECONDS
    evaluation_periods: int = 1
    comparison_operator: str = "GreaterThanOrEqualToThreshold"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityAlarms:
    """Alarms on scans that find too much.

    An alarm tells what the repository's latest scans found, not what each of its images holds: the next scan that finds
    less, be it of another image, takes it back to OK.

    Attributes:
        thresholds: For each severity, alarm when one scan finds at least so many: whole numbers of 1 or more, or
            Terraform expressions. A severity that is left out has no alarm.

    Raises:
        InvalidSettingError: A severity is unknown, or a threshold is not a whole number of 1 or more.
    """

    thresholds: Mapping[str, Number] = field(default_factory=lambda: {CRITICAL: 1})

    def __post_init__(self) -> None:
        thresholds = check_alarm_thresholds(self.thresholds)
        object.__setattr__(self, "thresholds", thresholds)

    def alarms(self, metrics: ScanMetrics, repository: MonitoredRepository) -> tuple[Alarm, ...]:
        """Return the alarms of one repository, worst severity first.

        Args:
            metrics: The metrics to watch.
            repository: The repository whose scans to watch.
        """
        return tuple(
            Alarm(
                key=severity.lower(),
                name_suffix=f"-{severity.lower()}-findings",
                description=f"A scan of an image in {repository.name} found too many {severity} vulnerabilities.",
                namespace=metrics.namespace,
                metric_name=severity_metric(severity),
                dimensions=metrics.dimensions(repository),
                statistic="Maximum",
                threshold=threshold,
                treat_missing_data=_KEEP_STATE,
            )
            for severity, threshold in self.thresholds.items()
        )


def scan_failed_alarm(metrics: ScanMetrics, repository: MonitoredRepository) -> Alarm:
    """Return the alarm on scans that failed, whose images are not known to be clean.

    Args:
        metrics: The metrics to watch.
        repository: The repository whose scans to watch.
    """
    return Alarm(
        key="scan_failed",
        name_suffix="-scan-failed",
        description=f"A scan of an image in {repository.name} failed: nothing is known of its vulnerabilities.",
        namespace=metrics.namespace,
        metric_name=SCANS_FAILED_METRIC,
        dimensions=metrics.dimensions(repository),
        statistic="Sum",
        threshold=1,
        treat_missing_data=_NO_ERROR,
    )


def check_alarm_thresholds(thresholds: Mapping[str, Number], *, setting: str = _THRESHOLDS) -> dict[str, Number]:
    """Return ``thresholds``, worst severity first, if each severity is known and each threshold can be reached.

    Args:
        thresholds: For each severity a whole number of 1 or more, or a Terraform expression.
        setting: The setting to name in the error.

    Raises:
        InvalidSettingError: A severity is unknown, or a threshold is not a whole number of 1 or more.
    """
    known = checked(setting, thresholds, *THRESHOLDS, type_="map(number)")
    return {severity: known[severity] for severity in SEVERITIES if severity in known}
