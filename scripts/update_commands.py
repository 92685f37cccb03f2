"""Write each command's help, and the exit codes, into docs/commands: ``python scripts/update_commands.py``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.parent_command import ParentCommand
from cdktf_ecr.cli.root import cdktf_ecr
from scripts.blocks import with_block

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).resolve().parent.parent / "docs" / "commands"
INDEX = PAGES / "README.md"
_WIDTH = 100


def page_of(path: tuple[str, ...]) -> Path:
    """Return the page of a command.

    Args:
        path: The command's names: ("scan", "gate").
    """
    return PAGES / f"{'-'.join(path)}.md"


def commands(
    group: click.Command = cdktf_ecr, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command's names and the command."""
    if not isinstance(group, click.Group) or isinstance(group, ParentCommand):
        yield path, group
    if not isinstance(group, click.Group):
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        child = group.get_command(context, name)
        if child is not None:
            yield from commands(child, (*path, name))


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    """Return what a command's --help prints, in lines of 100 characters.

    Args:
        path: The command's names.
        command: The command.
    """
    return command.get_help(
        click.Context(
            command,
            info_name=" ".join(["cdktf-ecr", *path]),
            terminal_width=_WIDTH,
            help_option_names=["-h", "--help"],
        )
    )


def with_help(text: str, shown: str) -> str:
    """Return a command's page with its help up to date.

    Args:
        text: The page as it is.
        shown: The help.

    Raises:
        ValueError: The markers are missing.
    """
    return with_block(text, "help", f"```text\n{shown}\n```")


def with_exit_codes(text: str) -> str:
    """Return the overview with the table of exit codes up to date.

    Args:
        text: The page as it is.

    Raises:
        ValueError: The markers are missing.
    """
    rows = "\n".join(f"| {code} | {meaning} |" for code, meaning in exits.MEANINGS.items())
    return with_block(text, "exit codes", f"| Code | Meaning |\n| ---: | --- |\n{rows}")


if __name__ == "__main__":
    for names, command in commands():
        page = page_of(names)
        page.write_text(with_help(page.read_text(encoding="utf-8"), help_of(names, command)), encoding="utf-8")
    INDEX.write_text(with_exit_codes(INDEX.read_text(encoding="utf-8")), encoding="utf-8")
