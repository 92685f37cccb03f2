"""``cdktf-ecr lifecycle preview``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.images_source import ImagesSource, PolicySource, images_options, moment_of
from cdktf_ecr.cli.stack_options import stack_options

from .options import preview_options
from .printing import print_result

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cdktf_ecr.cli.stack_options import Stack
    from cdktf_ecr.operations.lifecycle.previewing import Preview
    from cdktf_ecr.operations.references import RepositoryReference

    from .result import ByEcr


@click.command("preview", cls=ConfiguredCommand)
@images_options
@stack_options
@preview_options
@aws_options
def preview_command(
    *,
    repository: str | None,
    registry_id: str | None,
    images_file: Path | None,
    policy_file: Path | None,
    live: bool,
    stack: Stack | None,
    at: datetime | None,
    no_read_indexes: bool,
    by_ecr: bool,
    timeout: float,
    format_name: str,
    aws: Aws,
    **protecting: Any,
) -> int:
    """Show which images a lifecycle policy would expire or archive, by which rule, and change nothing.

    The policy is the one in force, or that of --policy or --stack. It is evaluated once, by the rules that AWS
    documents, on the images as they are now.

    What is in an index decides whether its images stay. Where that matters, indexes are read, which AWS counts as
    pulls.

    Needs ecr:DescribeImages and ecr:GetLifecyclePolicy; to read indexes ecr:BatchGetImage; for --aws
    ecr:StartLifecyclePolicyPreview and ecr:GetLifecyclePolicyPreview; for --protect what its sources need.

    Exits with 1 if a running image would go, or if ECR's own preview differs; with 3 if nothing of what is known to run
    would go, but not everything could be asked; with 75 if ECR's preview took too long.
    """
    from .protecting import protect  # noqa: PLC0415
    from .result import Result  # noqa: PLC0415

    source = ImagesSource(aws=aws, repository=repository, registry_id=registry_id, file=images_file)
    policy_source = PolicySource(file=policy_file, stack=stack, live=live)
    policy_source.check()
    moment = moment_of(at)
    if by_ecr and (images_file is not None or at is not None):
        raise click.UsageError("--aws asks about the images that are there now: leave --images and --at out.")
    _check_protecting(protecting)
    with aws.console(stderr=True).status("asking for the images"):
        inventory = source.inventory()
        reference = source.reference(inventory)
        policy = policy_source.policy(source, reference)
        inventory = replace(inventory, repository=reference.repository)
        preview, inventory = source.previewed(reference, policy, inventory, moment, read=not no_read_indexes)
        protection = protect(source, reference, inventory, preview, **protecting)
        theirs = _by_ecr(source, reference, preview, timeout) if by_ecr else None
    result = Result(
        repository=reference.repository,
        policy=policy_source.name,
        preview=preview,
        protection=protection,
        by_ecr=theirs,
    )
    print_result(result, format_name, aws)
    return _exit_code(result)


def _by_ecr(source: ImagesSource, reference: RepositoryReference, preview: Preview, timeout: float) -> ByEcr:
    from cdktf_ecr.operations.lifecycle.aws_preview import (  # noqa: PLC0415
        PreviewTimeoutError,
        differences,
        preview_by_ecr,
    )

    from .result import ByEcr  # noqa: PLC0415

    client = source.client(reference)
    try:
        theirs = preview_by_ecr(client, reference, preview.policy.to_json(), timeout=timeout)
    except PreviewTimeoutError as error:
        return ByEcr(differences=(), failure=str(error))
    return ByEcr(differences=differences(preview, theirs))


def _check_protecting(options: dict[str, Any]) -> None:
    """Refuse what only --protect looks at; a configuration file may have it for the runs with it."""
    context = click.get_current_context()
    for name, option in (("parameters", "--parameter"), ("skipped", "--skip"), ("in_use_days", "--in-use-days")):
        if not options["protected"] and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option} is for --protect, which is not given.")


def _exit_code(result: Any) -> int:
    from cdktf_ecr.operations.lifecycle.protection import NO_VERDICT, WOULD_GO  # noqa: PLC0415

    verdict = result.verdict
    if verdict == WOULD_GO or (result.by_ecr is not None and result.by_ecr.differences):
        return exits.GATE_FAILED
    if result.by_ecr is not None and result.by_ecr.failure is not None:
        return exits.TIMED_OUT
    return exits.NO_VERDICT if verdict == NO_VERDICT else exits.PASSED
