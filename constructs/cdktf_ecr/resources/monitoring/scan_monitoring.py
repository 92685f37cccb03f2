"""Everything that watches the scans of one repository or several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.notifications import CONSOLE_DOMAIN, console_domain_of
from cdktf_ecr.model.monitoring.rules import threshold_preconditions
from cdktf_ecr.model.monitoring.settings import MonitoringSettings
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import derived_name
from cdktf_ecr.model.scanning.configuration import ENHANCED, SCAN_TYPE, SCAN_TYPES
from cdktf_ecr.model.terraform.expressions import Expression, both
from cdktf_ecr.model.terraform.types import checked, of_class
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.location import Location
from cdktf_ecr.resources.base.values import known, known_settings

from .metric_filters import ScanMetricFilters
from .monitoring_logs import MonitoringLogs
from .scan_alarms import ScanAlarms
from .scan_dashboard import ScanDashboard
from .scan_notifications import ScanNotifications
from .watch_list import WatchList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from constructs import Construct

    from cdktf_ecr.model.monitoring.repositories import NamedRepository
    from cdktf_ecr.model.terraform.expressions import StringMapValue
    from cdktf_ecr.resources.framework.types import TerraformProvider


class ScanMonitoring(Component):
    """Scan events in a log, their counts as metrics, alarms, notifications, a dashboard and an audit trail.

    ``ScanMonitoring(stack, "monitoring", repositories=[api, worker])`` is all it takes. Works under basic and under
    enhanced scanning; where the scan type is not known, for both at once. Every part can be switched off: metrics,
    alarms and the dashboard live off the log, and go with it.

    Amazon Inspector counts CRITICAL, HIGH and MEDIUM and all findings together; how many there are of another severity
    is unknown, and never shown as none. Its findings arrive one by one, when they are created, updated or closed.

    A list of repositories is matched by one EventBridge rule of each kind, which takes 2,048 characters of a pattern:
    some 20 repositories. A map from names to ARNs, which may be known to Terraform alone, may hold any number: there
    the rules of each kind are numbered from 1, each for some of the repositories in order of their names. One that
    comes or goes moves some behind it to the next rule or back, which changes rules in place; rules are added and
    removed at the end only. While that is applied, events of a repository on the move may be matched twice or not at
    all.

    A bus has 300 rules (EventBridge quotas), unless AWS raises that: enough for 1,100 repositories with names of 20
    characters, or for 200 with names of 256.

    The dashboard of a map is as large for any number. It searches the metrics' namespace: it shows every repository
    that reports into it, other constructs' too, if it was scanned within the past two weeks; 500 at most, and the first
    100 alarms. Alarms are for each repository, and AWS bills them.

    Attributes:
        log_key: The `LogKey` of both logs, or None.
        log: The `EventLog` of scans, of Amazon Inspector's findings and of images that it does not scan, or None.
        audit: The `AuditLog` of pushes and deletes, or None.
        metrics: The `ScanMetricFilters`, or None.
        notifications: The `ScanNotifications`, or None.
        alarms: The `ScanAlarms`, or None.
        dashboard: The `ScanDashboard`, or None.
        log_delivery: The `LogDeliveryPolicy`, or None.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        repositories: Sequence[NamedRepository] | Mapping[str, str] | str,
        settings: MonitoringSettings | None = None,
        scan_type: str | None = None,
        name: str | None = None,
        region: str | None = None,
        account_id: str | None = None,
        partition: str | None = None,
        console_domain: str | None = None,
        tags: StringMapValue | None = None,
        address: str | None = None,
        log_delivery_address: str | None = None,
        provider: TerraformProvider | None = None,
    ) -> None:
        """Create the parts that the settings ask for.

        Args:
            scope: The construct to create them in.
            id: Its name in that construct.
            repositories: The repositories to watch, of one account and region: a list of constructs such as
                `Repository` or of `MonitoredRepository`; or a map from names to ARNs, any number, which may be a
                Terraform expression or a token. Terraform has to know the names when it plans; the ARNs may be known
                after the apply only. An empty map is watched by no rules.
            settings: What to create; by default everything, and nobody subscribed to it.
            scan_type: BASIC or ENHANCED, if the registry has that scan type and keeps it; by default both are watched.
                Under ENHANCED a threshold on a severity that it does not count is refused, here or at plan.
            name: What the names of log groups, rules, topic, dashboard and the alarm on images that cannot be scanned
                derive from, by the rules of a repository's name. By default the names of the stack and of this
                construct in it; another name moves the logs.
            region: The region they are in and everything is created in, for which the AWS provider has to be of release
                6; by default that of the provider.
            account_id: The account they are in; by default the provider's.
            partition: The partition they are in; by default the provider's.
            console_domain: The domain of the AWS console, for links; by default the partition's.
            tags: AWS tags.
            address: What the Terraform names of the resources start with; by default the construct's path.
            log_delivery_address: The Terraform name of the log resource policy; by default one that starts likewise.
            provider: The AWS provider, of the account and region that the repositories are in; by default the stack's.

        Raises:
            InvalidSettingError: A value that AWS would refuse, a threshold that the scan type cannot serve, more
                repositories in a list than fit a rule, or a key that is known to be of another region.
            ConflictError: The stack has a monitoring of that name already.
        """
        super().__init__(scope, id, address=address, region=region)
        settings = MonitoringSettings() if settings is None else of_class("settings", settings, MonitoringSettings)
        self._settings = known_settings(self, settings, name=f"{self.address}_")
        self._location = Location(
            self,
            "location",
            region=None,
            account_id=account_id,
            partition=partition,
            address=self.address,
            provider=provider,
        )
        self._watch_list = WatchList(
            self,
            "repositories",
            repositories=repositories,
            name=name,
            tags=tags,
            provider=provider,
            address=self.address,
        )
        given_type = None if scan_type is None else checked("scan_type", scan_type, SCAN_TYPE)
        self._scan_types = [given_type] if given_type in SCAN_TYPES else [*SCAN_TYPES]
        self._scan_type = known(self, self._part("type"), given_type)
        logs = MonitoringLogs(
            self,
            watch_list=self._watch_list,
            location=self._location,
            settings=self._settings,
            scan_types=self._scan_types,
        )
        self.log_key, self.log, self.audit = logs.key, logs.scans, logs.audit
        self.metrics = self._create_metrics()
        self.notifications = self._create_notifications(console_domain)
        self.alarms = self._create_alarms()
        self.dashboard = self._create_dashboard()
        self.log_delivery = logs.let_events_in(log_delivery_address)

    @property
    def dashboard_name(self) -> str | None:
        """The dashboard's name; null where it is switched off; None without one."""
        return self.dashboard.name if self.dashboard else None

    @property
    def _not_scanned(self) -> str:
        """The name of the metric of images that cannot be scanned."""
        return derived_name(names.NOT_SCANNED_METRIC, self._watch_list.name)

    def _part(self, part: str) -> str:
        return f"{self.address}_{part}"

    def _create_metrics(self) -> ScanMetricFilters | None:
        if self.log is None:
            return None
        return ScanMetricFilters(
            self,
            "metrics",
            namespace=self._settings.metric_namespace,
            not_scanned=self._not_scanned,
            log_group_name=self.log.placed.existing_attribute("name"),
            condition=self._settings.enable_scan_logging,
            address=self._part("metrics"),
            provider=self._watch_list.provider,
        )

    def _create_notifications(self, console_domain: str | None) -> ScanNotifications | None:
        if self._settings.enable_notifications is False:
            return None
        given = console_domain_of(self._location.partition) if console_domain is None else console_domain
        return ScanNotifications(
            self,
            "notifications",
            watch_list=self._watch_list,
            scan_types=self._scan_types,
            settings=self._settings,
            location=self._location,
            console=known(self, self._part("console_domain"), checked("console_domain", given, CONSOLE_DOMAIN)),
            address=self.address,
        )

    def _create_alarms(self) -> ScanAlarms | None:
        if self.log is None:
            return None
        topic = self.notifications.topic.placed.attribute("arn") if self.notifications else None
        return ScanAlarms(
            self,
            "alarms",
            watch_list=self._watch_list,
            namespace=self._settings.metric_namespace,
            thresholds=self._settings.alarm_thresholds,
            not_scanned=self._not_scanned if ENHANCED in self._scan_types else None,
            action_arns=Expression("[]" if topic is None else f"compact([{topic.source}])"),
            preconditions=threshold_preconditions(self._scan_type, self._settings.alarm_thresholds),
            condition=self._settings.enable_scan_logging,
            address=self._part("alarms"),
        )

    def _create_dashboard(self) -> ScanDashboard | None:
        wanted = both(self._settings.enable_dashboard, self._settings.enable_scan_logging)
        condition = both(wanted, self._watch_list.exist)
        if condition is False or self.alarms is None:
            return None
        return ScanDashboard(
            self,
            "dashboard",
            watch_list=self._watch_list,
            settings=self._settings,
            scan_types=self._scan_types,
            alarm_arns=self.alarms.arns_in(self),
            region=self._location.region,
            condition=condition,
            address=self._part("dashboard"),
        )
