"""``cdktf-ecr migrate check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import console_of, print_data, print_for_people
from cdktf_ecr.cli.shared_options import format_option, no_color_option
from cdktf_ecr.model.migration.uses import LEFT, UNKNOWN

from .options import destination_of, directory_options, inventory_of

if TYPE_CHECKING:
    from pathlib import Path

_FORMATS = ("table", "json", "markdown")
_CODES = {LEFT: exits.GATE_FAILED, UNKNOWN: exits.NO_VERDICT}


@click.command(cls=ConfiguredCommand)
@directory_options
@format_option(_FORMATS, "A table for people, JSON for programs, Markdown for an issue.")
@no_color_option
def check(
    *,
    directory: Path,
    own: tuple[str, ...],
    variables: dict[str, str],
    exclude: tuple[str, ...],
    registry: str | None,
    cache_prefix: str,
    format_name: str,
    no_color: bool,
) -> int:
    """Find what in DIRECTORY, by default this one, still names Docker Hub, and say what to do about it.

    Reads Dockerfiles, compose files, pipelines of CircleCI, GitHub and GitLab, Kubernetes manifests, task definitions,
    Terraform, shell scripts and Makefiles; in every other text file it looks for Docker Hub's variables and addresses.
    Prose, such as Markdown, is left out, and so are directories that .gitignore names. Then goes through the checklist
    of the migration as far as files can tell. Nothing is changed, and nobody is asked.

    A reference that depends on a variable nobody sets here is unknown, and never clean: --variable says what it is.

    Exits with 0 if nothing is left, 1 if something is, 3 if only what is unknown, or was not read, may be left, 2 for a
    wrong option.
    """
    from cdktf_ecr.model.migration.checklist import checklist  # noqa: PLC0415

    destination = destination_of(registry, own, cache_prefix)
    inventory = inventory_of(directory, own, variables, exclude)
    from cdktf_ecr.report.migration.inventory import as_json, as_markdown, as_table  # noqa: PLC0415 - rich

    items = checklist(inventory)
    if format_name == "table":
        print_for_people(console_of(no_color=no_color), as_table(inventory, items, destination))
    else:
        render = as_json if format_name == "json" else as_markdown
        print_data(render(inventory, items, destination))
    return _CODES.get(inventory.verdict, exits.PASSED)
