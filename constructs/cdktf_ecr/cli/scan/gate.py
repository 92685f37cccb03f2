"""``cdktf-ecr scan gate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand

from .judged import judged
from .options import output_options, policy_options, reading_options, waiting_options

if TYPE_CHECKING:
    from cdktf_ecr.cli.aws_options import Aws


@click.command(cls=ConfiguredCommand)
@click.argument("image", required=False)
@policy_options
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where the gate fails; with nothing else changed.")
@output_options
@reading_options
@waiting_options
@aws_options
def gate(*, image: str | None, exit_zero: bool, aws: Aws, **options: Any) -> int:
    """Let the scan of IMAGE decide: pass, fail, or no verdict, which is never a pass.

    Waits as 'scan wait' does, needs the same permissions, and reads the index of an image of several platforms, which
    AWS counts as a pull. Reports are written before it exits, whatever the verdict.

    Exits with 0 if the image passes, 1 if findings break the policy, 3 without a verdict (unsupported, failed, too
    large, archived, expired, never scanned, or a platform without one), 75 if time ran out; 2 for a wrong option or
    file, 4 if AWS refuses or cannot be reached.
    """
    code = judged(image, aws, **options)
    return exits.PASSED if exit_zero and code == exits.GATE_FAILED else code
