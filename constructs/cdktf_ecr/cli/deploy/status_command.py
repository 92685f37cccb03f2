"""``cdktf-ecr deploy status``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data, print_for_people
from cdktf_ecr.cli.repository_argument import repository_named
from cdktf_ecr.cli.scan.options import image_options, online_policy_options, scanner_options

from .options import LIKE, SHARED, format_option, repository_option

if TYPE_CHECKING:
    from .result import Verdict


@click.command(cls=ConfiguredCommand, like=LIKE, shared=SHARED)
@click.argument("repository_argument", metavar="[REPOSITORY]", required=False)
@repository_option
@format_option
@online_policy_options
@scanner_options
@image_options
@aws_options
def status(
    *,
    repository_argument: str | None,
    repository: str | None,
    format_name: str,
    registry_id: str | None,
    aws: Aws,
    **policy: Any,
) -> int:
    """Say what the hosts of REPOSITORY are to run, since when, what each was last told, and today's verdict.

    REPOSITORY is a name, or a full URI without a tag. What a host was told is what Systems Manager remembers, which is
    30 days of commands. The verdict is that of 'scan gate', by what is known at once; to let it decide, use
    'scan gate --running'. An image of several platforms has its index read, which AWS counts as a pull.

    Needs ssm:GetParameterHistory, ssm:DescribeInstanceInformation, ssm:ListCommands, ssm:ListCommandInvocations, and
    what 'scan gate' needs.

    Exits with 0 whatever it finds; 2 for a wrong option or file, 4 if AWS refuses or cannot be reached.
    """
    from cdktf_ecr.model.deployment.service import DeployedService  # noqa: PLC0415 - what --help is not to wait for
    from cdktf_ecr.operations.deployment.hosts import find_hosts  # noqa: PLC0415
    from cdktf_ecr.operations.deployment.last_runs import last_runs  # noqa: PLC0415
    from cdktf_ecr.operations.deployment.parameter import read_parameter  # noqa: PLC0415
    from cdktf_ecr.operations.references import parse_repository  # noqa: PLC0415

    from .result import Status  # noqa: PLC0415
    from .status_formats import as_json, as_table  # noqa: PLC0415

    named = repository_named(repository_argument, repository, option="deploy status")
    reference = parse_repository(named, registry_id=registry_id, region=aws.asked_region)
    service = DeployedService(repository=reference.repository)
    client = aws.session(reference.region).client("ssm")
    parameter = read_parameter(client, service)
    found = Status(
        service=service,
        parameter=parameter,
        hosts=find_hosts(client, service),
        runs=last_runs(client, service),
        verdict=None if parameter.current.digest is None else _verdict(parameter.current.value, aws, policy),
    )
    if format_name == "json":
        print_data(as_json(found))
    else:
        print_for_people(aws.console(), as_table(found))
    return exits.PASSED


def _verdict(image: str, aws: Aws, policy: dict[str, Any]) -> Verdict:
    from .verdict import Judging  # noqa: PLC0415 - loads botocore

    return Judging(aws=aws, outputs=None, options=policy).at_once(image)
