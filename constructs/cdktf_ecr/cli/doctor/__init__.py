"""``cdktf-ecr doctor``: what is wrong, and what mends it."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

import click
from click.core import ParameterSource

from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.shared_options import format_option, registry_id_option
from cdktf_ecr.cli.stack_options import Stack, stack_options

# operations/doctor/pipeline.py knows them; a test says that they are the same.
_CI_SERVICES = ("circleci", "github")
_OF_WHAT_IS = {
    "repository": "--repository",
    "image_text": "--image",
    "path": "--stack",
    "registry_id": "--registry-id",
    "log_in": "--login",
    "ci": "--ci",
}
_FORMATS = ("table", "json", "markdown")


@click.command(cls=ConfiguredCommand)
@click.option(
    "--repository",
    metavar="REPOSITORY",
    help="Look at this repository, and at what belongs to it: a name, or a full URI without a tag.",
)
@click.option("--image", "image_text", metavar="IMAGE", help="Look at this image: a reference as 'scan gate' takes it.")
@stack_options
@click.option(
    "--before-apply",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Look at what the first apply of this directory would replace or collide with: that of a synthesized stack, "
    "initialised, or a plan that 'terraform show -json' wrote. Takes --terraform, --var and --var-file.",
)
@click.option(
    "--ci",
    type=click.Choice(_CI_SERVICES),
    help="Look at the variables that a job of this service needs. In such a job they are looked at anyway.",
)
@click.option(
    "--prove",
    "proving",
    is_flag=True,
    help="Ask AWS's own validators whether they understand rules, filters, roles and policies as cdktf-ecr does: those "
    "deployed around the repository, or those of the stack.",
)
@click.option("--login", "log_in", is_flag=True, help="Log Docker in at the registry, not only ask whether it could.")
@format_option(_FORMATS, "A table for people, JSON for programs, Markdown for an issue.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the checks to this file instead of to stdout.",
)
@registry_id_option
@aws_options
def doctor(
    *,
    repository: str | None,
    image_text: str | None,
    stack: Stack | None,
    before_apply: Path | None,
    ci: str | None,
    proving: bool,
    log_in: bool,
    format_name: str,
    output: Path | None,
    registry_id: str | None,
    aws: Aws,
) -> int:
    """Say what is wrong with a registry, what that means, and which command mends it.

    Without options it looks at the registry; with --repository, --image or --stack also at repositories, and at what
    belongs to them. What belongs to a repository goes by the names that derive from the repository's, each of which may
    have been left out; what a stack has must be there.

    Nothing is changed, and nothing is pulled. Each check names the IAM action that it needs; where AWS denies it, the
    check is skipped, and says so.

    Exits with 0, 1 if a check failed, 4 if AWS cannot be asked at all; 2 for a wrong option or directory. Warnings and
    skipped checks do not fail it.
    """
    from cdktf_ecr.operations.doctor.access import Access, look_at_access  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.doctor.asking import Asking  # noqa: PLC0415
    from cdktf_ecr.operations.doctor.before_apply.everything import examine_plan  # noqa: PLC0415
    from cdktf_ecr.operations.doctor.everything import examine_registry  # noqa: PLC0415
    from cdktf_ecr.operations.proving.everything import prove_registry  # noqa: PLC0415

    from .subjects import named, planned_of, subject_of  # noqa: PLC0415
    from .telling import Telling  # noqa: PLC0415

    if proving and repository is None and image_text is None and stack is None:
        raise click.UsageError("--prove is about a repository or a stack: name one with --repository or --stack.")
    telling = Telling(format_name=format_name, output=output, aws=aws)
    if before_apply is not None:
        _check_alone()
        repository = image_text = None
    found = named(repository, image_text, registry_id=registry_id, region=aws.asked_region)
    asking = Asking(aws.session(found.region))
    now = datetime.now(timezone.utc)
    admitted = look_at_access(Access(asking=asking, environment=os.environ, now=now))
    if admitted.identity is None:
        return telling.tell(admitted.checks, answered=admitted.answered)
    if before_apply is not None:
        checks = examine_plan(planned_of(_stack_at(before_apply), asking, admitted.identity))
    else:
        subject = subject_of(found, asking, admitted.identity, stack=stack, ci=ci, now=now)
        checks = examine_registry(subject, log_in=log_in)
        if proving:
            checks = (*checks, *prove_registry(subject))
    return telling.tell((*admitted.checks, *checks))


def _check_alone() -> None:
    """Refuse, beside --before-apply, what is for the other checks; in the configuration it may stand for other runs."""
    context = click.get_current_context()
    for name, option in _OF_WHAT_IS.items():
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--before-apply looks at what is not there yet, {option} at what is: give one.")


def _stack_at(path: Path) -> Stack:
    """Return the stack of --before-apply, with what the options say of how to plan it."""
    given = click.get_current_context().params
    return Stack(
        path=path,
        terraform=given["terraform"],
        variables=given["variables"],
        variable_files=given["variable_files"],
    )
