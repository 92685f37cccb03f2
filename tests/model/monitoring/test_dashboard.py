from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.dashboard import Dashboard
from cdktf_ecr.model.terraform.expressions import json_document

REPOSITORY = ("team/api", "arn:aws:ecr:eu-west-1:111122223333:repository/team/api")
ALARM = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:team-api-critical"
SEVERITIES = [("CRITICAL", "Critical"), ("HIGH", "High")]
METRICS: Mapping[str, Any] = {
    "metric_namespace": "CdktfEcr/ImageScans",
    "severity_metrics": SEVERITIES,
    "total_metric": "Total",
    "completed_metric": "ScansCompleted",
    "failed_metric": "ScansFailed",
}
PARTS: Mapping[str, Any] = {
    **METRICS,
    "scan_log_groups": ["/aws/events/ecr/team/api"],
    "finding_log_groups": ["/aws/events/ecr/team/api"],
    "audit_log_groups": ["/aws/events/ecr/team/api#audit"],
    "alarm_arns": [ALARM],
}

# Dashboard Body Structure and Syntax (CloudWatch user guide): each type's required and other properties that we use.
PROPERTIES = {
    "text": ({"markdown"}, set()),
    "alarm": ({"alarms"}, {"title"}),
    "metric": ({"metrics", "region"}, {"title", "view", "stacked", "stat", "period", "yAxis"}),
    "log": ({"query", "region"}, {"title", "view"}),
}


def repositories(count: int) -> list[tuple[str, str]]:
    return [(f"app{i}", f"arn:aws:ecr:eu-west-1:111122223333:repository/app{i}") for i in range(count)]


def dashboard(**settings: Any) -> Dashboard:
    return Dashboard(**{"region": "eu-west-1", "repositories": [REPOSITORY], **settings})


def widgets(shown: Dashboard) -> list[dict[str, Any]]:
    """Return the widgets, checked against the structure that CloudWatch documents."""
    body: Any = json.loads(json.dumps(shown.body()))
    assert set(body) == {"start", "periodOverride", "widgets"}
    assert len(body["widgets"]) <= 500
    for widget in body["widgets"]:
        assert set(widget) == {"type", "x", "y", "width", "height", "properties"}
        required, other = PROPERTIES[widget["type"]]
        assert required <= set(widget["properties"]) <= required | other
        assert widget["x"] >= 0
        assert widget["y"] >= 0
        assert 1 <= widget["width"] <= 24 - widget["x"]
        assert 1 <= widget["height"] <= 1000
        assert 1 <= len(widget["properties"].get("metrics", [0])) <= 500
    for one, other_one in combinations(body["widgets"], 2):
        assert not overlap(one, other_one)
    return list(body["widgets"])


def overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    def crosses(start: str, size: str) -> bool:
        return one[start] < other[start] + other[size] and other[start] < one[start] + one[size]

    return crosses("x", "width") and crosses("y", "height")


def titles(shown: Dashboard) -> list[str]:
    return [widget["properties"].get("title", widget["type"]) for widget in widgets(shown)]


def properties(shown: Dashboard, title: str) -> dict[str, Any]:
    (found,) = [widget["properties"] for widget in widgets(shown) if widget["properties"].get("title") == title]
    return dict(found)


def test_all_parts_in_the_order_a_reader_needs_them() -> None:
    assert [
        (widget["properties"].get("title"), widget["x"], widget["y"], widget["width"], widget["height"])
        for widget in widgets(dashboard(**PARTS))
    ] == [
        (None, 0, 0, 24, 3),
        ("Alarms", 0, 3, 24, 3),
        ("Vulnerabilities by severity, worst image", 0, 6, 24, 7),
        ("Vulnerabilities, all images", 0, 13, 12, 7),
        ("Scans", 12, 13, 12, 7),
        ("Latest scans", 0, 20, 24, 8),
        ("Latest findings", 0, 28, 24, 8),
        ("Pushes and deletes", 0, 36, 24, 8),
    ]


@pytest.mark.parametrize(
    ("off", "title"),
    [
        ("severity_metrics", "Vulnerabilities by severity, worst image"),
        ("total_metric", "Vulnerabilities, all images"),
        ("scan_log_groups", "Latest scans"),
        ("finding_log_groups", "Latest findings"),
        ("audit_log_groups", "Pushes and deletes"),
        ("alarm_arns", "Alarms"),
    ],
)
@pytest.mark.parametrize("nothing", [None, []])
def test_each_part_can_be_left_out_or_stand_alone(off: str, title: str, nothing: object) -> None:
    whole = titles(dashboard(**PARTS))
    assert titles(dashboard(**{**PARTS, off: nothing})) == [each for each in whole if each != title]
    alone = dashboard(metric_namespace="CdktfEcr/ImageScans", **{off: PARTS[off]})
    assert titles(alone) == ["text", title]


def test_a_scan_graph_needs_only_one_of_its_metrics() -> None:
    lines = properties(dashboard(**{**PARTS, "failed_metric": None}), "Scans")["metrics"]
    assert [line[1] for line in lines] == ["ScansCompleted"]
    assert "Scans" not in titles(dashboard(**{**PARTS, "failed_metric": None, "completed_metric": None}))


def test_vulnerabilities_are_a_line_per_severity_and_repository() -> None:
    shown = dashboard(**{**PARTS, "repositories": [REPOSITORY, ("web", "arn:web")]})
    graph = properties(shown, "Vulnerabilities by severity, worst image")
    assert (graph["stat"], graph["period"], graph["view"], graph["region"]) == (
        "Maximum",
        86400,
        "timeSeries",
        "eu-west-1",
    )
    assert graph["metrics"] == [
        ["CdktfEcr/ImageScans", "Critical", "Repository", REPOSITORY[1], {"label": "team/api CRITICAL"}],
        ["CdktfEcr/ImageScans", "High", "Repository", REPOSITORY[1], {"label": "team/api HIGH"}],
        ["CdktfEcr/ImageScans", "Critical", "Repository", "arn:web", {"label": "web CRITICAL"}],
        ["CdktfEcr/ImageScans", "High", "Repository", "arn:web", {"label": "web HIGH"}],
    ]


def test_totals_and_scans_are_summed() -> None:
    total = properties(dashboard(**PARTS), "Vulnerabilities, all images")
    scans = properties(dashboard(**PARTS), "Scans")
    assert (total["stat"], scans["stat"]) == ("Sum", "Sum")
    assert [line[1] for line in total["metrics"]] == ["Total"]
    assert [line[1] for line in scans["metrics"]] == ["ScansCompleted", "ScansFailed"]


def test_the_metrics_are_those_of_the_namespace_and_the_dimension() -> None:
    shown = dashboard(metric_namespace="Mine", dimension="Repo", total_metric="All")
    (line,) = properties(shown, "Vulnerabilities, all images")["metrics"]
    assert line[:3] == ["Mine", "All", "Repo"]
    assert titles(dashboard(alarm_arns=[ALARM])) == ["text", "Alarms"]


def test_whatever_reports_into_the_namespace_is_searched_for() -> None:
    shown = dashboard(**{**PARTS, "repositories": None})
    search = 'SEARCH(\'{"CdktfEcr/ImageScans","Repository"} MetricName="%s"\', \'%s\', 86400)'
    worst = [
        [{"expression": f"SORT({search % (metric, 'Maximum')}, MAX, DESC, 20)", "label": "", "id": "worst"}]
        for metric in ("Critical", "High")
    ]
    sums = [
        [{"expression": f"SUM({search % (metric, 'Sum')})", "label": label, "id": "sum"}]
        for metric, label in (("Total", "all findings"), ("ScansCompleted", "completed"), ("ScansFailed", "failed"))
    ]
    graphs = [widget for widget in widgets(shown) if widget["type"] == "metric"]
    assert [(graph["properties"]["title"], graph["properties"]["metrics"]) for graph in graphs] == [
        ("CRITICAL vulnerabilities, worst repositories", [worst[0]]),
        ("HIGH vulnerabilities, worst repositories", [worst[1]]),
        ("Vulnerabilities, all images", [sums[0]]),
        ("Scans completed", [sums[1]]),
        ("Scans failed", [sums[2]]),
    ]
    assert [graph["width"] for graph in graphs] == [12, 12, 8, 8, 8]
    assert {graph["properties"]["period"] for graph in graphs} == {86400}
    assert widgets(shown)[0]["properties"]["markdown"].endswith("scanned within the past two weeks, 500 at most.")


@pytest.mark.parametrize(
    ("namespace", "expression"),
    [
        ("${var.namespace}", "var.namespace"),
        ("${var.team}/Scans", '"${var.team}/Scans"'),
    ],
)
def test_a_namespace_known_only_at_plan_is_searched(namespace: str, expression: str) -> None:
    shown = dashboard(**{**PARTS, "repositories": None, "metric_namespace": namespace})
    (line,) = properties(shown, "Scans failed")["metrics"]
    assert line[0]["expression"] == (
        '${format("SUM(SEARCH(\'{\\"%s\\",\\"Repository\\"} MetricName=\\"ScansFailed\\"\', \'Sum\', 86400))", '
        f"{expression})}}"
    )


def test_a_search_takes_no_more_characters_than_cloudwatch_reads() -> None:
    shown = dashboard(**{**PARTS, "repositories": None, "metric_namespace": "N" * 255})
    searches = [line[0]["expression"] for widget in widgets(shown) for line in widget["properties"].get("metrics", [])]
    assert max(map(len, searches)) <= 1024


def test_the_queries_read_both_scan_types_findings_and_actions() -> None:
    shown = dashboard(**PARTS)
    assert properties(shown, "Latest scans")["query"] == (
        "SOURCE '/aws/events/ecr/team/api' "
        "| filter `detail-type` = 'ECR Image Scan' or `detail-type` = 'Inspector2 Scan' "
        "| fields @timestamp, `detail.repository-name` as repository, `detail.scan-status` as status, "
        "`detail.finding-severity-counts.CRITICAL` as critical, `detail.finding-severity-counts.HIGH` as high, "
        "`detail.finding-severity-counts.MEDIUM` as medium, `detail.finding-severity-counts.LOW` as low, "
        "`detail.image-tags.0` as tag, `detail.image-digest` as digest | sort @timestamp desc | limit 20"
    )
    image = "detail.resources.0.details.awsEcrContainerImage"
    assert properties(shown, "Latest findings")["query"] == (
        "SOURCE '/aws/events/ecr/team/api' | filter `detail-type` = 'Inspector2 Finding' "
        f"| fields @timestamp, {image}.repositoryName as repository, detail.severity as severity, "
        "detail.status as status, detail.title as title, "
        f"detail.packageVulnerabilityDetails.vulnerabilityId as vulnerability, {image}.imageHash as digest "
        "| sort @timestamp desc | limit 20"
    )
    assert properties(shown, "Pushes and deletes")["query"] == (
        "SOURCE '/aws/events/ecr/team/api#audit' | filter `detail-type` = 'ECR Image Action' "
        "| fields @timestamp, `detail.repository-name` as repository, `detail.action-type` as action, "
        "detail.result as result, `detail.image-tag` as tag, `detail.image-digest` as digest "
        "| sort @timestamp desc | limit 20"
    )


@pytest.mark.parametrize("title", ["Latest scans", "Latest findings", "Pushes and deletes"])
def test_every_hyphen_in_a_query_stands_in_backquotes_or_quotes(title: str) -> None:
    query = properties(dashboard(**PARTS), title)["query"]
    assert "-" not in re.sub("`[^`]*`|'[^']*'", "", query)
    assert not re.search(r'["\\\n]', query)


def test_a_query_reads_all_log_groups_fifty_at_a_time() -> None:
    groups = [f"/aws/events/ecr/app{i}" for i in range(51)]
    shown = dashboard(scan_log_groups=groups)
    assert titles(shown) == ["text", "Latest scans (1 of 2)", "Latest scans (2 of 2)"]
    sources = [
        re.findall("SOURCE '([^']*)' \\| ", properties(shown, f"Latest scans ({n} of 2)")["query"]) for n in (1, 2)
    ]
    assert sources == [groups[:50], groups[50:]]


def test_many_repositories_take_several_graphs_of_at_most_a_hundred_lines() -> None:
    shown = dashboard(**{**METRICS, "repositories": repositories(120)})
    graphs = [widget["properties"] for widget in widgets(shown) if widget["type"] == "metric"]
    assert [(graph["title"], len(graph["metrics"])) for graph in graphs] == [
        ("Vulnerabilities by severity, worst image (1 of 3)", 100),
        ("Vulnerabilities by severity, worst image (2 of 3)", 100),
        ("Vulnerabilities by severity, worst image (3 of 3)", 40),
        ("Vulnerabilities, all images (1 of 2)", 100),
        ("Scans (1 of 3)", 100),
        ("Vulnerabilities, all images (2 of 2)", 20),
        ("Scans (2 of 3)", 100),
        ("Scans (3 of 3)", 40),
    ]
    shown_lines = [(line[1], line[3]) for graph in graphs for line in graph["metrics"]]
    assert len(set(shown_lines)) == len(shown_lines) == 120 * 5


def test_alarms_are_shown_a_hundred_at_a_time_or_as_terraform_lists_them() -> None:
    many = [f"{ALARM}-{i}" for i in range(101)]
    shown = dashboard(alarm_arns=many)
    assert [widget["properties"].get("alarms") for widget in widgets(shown)[1:]] == [many[:100], many[100:]]
    alarms = "${aws_cloudwatch_metric_alarm.this[*].arn}"
    assert properties(dashboard(alarm_arns=alarms), "Alarms")["alarms"] == alarms
    assert properties(dashboard(alarm_arns=[alarms]), "Alarms")["alarms"] == [alarms]


def test_expressions_are_rendered_into_the_document() -> None:
    shown = dashboard(
        **{
            **PARTS,
            "region": "${data.aws_region.this.name}",
            "repositories": [("${var.name}", "${aws_ecr_repository.this.arn}")],
            "metric_namespace": "${var.namespace}",
            "scan_log_groups": ["${aws_cloudwatch_log_group.this.name}"],
            "alarm_arns": "${values(aws_cloudwatch_metric_alarm.this)[*].arn}",
        }
    )
    document = json_document(shown.body())
    assert document.startswith("${jsonencode({")
    assert '"alarms": values(aws_cloudwatch_metric_alarm.this)[*].arn' in document
    assert '"region": data.aws_region.this.name' in document
    assert '[var.namespace, "Critical", "Repository", aws_ecr_repository.this.arn, ' in document
    assert "\"SOURCE '${aws_cloudwatch_log_group.this.name}' | filter `detail-type` = 'ECR Image Scan' or" in document
    assert "\n" not in document


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"region": "Ireland"}, "region 'Ireland': must be a region such as 'eu-west-1'"),
        ({"repositories": []}, "repositories []: must be at least one repository"),
        ({"repositories": [("Team/API", "x")]}, "repositories 'Team/API': must be 2 to 256 characters"),
        ({"repositories": [("team/api", 7)]}, "repositories 7: must be a string, not a number"),
        ({"metric_namespace": None}, "metric_namespace None: must be given for the metrics Critical, High, Total"),
        ({"metric_namespace": "AWS/ECR"}, "metric_namespace 'AWS/ECR': must be 1 to 255"),
        ({"scan_log_groups": "/aws/x"}, "scan_log_groups '/aws/x': must be a list of strings, not a string"),
        (
            {"audit_log_groups": ["arn:aws:logs:eu-west-1:1:log-group:x"]},
            "audit_log_groups 'arn:aws:logs:eu-west-1:1:log-group:x': must be the name of a log group, not its ARN",
        ),
        ({"finding_log_groups": ["it's"]}, "must be the name of a log group"),
        ({"alarm_arns": ALARM}, f"alarm_arns '{ALARM}': must be a list of strings, not a string"),
        ({"alarm_arns": ["critical"]}, "alarm_arns 'critical': must be an alarm's ARN"),
        (
            {"repositories": repositories(501)},
            "repositories 501: make 2505 metrics, of which a dashboard takes 2500: divide them among dashboards",
        ),
        (
            {"repositories": None, "severity_metrics": [*SEVERITIES, ("LOW", "Low")]},
            "repositories 500: make 3000 metrics, of which a dashboard takes 2500: divide them among dashboards",
        ),
        (
            {"scan_log_groups": [f"g{i}" for i in range(25_000)]},
            "repositories 1: make 507 widgets, of which a dashboard takes 500: divide them among dashboards",
        ),
    ],
)
def test_what_cloudwatch_would_refuse_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        dashboard(**{**PARTS, **settings})


def test_the_most_repositories_are_accepted() -> None:
    assert len(widgets(dashboard(**{**METRICS, "repositories": repositories(500)}))) == 26


def test_a_dashboard_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidSettingError, match="must show metrics, log groups or alarms"):
        dashboard()
