"""What to watch of scans, and whom to tell: settings of the ECR module and of `ScanMonitoring` alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.encryption import check_kms_key_arn
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.model.terraform.values import check_choice, check_flag, check_strings, is_expression, is_whole_expression
from cdktf_ecr.model.terraform.variables import setting

from . import rules
from .alarms import check_alarm_thresholds
from .log_retention import check_retention_days
from .metrics import ScanMetrics, check_metric_namespace

if TYPE_CHECKING:
    from cdktf_ecr.model.terraform.expressions import Flag, Number, Texts

_FLAGS = (
    *("enable_scan_logging", "manage_log_resource_policy", "enable_notifications", "enable_finding_notifications"),
    *("enable_audit_trail", "enable_dashboard"),
)


@dataclass(frozen=True, kw_only=True)
class MonitoringSettings:
    """What to watch of scans, and whom to tell.

    Each setting takes a Python value, checked here, or a Terraform expression, which Terraform checks at plan.

    Raises:
        InvalidSettingError: A value that AWS would refuse.
    """

    enable_scan_logging: Flag = setting(
        True,
        "bool",
        "Whether scan events are kept in a CloudWatch log group. Metrics, alarms and the dashboard are made of them, "
        "and go with them.",
    )
    log_retention_days: Number = setting(
        14, "number", "Days the log group keeps scan events; 0 keeps them for ever.", rules.RETENTION
    )
    log_kms_key_id: str | None = setting(
        None,
        "string",
        "ARN of the KMS key that encrypts the log groups; its policy must let CloudWatch Logs use it. Null: "
        "CloudWatch's own encryption.",
        rules.LOG_KEY,
        nullable=True,
    )
    manage_log_resource_policy: Flag = setting(
        True,
        "bool",
        "Whether this module creates the CloudWatch Logs resource policy that lets EventBridge write to log groups "
        "under /aws/events/ecr/. An account holds 10 such policies per region and one serves all repositories: false "
        "in further copies of the module.",
    )
    metric_namespace: str = setting(
        ScanMetrics().namespace,
        "string",
        "CloudWatch namespace of the metrics that count vulnerabilities.",
        rules.NAMESPACE,
    )
    alarm_thresholds: Mapping[str, Number] | str = setting(
        {"CRITICAL": 1},
        "map(number)",
        "By severity, how many vulnerabilities in one scan raise an alarm. A severity that is left out has no alarm; "
        "one on failed scans is always there.",
        *rules.THRESHOLDS,
    )
    enable_notifications: Flag = setting(
        True,
        "bool",
        "Whether an encrypted SNS topic is told of scans that found something, and of alarms. Its KMS key costs "
        "a monthly fee.",
    )
    notification_emails: Texts = setting(
        (),
        "list(string)",
        "E-mail addresses to subscribe to the topic; each has to confirm a message from AWS first.",
        rules.EMAILS,
    )
    notification_subscriptions: Mapping[str, str] | str = setting(
        {},
        "map(string)",
        "Further subscribers to the topic: the endpoint of each, such as an HTTPS URL or the ARN of a queue or a "
        "function, and its protocol.",
        *rules.SUBSCRIPTIONS,
    )
    notification_severity: str = setting(
        "HIGH",
        "string",
        "Scans are told if they found something of this severity or worse.",
        rules.SEVERITY,
    )
    enable_finding_notifications: Flag = setting(
        False,
        "bool",
        "Whether each finding of Amazon Inspector of that severity is told too. It is the only news of what continuous "
        "scanning finds after an image's first scan; at the first scan it adds a message per finding.",
    )
    enable_audit_trail: Flag = setting(
        True, "bool", "Whether pushes and deletes of images are kept in a CloudWatch log group of their own."
    )
    audit_retention_days: Number = setting(
        90, "number", "Days the audit trail is kept; 0 keeps it for ever.", rules.RETENTION
    )
    enable_dashboard: Flag = setting(
        True, "bool", "Whether there is a CloudWatch dashboard of scans. The first three of an account are free."
    )

    def __post_init__(self) -> None:
        for name in _FLAGS:
            check_flag(name, getattr(self, name))
        for name in ("log_retention_days", "audit_retention_days"):
            if not is_expression(getattr(self, name)):
                check_retention_days(getattr(self, name), setting=name)
        if self.log_kms_key_id is not None and not is_expression(self.log_kms_key_id):
            check_kms_key_arn(self.log_kms_key_id, setting="log_kms_key_id")
        check_metric_namespace(self.metric_namespace)
        if not is_whole_expression(self.alarm_thresholds):
            check_alarm_thresholds(self.alarm_thresholds)  # type: ignore[arg-type]
        if not is_expression(self.notification_severity):
            check_choice("notification_severity", self.notification_severity, SEVERITIES, source=rules.SEVERITY.source)
        self._check_emails()
        self._check_subscriptions()

    def _check_emails(self) -> None:
        if is_whole_expression(self.notification_emails):
            return
        emails = check_strings("notification_emails", self.notification_emails)
        for email in emails:
            legal = is_expression(email) or re.fullmatch(rules.EMAIL_PATTERN, email)
            if not legal or emails.count(email) > 1:
                rule = rules.EMAILS
                raise InvalidSettingError("notification_emails", email, rule.rule, source=rule.source)

    def _check_subscriptions(self) -> None:
        name, subscriptions = "notification_subscriptions", self.notification_subscriptions
        if is_whole_expression(subscriptions):
            return
        _, fitting = rules.SUBSCRIPTIONS
        if not isinstance(subscriptions, Mapping):
            rule = "must be a map of endpoints to protocols"
            raise InvalidSettingError(name, subscriptions, rule, source=fitting.source)
        for endpoint, protocol in subscriptions.items():
            if is_expression(endpoint) or is_expression(protocol):
                continue
            check_choice(name, protocol, rules.PROTOCOLS, source=fitting.source)
            if not re.match(rules.PROTOCOLS[protocol], endpoint):
                raise InvalidSettingError(name, {endpoint: protocol}, fitting.rule, source=fitting.source)
