"""``cdktf-ecr audit``: what happened to a repository, and what holds of it."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.shared_options import format_option, registry_id_option

from .period import DAY, period_of

_FORMATS = ("html", "csv", "json")


@click.command(cls=ConfiguredCommand)
@click.option(
    "--repository",
    required=True,
    metavar="REPOSITORY",
    help="The repository: a name, or a full URI without a tag.",
)
@click.option("--since", type=DAY, required=True, metavar="DATE", help="From the beginning of this day, by UTC.")
@click.option("--until", type=DAY, metavar="DATE", help="To the end of this day, by UTC.  [default: now]")
@click.option(
    "--results",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Read what gates said from the JSON reports in this directory and below it.",
)
@click.option(
    "--ignore-file",
    "ignore_files",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Show what this ledger ignores: ours, a .trivyignore.yaml or a .inspector-ignore. May be repeated.",
)
@click.option(
    "--log-group", metavar="NAME", help="Log group of scan events.  [default: the one called after the repository]"
)
@click.option("--audit-log-group", metavar="NAME", help="Log group of pushes and deletes.  [default: likewise]")
@format_option(_FORMATS, "A page for people with a chart, CSV for spreadsheets, JSON for programs.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the audit to this file instead of to stdout.",
)
@registry_id_option
@aws_options
def audit(
    *,
    repository: str,
    since: datetime,
    until: datetime | None,
    results: Path | None,
    ignore_files: tuple[Path, ...],
    log_group: str | None,
    audit_log_group: str | None,
    format_name: str,
    output: Path | None,
    registry_id: str | None,
    aws: Aws,
) -> int:
    """Report what happened to a repository, and what holds of it.

    Images that were pushed and deleted, and by whom; scans and what they counted; what gates said; what is ignored; who
    may pull and push.

    Reads the log groups of scan events and of pushes and deletes, CloudTrail's event history of 90 days, and the
    repository's policy. What a source cannot tell, since it keeps less, was made later or is denied, the report says:
    unknown is never shown as none.

    Needs logs:FilterLogEvents, logs:DescribeLogGroups, cloudtrail:LookupEvents and ecr:GetRepositoryPolicy; goes on
    without those that are denied.

    Exits with 0, 4 if AWS could be asked for nothing, 2 for a wrong option or file.
    """
    from cdktf_ecr.cli.version import tool_version  # noqa: PLC0415
    from cdktf_ecr.operations.audit.everything import audit as find_out  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.doctor.access import Access  # noqa: PLC0415
    from cdktf_ecr.operations.doctor.asking import Asking  # noqa: PLC0415
    from cdktf_ecr.operations.references import parse_repository  # noqa: PLC0415

    from .subjects import places_of, repository_at  # noqa: PLC0415
    from .telling import tell  # noqa: PLC0415

    now = datetime.now(timezone.utc)
    period = period_of(since, until, now=now)
    reference = parse_repository(repository, registry_id=registry_id, region=aws.asked_region)
    asking = Asking(aws.session(reference.region))
    identity = Access(asking=asking, environment=os.environ, now=now).identity()
    found = find_out(
        asking,
        repository_at(reference, identity, region=str(asking.session.region)),
        period,
        places_of(
            reference.repository,
            log_group=log_group,
            audit_log_group=audit_log_group,
            results=results,
            ledgers=ignore_files,
        ),
        now=now,
        tool_version=tool_version(),
    )
    tell(found, format_name, output)
    silent = found.images is None and found.scans is None and found.grants is None
    return exits.AWS if silent else exits.PASSED
