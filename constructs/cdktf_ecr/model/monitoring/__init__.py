"""Monitoring of repositories: event patterns, metrics, alarms, messages and the dashboard."""
