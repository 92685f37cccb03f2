"""Monitoring of repositories: event patterns, metrics, alarms, messages and dashboards."""

from .alarms import Alarm, SeverityAlarms, check_alarm_thresholds, scan_failed_alarm
from .chunks import EventChunks
from .dashboard import Dashboard
from .events import (
    basic_scan_pattern,
    enhanced_scan_pattern,
    finding_pattern,
    image_action_pattern,
    scan_pattern,
)
from .metrics import MetricFilter, ScanMetrics, severity_metric
from .notifications import Message, basic_scan_message, enhanced_scan_message, finding_message
from .repositories import MonitoredRepositories, MonitoredRepository
from .settings import MonitoringSettings

__all__ = [
    "Alarm",
    "Dashboard",
    "EventChunks",
    "Message",
    "MetricFilter",
    "MonitoredRepositories",
    "MonitoredRepository",
    "MonitoringSettings",
    "ScanMetrics",
    "SeverityAlarms",
    "basic_scan_message",
    "basic_scan_pattern",
    "check_alarm_thresholds",
    "enhanced_scan_message",
    "enhanced_scan_pattern",
    "finding_message",
    "finding_pattern",
    "image_action_pattern",
    "scan_failed_alarm",
    "scan_pattern",
    "severity_metric",
]
