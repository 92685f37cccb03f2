"""Everything that watches the scans of one repository or several."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_dashboard import CloudwatchDashboard

from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.monitoring import names
from cdktf_ecr.model.monitoring.dashboard import Dashboard
from cdktf_ecr.model.monitoring.events import (
    basic_scan_pattern,
    enhanced_scan_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.metrics import (
    REPOSITORY_DIMENSION,
    SCANS_COMPLETED_METRIC,
    SCANS_FAILED_METRIC,
    TOTAL_METRIC,
    ScanMetrics,
    severity_metric,
)
from cdktf_ecr.model.monitoring.names import monitoring_name
from cdktf_ecr.model.monitoring.notifications import CONSOLE_DOMAINS
from cdktf_ecr.model.scan_events import FINDING_STATUSES, SEVERITIES
from cdktf_ecr.model.scanning import BASIC, ENHANCED
from cdktf_ecr.resources.component import Component
from cdktf_ecr.resources.values import both, count_of, policy_text

from .event_log import EventLog, LoggedEvents
from .metric_filters import ScanMetricFilters
from .scan_alarms import ScanAlarms
from .scan_notifications import ScanNotifications

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.events import EventPattern
    from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
    from cdktf_ecr.model.monitoring.settings import MonitoringSettings


class ScanMonitoring(Component):
    """Scan events in a log, their counts as metrics, alarms, notifications, a dashboard and an audit trail.

    Works under basic and under enhanced scanning; where the scan type is not known, for both at once. Every part can be
    switched off: metrics, alarms and the dashboard live off the log, and go with it.

    Attributes:
        log: The `EventLog` of scans and of Amazon Inspector's findings, or None.
        audit: The `EventLog` of pushes and deletes, or None.
        metrics: The `ScanMetricFilters`, or None.
        notifications: The `ScanNotifications`, or None.
        alarms: The `ScanAlarms`, or None.
        dashboard: The ``aws_cloudwatch_dashboard``, or None.
        dashboard_name: Its name; null where it is switched off; None without one.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        repositories: Sequence[MonitoredRepository],
        region: str,
        account_root_arn: str,
        settings: MonitoringSettings,
        scan_type: str | None = None,
        console_domain: str = CONSOLE_DOMAINS["aws"],
        tags: Mapping[str, str] | str | None = None,
        address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the parts that the settings ask for.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            name: What the names of log groups, rules, topic and dashboard derive from: the repository's name, or one
                for all repositories that follows the same rules.
            repositories: The repositories to watch.
            region: The region they are in.
            account_root_arn: The account they are in, as the ARN of its root.
            settings: What to create.
            scan_type: BASIC or ENHANCED; None where it is not known, or may change.
            console_domain: The domain of the AWS console, for links; an expression of it too.
            tags: AWS tags.
            address: What the Terraform names of the resources start with; by default the construct's path.
            provider: The AWS provider; by default the stack's.
        """
        super().__init__(scope, id, address=address)
        self._name, self._repositories, self._settings = name, repositories, settings
        self._tags, self._provider = tags, provider
        self._families = tuple(family for family in (BASIC, ENHANCED) if scan_type in {None, family})
        self._metrics = ScanMetrics(namespace=settings.metric_namespace)
        self.log = self._create_log()
        self.audit = self._create_audit_trail()
        self.metrics = self._create_metrics()
        self.notifications = self._create_notifications(account_root_arn, console_domain)
        self.alarms = self._create_alarms()
        self.dashboard_name: str | None = None
        self.dashboard = self._create_dashboard(region)

    def _part(self, part: str) -> str:
        return f"{self.address}_{part}"

    def _create_log(self) -> EventLog | None:
        settings = self._settings
        if settings.enable_scan_logging is False:
            return None
        patterns: dict[tuple[str, ...], Callable[..., EventPattern]] = {
            (BASIC,): basic_scan_pattern,
            (ENHANCED,): enhanced_scan_pattern,
        }
        scans = LoggedEvents(
            key="scans",
            rule_name=monitoring_name(names.SCAN_RULE, self._name),
            description=f"Image scans of {self._name}",
            pattern=patterns.get(self._families, scan_pattern)(self._repositories),
        )
        findings = LoggedEvents(
            key="findings",
            rule_name=monitoring_name(names.FINDING_RULE, self._name),
            description=f"Findings of Amazon Inspector in images of {self._name}",
            pattern=finding_pattern(self._repositories, statuses=FINDING_STATUSES),
        )
        return EventLog(
            self,
            "log",
            log_group_name=monitoring_name(names.SCAN_LOG_GROUP, self._name),
            events=[scans, findings] if ENHANCED in self._families else [scans],
            retention_days=settings.log_retention_days,
            kms_key_arn=settings.log_kms_key_id,
            condition=settings.enable_scan_logging,
            tags=self._tags,
            address=self._part("logs"),
            provider=self._provider,
        )

    def _create_audit_trail(self) -> EventLog | None:
        settings = self._settings
        if settings.enable_audit_trail is False:
            return None
        actions = LoggedEvents(
            key="actions",
            rule_name=monitoring_name(names.AUDIT_RULE, self._name),
            description=f"Images pushed to and deleted from {self._name}",
            pattern=image_action_pattern(self._repositories),
        )
        return EventLog(
            self,
            "audit",
            log_group_name=monitoring_name(names.AUDIT_LOG_GROUP, self._name),
            events=[actions],
            retention_days=settings.audit_retention_days,
            kms_key_arn=settings.log_kms_key_id,
            condition=settings.enable_audit_trail,
            tags=self._tags,
            address=self._part("audit"),
            provider=self._provider,
        )

    def _create_metrics(self) -> ScanMetricFilters | None:
        if self.log is None:
            return None
        return ScanMetricFilters(
            self,
            "metrics",
            metrics=self._metrics,
            log_group_name=self.log.log_group_peer_name,
            condition=self._settings.enable_scan_logging,
            address=self._part("metrics"),
            provider=self._provider,
        )

    def _create_notifications(self, account_root_arn: str, console_domain: str) -> ScanNotifications | None:
        if self._settings.enable_notifications is False:
            return None
        return ScanNotifications(
            self,
            "notifications",
            name=self._name,
            repositories=self._repositories,
            families=self._families,
            account_root_arn=account_root_arn,
            console_domain=console_domain,
            settings=self._settings,
            tags=self._tags,
            address=self.address,
            provider=self._provider,
        )

    def _create_alarms(self) -> ScanAlarms | None:
        if self.metrics is None:
            return None
        return ScanAlarms(
            self,
            "alarms",
            metrics=self._metrics,
            repositories=self._repositories,
            thresholds=self._settings.alarm_thresholds,
            action_arns=self._alarm_actions(),
            condition=self._settings.enable_scan_logging,
            tags=self._tags,
            address=self._part("alarms"),
            provider=self._provider,
        )

    def _alarm_actions(self) -> str:
        topic = self.notifications.topic.arn if self.notifications else None
        return "${[]}" if topic is None else interpolate(f"compact([{expression_of(topic)}])")

    def _create_dashboard(self, region: str) -> CloudwatchDashboard | None:
        condition = both(self._settings.enable_dashboard, self._settings.enable_scan_logging)
        if condition is False or self.alarms is None:
            return None
        dashboard = CloudwatchDashboard(
            self,
            "dashboard",
            dashboard_name=monitoring_name(names.DASHBOARD, self._name),
            dashboard_body=policy_text(self, self._part("dashboard"), self._dashboard_body(region, self.alarms.arns)),
            count=count_of(condition),
            provider=self._provider,
        )
        placed = self._pin(dashboard, "aws_cloudwatch_dashboard", name=self._part("dashboard"), condition=condition)
        self.dashboard_name = placed.attribute("dashboard_name")
        return dashboard

    def _dashboard_body(self, region: str, alarm_arns: str) -> dict[str, object]:
        """Return the dashboard; its tables of pushes and deletes, which stand last, are there if the audit trail is."""
        scan_log = [monitoring_name(names.SCAN_LOG_GROUP, self._name)]
        shown = Dashboard(
            region=region,
            repositories=[(repository.name, repository.arn) for repository in self._repositories],
            metric_namespace=self._settings.metric_namespace,
            dimension=REPOSITORY_DIMENSION,
            severity_metrics=[(severity, severity_metric(severity)) for severity in SEVERITIES],
            total_metric=TOTAL_METRIC,
            completed_metric=SCANS_COMPLETED_METRIC,
            failed_metric=SCANS_FAILED_METRIC,
            scan_log_groups=scan_log,
            finding_log_groups=scan_log if ENHANCED in self._families else None,
            alarm_arns=alarm_arns,
        )
        if self._settings.enable_audit_trail is False:
            return shown.body()
        groups = [monitoring_name(names.AUDIT_LOG_GROUP, self._name)]
        whole = dataclasses.replace(shown, audit_log_groups=groups)
        if self._settings.enable_audit_trail is True:
            return whole.body()
        always = len(shown.widgets())
        first, last = expression_of(whole.widgets()[:always]), expression_of(whole.widgets()[always:])
        condition = expression_of(self._settings.enable_audit_trail)
        return {
            **whole.body(),
            "widgets": interpolate(f"concat({first}, [for widget in {last} : widget if {condition}])"),
        }
