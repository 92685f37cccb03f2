"""An audit in each format: what is unknown is never a zero and never nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from cdktf_ecr.model.audit.report import AccessGrant, Audit, GateVerdict, ImageEvent, Period, ScanEvent, Source
from cdktf_ecr.model.findings.ignores import IgnoreEntry
from cdktf_ecr.model.scanning.events import SEVERITIES
from cdktf_ecr.report.audit.chart import BOTTOM, LEFT, RIGHT, TOP, chart_of
from cdktf_ecr.report.audit.formats import FORMATS, render

SCHEMA: dict[str, Any] = json.loads((files("cdktf_ecr.report") / "schemas/audit-1.schema.json").read_bytes())
SINCE = datetime(2026, 11, 1, tzinfo=timezone.utc)
PERIOD = Period(since=SINCE, until=SINCE + timedelta(days=8))
DIGEST = "sha256:" + "0" * 64
HOSTILE = "</td><script>alert(1)</script>"


def scan(days: float, counts: dict[str, int], **changes: Any) -> ScanEvent:
    known = {**dict.fromkeys(SEVERITIES), **counts}
    made = ScanEvent(
        time=SINCE + timedelta(days=days),
        digest=DIGEST,
        tags=("v1",),
        scan_type="enhanced",
        status="INITIAL_SCAN_COMPLETE",
        counts=known,
        total=sum(counts.values()) if counts else None,
    )
    return replace(made, **changes)


AUDIT = Audit(
    repository="arn:aws:ecr:us-east-1:123456789012:repository/team/api",
    period=PERIOD,
    created_at=PERIOD.until,
    tool_version="9.9",
    sources=(
        Source(name="log group a", answered=True, gaps=("It keeps 3 days",)),
        Source(name="CloudTrail", answered=False, gaps=("denied",), action="cloudtrail:LookupEvents"),
    ),
    images=(
        ImageEvent(
            time=SINCE,
            action="push",
            digest=DIGEST,
            tags=("v1", HOSTILE),
            result="SUCCESS",
            by=None,
            sources=("Amazon ECR",),
        ),
        ImageEvent(
            time=SINCE, action="delete", digest=None, tags=(), result="AccessDenied", by="=cmd", sources=("CloudTrail",)
        ),
    ),
    scans=(scan(2, {"CRITICAL": 7, "HIGH": 61, "MEDIUM": 0}), scan(4, {}, status="FAILED")),
    verdicts=(
        GateVerdict(file="a.json", image="team/api:1", digest=DIGEST, verdict="none", reason=HOSTILE, scanned_at=None),
    ),
    ignores=(IgnoreEntry(id="CVE-1", reason=HOSTILE, source="ignore.yaml:1", until=date(2026, 12, 1)),),
    grants=(AccessGrant(statement="s", effect="Allow", who="everybody", what=("pull",), condition=None),),
    grants_note="By the policy alone.",
)
UNKNOWN = replace(AUDIT, images=None, scans=None, verdicts=None, ignores=None, grants=None)
EMPTY = replace(AUDIT, images=(), scans=(), verdicts=(), ignores=(), grants=())


def text(name: str, audit: Audit = AUDIT) -> str:
    return "".join(render(name, audit))


class Page(HTMLParser):
    """A page's tags, and what stands in its sections."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.sections: dict[str, str] = {}
        self._section = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "section":
            self._section = dict(attrs).get("id") or ""

    def handle_data(self, data: str) -> None:
        before = self.sections.get(self._section, "")
        self.sections[self._section] = " ".join(f"{before} {data}".split())


def test_json_has_everything() -> None:
    document = json.loads(text("json"))

    assert (document["schema"], document["since"], document["until"]) == (
        "urn:cdktf-ecr:audit:1",
        "2026-11-01T00:00:00Z",
        "2026-11-09T00:00:00Z",
    )
    assert document["sources"][1] == {
        "name": "CloudTrail",
        "answered": False,
        "gaps": ["denied"],
        "action": "cloudtrail:LookupEvents",
    }
    assert document["images"][0]["by"] is None
    assert document["scans"][0]["counts"]["LOW"] is None
    assert (document["scans"][0]["counts"]["MEDIUM"], document["scans"][1]["total"]) == (0, None)
    assert document["ignores"][0]["until"] == "2026-12-01"


@pytest.mark.parametrize("audit", [AUDIT, UNKNOWN, EMPTY], ids=["full", "unknown", "empty"])
def test_json_is_as_its_schema_says(audit: Audit) -> None:
    jsonschema.validate(json.loads(text("json", audit)), SCHEMA, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("section", ["images", "scans", "verdicts", "ignores", "grants"])
def test_json_tells_unknown_from_none(section: str) -> None:
    assert json.loads(text("json", UNKNOWN))[section] is None
    assert json.loads(text("json", EMPTY))[section] == []


def rows(audit: Audit = AUDIT) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text("csv", audit))))


def test_csv_has_a_line_for_each_thing() -> None:
    found = rows()

    assert [row["section"] for row in found] == [
        *("period", "source", "source", "image", "image", "scan", "scan"),
        *("verdict", "ignore", "grant", "grant"),
    ]
    scanned, failed = (row for row in found if row["section"] == "scan")
    assert (scanned["critical"], scanned["medium"], scanned["low"], scanned["total"]) == ("7", "0", "unknown", "68")
    assert (failed["critical"], failed["total"], failed["result"]) == ("unknown", "unknown", "FAILED")
    deleted = found[4]
    assert (deleted["who"], deleted["digest"]) == ("'=cmd", "unknown")
    assert found[3]["who"] == "unknown"


def test_csv_tells_unknown_from_none() -> None:
    unknown = [row for row in rows(UNKNOWN) if row["section"] not in ("period", "source")]
    assert [(row["section"], row["result"]) for row in unknown] == [
        (section, "unknown") for section in ("image", "scan", "verdict", "ignore", "grant")
    ]
    assert [row["what"] for row in rows(EMPTY) if row["section"] not in ("period", "source")] == ["note"]


def test_html_shows_everything() -> None:
    page = Page(text("html"))

    assert "CloudTrail : not read (needs cloudtrail:LookupEvents ) denied." in page.sections[""]
    assert "It keeps 3 days." in page.sections[""]
    assert "push v1" in page.sections["images"]
    assert page.sections["images"].count("unknown") == 2
    assert "enhanced, INITIAL_SCAN_COMPLETE 7 61 0 unknown unknown unknown unknown 68" in page.sections["scans"]
    assert "enhanced, FAILED unknown unknown" in page.sections["scans"]
    assert "unknown No verdict team/api:1" in page.sections["verdicts"]
    assert "CVE-1 , until 2026-12-01" in page.sections["ignores"]
    assert "s Allow everybody pull always" in page.sections["grants"]


@pytest.mark.parametrize("section", ["images", "scans", "verdicts", "ignores", "grants"])
def test_html_tells_unknown_from_none(section: str) -> None:
    assert "Unknown: " in Page(text("html", UNKNOWN)).sections[section]
    none = Page(text("html", EMPTY)).sections[section]
    assert "Unknown" not in none
    assert "None" in none or "has no policy" in none


def test_html_runs_nothing_and_loads_nothing() -> None:
    page = text("html")
    tags = Page(page).tags

    assert HOSTILE not in page
    assert not {tag for tag, _ in tags} & {"script", "img", "link", "iframe", "form"}
    assert not any(
        name in ("style", "src", "href") or name.startswith("on") for _, attributes in tags for name in attributes
    )
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert "script-src" not in policy
    assert policy.startswith("default-src &#39;none&#39;; style-src &#39;sha256-")


def test_the_chart_has_a_dot_for_each_count_that_is_known() -> None:
    chart = chart_of(AUDIT.scans or (), PERIOD)

    assert [(dot.severity, dot.words.rpartition(": ")[2]) for dot in chart.dots] == [
        ("CRITICAL", "7 Critical"),
        ("HIGH", "61 High"),
        ("MEDIUM", "0 Medium"),
        (None, "no result, FAILED"),
    ]
    quarter = LEFT + (RIGHT - LEFT) / 4
    assert {dot.x for dot in chart.dots[:3]} == {quarter}
    assert chart.dots[2].y == BOTTOM
    assert chart.dots[0].y == pytest.approx(BOTTOM - (BOTTOM - TOP) * 7 / 80, abs=0.1)
    assert [tick.words for tick in chart.counts] == ["0", "20", "40", "60", "80"]
    assert [tick.words for tick in chart.times] == [f"2026-11-0{day}" for day in (1, 3, 5, 7, 9)]


def test_an_unknown_count_has_no_dot() -> None:
    (dot,) = chart_of([scan(1, {"CRITICAL": 1})], PERIOD).dots

    assert dot.severity == "CRITICAL"


@pytest.mark.parametrize(
    ("most", "top"), [(0, "4"), (4, "4"), (5, "8"), (9, "12"), (13, "20"), (41, "80"), (1001, "1,200")]
)
def test_the_axis_ends_at_a_round_number(most: int, top: str) -> None:
    chart = chart_of([scan(1, {"HIGH": most})], PERIOD)

    assert chart.counts[-1].words == top
    assert all(TOP <= dot.y <= BOTTOM for dot in chart.dots)


def test_the_page_draws_the_chart() -> None:
    tags = Page(text("html")).tags

    assert sum(tag == "circle" for tag, _ in tags) == 3
    assert sum(tag == "path" for tag, _ in tags) == 1
    assert not any(tag == "svg" for tag, _ in Page(text("html", EMPTY)).tags)


def test_the_formats_are_those_of_the_command() -> None:
    assert FORMATS == ("html", "csv", "json")
