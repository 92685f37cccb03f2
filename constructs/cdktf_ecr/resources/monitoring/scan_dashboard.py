"""What scans found, at a glance."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.dashboard import scan_dashboard
from cdktf_ecr.model.repository.derived_names import AUDIT_LOG_GROUP, DASHBOARD, SCAN_LOG_GROUP, derived_name
from cdktf_ecr.model.terraform.expressions import both, json_document
from cdktf_ecr.resources.base.component import Component
from cdktf_ecr.resources.base.values import count_of
from cdktf_ecr.resources.framework import aws

if TYPE_CHECKING:
    from collections.abc import Collection

    from constructs import Construct

    from cdktf_ecr.model.monitoring.settings import MonitoringSettings
    from cdktf_ecr.model.terraform.expressions import BooleanValue, Expression

    from .watch_list import WatchList


class ScanDashboard(Component):
    """A CloudWatch dashboard of scans, findings, alarms and the audit trail; part of a `ScanMonitoring`.

    Attributes:
        dashboard: The ``aws_cloudwatch_dashboard``.
        placed: Where it stands in Terraform.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        watch_list: WatchList,
        settings: MonitoringSettings,
        scan_types: Collection[str],
        alarm_arns: Expression | list[str],
        region: str,
        condition: BooleanValue,
        address: str,
    ) -> None:
        """Create the dashboard.

        Args:
            scope: The construct to create it in.
            id: Its name in that construct.
            watch_list: The repositories.
            settings: What is watched.
            scan_types: The scan types whose events there may be: BASIC, ENHANCED or both.
            alarm_arns: The expression of the list of the alarms' ARNs.
            region: The region of metrics and logs.
            condition: A Terraform expression that says whether the dashboard exists, or True.
            address: The Terraform name of the dashboard.

        Raises:
            InvalidSettingError: There are too many repositories for one dashboard.
        """
        super().__init__(scope, id, address=address)
        body = scan_dashboard(
            region=region,
            repositories=watch_list.members,
            namespace=settings.metric_namespace,
            scan_log_group=derived_name(SCAN_LOG_GROUP, watch_list.name),
            scan_types=scan_types,
            audit_log_group=derived_name(AUDIT_LOG_GROUP, watch_list.name),
            audited=settings.enable_audit_trail,
            calls=both(settings.enable_audit_trail, settings.enable_cloudtrail_audit),
            alarm_arns=alarm_arns,
        )
        self.dashboard = aws.CloudwatchDashboard(
            self,
            "dashboard",
            dashboard_name=derived_name(DASHBOARD, watch_list.name, region=region),
            dashboard_body=json_document(body),
            count=count_of(condition),
            provider=watch_list.provider,
        )
        self.placed = self._pin(self.dashboard, "aws_cloudwatch_dashboard", condition=condition)

    @cached_property
    def name(self) -> str:
        """The dashboard's name; null where it is switched off."""
        return self._shared("name", self.placed.attribute("dashboard_name"), nullable=self.placed.counted)
