"""``cdktf-ecr scan``: from an image that was pushed to a verdict."""

from __future__ import annotations

import click

from cdktf_ecr.cli.lazy_group import LazyGroup

_COMMANDS = {
    "wait": "cdktf_ecr.cli.scan.wait:wait",
    "report": "cdktf_ecr.cli.scan.report:report",
    "gate": "cdktf_ecr.cli.scan.gate:gate",
}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def scan() -> None:
    """Wait for the scan of an image, report on it, or let it decide."""
