from __future__ import annotations

import json
import re
from itertools import combinations
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.dashboard import scan_dashboard
from cdktf_ecr.model.monitoring.metrics import metric_filters
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.terraform.expressions import Expression, json_document, read
from tests.model.monitoring.samples import TEAM_API, repository

ALARMS = Expression("local.alarms")

# Dashboard Body Structure and Syntax (CloudWatch user guide): each type's required and other properties that we use.
PROPERTIES = {
    "text": ({"markdown"}, set()),
    "alarm": ({"alarms"}, {"title"}),
    "metric": ({"metrics", "region"}, {"title", "view", "stacked", "stat", "period", "yAxis"}),
    "log": ({"query", "region"}, {"title", "view"}),
}


def repositories(count: int) -> list[MonitoredRepository]:
    return [repository(f"app{i}") for i in range(count)]


def body(**changed: Any) -> dict[str, Any]:
    return scan_dashboard(
        **{
            "region": "eu-west-1",
            "repositories": [TEAM_API],
            "namespace": "CdktfEcr/ImageScans",
            "scan_log_group": "/aws/events/ecr/team/api",
            "scan_types": ("BASIC", "ENHANCED"),
            "audit_log_group": "/aws/events/ecr/team/api#audit",
            "audited": True,
            "calls": True,
            "alarm_arns": ALARMS,
            **changed,
        }
    )


def widgets(**changed: Any) -> list[dict[str, Any]]:
    """Return the widgets, checked against the structure that CloudWatch documents."""
    shown: Any = json.loads(json.dumps(body(**changed)))
    assert set(shown) == {"start", "periodOverride", "widgets"}
    assert len(shown["widgets"]) <= 500
    for widget in shown["widgets"]:
        assert set(widget) == {"type", "x", "y", "width", "height", "properties"}
        required, other = PROPERTIES[widget["type"]]
        assert required <= set(widget["properties"]) <= required | other
        assert widget["x"] >= 0
        assert widget["y"] >= 0
        assert 1 <= widget["width"] <= 24 - widget["x"]
        assert 1 <= widget["height"] <= 1000
        assert 1 <= len(widget["properties"].get("metrics", [0])) <= 500
    for one, other_one in combinations(shown["widgets"], 2):
        assert not overlap(one, other_one)
    return list(shown["widgets"])


def overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    def crosses(start: str, size: str) -> bool:
        return one[start] < other[start] + other[size] and other[start] < one[start] + one[size]

    return crosses("x", "width") and crosses("y", "height")


def titles(**changed: Any) -> list[str]:
    return [widget["properties"].get("title", widget["type"]) for widget in widgets(**changed)]


def properties(title: str, **changed: Any) -> dict[str, Any]:
    (found,) = [each["properties"] for each in widgets(**changed) if each["properties"].get("title") == title]
    return dict(found)


def test_all_parts_in_the_order_a_reader_needs_them() -> None:
    assert [
        (widget["properties"].get("title"), widget["x"], widget["y"], widget["width"], widget["height"])
        for widget in widgets()
    ] == [
        (None, 0, 0, 24, 5),
        ("Alarms", 0, 5, 24, 3),
        ("Vulnerabilities by severity, worst image", 0, 8, 24, 7),
        ("Vulnerabilities, all images", 0, 15, 12, 7),
        ("Scans", 12, 15, 12, 7),
        ("Latest scans", 0, 22, 24, 8),
        ("Latest findings", 0, 30, 24, 8),
        ("Images that are not scanned", 0, 38, 24, 8),
        ("Pushes and deletes", 0, 46, 24, 8),
        ("Changes, and who made them", 0, 54, 24, 8),
    ]


def test_findings_and_the_audit_trail_can_be_left_out() -> None:
    whole = titles()
    assert titles(scan_types=["BASIC"]) == [
        title for title in whole if title not in ("Latest findings", "Images that are not scanned")
    ]
    assert titles(calls=False) == whole[:-1]
    assert titles(calls=False, audited=False) == whole[:-2]


def test_only_severities_that_may_be_counted_have_a_line() -> None:
    def counted(*scan_types: str) -> list[str]:
        graph = properties("Vulnerabilities by severity, worst image", scan_types=scan_types)
        return [line[1] for line in graph["metrics"]]

    every = ["Critical", "High", "Medium", "Low", "Informational", "Undefined", "Untriaged"]
    assert counted("ENHANCED") == every[:3]
    assert counted("BASIC") == counted("BASIC", "ENHANCED") == every


def test_what_amazon_inspector_does_not_itemise_is_explained_where_it_may_scan() -> None:
    explained = "the others are the total less those three, and how many of them are of which severity is unknown."
    assert widgets(scan_types=["ENHANCED"])[0]["properties"]["markdown"].endswith(explained)
    assert explained not in widgets(scan_types=["BASIC"])[0]["properties"]["markdown"]


def test_whether_there_is_an_audit_trail_may_be_decided_at_plan() -> None:
    shown = body(audited=Expression("var.on"), calls=Expression("var.calls"))["widgets"]
    assert isinstance(shown, Expression)
    assert shown.source.startswith('concat([{"type": "text", ')
    first, actions, calls = shown.source.split("], [for widget in [")
    assert "Latest findings" in first
    assert "Pushes and deletes" not in first
    assert "Pushes and deletes" in actions
    assert actions.endswith(" : widget if var.on")
    assert "Changes, and who made them" in calls
    assert calls.endswith(" : widget if var.calls])")


def test_vulnerabilities_are_a_line_per_severity_and_repository() -> None:
    web = repository("web")
    graph = properties("Vulnerabilities by severity, worst image", repositories=[TEAM_API, web])
    assert (graph["stat"], graph["period"], graph["view"], graph["region"]) == (
        "Maximum",
        86400,
        "timeSeries",
        "eu-west-1",
    )
    severities = ("Critical", "High", "Medium", "Low", "Informational", "Undefined", "Untriaged")
    assert graph["metrics"] == [
        ["CdktfEcr/ImageScans", metric, "Repository", each.arn, {"label": f"{each.name} {metric.upper()}"}]
        for each in (TEAM_API, web)
        for metric in severities
    ]


def test_totals_and_scans_are_summed() -> None:
    total, scans = properties("Vulnerabilities, all images"), properties("Scans")
    assert (total["stat"], scans["stat"]) == ("Sum", "Sum")
    assert [line[1] for line in total["metrics"][:-1]] == ["Total", "Critical", "High", "Medium"]
    assert [line[1] for line in scans["metrics"]] == ["ScansCompleted", "ScansFailed"]
    assert [line[4]["label"] for line in scans["metrics"]] == ["team/api completed", "team/api failed"]


def test_the_other_severities_are_worked_out_of_the_sums_of_a_day() -> None:
    web = repository("web")
    graph = properties("Vulnerabilities, all images", repositories=[TEAM_API, web])
    assert (graph["stat"], graph["period"]) == ("Sum", 86400)
    parts = [line for line in graph["metrics"] if isinstance(line[0], str)]
    worked_out = [line for line in graph["metrics"] if isinstance(line[0], dict)]
    assert [(line[1], line[3], line[4].get("label"), line[4].get("visible", True)) for line in parts] == [
        (metric, each.arn, f"{each.name} all findings" if metric == "Total" else None, metric == "Total")
        for each in (TEAM_API, web)
        for metric in ("Total", "Critical", "High", "Medium")
    ]
    ids = {line[4]["id"]: (line[1], line[3]) for line in parts}
    assert len(ids) == len(parts)
    for each, (line,) in zip((TEAM_API, web), worked_out, strict=True):
        assert line["label"] == f"{each.name} other than CRITICAL, HIGH, MEDIUM"
        total, *itemised = line["expression"].split(" - ")
        assert ids[total] == ("Total", each.arn)
        filled = [re.fullmatch(r"FILL\((\w+), 0\)", part) for part in itemised]
        assert [ids[part.group(1)] for part in filled if part] == [
            (metric, each.arn) for metric in ("Critical", "High", "Medium")
        ]
    # GetMetricData, MetricDataQuery, Id (CloudWatch API reference).
    every = [*ids, *(line["id"] for (line,) in worked_out)]
    assert all(re.fullmatch("[a-z][a-zA-Z0-9_]*", one) for one in every)
    assert len({*every}) == len(every)


def test_every_metric_of_a_repository_that_scans_write_is_shown() -> None:
    shown = {
        tuple(line[:3])
        for widget in widgets()
        for line in widget["properties"].get("metrics", [])
        if isinstance(line[0], str)
    }
    assert shown == {
        ("CdktfEcr/ImageScans", metric, dimension)
        for each in metric_filters(not_scanned="NotScanned-team")
        if each.dimensions
        for metric, dimension in [(each.metric_name, *each.dimensions)]
    }


def test_whatever_reports_into_the_namespace_is_searched_for() -> None:
    search = 'SEARCH(\'{"CdktfEcr/ImageScans","Repository"} MetricName="%s"\', \'%s\', 86400)'
    worst = [
        [{"expression": f"SORT({search % (metric, 'Maximum')}, MAX, DESC, 20)", "label": "", "id": "worst"}]
        for metric in ("Critical", "High")
    ]
    sums = [
        [{"expression": f"SUM({search % (metric, 'Sum')})", "label": label, "id": "sum"}]
        for metric, label in (("Total", "all findings"), ("ScansCompleted", "completed"), ("ScansFailed", "failed"))
    ]
    graphs = [widget for widget in widgets(repositories=None) if widget["type"] == "metric"]
    assert [(graph["properties"]["title"], graph["properties"]["metrics"]) for graph in graphs] == [
        ("CRITICAL vulnerabilities, worst repositories", [worst[0]]),
        ("HIGH vulnerabilities, worst repositories", [worst[1]]),
        ("Vulnerabilities, all images", [sums[0]]),
        ("Scans completed", [sums[1]]),
        ("Scans failed", [sums[2]]),
    ]
    assert [graph["width"] for graph in graphs] == [12, 12, 8, 8, 8]
    assert {graph["properties"]["period"] for graph in graphs} == {86400}
    introduction = widgets(repositories=None)[0]["properties"]["markdown"]
    assert introduction.endswith("scanned within the past two weeks, 500 at most.")


def test_the_searches_find_no_more_metrics_than_a_dashboard_takes() -> None:
    """A search may find 500, a dashboard takes 2,500."""
    searches = [line for each in widgets(repositories=None) for line in each["properties"].get("metrics", [])]
    assert len(searches) * 500 <= 2500


@pytest.mark.parametrize("namespace", ["${var.namespace}", "${var.team}/Scans"])
def test_a_namespace_known_only_at_plan_is_searched(namespace: str) -> None:
    document = json_document(properties("Scans failed", repositories=None, namespace=read(namespace)))
    assert f'"SUM(SEARCH(\'{{\\"{namespace}\\",\\"Repository\\"}} MetricName=\\"ScansFailed\\"\', ' in document


def test_a_search_takes_no_more_characters_than_cloudwatch_reads() -> None:
    shown = widgets(repositories=None, namespace="N" * 255)
    searches = [line[0]["expression"] for widget in shown for line in widget["properties"].get("metrics", [])]
    assert max(map(len, searches)) <= 1024


def test_the_queries_read_both_scan_types_findings_and_actions() -> None:
    assert properties("Latest scans")["query"] == (
        "SOURCE '/aws/events/ecr/team/api' "
        "| filter `detail-type` = 'ECR Image Scan' or `detail-type` = 'Inspector2 Scan' "
        "| fields @timestamp, `detail.repository-name` as repository, `detail.scan-status` as status, "
        "`detail.finding-severity-counts.CRITICAL` as critical, `detail.finding-severity-counts.HIGH` as high, "
        "`detail.finding-severity-counts.MEDIUM` as medium, `detail.finding-severity-counts.LOW` as low, "
        "`detail.finding-severity-counts.TOTAL` - `detail.finding-severity-counts.CRITICAL` - "
        "`detail.finding-severity-counts.HIGH` - `detail.finding-severity-counts.MEDIUM` as other, "
        "`detail.image-tags.0` as tag, `detail.image-digest` as digest | sort @timestamp desc | limit 20"
    )
    image = "detail.resources.0.details.awsEcrContainerImage"
    assert properties("Latest findings")["query"] == (
        "SOURCE '/aws/events/ecr/team/api' | filter `detail-type` = 'Inspector2 Finding' "
        f"| fields @timestamp, {image}.repositoryName as repository, detail.severity as severity, "
        "detail.status as status, detail.title as title, "
        f"detail.packageVulnerabilityDetails.vulnerabilityId as vulnerability, {image}.imageHash as digest "
        "| sort @timestamp desc | limit 20"
    )
    assert properties("Pushes and deletes")["query"] == (
        "SOURCE '/aws/events/ecr/team/api#audit' | filter `detail-type` = 'ECR Image Action' "
        "| fields @timestamp, `detail.repository-name` as repository, `detail.action-type` as action, "
        "detail.result as result, `detail.image-tag` as tag, `detail.image-digest` as digest "
        "| sort @timestamp desc | limit 20"
    )
    assert properties("Images that are not scanned")["query"] == (
        "SOURCE '/aws/events/ecr/team/api' | filter `detail-type` = 'Inspector2 Coverage' "
        "| fields @timestamp, resources.0 as image, detail.scanStatus.reason as reason "
        "| sort @timestamp desc | limit 20"
    )
    assert properties("Changes, and who made them")["query"] == (
        "SOURCE '/aws/events/ecr/team/api#audit' | filter `detail-type` = 'AWS API Call via CloudTrail' "
        "| fields @timestamp, detail.userIdentity.arn as principal, detail.eventName as call, "
        "detail.requestParameters.repositoryName as repository, detail.errorCode as error, "
        "detail.sourceIPAddress as address | sort @timestamp desc | limit 20"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Latest scans",
        "Latest findings",
        "Images that are not scanned",
        "Pushes and deletes",
        "Changes, and who made them",
    ],
)
def test_every_hyphen_in_a_query_stands_in_backquotes_or_quotes(title: str) -> None:
    bare = re.sub("`[^`]*`|'[^']*'", "", properties(title)["query"])
    assert "-" not in bare.replace(" - ", "")  # A minus stands by itself.


def test_many_repositories_take_several_graphs_of_at_most_a_hundred_lines() -> None:
    graphs = [each["properties"] for each in widgets(repositories=repositories(120)) if each["type"] == "metric"]
    assert [(graph["title"], len(graph["metrics"])) for graph in graphs] == [
        *((f"Vulnerabilities by severity, worst image ({number} of 9)", 98) for number in range(1, 9)),
        ("Vulnerabilities by severity, worst image (9 of 9)", 56),
        ("Vulnerabilities, all images (1 of 3)", 50 * 5),
        ("Scans (1 of 3)", 100),
        ("Vulnerabilities, all images (2 of 3)", 50 * 5),
        ("Scans (2 of 3)", 100),
        ("Vulnerabilities, all images (3 of 3)", 20 * 5),
        ("Scans (3 of 3)", 40),
    ]
    drawn = [line for graph in graphs for line in graph["metrics"] if line[-1].get("visible", True)]
    assert len({json.dumps(line) for line in drawn}) == len(drawn)
    shown_lines = {(line[1], line[3]) for line in drawn if isinstance(line[0], str)}
    assert len(shown_lines) == 120 * 10


@pytest.mark.parametrize(
    ("count", "alarms"),
    [
        (12, "${local.alarms}"),  # 12 repositories have at most 97 alarms
        (13, "${slice(local.alarms, 0, min(100, length(local.alarms)))}"),
        (None, "${slice(local.alarms, 0, min(100, length(local.alarms)))}"),
    ],
)
def test_no_widget_takes_more_than_a_hundred_alarms(count: int | None, alarms: str) -> None:
    shown = properties("Alarms", repositories=None if count is None else repositories(count))
    assert shown["alarms"] == alarms


def test_expressions_are_rendered_into_the_document() -> None:
    unknown = MonitoredRepository(name="${var.name}", arn="${aws_ecr_repository.this.arn}")
    document = json_document(
        body(
            region=Expression("data.aws_region.this.name"),
            repositories=[unknown],
            namespace=Expression("var.namespace"),
            scan_log_group="/aws/events/ecr/${var.name}",
        )
    )
    assert document.startswith("${jsonencode({")
    assert '"alarms": local.alarms' in document
    assert '"region": data.aws_region.this.name' in document
    line = '[var.namespace, "Critical", "Repository", aws_ecr_repository.this.arn, {"label": "${var.name} CRITICAL"}]'
    assert line in document
    assert "\"SOURCE '/aws/events/ecr/${var.name}' | filter `detail-type` = 'ECR Image Scan' or" in document
    assert "\n" not in document


def test_more_repositories_than_a_dashboard_has_room_for_are_refused() -> None:
    whole = widgets(repositories=repositories(192))
    metrics = [line for each in whole for line in each["properties"].get("metrics", []) if isinstance(line[0], str)]
    assert 2500 - 13 < len(metrics) <= 2500
    rule = "repositories 193: must be 192 at most, whose metrics fill a dashboard; or switch it off (CloudWatch"
    with pytest.raises(InvalidSettingError, match=re.escape(rule)):
        body(repositories=repositories(193))
