"""``cdktf-ecr migrate plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data
from cdktf_ecr.cli.shared_options import format_option

from .options import destination_of, directory_options, inventory_of

if TYPE_CHECKING:
    from pathlib import Path

_FORMATS = ("text", "markdown", "json")


@click.command(cls=ConfiguredCommand)
@directory_options
@format_option(_FORMATS, "Text for people, Markdown with boxes to tick, JSON for programs.")
def plan(
    *,
    directory: Path,
    own: tuple[str, ...],
    variables: dict[str, str],
    exclude: tuple[str, ...],
    registry: str | None,
    cache_prefix: str,
    format_name: str,
) -> int:
    """Write the steps that lead DIRECTORY, by default this one, from Docker Hub to ECR: before, during and after.

    What to change is named by file and line, with what takes its place, and what to type with the names of the
    registry and the repositories. Reads what 'migrate check' reads. Nothing is changed, and nobody is asked.

    Exits with 0, and 2 for a wrong option.
    """
    from cdktf_ecr.model.migration.plan import plan_migration  # noqa: PLC0415
    from cdktf_ecr.report.migration.plan import as_json, as_markdown, as_text  # noqa: PLC0415

    destination = destination_of(registry, own, cache_prefix)
    steps = plan_migration(inventory_of(directory, own, variables, exclude), destination)
    render = {"text": as_text, "markdown": as_markdown, "json": as_json}[format_name]
    print_data(render(steps))
    return exits.PASSED
