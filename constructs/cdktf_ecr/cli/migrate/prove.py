"""``cdktf-ecr migrate prove``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data, print_for_people
from cdktf_ecr.cli.shared_options import format_option
from cdktf_ecr.model.migration.uses import LEFT, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdktf_ecr.model.migration.running import Looked

_FORMATS = ("table", "json")
_FILE = click.Path(path_type=Path, dir_okay=False)
_CODES = {LEFT: exits.GATE_FAILED, UNKNOWN: exits.NO_VERDICT}


@click.command(cls=ConfiguredCommand)
@click.option("--ecs", is_flag=True, help="Look at the services and running tasks of Amazon ECS.")
@click.option("--lambda", "functions", is_flag=True, help="Look at the functions of AWS Lambda that are images.")
@click.option(
    "--ssm-parameter",
    "parameters",
    multiple=True,
    metavar="NAME",
    help="Look at the image that this parameter names. May be repeated.",
)
@click.option(
    "--docker-ps",
    "hosts",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="Look at what 'docker ps' printed on a host, or with --format json, or docker inspect. May be repeated.",
)
@format_option(_FORMATS, "A table for people, JSON for programs.")
@aws_options
def prove(
    *,
    ecs: bool,
    functions: bool,
    parameters: tuple[str, ...],
    hosts: tuple[Path, ...],
    format_name: str,
    aws: Aws,
) -> int:
    """Prove that nothing that runs was started from Docker Hub, as far as these places go.

    Looks only where it is told to, in one account and region; not at Kubernetes, nor at tasks that are only scheduled.
    Where AWS denies it, that place is unknown, and the verdict never clean. Nothing is changed.

    Needs ecs:ListClusters, ecs:ListServices, ecs:DescribeServices, ecs:DescribeTaskDefinition, ecs:ListTasks and
    ecs:DescribeTasks; lambda:ListFunctions and lambda:GetFunction; ssm:GetParameter.

    Exits with 0 if nothing runs from Docker Hub, 1 if something does, 3 if a place could not be looked at or an image
    not told, 2 for a wrong option or file, 4 if AWS cannot be reached or does not accept the credentials.
    """
    looked = tuple(_look(aws, hosts, parameters, ecs=ecs, functions=functions))
    if not looked:
        raise click.UsageError("Say where to look: --ecs, --lambda, --ssm-parameter or --docker-ps.")
    from cdktf_ecr.model.migration.running import proof_verdict  # noqa: PLC0415
    from cdktf_ecr.report.migration.proof import as_json, as_table  # noqa: PLC0415 - rich

    if format_name == "table":
        print_for_people(aws.console(), as_table(looked))
    else:
        print_data(as_json(looked))
    return _CODES.get(proof_verdict(looked), exits.PASSED)


def _look(
    aws: Aws, hosts: tuple[Path, ...], parameters: tuple[str, ...], *, ecs: bool, functions: bool
) -> Iterator[Looked]:
    from cdktf_ecr.operations.migration.proving.hosts import read_docker_ps  # noqa: PLC0415

    # What is wrong with a file is said before AWS is asked.
    yield from [read_docker_ps(host) for host in hosts]
    if not (ecs or functions or parameters):
        return
    from cdktf_ecr.operations.migration.proving.ecs import look_at_ecs  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.migration.proving.others import look_at_lambda, look_at_parameter  # noqa: PLC0415

    session = aws.session()
    if ecs:
        yield look_at_ecs(session.client("ecs"))
    if functions:
        yield look_at_lambda(session.client("lambda"))
    for name in parameters:
        yield look_at_parameter(session.client("ssm"), name)
