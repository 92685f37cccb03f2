"""Constructs that watch repositories: logs, metrics, alarms, notifications, dashboard."""
