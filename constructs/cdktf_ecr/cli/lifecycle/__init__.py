"""``cdktf-ecr lifecycle``: what lifecycle policies do."""

from __future__ import annotations

import click

from cdktf_ecr.cli.lazy_group import LazyGroup

_COMMANDS = {"preview": "cdktf_ecr.cli.lifecycle.preview_command:preview_command"}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def lifecycle() -> None:
    """See what a lifecycle policy does before it does it."""
