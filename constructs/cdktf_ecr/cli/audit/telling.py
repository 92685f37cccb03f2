"""An audit, written where it is to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli.printing import print_data
from cdktf_ecr.report.audit.formats import render
from cdktf_ecr.report.text import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.model.audit.report import Audit


def tell(audit: Audit, format_name: str, output: Path | None) -> None:
    """Write an audit, and say on stderr which sources are missing from it.

    Args:
        audit: The audit.
        format_name: The format.
        output: The file; None for stdout.

    Raises:
        InvalidSettingError: The file cannot be written.
    """
    pieces = render(format_name, audit)
    if output is None:
        print_data("".join(pieces))
    else:
        from cdktf_ecr.report.files import write_whole  # noqa: PLC0415 - loads all formats

        write_whole([(output, (piece.encode("utf-8", "replace") for piece in pieces))])
    for source in audit.sources:
        if not source.answered:
            click.echo(one_line(f"not read: {source.name}: {'; '.join(source.gaps)}"), err=True)
