"""``cdktf-ecr migrate framework``."""

from __future__ import annotations

from pathlib import Path

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data
from cdktf_ecr.cli.shared_options import format_option

_FORMATS = ("text", "json")


@click.command(cls=ConfiguredCommand)
@click.argument("directory", type=click.Path(path_type=Path), default=Path(), metavar="[DIRECTORY]")
@click.option("--write", is_flag=True, help="Change the files. Without it, what would change is shown.")
@click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="Leave these files and directories out; a pattern as in .gitignore. May be repeated.",
)
@format_option(_FORMATS, "Text for people, JSON for programs.")
def framework(*, directory: Path, write: bool, exclude: tuple[str, ...], format_name: str) -> int:
    """Move the application in DIRECTORY, by default this one, from CDK for Terraform to CDK Terrain.

    Changes imports in Python, requirements files, lists of requirements in pyproject.toml, and calls of the framework's
    command line in scripts, Makefiles, Dockerfiles and pipelines. cdktf.json, cdktf.out and the state stay as they
    are, and so do the names of all constructs: a plan is empty afterwards. What it cannot change it names, with what
    to do. All files are read before the first is written, each is whole at every moment, and a second run changes
    nothing. Prose, and directories that .gitignore names, are left alone.

    Exits with 0, 1 if something is left to do by hand, and 2 for a directory without such an application or a file that
    does not parse or cannot be written.
    """
    from cdktf_ecr.operations.migration.framework import plan_move, write_move  # noqa: PLC0415
    from cdktf_ecr.report.migration.framework import as_json, as_text  # noqa: PLC0415

    move = plan_move(directory, exclude=exclude)
    if write:
        write_move(move)
    files = [(file.name, file.changes, file.left) for file in move.files]
    if format_name == "json":
        print_data(as_json(move.directory, files, move.unread, written=write))
    else:
        print_data(as_text(files, move.unread, written=write))
    return exits.PASSED if move.is_complete else exits.GATE_FAILED
