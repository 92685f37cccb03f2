"""A command that takes an argument of its own, and has commands below it."""

from __future__ import annotations

from typing import Any

import click

from .configured import ConfiguredCommand
from .lazy_group import LazyGroup


def complete_command(ctx: click.Context, _argument: click.Parameter, incomplete: str) -> list[str]:
    """Complete an argument of a `ParentCommand` by the commands below it, for a shell.

    Args:
        ctx: The command's.
        incomplete: What the word begins with.
    """
    command = ctx.command
    names = command.list_commands(ctx) if isinstance(command, click.Group) else []
    return [name for name in names if name.startswith(incomplete)]


class ParentCommand(ConfiguredCommand, LazyGroup):
    """A command with commands below it: their names, as the first word, are no arguments of its own."""

    # As of a command, not of a group: options may follow the argument.
    allow_extra_args = False
    allow_interspersed_args = True

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, invoke_without_command=True, **settings)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the arguments: those of the command below that the first one names, else its own."""
        own = click.Context(self, info_name=info_name, parent=parent)
        below = self.get_command(own, args[0]) if args else None
        if below is None:
            return super().make_context(info_name, args, parent, **extra)
        return below.make_context(args[0], args[1:], own, **extra)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters; for a command below the options only: its path would have the arguments in it."""
        params = super().get_params(ctx)
        return params if ctx.command is self else [one for one in params if isinstance(one, click.Option)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the command's own arguments."""
        return click.Command.parse_args(self, ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command itself."""
        return click.Command.invoke(self, ctx)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words of the command's own usage."""
        return click.Command.collect_usage_pieces(self, ctx)
