"""Values of options that are pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cdktf_ecr.model.scanning.events import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NO_LIMIT = "NONE"
STDOUT = "-"


def maxima(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, int]:
    """Return the numbers by severity. Raises a BadParameter for anything but SEVERITY=N, and for a second N."""
    numbers: dict[str, int] = {}
    for value in values:
        severity, _, number = value.partition("=")
        severity = severity.upper()
        if severity not in SEVERITIES or not (number.isascii() and number.isdecimal()):
            raise click.BadParameter(
                f"{value!r} must be SEVERITY=N, such as HIGH=5, with one of {_listed(SEVERITIES)}."
            )
        if severity in numbers:
            raise click.BadParameter(f"{value!r} gives {severity} a second number.")
        numbers[severity] = int(number)
    return numbers


def outputs(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    """Return the paths by format. Raises a BadParameter for an unknown format, and for a second path of one."""
    from cdktf_ecr.report import FORMATS  # noqa: PLC0415 - the other commands need it not

    paths: dict[str, str] = {}
    for value in values:
        name, _, path = value.partition("=")
        if name not in FORMATS:
            raise click.BadParameter(f"{value!r} must be FORMAT=PATH, with one of {_listed(FORMATS)}.")
        if name in paths:
            raise click.BadParameter(f"{value!r} gives {name} a second path.")
        if path in paths.values() and path != STDOUT:
            raise click.BadParameter(f"{value!r} gives two formats one file.")
        paths[name] = path or STDOUT
    if list(paths.values()).count(STDOUT) > 1:
        raise click.BadParameter("stdout takes one format: give the others a path.")
    return paths


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
