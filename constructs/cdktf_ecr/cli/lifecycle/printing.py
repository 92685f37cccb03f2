"""Printing a preview in one of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli.printing import print_data, print_for_people

if TYPE_CHECKING:
    from cdktf_ecr.cli.aws_options import Aws

    from .result import Result


def print_result(result: Result, format_name: str, aws: Aws) -> None:
    """Print a preview on stdout. What programs read has its sentences on stderr.

    Args:
        result: The preview.
        format_name: "table", "json", "csv" or "markdown".
        aws: For the console.
    """
    from .formats import as_csv, as_json, as_markdown, as_table  # noqa: PLC0415 - rich

    if format_name == "table":
        print_for_people(aws.console(), as_table(result))
        return
    render = {"json": as_json, "csv": as_csv, "markdown": as_markdown}[format_name]
    print_data(render(result))
    if format_name != "markdown":
        for sentence in result.sentences():
            click.echo(sentence, err=True)
