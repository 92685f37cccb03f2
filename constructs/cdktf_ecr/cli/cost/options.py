"""The options of ``cdktf-ecr cost estimate``."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli.shared_options import format_option
from cdktf_ecr.model.costs.scans import SCANNING

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("table", "json", "csv", "markdown")


def gigabytes(_context: click.Context, _parameter: click.Parameter, value: float | None) -> Decimal | None:
    """Return a number of GB as a decimal, as it was written.

    Raises:
        click.BadParameter: It is "nan" or "inf", which are in the range.
    """
    if value is None:
        return None
    number = Decimal(str(value))
    if not number.is_finite():
        raise click.BadParameter("it must be a number.")
    return number


def cost_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is used, at which prices, and how to show it."""
    options = (
        click.option(
            "--scanning",
            type=click.Choice(SCANNING),
            help="How images are scanned: enhanced on-push or continuous, basic, or off. Else the stack says, or ECR.",
        ),
        click.option(
            "--pushes",
            type=click.IntRange(min=0),
            metavar="N",
            help="Images pushed a month. Else those of the last 30 days that are still there.",
        ),
        click.option(
            "--rescans", type=click.IntRange(min=0), metavar="N", help="Scans that Inspector repeats a month."
        ),
        click.option(
            "--log-gb",
            type=click.FloatRange(min=0),
            callback=gigabytes,
            metavar="GB",
            help="What the stack's log groups get a month.",
        ),
        click.option(
            "--prices",
            "prices_file",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Prices that take precedence over those that cdktf-ecr has.",
        ),
        click.option(
            "--free-tier",
            is_flag=True,
            help="Deduct CloudWatch's free metrics, alarms, dashboards and logs, as if nothing else used them.",
        ),
        format_option(FORMATS, "A table for people, JSON or CSV for programs, Markdown for a comment."),
    )
    for option in reversed(options):
        command = option(command)
    return command
