"""Everything that watches the scans of one repository or several."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.cloudwatch_dashboard import CloudwatchDashboard

from cdktf_ecr.model.monitoring.events import (
    basic_scan_pattern,
    enhanced_scan_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from cdktf_ecr.model.monitoring.metrics import ScanMetrics
from cdktf_ecr.model.monitoring.notifications import CONSOLE_DOMAINS
from cdktf_ecr.model.monitoring.scan_dashboard import scan_dashboard
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.model.scanning.events import FINDING_STATUSES
from cdktf_ecr.model.terraform.expressions import both, expression_of, interpolate
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of, policy_text

from .event_log import EventLog, LoggedEvents
from .metric_filters import ScanMetricFilters
from .scan_alarms import ScanAlarms
from .scan_notifications import ScanNotifications
from .watched import WatchedRepositories

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf import TerraformProvider
    from constructs import Construct

    from cdktf_ecr.model.monitoring.repositories import MonitoredRepositories, MonitoredRepository
    from cdktf_ecr.model.monitoring.settings import MonitoringSettings
    from cdktf_ecr.model.terraform.expressions import Flag

    from .watched import PatternOf

_SCAN_PATTERNS: dict[tuple[str, ...], PatternOf] = {
    (BASIC,): basic_scan_pattern,
    (ENHANCED,): enhanced_scan_pattern,
    (BASIC, ENHANCED): scan_pattern,
}


class ScanMonitoring(Component):
    """Scan events in a log, their counts as metrics, alarms, notifications, a dashboard and an audit trail.

    Works under basic and under enhanced scanning; where the scan type is not known, for both at once. Every part can be
    switched off: metrics, alarms and the dashboard live off the log, and go with it.

    Repositories that only Terraform knows may be any number. EventBridge takes 2,048 characters of a pattern, so the
    rules of each kind are numbered from 1, each for some of the repositories in order of their names. One that comes or
    goes moves some behind it to the next rule or back, which changes rules in place; rules are added and removed at the
    end only. While that is applied, events of a repository on the move may be matched twice or not at all.

    So many rules there are for 300 repositories with names of 20 characters; a bus has 300 (EventBridge quotas), unless
    AWS raises that, which are enough for 1,100 of those or for 200 with names of 256:

    - scans in the log: 4 under basic scanning, 14 under enhanced, 18 where it may be either;
    - findings in the log: 17;
    - pushes and deletes: 4;
    - notifications of scans, if all severities are told: 5 under basic scanning, 17 under enhanced, 22 under either;
    - notifications of findings, likewise: 18.

    Their dashboard is as large for any number. It searches the metrics' namespace: it shows every repository that
    reports into it, other constructs' too, if it was scanned within the past two weeks; 500 at most, and the first 100
    alarms. Alarms are for each repository, and AWS bills them.

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
        repositories: Sequence[MonitoredRepository] | MonitoredRepositories,
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
            repositories: The repositories to watch: a list of them, which one rule of each kind has to hold, or any
                number that only Terraform knows. No repositories of the latter are watched by no rules.
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
        self._name, self._settings, self._tags, self._provider = name, settings, tags, provider
        self._repositories = WatchedRepositories(self, repositories=repositories, address=self.address)
        self._families = tuple(family for family in (BASIC, ENHANCED) if scan_type in {None, family})
        self._metrics = ScanMetrics(namespace=settings.metric_namespace)
        self.log = self._create_log()
        self.audit = self._create_audit_trail()
        self.metrics = self._create_metrics()
        self.notifications = self._create_notifications(region, account_root_arn, console_domain)
        self.alarms = self._create_alarms()
        self.dashboard_name: str | None = None
        self.dashboard = self._create_dashboard(region)

    def _part(self, part: str) -> str:
        return f"{self.address}_{part}"

    def _logged(
        self, key: str, rule: names.NameRule, description: str, pattern_of: PatternOf, condition: Flag
    ) -> LoggedEvents:
        return LoggedEvents(
            key=key,
            rule_name=derived_name(rule, self._name, number=self._repositories.number),
            description=f"{description} {self._name}",
            events=self._repositories.events(pattern_of, condition=condition),
        )

    def _create_log(self) -> EventLog | None:
        settings, condition = self._settings, self._settings.enable_scan_logging
        if condition is False:
            return None
        scans = self._logged("scans", names.SCAN_RULE, "Image scans of", _SCAN_PATTERNS[self._families], condition)
        findings = self._logged(
            "findings",
            names.FINDING_RULE,
            "Findings of Amazon Inspector in images of",
            partial(finding_pattern, statuses=FINDING_STATUSES),
            condition,
        )
        return EventLog(
            self,
            "log",
            log_group_name=derived_name(names.SCAN_LOG_GROUP, self._name),
            events=[scans, findings] if ENHANCED in self._families else [scans],
            retention_days=settings.log_retention_days,
            kms_key_arn=settings.log_kms_key_id,
            condition=condition,
            tags=self._tags,
            address=self._part("logs"),
            provider=self._provider,
        )

    def _create_audit_trail(self) -> EventLog | None:
        settings, condition = self._settings, self._settings.enable_audit_trail
        if condition is False:
            return None
        description = "Images pushed to and deleted from"
        actions = self._logged("actions", names.AUDIT_RULE, description, image_action_pattern, condition)
        return EventLog(
            self,
            "audit",
            log_group_name=derived_name(names.AUDIT_LOG_GROUP, self._name),
            events=[actions],
            retention_days=settings.audit_retention_days,
            kms_key_arn=settings.log_kms_key_id,
            condition=condition,
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

    def _create_notifications(
        self, region: str, account_root_arn: str, console_domain: str
    ) -> ScanNotifications | None:
        if self._settings.enable_notifications is False:
            return None
        return ScanNotifications(
            self,
            "notifications",
            name=self._name,
            repositories=self._repositories,
            families=self._families,
            region=region,
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
        wanted = both(self._settings.enable_dashboard, self._settings.enable_scan_logging)
        condition = both(wanted, self._repositories.exist)
        if condition is False or self.alarms is None:
            return None
        body = scan_dashboard(
            region=region,
            repositories=self._repositories.known,
            metric_namespace=self._settings.metric_namespace,
            scan_log_group=derived_name(names.SCAN_LOG_GROUP, self._name),
            findings=ENHANCED in self._families,
            audit_log_group=derived_name(names.AUDIT_LOG_GROUP, self._name),
            audited=self._settings.enable_audit_trail,
            alarm_arns=self.alarms.arns,
        )
        dashboard = CloudwatchDashboard(
            self,
            "dashboard",
            dashboard_name=derived_name(names.DASHBOARD, self._name),
            dashboard_body=policy_text(self, self._part("dashboard"), body),
            count=count_of(condition),
            provider=self._provider,
        )
        placed = self._pin(dashboard, "aws_cloudwatch_dashboard", name=self._part("dashboard"), condition=condition)
        self.dashboard_name = placed.attribute("dashboard_name")
        return dashboard
