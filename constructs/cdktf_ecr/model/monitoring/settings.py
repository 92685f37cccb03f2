"""What to watch of scans, and whom to tell: settings of the ECR module and of `ScanMonitoring` alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from cdktf_ecr.model.terraform.variables import check_settings, documented, setting

from . import keys, rules
from .metrics import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cdktf_ecr.model.terraform.expressions import BooleanValue, NumberValue, StringListValue


class Subscription(TypedDict):
    """Who else hears of the topic's messages.

    Attributes:
        protocol: One of SNS's protocols, such as "https", "sqs" or "lambda".
        endpoint: Where the messages go: a URL, an address, a number or an ARN, as the protocol wants it.
    """

    protocol: str
    endpoint: str


@documented
@dataclass(frozen=True, kw_only=True)
class MonitoringSettings:
    """What to watch of scans, and whom to tell.

    Each setting takes a Python value, checked here, or a Terraform expression, which Terraform checks at plan.

    Raises:
        InvalidSettingError: A value that AWS would refuse.
    """

    enable_scan_logging: BooleanValue = setting(
        True,
        "bool",
        "Whether scan events are kept in a CloudWatch log group. Metrics, alarms and the dashboard are made of them, "
        "and go with them.",
    )
    log_retention_days: NumberValue = setting(
        14, "number", "Days the log group keeps scan events; 0 keeps them for ever.", rules.RETENTION_DAYS
    )
    log_kms_key_id: str | None = setting(
        None,
        "string",
        "ARN of the KMS key that encrypts the log groups, in their region; its policy must let CloudWatch Logs use it. "
        "Null: CloudWatch's own encryption, or the module's own key with create_log_kms_key.",
        rules.LOG_KEY,
        nullable=True,
    )
    create_log_kms_key: BooleanValue = setting(
        False,
        "bool",
        "Whether to create a customer-managed KMS key for the log groups, with yearly rotation and a policy that lets "
        "CloudWatch Logs use it for them alone. It costs a monthly fee.",
    )
    manage_log_resource_policy: BooleanValue = setting(
        True,
        "bool",
        "Whether this module creates the CloudWatch Logs resource policy that lets EventBridge write to log groups "
        "under /aws/events/ecr/. An account holds 10 such policies per region and one serves all repositories: false "
        "in further copies of the module.",
    )
    metric_namespace: str = setting(
        DEFAULT_NAMESPACE,
        "string",
        "CloudWatch namespace of the metrics that count vulnerabilities.",
        rules.METRIC_NAMESPACE,
    )
    alarm_thresholds: Mapping[str, NumberValue] | str = setting(
        {"CRITICAL": 1},
        "map(number)",
        "By severity, how many vulnerabilities in one scan raise an alarm, until a scan finds fewer. A severity that "
        "is left out has no alarm; those on failed scans and on images that cannot be scanned are always there. "
        "Enhanced scanning counts CRITICAL, HIGH and MEDIUM alone.",
        *rules.THRESHOLDS,
    )
    enable_notifications: BooleanValue = setting(
        True,
        "bool",
        "Whether an encrypted SNS topic is told of scans that found something, and of alarms. Its KMS key costs "
        "a monthly fee.",
    )
    create_notification_kms_key: BooleanValue = setting(
        True,
        "bool",
        "Whether to create the topic's KMS key; false where notification_kms_key_id names one. Whoever deploys needs "
        "to create and tag keys then, and IAM lets nobody tag new keys alone.",
    )
    notification_kms_key_id: str | None = setting(
        None,
        "string",
        "ARN of the KMS key that encrypts the topic, in the topic's region; its policy must let EventBridge and "
        "CloudWatch use it. Null: the module's own, with create_notification_kms_key.",
        rules.TOPIC_KEY,
        nullable=True,
    )
    notification_emails: StringListValue = setting(
        (),
        "list(string)",
        "E-mail addresses to subscribe to the topic; each has to confirm a message from AWS first. Terraform has to "
        "know them when it plans: one that another resource makes goes into notification_subscriptions.",
        *rules.EMAILS,
    )
    notification_subscriptions: Mapping[str, Subscription] | str = setting(
        {},
        "map(object({ protocol = string, endpoint = string }))",
        "Further subscribers to the topic, by names of yours: the protocol of each, and its endpoint, such as an HTTPS "
        "URL or the ARN of a queue or a function. Not firehose, which needs a role.",
        *rules.SUBSCRIPTIONS,
    )
    notification_severity: str = setting(
        "HIGH",
        "string",
        "Scans are told if they found something of this severity or worse. Below MEDIUM enhanced scanning counts all "
        "severities together, and every scan that found anything is told.",
        rules.SEVERITY,
    )
    enable_finding_notifications: BooleanValue = setting(
        False,
        "bool",
        "Whether each finding of Amazon Inspector of exactly that severity or worse is told too, when it is created "
        "and again whenever it is updated. It is the only news of what continuous scanning finds after an image's "
        "first scan; at the first scan it adds a message per finding.",
    )
    enable_audit_trail: BooleanValue = setting(
        True,
        "bool",
        "Whether pushes and deletes of images are kept in a CloudWatch log group of their own, as ECR tells of them: "
        "on a best effort basis, and without who did it.",
    )
    enable_cloudtrail_audit: BooleanValue = setting(
        False,
        "bool",
        "Whether that log group also keeps the calls that change repositories and registry, with who made them, as "
        "CloudTrail records them. It needs enable_audit_trail, and a trail that logs management events: without one "
        "nothing arrives.",
    )
    audit_retention_days: NumberValue = setting(
        365, "number", "Days the audit trail is kept; 0 keeps it for ever.", rules.RETENTION_DAYS
    )
    enable_dashboard: BooleanValue = setting(
        True, "bool", "Whether there is a CloudWatch dashboard of scans. The first three of an account are free."
    )

    def __post_init__(self) -> None:
        check_settings(self)
        for relation in keys.RELATIONS:
            relation.check(vars(self))
