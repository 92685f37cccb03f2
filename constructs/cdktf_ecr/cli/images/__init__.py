"""``cdktf-ecr images``: what is in a repository."""

from __future__ import annotations

import click

from cdktf_ecr.cli.lazy_group import LazyGroup

_COMMANDS = {"list": "cdktf_ecr.cli.images.list_command:list_command"}


@click.group(cls=LazyGroup, lazy=_COMMANDS)
def images() -> None:
    """See what is in a repository."""
