"""Checks, told: written where they are to be written, and made an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.printing import print_data
from cdktf_ecr.operations.doctor.check import Outcome

from .formats import JSON, TABLE, as_json, as_markdown, as_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.operations.doctor.check import Check

_WIDTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How and where checks are told.

    Args:
        format_name: One of `FORMATS`.
        output: The file that takes them instead of stdout; None for stdout.
        aws: For the console.
    """

    format_name: str
    output: Path | None
    aws: Aws

    def tell(self, checks: Sequence[Check], *, answered: bool = True) -> int:
        """Write the checks and return the exit code: 0, 1 with a failure, 4 if AWS could not be asked at all.

        Args:
            checks: The checks, in the order to show them.
            answered: Whether AWS could be asked.

        Raises:
            InvalidSettingError: The file cannot be written.
        """
        if self.output is not None:
            from cdktf_ecr.report.files import write_whole  # noqa: PLC0415 - loads all formats

            write_whole([(self.output, [self._text(checks).encode("utf-8", "replace")])])
        elif self.format_name == TABLE and (console := self.aws.console()).is_terminal:
            _print(console, checks)
        else:
            print_data(self._text(checks))
        if not answered:
            return exits.AWS
        failed = any(check.outcome is Outcome.FAIL for check in checks)
        return exits.GATE_FAILED if failed else exits.PASSED

    def _text(self, checks: Sequence[Check]) -> str:
        if self.format_name == TABLE:
            from rich.console import Console  # noqa: PLC0415 - slow to load

            text = StringIO()
            _print(Console(file=text, width=_WIDTH, color_system=None, force_terminal=False), checks)
            return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"
        return as_json(checks) if self.format_name == JSON else as_markdown(checks)


def _print(console: Console, checks: Sequence[Check]) -> None:
    for part in as_table(checks):
        console.print(part, soft_wrap=not hasattr(part, "columns"))
