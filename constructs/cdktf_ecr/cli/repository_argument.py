"""A repository that is named where an image stands elsewhere, or by an option."""

from __future__ import annotations

import click
from click.core import ParameterSource


def repository_named(argument: str | None, repository: str | None, *, option: str) -> str:
    """Return the repository.

    Args:
        argument: What stands where an image does without the option.
        repository: The value of --repository, which a configuration file may have for runs without an argument.
        option: The option or command that takes a repository, as it is shown.

    Raises:
        click.UsageError: There is none, there are two, or it is an image.
    """
    asked = click.get_current_context().get_parameter_source("repository") is ParameterSource.COMMANDLINE
    if asked and argument is not None and argument != repository:
        raise click.UsageError(f"{argument} and --repository {repository} are two repositories: name one.")
    named = argument or repository
    if named is None:
        raise click.UsageError(f"{option} is for a repository: name it, or use --repository.")
    if "@" in named or ":" in named.rpartition("/")[2]:
        raise click.UsageError(f"{option} is for a repository, and {named} is an image.")
    return named
