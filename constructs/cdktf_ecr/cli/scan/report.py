"""``cdktf-ecr scan report``."""

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
@output_options
@reading_options
@policy_options
@waiting_options
@aws_options
def report(*, image: str | None, aws: Aws, **options: Any) -> int:
    """Write what the scan of IMAGE found. Findings do not fail it.

    Waits as 'scan wait' does, needs the same permissions, and reads the index of an image of several platforms, which
    AWS counts as a pull. Says what 'scan gate' would say.

    Exits as 'scan gate' does but for findings: with 0, 3 without a verdict, 75 if time ran out; 2 for a wrong option or
    file, 4 if AWS refuses or cannot be reached.
    """
    code = judged(image, aws, **options).code
    return exits.PASSED if code == exits.GATE_FAILED else code
