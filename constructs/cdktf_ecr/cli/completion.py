"""``cdktf-ecr completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_CDKTF_ECR_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a SHELL complete commands and options.

    For bash: cdktf-ecr completion bash > ~/.local/share/bash-completion/completions/cdktf-ecr
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"click has no completion for {shell}")
    click.echo(script(context.find_root().command, {}, "cdktf-ecr", _VARIABLE).source())
