"""A deployment: what is to be deployed where, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.text import Text

from cdktf_ecr.model.deployment.history import digest_of
from cdktf_ecr.model.deployment.outcomes import NEW, NOTHING, PREVIOUS, UNKNOWN
from cdktf_ecr.report.for_programs import json_text
from cdktf_ecr.report.tables import plain_table
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from cdktf_ecr.model.deployment.outcomes import HostOutcome
    from cdktf_ecr.operations.deployment.hosts import Host

    from .result import Planned

SCHEMA = "urn:cdktf-ecr:deployment:1"
RUNS_STYLES = {NEW: "green", PREVIOUS: "red", NOTHING: "bold red", UNKNOWN: "yellow"}


def as_table(planned: Planned) -> RenderableType:
    """Return the hosts as a table for people, and in sentences what became of the parameter, and of all."""
    table = plain_table("Host", "Name", "Runs", "What happened", whole=["Host", "Runs"])
    for cells in _rows(planned):
        table.add_row(*cells)
    return Group(table, *(Text(one_line(sentence)) for sentence in _sentences(planned)))


def as_json(planned: Planned) -> str:
    """Return the deployment as JSON: null for what is not known, or was not done."""
    rollout, deployed = planned.rollout, planned.deployed
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "repository": rollout.service.repository,
        "image": rollout.image,
        "verdict": {"verdict": planned.verdict.verdict, "reason": planned.verdict.reason},
        "dry_run": deployed is None,
        "parameter": {
            "name": rollout.service.parameter,
            "before": planned.before,
            "after": planned.before if deployed is None else deployed.parameter,
        },
        "complete": None if deployed is None else deployed.complete,
        "timed_out": None if deployed is None else deployed.timed_out,
        "command_id": None if deployed is None else deployed.command_id,
        "hosts": [_planned_host(host) for host in rollout.hosts]
        if deployed is None
        else [_host(outcome) for outcome in deployed.outcomes],
        "left_out": [_planned_host(host) for host in planned.left_out],
    }
    return json_text(document)


def output_lines(outcome: HostOutcome) -> Iterator[str]:
    """Yield what happened on a host, and what its script printed, each line fit to be shown."""
    name = f" ({one_line(outcome.name)})" if outcome.name else ""
    yield f"{one_line(outcome.instance_id)}{name}: {outcome.meaning}"
    for text in (outcome.output, outcome.errors):
        for line in text.splitlines():
            yield f"  | {one_line(line)}"
    if outcome.truncated:
        yield "  (truncated: Systems Manager keeps the beginning; on the host: journalctl -t ecr-deploy)"


def _rows(planned: Planned) -> Iterator[tuple[Text, ...]]:
    deployed = planned.deployed
    if deployed is None:
        for host in planned.rollout.hosts:
            yield (Text(host.instance_id), Text(one_line(host.name)), Text("-"), Text("would get the image"))
    else:
        for outcome in deployed.outcomes:
            runs = Text(outcome.runs, style=RUNS_STYLES[outcome.runs])
            yield (Text(outcome.instance_id), Text(one_line(outcome.name)), runs, Text(one_line(outcome.meaning)))
    for host in planned.left_out:
        left = "left out: it does not answer; it runs what the parameter holds when it boots"
        yield (Text(host.instance_id), Text(one_line(host.name)), Text(UNKNOWN, style="yellow"), Text(left))


def _sentences(planned: Planned) -> Iterator[str]:
    rollout, deployed = planned.rollout, planned.deployed
    yield f"image: {rollout.image}"
    yield f"verdict: {planned.verdict.verdict}: {planned.verdict.reason}"
    if deployed is None:
        yield f"the parameter {rollout.service.parameter} would change from {planned.before}"
        yield "dry run: nothing was changed"
        return
    yield f"the parameter {rollout.service.parameter} holds {deployed.parameter or 'what nobody knows: look at it'}"
    number, done = len(deployed.outcomes), sum(outcome.runs == NEW for outcome in deployed.outcomes)
    if not deployed.complete and done and deployed.parameter == planned.before != rollout.image:
        yield from _divided(planned.before)
    if deployed.timed_out:
        yield f"gave up after {rollout.timeout:g} seconds"
    if number:
        yield f"the image runs on {done} of {number} hosts"
    else:
        yield "no host has the tag any more"


def _divided(before: str) -> Iterator[str]:
    yield "hosts run different versions now: the parameter was set back, and those that were done keep the image"
    if digest_of(before) is not None:
        yield f"to make them equal: cdktf-ecr deploy {before}"


def _host(outcome: HostOutcome) -> dict[str, Any]:
    return {
        "instance_id": outcome.instance_id,
        "name": outcome.name,
        "status": outcome.status,
        "exit_code": outcome.exit_code,
        "runs": outcome.runs,
        "meaning": outcome.meaning,
        "output": outcome.output,
        "errors": outcome.errors,
        "truncated": outcome.truncated,
    }


def _planned_host(host: Host) -> dict[str, Any]:
    return {"instance_id": host.instance_id, "name": host.name}
