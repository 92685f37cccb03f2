"""The CloudWatch dashboard of repositories: alarms, vulnerabilities, scans, findings, pushes and deletes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning.configuration import BASIC, ENHANCED
from cdktf_ecr.model.scanning.events import COVERAGE_DETAIL_TYPE, ITEMISED_BY_INSPECTOR, SEVERITIES
from cdktf_ecr.model.terraform.expressions import Expression, operand_of, source_of

from .api_calls import API_CALL_DETAIL_TYPE
from .graphs import METRICS_PER_REPOSITORY, lines, searches

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cdktf_ecr.model.terraform.expressions import BooleanValue

    from .graphs import Row
    from .repositories import MonitoredRepository

# Dashboard Body Structure and Syntax (CloudWatch user guide): widgets lie on a grid of 24 columns.
_GRID_COLUMNS = 24
MAX_ALARMS_PER_WIDGET = 100
_ALARMS_PER_REPOSITORY = len(SEVERITIES) + 1
_OTHER_ALARMS = 1
# CloudWatch service quotas: metrics on one dashboard, those of an expression that are not shown included.
MAX_METRICS = 2500

_INTRODUCTION = (
    "# Image scans\n"
    "Each point of a graph is a day with scans: a severity's worst image, the findings of all images together. "
    "A day without scans has no point."
)
_OTHER = (
    "\n\nEnhanced scanning counts CRITICAL, HIGH and MEDIUM, and all findings together: the others are the total less "
    "those three, and how many of them are of which severity is unknown."
)
_SEARCHED = "\n\nRepositories are found whose images were scanned within the past two weeks, 500 at most."

# Logs Insights (CloudWatch Logs user guide, "Fields that contain special characters"): a field stands in backquotes
# where its name holds more than letters, digits, "@" and "."; the items of a list are numbered from 0.
_NEWEST_FIRST = "sort @timestamp desc | limit 20"
_LATEST_SCANS = (
    "filter `detail-type` = 'ECR Image Scan' or `detail-type` = 'Inspector2 Scan' "
    "| fields @timestamp, `detail.repository-name` as repository, `detail.scan-status` as status, "
    "`detail.finding-severity-counts.CRITICAL` as critical, `detail.finding-severity-counts.HIGH` as high, "
    "`detail.finding-severity-counts.MEDIUM` as medium, `detail.finding-severity-counts.LOW` as low, "
    # Amazon Inspector's events alone have a total.
    "`detail.finding-severity-counts.TOTAL` - `detail.finding-severity-counts.CRITICAL` - "
    "`detail.finding-severity-counts.HIGH` - `detail.finding-severity-counts.MEDIUM` as other, "
    f"`detail.image-tags.0` as tag, `detail.image-digest` as digest | {_NEWEST_FIRST}"
)
_IMAGE_OF_FINDING = "detail.resources.0.details.awsEcrContainerImage"
_LATEST_FINDINGS = (
    "filter `detail-type` = 'Inspector2 Finding' "
    f"| fields @timestamp, {_IMAGE_OF_FINDING}.repositoryName as repository, detail.severity as severity, "
    "detail.status as status, detail.title as title, detail.packageVulnerabilityDetails.vulnerabilityId as "
    f"vulnerability, {_IMAGE_OF_FINDING}.imageHash as digest | {_NEWEST_FIRST}"
)
_NOT_SCANNED = (
    f"filter `detail-type` = '{COVERAGE_DETAIL_TYPE}' "
    f"| fields @timestamp, resources.0 as image, detail.scanStatus.reason as reason | {_NEWEST_FIRST}"
)
_IMAGE_ACTIONS = (
    "filter `detail-type` = 'ECR Image Action' "
    "| fields @timestamp, `detail.repository-name` as repository, `detail.action-type` as action, "
    f"detail.result as result, `detail.image-tag` as tag, `detail.image-digest` as digest | {_NEWEST_FIRST}"
)
_API_CALLS = (
    f"filter `detail-type` = '{API_CALL_DETAIL_TYPE}' "
    "| fields @timestamp, detail.userIdentity.arn as principal, detail.eventName as call, "
    "detail.requestParameters.repositoryName as repository, detail.errorCode as error, "
    f"detail.sourceIPAddress as address | {_NEWEST_FIRST}"
)


def scan_dashboard(
    *,
    region: str,
    repositories: Sequence[MonitoredRepository] | None,
    namespace: str,
    scan_log_group: str,
    scan_types: Collection[str],
    audit_log_group: str,
    audited: BooleanValue,
    calls: BooleanValue,
    alarm_arns: Expression | list[str],
) -> dict[str, object]:
    """Return the body of the dashboard, for ``PutDashboard`` to take as JSON.

    Args:
        region: The region of the metrics and log groups, or a Terraform expression of it.
        repositories: The repositories, at most 192. None for whatever reports into the namespace: then the dashboard is
            as large for any number of them, and shows only the worst severities and the first 100 alarms.
        namespace: The namespace of the metrics.
        scan_log_group: The name of the log group of scans and findings.
        scan_types: The scan types whose events may be in it: BASIC, ENHANCED or both.
        audit_log_group: The name of the log group of pushes and deletes.
        audited: Whether there is one, or a Terraform expression of it.
        calls: Whether the calls that CloudTrail records are in it too, or a Terraform expression of it.
        alarm_arns: The list of the alarms' ARNs, at least one.

    Raises:
        InvalidSettingError: There are too many repositories for one dashboard.
    """
    if repositories is not None and len(repositories) * METRICS_PER_REPOSITORY > MAX_METRICS:
        most = MAX_METRICS // METRICS_PER_REPOSITORY
        rule = f"must be {most} at most, whose metrics fill a dashboard; or switch it off"
        raise InvalidSettingError("repositories", len(repositories), rule, source="CloudWatch service quotas")
    if repositories is None or len(repositories) * _ALARMS_PER_REPOSITORY + _OTHER_ALARMS > MAX_ALARMS_PER_WIDGET:
        alarms = operand_of(alarm_arns)
        alarm_arns = Expression(f"slice({alarms}, 0, min({MAX_ALARMS_PER_WIDGET}, length({alarms})))")
    enhanced = ENHANCED in scan_types
    severities = SEVERITIES if BASIC in scan_types else ITEMISED_BY_INSPECTOR
    graphs = searches(region, namespace) if repositories is None else lines(region, namespace, repositories, severities)
    introduction = _INTRODUCTION + (_OTHER if enhanced else "") + (_SEARCHED if repositories is None else "")
    *widgets, actions, api_calls = _placed(
        [
            [("text", 3 + 2 * enhanced, {"markdown": introduction})],
            [("alarm", 3, {"title": "Alarms", "alarms": alarm_arns})],
            *graphs,
            _table("Latest scans", region, scan_log_group, _LATEST_SCANS),
            *([_table("Latest findings", region, scan_log_group, _LATEST_FINDINGS)] if enhanced else []),
            *([_table("Images that are not scanned", region, scan_log_group, _NOT_SCANNED)] if enhanced else []),
            _table("Pushes and deletes", region, audit_log_group, _IMAGE_ACTIONS),
            _table("Changes, and who made them", region, audit_log_group, _API_CALLS),
        ]
    )
    shown = _with_those(widgets, [(actions, audited), (api_calls, calls)])
    return {"start": "-P30D", "periodOverride": "inherit", "widgets": shown}


def _table(title: str, region: str, log_group: str, query: str) -> Row:
    """Return the results of a query of Logs Insights."""
    properties = {"title": title, "region": region, "view": "table", "query": f"SOURCE '{log_group}' | {query}"}
    return [("log", 8, properties)]


def _placed(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Return the widgets of ``rows`` placed on the grid: rows below each other, a row's width shared equally."""
    widgets: list[dict[str, object]] = []
    y = 0
    for row in rows:
        width = _GRID_COLUMNS // len(row)
        for position, (kind, height, properties) in enumerate(row):
            place = {"x": position * width, "y": y, "width": width, "height": height}
            widgets.append({"type": kind, **place, "properties": properties})
        y += max(height for _, height, _ in row)
    return widgets


def _with_those(widgets: list[dict[str, object]], last: list[tuple[dict[str, object], BooleanValue]]) -> object:
    """Return the widgets, and of the last ones those that are wanted."""
    known = [*widgets, *(widget for widget, wanted in last if wanted is True)]
    unknown = [(widget, wanted) for widget, wanted in last if isinstance(wanted, Expression)]
    if not unknown:
        return known
    kept = (f"[for widget in {source_of([widget])} : widget if {operand_of(wanted)}]" for widget, wanted in unknown)
    return Expression(f"concat({', '.join([source_of(known), *kept])})")
