"""Options of deployments, and what the image's judgement takes from those of ``scan gate``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli.scan.options import all_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

# A few hosts one after the other, each of which pulls, waits two minutes for health and drains.
DEFAULT_TIMEOUT = 1800

# MaxConcurrency and MaxErrors of SendCommand (Systems Manager API reference).
_CONCURRENCY = re.compile("[1-9][0-9]{0,6}|[1-9][0-9]?%|100%")
_ERRORS = re.compile("0|[1-9][0-9]{0,6}|[1-9]?[0-9]%|100%")

# An image is deployed under the policy that lets it through the gate, so what the configuration file says of that holds
# here too.
LIKE = ("scan", "gate")
SHARED = frozenset(
    {
        *("fail-on", "max", "only-fixable", "new-since", "ignore-file"),
        *("trivy", "grype", "registry-id", "platform", "settle", "start"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How a deployment goes through the hosts.

    Args:
        max_concurrency: To how many at once: a number, or a percentage.
        max_errors: How many may fail before the rest are left alone; likewise.
        timeout: Seconds until it is given up.
        online_only: Whether hosts that do not answer are left out.
    """

    max_concurrency: str
    max_errors: str
    timeout: float
    online_only: bool


def _concurrency(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not _CONCURRENCY.fullmatch(value):
        raise click.BadParameter(f"{value!r} must be a number of hosts from 1, or a percentage such as 25%.")
    return value


def _errors(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not _ERRORS.fullmatch(value):
        raise click.BadParameter(f"{value!r} must be a number of hosts, or a percentage such as 10%.")
    return value


def rollout_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a deployment goes through the hosts."""
    return all_of(
        click.option(
            "--max-concurrency",
            callback=_concurrency,
            default="1",
            show_default=True,
            metavar="N|N%",
            help="Deploy to so many hosts at once.",
        ),
        click.option(
            "--max-errors",
            callback=_errors,
            default="0",
            show_default=True,
            metavar="N|N%",
            help="Go on as long as no more hosts than these have failed; then stop, and set the parameter back.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=1),
            default=DEFAULT_TIMEOUT,
            show_default=True,
            metavar="SECONDS",
            help="Give up on the hosts after so long, and set the parameter back.",
        ),
        click.option(
            "--online-only",
            is_flag=True,
            help="Leave out the hosts that do not answer Systems Manager, and say so; else one such host is an error.",
        ),
    )(command)


def repository_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the repository."""
    return click.option("--repository", metavar="NAME", help="The repository: its name, or a full URI without a tag.")(
        command
    )


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that says in which format the result is printed."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(("table", "json")),
        default="table",
        show_default=True,
        help="A table for people, JSON for programs.",
    )(command)
