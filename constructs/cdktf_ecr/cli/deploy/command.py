"""``cdktf-ecr deploy``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.parent_command import ParentCommand, complete_command
from cdktf_ecr.cli.scan.options import file_report_option, online_policy_options, scan_waiting_options, scanner_options
from cdktf_ecr.cli.scan.parameters import STDOUT

from .options import LIKE, SHARED, Limits, format_option, repository_option, rollout_options

if TYPE_CHECKING:
    from .verdict import Judging


@click.command(
    "deploy",
    cls=ParentCommand,
    lazy={"status": "cdktf_ecr.cli.deploy.status_command:status"},
    like=LIKE,
    shared=SHARED,
)
@click.argument("image", required=False, shell_complete=complete_command)
@click.option("--rollback", is_flag=True, help="Deploy what the repository's hosts were to run before.")
@repository_option
@click.option("--dry-run", is_flag=True, help="Judge the image and say what would be deployed where; change nothing.")
@rollout_options
@format_option
@online_policy_options
@file_report_option
@scanner_options
@scan_waiting_options("--scan-timeout", "Give up waiting for the scan after so long.")
@aws_options
def deploy(
    *,
    image: str | None,
    rollback: bool,
    repository: str | None,
    dry_run: bool,
    max_concurrency: str,
    max_errors: str,
    timeout: float,
    online_only: bool,
    format_name: str,
    outputs: dict[str, str],
    scan_timeout: float,
    aws: Aws,
    **policy: Any,
) -> int:
    """Deploy IMAGE to the hosts of its repository, if it passes the gate.

    IMAGE is a full URI with a digest or a tag, or repository@sha256:... or repository:tag, or with --repository a
    digest alone. A tag is looked up once; hosts get the digest. The image is judged as 'scan gate' does, whose tables
    in the configuration file hold here too; its index is read if it is of several platforms, which AWS counts as a
    pull. Nothing is deployed that fails or has no verdict.

    Then the parameter of the repository's deployment is set, so that hosts that start run the image, and its document
    is sent to the hosts. If more of them fail than may, time runs out, or the deployment is interrupted, the parameter
    is set back; a host that was done by then keeps the image. Which permissions that needs is in the documentation of
    the command.

    --rollback goes to the version before; IMAGE is the repository then. It says the verdict, and does not wait for one:
    nothing keeps it from deploying what ran before.

    Exits with 0 if the image runs on every host, 1 if it breaks the policy or a host failed or there is none, 3 without
    a verdict, 75 if time ran out; 2 for a wrong option, file or image, 4 if AWS refuses or cannot be reached.
    """
    # The rest loads botocore, which --help is not to wait for.
    from .deploying import Order, carry_out  # noqa: PLC0415
    from .verdict import Judging  # noqa: PLC0415

    if STDOUT in outputs.values():
        raise click.UsageError("stdout is for the deployment: give --output a path.")
    order = Order(
        image=image,
        rollback=rollback,
        repository=repository,
        dry_run=dry_run,
        limits=Limits(max_concurrency=max_concurrency, max_errors=max_errors, timeout=timeout, online_only=online_only),
        format_name=format_name,
    )
    judging: Judging = Judging(aws=aws, outputs=outputs, options={**policy, "timeout": scan_timeout})
    return carry_out(order, judging, aws)
