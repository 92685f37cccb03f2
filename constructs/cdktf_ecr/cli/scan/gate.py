"""``cdktf-ecr scan gate``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.repository_argument import repository_named

from .judged import judged
from .notifying import notifying
from .options import output_options, policy_options, reading_options, running_options, waiting_options

if TYPE_CHECKING:
    from pathlib import Path

    from cdktf_ecr.cli.aws_options import Aws


@click.command(cls=ConfiguredCommand)
@click.argument("image", required=False)
@policy_options
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where the gate fails; with nothing else changed.")
@running_options
@output_options
@reading_options
@waiting_options
@aws_options
def gate(
    *,
    image: str | None,
    exit_zero: bool,
    running: bool,
    repository: str | None,
    notify_topic: str | None,
    offline: Path | None,
    aws: Aws,
    **options: Any,
) -> int:
    """Let the scan of IMAGE decide: pass, fail, or no verdict, which is never a pass.

    With --running it is the image that a repository's hosts are to run, by what is known today: run it daily, since
    findings come after the deployment too. IMAGE is the repository then. That nothing was deployed is no verdict.

    Waits as 'scan wait' does, needs the same permissions, and reads the index of an image of several platforms, which
    AWS counts as a pull. Reports are written before it exits, whatever the verdict. --running needs ssm:GetParameter;
    --notify-topic needs sns:Publish, and for an encrypted topic kms:Decrypt and kms:GenerateDataKey of its key.

    Exits with 0 if the image passes, 1 if findings break the policy, 3 without a verdict (unsupported, failed, too
    large, archived, expired, never scanned, nothing deployed, or a platform without one), 75 if time ran out; 2 for a
    wrong option or file, 4 if AWS refuses or cannot be reached.
    """
    running_repository = None
    if running:
        # A configuration file may have it for the other runs.
        if click.get_current_context().get_parameter_source("offline") is ParameterSource.COMMANDLINE:
            raise click.UsageError("--running asks AWS what runs, --offline asks AWS nothing.")
        running_repository, image, offline = repository_named(image, repository, option="--running"), None, None
    elif click.get_current_context().get_parameter_source("repository") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--repository is for --running, which is not given.")
    subject = running_repository or image or str(offline)
    with notifying(notify_topic, aws, subject) as tell:
        result = judged(image, aws, running=running_repository, offline=offline, **options)
        tell(result.report)
    return exits.PASSED if exit_zero and result.code == exits.GATE_FAILED else result.code
