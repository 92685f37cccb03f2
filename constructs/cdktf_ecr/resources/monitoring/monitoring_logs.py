"""The logs that everything else of a monitoring lives off, and what they need."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cdktf_ecr.model.monitoring.events import finding_and_coverage_pattern, scan_pattern
from cdktf_ecr.model.monitoring.keys import LOG_ENCRYPTION, LOG_RELATIONS
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import LOG_GROUP_PREFIX, derived_name
from cdktf_ecr.model.scanning.configuration import ENHANCED
from cdktf_ecr.model.terraform.expressions import both, conditional, either
from cdktf_ecr.model.terraform.relations import preconditions_of

from .audit_log import AuditLog
from .event_log import EventLog
from .log_delivery import LogDeliveryPolicy
from .log_key import LogKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.monitoring.settings import MonitoringSettings
    from cdktf_ecr.resources.base.component import Component
    from cdktf_ecr.resources.base.location import Location

    from .watch_list import WatchList


class MonitoringLogs:
    """The log of scans, the audit trail, and their key; part of a `ScanMonitoring`.

    No construct: what it creates is directly in the monitoring, after whose path in the stack CDKTF calls it.

    Attributes:
        key: The `LogKey` of both logs, or None.
        scans: The `EventLog` of scans, of Amazon Inspector's findings and of images that it does not scan, or None.
        audit: The `AuditLog` of pushes and deletes, or None.
    """

    def __init__(
        self,
        monitoring: Component,
        *,
        watch_list: WatchList,
        location: Location,
        settings: MonitoringSettings,
        scan_types: Sequence[str],
    ) -> None:
        """Create the logs that the settings ask for.

        Args:
            monitoring: The construct to create them in, whose address theirs start with.
            watch_list: The repositories.
            location: Where they are.
            settings: What to create.
            scan_types: The scan types whose events are kept.
        """
        self._monitoring = monitoring
        self._watch_list, self._location, self._settings = watch_list, location, settings
        self._wanted = either(settings.enable_scan_logging, settings.enable_audit_trail)
        self.key = self._create_key()
        arn = self._key_arn()
        preconditions = location.key_preconditions(
            "log_kms_key_id", settings.log_kms_key_id, encrypted="the log group", source=LOG_ENCRYPTION
        )
        self.scans = self._create_log(arn, preconditions, scan_types)
        self.audit = self._create_audit_trail(arn, preconditions)

    def let_events_in(self, address: str | None) -> LogDeliveryPolicy | None:
        """Create the log resource policy without which EventBridge delivers nothing; None where the settings say so.

        Args:
            address: The policy's Terraform name; None for one that starts as the others do.
        """
        condition = both(self._wanted, self._settings.manage_log_resource_policy)
        if condition is False:
            return None
        return LogDeliveryPolicy(
            self._monitoring,
            "log_delivery",
            name=derived_name(names.LOG_RESOURCE_POLICY, self._watch_list.name),
            log_group_arns=self._location.arn("logs", f"log-group:{LOG_GROUP_PREFIX}*:*"),
            condition=condition,
            address=address or self._part("log_delivery"),
            provider=self._watch_list.provider,
        )

    def _part(self, part: str) -> str:
        return f"{self._monitoring.address}_{part}"

    def _create_key(self) -> LogKey | None:
        condition = both(self._settings.create_log_kms_key, self._wanted)
        if condition is False:
            return None
        return LogKey(
            self._monitoring,
            "log_key",
            watch_list=self._watch_list,
            location=self._location,
            condition=condition,
            preconditions=preconditions_of(vars(self._settings), LOG_RELATIONS),
            address=self._part("logs"),
        )

    def _key_arn(self) -> str | None:
        create, given = self._settings.create_log_kms_key, self._settings.log_kms_key_id
        if self.key is None:
            return given
        own = self.key.placed.attribute("arn")
        return own if create is True else conditional(create, own, given)

    def _create_log(
        self, key_arn: str | None, preconditions: list[dict[str, str]], scan_types: Sequence[str]
    ) -> EventLog | None:
        settings = self._settings
        if settings.enable_scan_logging is False:
            return None
        log = EventLog(
            self._monitoring,
            "log",
            watch_list=self._watch_list,
            kind=names.SCAN_LOG_GROUP,
            retention_days=settings.log_retention_days,
            kms_key_arn=key_arn,
            preconditions=preconditions,
            condition=settings.enable_scan_logging,
            address=self._part("logs"),
        )
        scans = partial(scan_pattern, scan_types=scan_types)
        log.keep("scans", kind=names.SCAN_RULE, description="Image scans of", pattern_of=scans)
        if ENHANCED in scan_types:
            description = "Findings of Amazon Inspector, and images it does not scan, of"
            log.keep(
                "findings", kind=names.FINDING_RULE, description=description, pattern_of=finding_and_coverage_pattern
            )
        return log

    def _create_audit_trail(self, key_arn: str | None, preconditions: list[dict[str, str]]) -> AuditLog | None:
        settings = self._settings
        if settings.enable_audit_trail is False:
            return None
        return AuditLog(
            self._monitoring,
            "audit",
            watch_list=self._watch_list,
            retention_days=settings.audit_retention_days,
            kms_key_arn=key_arn,
            preconditions=preconditions,
            calls=settings.enable_cloudtrail_audit,
            condition=settings.enable_audit_trail,
            address=self._part("audit"),
        )
