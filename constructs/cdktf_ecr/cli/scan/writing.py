"""Reports, written where they are to be written."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli.printing import print_data
from cdktf_ecr.cli.version import tool_version
from cdktf_ecr.model.errors import EcrError
from cdktf_ecr.model.findings.judging import judge
from cdktf_ecr.model.findings.policy import Policy
from cdktf_ecr.model.findings.report import PASSED
from cdktf_ecr.model.findings.scan import Scan

from .parameters import STDOUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.model.findings.ignores import IgnoreEntry
    from cdktf_ecr.model.findings.report import ScanReport

    from .openvex import OpenVex

_TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Where reports go.

    Args:
        outputs: The path for each format; that of one of them may be "-", which is stdout.
        openvex: The document of the ledger's decisions; None for none.
        aws: For the console.
        to_stderr: Whether stdout is for something else: what people read of the report is on stderr then, with the
            findings only where they keep the image from passing.
    """

    outputs: Mapping[str, str]
    openvex: OpenVex | None
    aws: Aws
    to_stderr: bool = False

    @property
    def _files(self) -> dict[str, str]:
        return {name: path for name, path in self.outputs.items() if path != STDOUT}

    def write(self, report: ScanReport, scan: Scan, entries: Sequence[IgnoreEntry]) -> None:
        """Write the report: to its files first, then to stdout; without an output for stdout, as a table.

        Raises:
            InvalidSettingError: A file cannot be written.
        """
        from cdktf_ecr.report import render, write_reports  # noqa: PLC0415 - slow to load

        write_reports(report, self._files)
        if self.openvex is not None:
            self.openvex.write(report, scan, entries)
        if self.to_stderr:
            self._tell(report)
            return
        printed = next((name for name, path in self.outputs.items() if path == STDOUT), None)
        if printed is not None:
            print_data(render(printed, report))
        else:
            self._print_table(report)
        if printed not in (None, _TABLE):
            click.echo(f"{report.verdict}: {report.reason}", err=True)

    def _tell(self, report: ScanReport) -> None:
        if report.verdict != PASSED:
            from cdktf_ecr.report import render  # noqa: PLC0415

            click.echo(render(_TABLE, report), err=True)
        click.echo(f"{report.verdict}: {report.reason}", err=True)

    def write_failure(self, image: str, error: Exception) -> None:
        """Write reports without a verdict, so that those of an earlier run do not stay; the error itself goes on."""
        from cdktf_ecr.report import write_reports  # noqa: PLC0415

        scan = Scan(image=image, names=(image,), images=(), failure=" ".join(str(error).split()))
        report = judge(scan, Policy(), tool_version=tool_version(), now=datetime.now(timezone.utc))
        with suppress(EcrError):
            write_reports(report, self._files)

    def _print_table(self, report: ScanReport) -> None:
        console = self.aws.console()
        if console.is_terminal:
            from cdktf_ecr.report.as_table import renderable  # noqa: PLC0415

            console.print(renderable(report))
        else:
            from cdktf_ecr.report import render  # noqa: PLC0415

            print_data(render(_TABLE, report))
