"""The CloudWatch dashboard as a page: its widgets where they are, filled with sample data."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from cdktf_ecr.model.monitoring.alarms import NOT_SCANNED_SUFFIX, findings_alarm_suffix
from cdktf_ecr.model.monitoring.dashboard import scan_dashboard
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository.derived_names import ALARM, derived_name
from cdktf_ecr.model.scanning.configuration import ENHANCED
from cdktf_ecr.model.scanning.events import CRITICAL, HIGH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ACCOUNT = "123456789012"
_COLUMN, _ROW = 52, 30
_COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#ff7f0e", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f")
_POINTS: Mapping[str, Sequence[int]] = {
    "CRITICAL": (2, 2, 1, 3, 3, 1, 0, 0),
    "HIGH": (14, 12, 12, 15, 11, 8, 5, 4),
    "MEDIUM": (22, 24, 21, 19, 20, 17, 16, 15),
    "all findings": (45, 47, 41, 44, 40, 31, 27, 25),
    "other": (7, 9, 7, 7, 6, 5, 6, 6),
    "completed": (3, 5, 2, 4, 6, 3, 4, 2),
    "failed": (0, 0, 0, 0, 0, 0, 0, 0),
}
_DIGESTS = ("sha256:9c1b6f…", "sha256:2f80aa…", "sha256:77d0e4…")
_ROWS: Mapping[str, Sequence[Sequence[str]]] = {
    "Latest scans": (
        ("2026-11-25 06:12", "team/api", "INITIAL_SCAN_COMPLETE", "0", "4", "15", "", "6", "1.4.2", _DIGESTS[0]),
        ("2026-11-24 15:40", "team/worker", "INITIAL_SCAN_COMPLETE", "0", "5", "16", "", "6", "2.0.1", _DIGESTS[1]),
        ("2026-11-23 09:03", "team/api", "INITIAL_SCAN_COMPLETE", "1", "8", "17", "", "5", "1.4.1", _DIGESTS[2]),
    ),
    "Latest findings": (
        ("2026-11-25 06:13", "team/api", "HIGH", "ACTIVE", "CVE-2026-1003 - curl", "CVE-2026-1003", _DIGESTS[0]),
        ("2026-11-24 22:10", "team/api", "CRITICAL", "CLOSED", "CVE-2026-1001 - openssl", "CVE-2026-1001", _DIGESTS[2]),
    ),
    "Images that are not scanned": (("2026-11-22 11:20", "team/jobs/sha256:51ab…", "UNSUPPORTED_OS"),),
    "Pushes and deletes": (
        ("2026-11-25 06:11", "team/api", "PUSH", "SUCCESS", "1.4.2", _DIGESTS[0]),
        ("2026-11-24 15:39", "team/worker", "PUSH", "SUCCESS", "2.0.1", _DIGESTS[1]),
        ("2026-11-24 03:00", "team/api", "DELETE", "SUCCESS", "1.2.0", "sha256:0d3c11…"),
    ),
}
_STYLE = f"""
body{{margin:0;padding:12px;background:#f2f3f3;font:13px system-ui,sans-serif;color:#16191f}}
.grid{{position:relative;width:{24 * _COLUMN}px}}
.widget{{position:absolute;box-sizing:border-box;padding:3px}}
.inner{{background:#fff;border:1px solid #d5dbdb;border-radius:3px;height:100%;overflow:hidden;padding:8px 12px;
box-sizing:border-box}}
h1{{font-size:17px;margin:0 0 4px}} h2{{font-size:14px;margin:0 0 6px}} p{{margin:4px 0}}
table{{border-collapse:collapse;width:100%;font-size:12px}} th{{color:#545b64;text-align:left}}
td,th{{padding:4px 10px 4px 0;border-bottom:1px solid #eaeded;white-space:nowrap}}
.alarm{{display:inline-block;margin:2px 6px 2px 0;padding:4px 9px;border-radius:3px;background:#e9f7e9}}
.raised{{background:#fdecea;color:#a51d0d;font-weight:600}}
.key{{display:inline-block;margin-right:16px;font-size:12px}} .key i{{display:inline-block;width:10px;height:10px;
margin-right:5px}}
"""


def dashboard_page() -> str:
    """Return the dashboard of two repositories under enhanced scanning, as one page of HTML."""
    arn = f"arn:aws:ecr:eu-west-1:{_ACCOUNT}:repository"
    names = ("team/api", "team/worker")
    alarm = f"arn:aws:cloudwatch:eu-west-1:{_ACCOUNT}:alarm"
    about = [(name, findings_alarm_suffix(severity)) for name in names for severity in (CRITICAL, HIGH)]
    alarms = [derived_name(ALARM, name) + suffix for name, suffix in [*about, ("team", NOT_SCANNED_SUFFIX)]]
    body: dict[str, Any] = scan_dashboard(
        region="eu-west-1",
        repositories=[MonitoredRepository(name=name, arn=f"{arn}/{name}") for name in names],
        namespace="CdktfEcr/ImageScans",
        scan_log_group="/aws/events/ecr/team",
        scan_types=(ENHANCED,),
        audit_log_group="/aws/events/ecr/team#audit",
        audited=True,
        calls=False,
        alarm_arns=[f"{alarm}:{name}" for name in alarms],
    )
    widgets = "\n".join(_widget(widget) for widget in body["widgets"])
    height = max(widget["y"] + widget["height"] for widget in body["widgets"]) * _ROW
    return (
        f'<!doctype html><meta charset="utf-8"><title>Dashboard</title><style>{_STYLE}</style>'
        f'<div class="grid" style="height:{height}px">{widgets}</div>'
    )


def _widget(widget: Mapping[str, Any]) -> str:
    place = (
        f"left:{widget['x'] * _COLUMN}px;top:{widget['y'] * _ROW}px;"
        f"width:{widget['width'] * _COLUMN}px;height:{widget['height'] * _ROW}px"
    )
    drawn = {"text": _text, "alarm": _alarms, "metric": _graph, "log": _table}[widget["type"]](widget)
    return f'<div class="widget" style="{place}"><div class="inner">{drawn}</div></div>'


def _text(widget: Mapping[str, Any]) -> str:
    return str(MarkdownIt().render(widget["properties"]["markdown"]))


def _alarms(widget: Mapping[str, Any]) -> str:
    names = [each.rpartition(":")[2] for each in widget["properties"]["alarms"]]
    chips = [
        f'<span class="alarm{" raised" if name.endswith(NOT_SCANNED_SUFFIX) else ""}">{escape(name)}</span>'
        for name in names
    ]
    return f"<h2>{widget['properties']['title']}</h2>{''.join(chips)}"


def _graph(widget: Mapping[str, Any]) -> str:
    properties = widget["properties"]
    looks = [line[-1] for line in properties["metrics"] if isinstance(line[-1], dict)]
    labels = [str(look["label"]) for look in looks if look.get("visible", True) and "label" in look]
    width, height = widget["width"] * _COLUMN - 60, widget["height"] * _ROW - 110
    points = {label: _points(label) for label in labels}
    top = max(max(values) for values in points.values()) or 1
    drawn, keys = [], []
    for number, (label, values) in enumerate(points.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(
            f"{30 + place * (width - 40) / (len(values) - 1):.0f},{height - value * (height - 12) / top:.0f}"
            for place, value in enumerate(values)
        )
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        keys.append(f'<span class="key"><i style="background:{colour}"></i>{escape(label)}</span>')
    axis = (
        f'<line x1="30" x2="{width}" y1="{height}" y2="{height}" stroke="#aab7b8"/>'
        f'<text x="0" y="16" font-size="11">{top}</text><text x="12" y="{height}" font-size="11">0</text>'
    )
    return (
        f'<h2>{escape(properties["title"])}</h2><svg width="{width}" height="{height + 6}">{axis}{"".join(drawn)}</svg>'
        f"<div>{''.join(keys)}</div>"
    )


def _points(label: str) -> list[int]:
    known = next(values for name, values in _POINTS.items() if label.lower().endswith(name.lower()))
    return [value if "api" in label else value * 3 // 4 for value in known]


def _table(widget: Mapping[str, Any]) -> str:
    properties = widget["properties"]
    (fields,) = re.findall(r"fields @timestamp, (.*?) \|", properties["query"])
    header = ["@timestamp", *re.findall(r" as (\w+)", fields)]
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in _ROWS[properties["title"]]
    )
    names = "".join(f"<th>{name}</th>" for name in header)
    return f"<h2>{escape(properties['title'])}</h2><table><tr>{names}</tr>{rows}</table>"
