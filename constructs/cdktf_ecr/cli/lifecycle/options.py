"""The options of ``cdktf-ecr lifecycle preview``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli.shared_options import format_option

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("table", "json", "csv", "markdown")
SKIPPABLE = ("ecs", "lambda", "inspector")


def preview_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what to look at, and how to show it."""
    options = (
        click.option("--protect", "protected", is_flag=True, help="Find out what runs, and fail if it would go."),
        click.option(
            "--parameter",
            "parameters",
            multiple=True,
            metavar="NAME",
            help="An SSM parameter with the digest or reference of an image that runs. May be repeated.",
        ),
        click.option(
            "--skip",
            "skipped",
            type=click.Choice(SKIPPABLE),
            multiple=True,
            help="Do not ask this service: nothing of the repository runs there. May be repeated.",
        ),
        click.option(
            "--in-use-days",
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            metavar="N",
            help="What Inspector saw in use within so many days runs.",
        ),
        click.option("--aws", "by_ecr", is_flag=True, help="Have ECR preview the policy, and show the difference."),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0),
            default=300,
            show_default=True,
            metavar="SECONDS",
            help="Give up on ECR's preview after so long.",
        ),
        format_option(FORMATS, "A table of what goes, for people; JSON or CSV of every image; Markdown for a comment."),
    )
    for option in reversed(options):
        command = option(command)
    return command
