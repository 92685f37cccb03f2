"""``cdktf-ecr cost``: what a registry costs."""

from __future__ import annotations

import click

from cdktf_ecr.cli.lazy_group import LazyGroup

_COMMANDS = {"estimate": "cdktf_ecr.cli.cost.estimate_command:estimate_command"}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def cost() -> None:
    """Estimate what a registry costs."""
