"""The dashboard of what `ScanMetrics` counts and the logs of scans and of images keep."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from cdktf_ecr.model.scanning.events import CRITICAL, HIGH, SEVERITIES
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate

from .dashboard import MAX_ALARMS_PER_WIDGET, Dashboard
from .metrics import (
    REPOSITORY_DIMENSION,
    SCANS_COMPLETED_METRIC,
    SCANS_FAILED_METRIC,
    TOTAL_METRIC,
    severity_metric,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdktf_ecr.model.terraform.expressions import Flag

# Those for whose searches a dashboard has room, and in a graph each.
_SEARCHED_SEVERITIES = (CRITICAL, HIGH)


def scan_dashboard(
    *,
    region: str,
    repositories: Sequence[tuple[str, str]] | None,
    metric_namespace: str,
    scan_log_group: str,
    findings: bool,
    audit_log_group: str,
    audited: Flag,
    alarm_arns: str,
) -> dict[str, object]:
    """Return the body of the dashboard; its tables of pushes and deletes, which stand last, may be left out.

    Args:
        region: The region of the metrics and log groups, or a Terraform expression of it.
        repositories: The name and the ARN of each repository. None for all that report into the namespace: then only
            the worst severities are shown, and the first 100 alarms.
        metric_namespace: The namespace of the metrics.
        scan_log_group: The name of the log group of scans and findings.
        findings: Whether Amazon Inspector's findings may be in it.
        audit_log_group: The name of the log group of pushes and deletes.
        audited: Whether there is one, or a Terraform expression of it.
        alarm_arns: A Terraform expression of the list of the alarms' ARNs.
    """
    if repositories is None:
        alarms = expression_of(alarm_arns)
        alarm_arns = interpolate(f"slice({alarms}, 0, min({MAX_ALARMS_PER_WIDGET}, length({alarms})))")
    shown = Dashboard(
        region=region,
        repositories=repositories,
        metric_namespace=metric_namespace,
        dimension=REPOSITORY_DIMENSION,
        severity_metrics=[
            (severity, severity_metric(severity))
            for severity in (_SEARCHED_SEVERITIES if repositories is None else SEVERITIES)
        ],
        total_metric=TOTAL_METRIC,
        completed_metric=SCANS_COMPLETED_METRIC,
        failed_metric=SCANS_FAILED_METRIC,
        scan_log_groups=[scan_log_group],
        finding_log_groups=[scan_log_group] if findings else None,
        alarm_arns=alarm_arns,
    )
    if audited is False:
        return shown.body()
    whole = dataclasses.replace(shown, audit_log_groups=[audit_log_group])
    if audited is True:
        return whole.body()
    always = len(shown.widgets())
    first, last = expression_of(whole.widgets()[:always]), expression_of(whole.widgets()[always:])
    return {
        **whole.body(),
        "widgets": interpolate(f"concat({first}, [for widget in {last} : widget if {expression_of(audited)}])"),
    }
