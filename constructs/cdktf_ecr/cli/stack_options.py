"""What the commands share that look at a synthesized stack: where it is, and how Terraform is asked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cdktf_ecr.operations.stack_directory import StackResources

# The option of doctor that names a directory to plan as well.
_PLANNED = "before_apply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A synthesized stack, as the options name it.

    Args:
        path: Its directory, or a file that "terraform show -json" wrote.
        terraform: The program to ask about a directory.
        variables: "name=value", each, for a plan.
        variable_files: Files of values, for a plan.
    """

    path: Path
    terraform: str
    variables: tuple[str, ...]
    variable_files: tuple[Path, ...]

    def read(self) -> StackResources:
        """Return what the stack is, or would be.

        Raises:
            InvalidSettingError: It cannot be read.
        """
        from cdktf_ecr.operations.stack_directory import read_stack  # noqa: PLC0415 - loads msgspec

        return read_stack(
            self.path, terraform=self.terraform, variables=self.variables, variable_files=self.variable_files
        )


def stack_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name a `Stack`, which it takes as ``stack``: None where none is named."""

    @click.option(
        "--stack",
        "path",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Directory of a synthesized stack, initialised; or a file that 'terraform show -json' wrote.",
    )
    @click.option(
        "--terraform",
        default="terraform",
        show_default=True,
        metavar="PROGRAM",
        help="What to ask about the stack's directory; tofu as well.",
    )
    @click.option(
        "--var", "variables", multiple=True, metavar="NAME=VALUE", help="Plan with this value. May be repeated."
    )
    @click.option(
        "--var-file",
        "variable_files",
        type=click.Path(path_type=Path, dir_okay=False),
        multiple=True,
        metavar="FILE",
        help="Plan with the values in this file. May be repeated.",
    )
    @functools.wraps(command)
    def wrapped(
        *arguments: Any,
        path: Path | None,
        terraform: str,
        variables: tuple[str, ...],
        variable_files: tuple[Path, ...],
        **options: Any,
    ) -> Any:
        if path is None:
            _check_no_values(options)
            return command(*arguments, stack=None, **options)
        stack = Stack(path=path, terraform=terraform, variables=variables, variable_files=variable_files)
        return command(*arguments, stack=stack, **options)

    return wrapped


def _check_no_values(options: Mapping[str, Any]) -> None:
    """Refuse values for a plan without a directory to plan; a configuration file may have them for other runs."""
    if options.get(_PLANNED) is not None:
        return
    context = click.get_current_context()
    given = "--stack or --before-apply, and neither is" if _PLANNED in options else "--stack, which is not"
    for name, option in (("variables", "--var"), ("variable_files", "--var-file")):
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option} is for {given} given.")
