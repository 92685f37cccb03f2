"""A CloudWatch dashboard of repositories: vulnerabilities, scans, findings, pushes and deletes, alarms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import check_repository_name
from cdktf_ecr.model.terraform.expressions import is_expression
from cdktf_ecr.model.terraform.values import check_string, check_strings, check_text

from .graphs import Graphs
from .grid import chunks, laid_out, numbered
from .metrics import NAMESPACE
from .search import METRICS_PER_SEARCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .grid import Row, Widget

# Dashboard Body Structure and Syntax (CloudWatch user guide).
MAX_WIDGETS = 500
MAX_ALARMS_PER_WIDGET = 100
# CloudWatch service quotas: metrics on one dashboard.
MAX_METRICS = 2500
# StartQuery, parameter logGroupNames (CloudWatch Logs API reference).
MAX_LOG_GROUPS_PER_QUERY = 50
_SOURCE = "CloudWatch dashboard body structure"

_TIME_RANGE = "-P30D"

_REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]+"
# CreateLogGroup, parameter logGroupName (CloudWatch Logs API reference).
_LOG_GROUP = r"[.\-_/#A-Za-z0-9]{1,512}"
_ALARM_ARN = "arn:aws[a-z0-9-]*:cloudwatch:[a-z0-9-]+:[0-9]{12}:alarm:.+"

_INTRODUCTION = (
    "# Image scans\n"
    "Each point of a graph is a day with scans: a severity's worst image, the findings of all images together. "
    "A day without scans has no point."
)
_SEARCHED = "\n\nRepositories are found whose images were scanned within the past two weeks, 500 at most."

# Logs Insights (CloudWatch Logs user guide, "Fields that contain special characters"): a field stands in backquotes
# where its name holds more than letters, digits, "@" and "."; the items of a list are numbered from 0. Without double
# quotes, backslashes and line ends, a query may also stand in a string of Terraform's language.
_NEWEST_FIRST = "sort @timestamp desc | limit 20"
_LATEST_SCANS = (
    "filter `detail-type` = 'ECR Image Scan' or `detail-type` = 'Inspector2 Scan' "
    "| fields @timestamp, `detail.repository-name` as repository, `detail.scan-status` as status, "
    "`detail.finding-severity-counts.CRITICAL` as critical, `detail.finding-severity-counts.HIGH` as high, "
    "`detail.finding-severity-counts.MEDIUM` as medium, `detail.finding-severity-counts.LOW` as low, "
    f"`detail.image-tags.0` as tag, `detail.image-digest` as digest | {_NEWEST_FIRST}"
)
_IMAGE_OF_FINDING = "detail.resources.0.details.awsEcrContainerImage"
_LATEST_FINDINGS = (
    "filter `detail-type` = 'Inspector2 Finding' "
    f"| fields @timestamp, {_IMAGE_OF_FINDING}.repositoryName as repository, detail.severity as severity, "
    "detail.status as status, detail.title as title, detail.packageVulnerabilityDetails.vulnerabilityId as "
    f"vulnerability, {_IMAGE_OF_FINDING}.imageHash as digest | {_NEWEST_FIRST}"
)
_IMAGE_ACTIONS = (
    "filter `detail-type` = 'ECR Image Action' "
    "| fields @timestamp, `detail.repository-name` as repository, `detail.action-type` as action, "
    f"detail.result as result, `detail.image-tag` as tag, `detail.image-digest` as digest | {_NEWEST_FIRST}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What a dashboard shows. A part that is None or empty is left out.

    Attributes:
        region: The region of the metrics and log groups, or a Terraform expression of it.
        repositories: The name of each repository, and the value of the metrics' dimension for it: its ARN. None for
            whatever reports into the namespace: then the dashboard is as large for any number of repositories.
        metric_namespace: The namespace of the metrics; needed where there are any.
        dimension: The metrics' dimension that tells the repositories apart.
        severity_metrics: The label and the metric of each severity.
        total_metric: The metric of a scan's findings of all severities.
        completed_metric: The metric of completed scans.
        failed_metric: The metric of failed scans.
        scan_log_groups: The names of the log groups that hold scan events.
        finding_log_groups: The names of the log groups that hold Amazon Inspector's finding events.
        audit_log_groups: The names of the log groups that hold pushes and deletes.
        alarm_arns: The ARNs of the alarms, or one Terraform expression of a list of 1 to 100 ARNs.
    """

    region: str
    repositories: Sequence[tuple[str, str]] | None
    metric_namespace: str | None = None
    dimension: str = "Repository"
    severity_metrics: Sequence[tuple[str, str]] | None = None
    total_metric: str | None = None
    completed_metric: str | None = None
    failed_metric: str | None = None
    scan_log_groups: Sequence[str] | None = None
    finding_log_groups: Sequence[str] | None = None
    audit_log_groups: Sequence[str] | None = None
    alarm_arns: Sequence[str] | str | None = None

    def __post_init__(self) -> None:
        check_text("region", self.region, _REGION, "must be a region such as 'eu-west-1'", source="AWS regions")
        if self.repositories is not None and not self.repositories:
            raise InvalidSettingError("repositories", [], "must be at least one repository", source=_SOURCE)
        for name, value in self.repositories or ():
            if not is_expression(check_string("repositories", name)):
                check_repository_name(name, setting="repositories")
            check_string("repositories", value)
        self._check_metrics()
        for setting in ("scan_log_groups", "finding_log_groups", "audit_log_groups"):
            for log_group in check_strings(setting, getattr(self, setting) or ()):
                rule = "must be the name of a log group, not its ARN"
                check_text(setting, log_group, _LOG_GROUP, rule, source="CloudWatch Logs CreateLogGroup")
        self._check_alarms()
        self._check_size()

    def _check_metrics(self) -> None:
        metrics = [name for _, name in self.severity_metrics or ()]
        metrics += [name for name in (self.total_metric, self.completed_metric, self.failed_metric) if name]
        if self.metric_namespace is not None:
            NAMESPACE.check("metric_namespace", self.metric_namespace)
        elif metrics:
            rule = f"must be given for the metrics {', '.join(metrics)}"
            raise InvalidSettingError("metric_namespace", None, rule, source=_SOURCE)
        repositories = METRICS_PER_SEARCH if self.repositories is None else len(self.repositories)
        count = len(metrics) * repositories
        if count > MAX_METRICS:
            rule = f"make {count} metrics, of which a dashboard takes {MAX_METRICS}: divide them among dashboards"
            raise InvalidSettingError("repositories", repositories, rule, source="CloudWatch service quotas")

    def _check_alarms(self) -> None:
        if isinstance(self.alarm_arns, str) and is_expression(self.alarm_arns):
            return
        for arn in check_strings("alarm_arns", self.alarm_arns or ()):
            check_text("alarm_arns", arn, _ALARM_ARN, "must be an alarm's ARN")

    def _check_size(self) -> None:
        count = len(self.widgets())
        if count == 1:
            rule = "must show metrics, log groups or alarms"
            raise InvalidSettingError("dashboard", self.repositories, rule, source=_SOURCE)
        if count > MAX_WIDGETS:
            rule = f"make {count} widgets, of which a dashboard takes {MAX_WIDGETS}: divide them among dashboards"
            raise InvalidSettingError("repositories", len(self.repositories or ()), rule, source=_SOURCE)

    def body(self) -> dict[str, object]:
        """Return the dashboard's body, for ``PutDashboard`` to take as JSON."""
        return {"start": _TIME_RANGE, "periodOverride": "inherit", "widgets": self.widgets()}

    def widgets(self) -> list[Widget]:
        """Return the widgets from top to bottom, those of the audit trail last."""
        rows: list[Row] = [
            [("text", 3, {"markdown": _INTRODUCTION + (_SEARCHED if self.repositories is None else "")})],
            *self._alarms(),
            *self._graphs(),
            *self._tables("Latest scans", _LATEST_SCANS, self.scan_log_groups),
            *self._tables("Latest findings", _LATEST_FINDINGS, self.finding_log_groups),
            *self._tables("Pushes and deletes", _IMAGE_ACTIONS, self.audit_log_groups),
        ]
        return laid_out(rows)

    def _alarms(self) -> list[Row]:
        """Return the states of the alarms: one widget for a list that only Terraform knows."""
        if isinstance(self.alarm_arns, str):
            lists: list[object] = [self.alarm_arns]
        else:
            lists = [*chunks(self.alarm_arns or (), MAX_ALARMS_PER_WIDGET)]
        return [
            [("alarm", 3, {"title": numbered("Alarms", number, len(lists)), "alarms": arns})]
            for number, arns in enumerate(lists, start=1)
        ]

    def _graphs(self) -> list[Row]:
        results = [("completed", self.completed_metric), ("failed", self.failed_metric)]
        graphs = Graphs(
            region=self.region,
            repositories=self.repositories,
            namespace=self.metric_namespace or "",
            dimension=self.dimension,
        )
        return graphs.rows(
            severities=self.severity_metrics or (),
            totals=[("all findings", self.total_metric)] if self.total_metric else [],
            scans=[(label, name) for label, name in results if name],
        )

    def _tables(self, title: str, query: str, log_groups: Sequence[str] | None) -> list[Row]:
        """Return the results of ``query``, as many tables as the log groups need."""
        parts = chunks(log_groups or (), MAX_LOG_GROUPS_PER_QUERY)
        return [
            [
                (
                    "log",
                    8,
                    {
                        "title": numbered(title, number, len(parts)),
                        "region": self.region,
                        "view": "table",
                        "query": " | ".join([*(f"SOURCE '{each}'" for each in names), query]),
                    },
                )
            ]
            for number, names in enumerate(parts, start=1)
        ]
