"""What a service is to run, what it was to run before, and what its hosts were last told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cdktf_ecr.model.deployment.history import digest_of
from cdktf_ecr.model.times import stamp
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.tables import plain_table
from cdktf_ecr.report.text import one_line

from .rollout_formats import RUNS_STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from rich.console import RenderableType
    from rich.table import Table

    from cdktf_ecr.operations.deployment.hosts import Host

    from .result import Status

SCHEMA = "urn:cdktf-ecr:deployment-status:1"
# So much history is for people; JSON has all.
_SHOWN_VERSIONS = 10


def as_table(status: Status) -> RenderableType:
    """Return the state for people: history, hosts, and what is to run with its verdict last."""
    return Group(_history(status), Text(""), _hosts(status), Text(""), *map(Text, _sentences(status)))


def as_json(status: Status) -> str:
    """Return the state as JSON: times in ISO 8601, null for what is not known."""
    current, rollback = status.parameter.current, status.rollback
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "repository": status.service.repository,
        "parameter": status.parameter.name,
        "image": current.value if current.digest is not None else None,
        "verdict": None
        if status.verdict is None
        else {"verdict": status.verdict.verdict, "reason": status.verdict.reason},
        "rollback": None if rollback is None else rollback.value,
        "versions": [
            {"version": one.number, "value": one.value, "at": stamp(one.at), "by": one.by}
            for one in reversed(status.parameter.versions)
        ],
        "hosts": [_host(status, host) for host in status.hosts],
    }
    return json_text(document)


def _history(status: Status) -> Table:
    table = plain_table("Version", "Since", "Image", "By", whole=["Version", "Since"])
    for one in list(reversed(status.parameter.versions))[:_SHOWN_VERSIONS]:
        table.add_row(str(one.number), _minute(one.at), _digest(one.value), Text(one_line(one.by or "")))
    return table


def _hosts(status: Status) -> Table:
    table = plain_table(
        *("Host", "Name", "Answers", "Last deployment", "Image", "What happened"), whole=["Host", "Last deployment"]
    )
    for host in status.hosts:
        run = status.runs.get(host.instance_id)
        answers = Text("yes", style="green") if host.online else Text("no", style="red")
        cells: list[str | Text] = ["-", "-", "none in 30 days: it ran what the parameter held when it booted"]
        if run is not None:
            happened = Text(run.outcome.meaning, style=RUNS_STYLES[run.outcome.runs])
            cells = [_minute(run.at), _digest(run.image or "unknown"), happened]
        table.add_row(host.instance_id, Text(one_line(host.name)), answers, *cells)
    return table


def _sentences(status: Status) -> Iterator[str]:
    current, rollback = status.parameter.current, status.rollback
    older = len(status.parameter.versions) - _SHOWN_VERSIONS
    if older > 0:
        yield f"{older} older versions are in the JSON"
    if not status.hosts:
        yield f"Systems Manager knows no host with the tag Deployment={status.service.target_value}"
    told = [status.agrees(host) for host in status.hosts]
    if False in told:
        yield f"{told.count(False)} of {len(told)} hosts did not come to run the image in their last deployment"
    yield f"rollback: {'nothing to go back to' if rollback is None else f'version {rollback.number}, {rollback.value}'}"
    yield f"the parameter {status.parameter.name} holds {one_line(current.value)}"
    if status.verdict is None:
        yield "nothing is deployed: no verdict"
    else:
        yield f"verdict: {status.verdict.verdict}: {one_line(status.verdict.reason)}"


def _host(status: Status, host: Host) -> dict[str, Any]:
    run = status.runs.get(host.instance_id)
    return {
        "instance_id": host.instance_id,
        "name": host.name,
        "online": host.online,
        "last_seen": stamp(host.last_seen),
        "agrees": status.agrees(host),
        "last_deployment": None
        if run is None
        else {
            "image": run.image,
            "at": stamp(run.at),
            "status": run.outcome.status,
            "exit_code": run.outcome.exit_code,
            "runs": run.outcome.runs,
            "meaning": run.outcome.meaning,
        },
    }


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _digest(value: str) -> str:
    return digest_of(value) or one_line(value)
