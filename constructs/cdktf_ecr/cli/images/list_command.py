"""``cdktf-ecr images list``."""

from __future__ import annotations

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data, print_for_people
from cdktf_ecr.cli.shared_options import format_option, registry_id_option

_FORMATS = ("table", "json", "csv")
_TAG_STATUSES = ("any", "tagged", "untagged")
_MOST_AT_ONCE = 50


@click.command("list", cls=ConfiguredCommand)
@click.argument("repository")
@format_option(_FORMATS, "A table for people, JSON or CSV for programs.")
@click.option(
    "--tag-status",
    type=click.Choice(_TAG_STATUSES),
    default=_TAG_STATUSES[0],
    show_default=True,
    help="Which images to list. The images in an index have no tags.",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, _MOST_AT_ONCE),
    default=8,
    show_default=True,
    metavar="N",
    help=f"Ask for so many scans at once, at most {_MOST_AT_ONCE}.",
)
@registry_id_option
@aws_options
def list_command(
    *, repository: str, format_name: str, tag_status: str, concurrency: int, registry_id: str | None, aws: Aws
) -> int:
    """List the images of REPOSITORY, the newest first, archived ones too, with what their scans found.

    REPOSITORY is a name, or a full URI without a tag. A count that is not known is left empty, and null in JSON: an
    index has no scan of its own, and no result is not a result of zero. Indexes are not read, which AWS would count as
    pulls.

    Needs ecr:DescribeImages and ecr:DescribeImageScanFindings. Throttling is waited out.
    """
    from cdktf_ecr.operations.image_list import list_images  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.references import parse_repository  # noqa: PLC0415

    from .formats import as_csv, as_json, as_table  # noqa: PLC0415 - rich

    reference = parse_repository(repository, registry_id=registry_id, region=aws.asked_region)
    client = aws.client(reference.region, retry_mode="adaptive", connections=concurrency)
    console = aws.console(stderr=True)
    with console.status(f"asking for the images of {reference.repository}") as status:

        def notify(done: int, total: int) -> None:
            status.update(f"{done:,} of {total:,} images of {reference.repository}")

        found = list_images(client, reference, tag_status=tag_status, concurrency=concurrency, notify=notify)
    if format_name == "table" and not found:
        click.echo(f"{reference.repository} has no {'' if tag_status == 'any' else f'{tag_status} '}images", err=True)
    elif format_name == "table":
        print_for_people(aws.console(), as_table(found))
    else:
        print_data(as_json(reference, found) if format_name == "json" else as_csv(found))
    return exits.PASSED
