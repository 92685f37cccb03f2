"""``cdktf-ecr scan wait``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cdktf_ecr.cli import exits
from cdktf_ecr.cli.aws_options import Aws, aws_options
from cdktf_ecr.cli.configured import ConfiguredCommand
from cdktf_ecr.cli.printing import print_data

from .options import waiting_options
from .progress import progress

if TYPE_CHECKING:
    from cdktf_ecr.operations.scans import Outcome


@click.command(cls=ConfiguredCommand)
@click.argument("image")
@waiting_options
@aws_options
def wait(*, image: str, aws: Aws, **options: Any) -> int:
    """Wait until the scan of IMAGE has a result.

    IMAGE is a full URI with a tag or a digest, or repository:tag, or repository@sha256:... For an image of several
    platforms all their scans are waited for. Its index has to be read for that, which AWS counts as a pull.

    Prints a line for each platform: digest, platform, status, number of findings. Needs ecr:DescribeImages,
    ecr:DescribeImageScanFindings; for an index ecr:BatchGetImage; for --start ecr:StartImageScan.

    Exits with 0 if there is a result for every platform, 3 if there will be none for one of them, 75 if time ran out.
    """
    outcome = wait_for_image(image, aws, **options)
    print_data("\n".join(_lines(outcome)))
    return exit_code(outcome)


def wait_for_image(
    image: str,
    aws: Aws,
    *,
    registry_id: str | None,
    platforms: tuple[str, ...],
    timeout: float,
    settle: float,
    start: bool,
) -> Outcome:
    """Wait for the scan of an image as the options say, and show how it goes."""
    from cdktf_ecr.operations.references import parse_image  # noqa: PLC0415 - what only this needs, and botocore
    from cdktf_ecr.operations.scans import scan_image  # noqa: PLC0415
    from cdktf_ecr.operations.waiting import Patience  # noqa: PLC0415

    reference = parse_image(image, registry_id=registry_id, region=aws.asked_region)
    client = aws.client(reference.region)
    patience = Patience(timeout=timeout, settle=settle, start=start)
    with progress(aws.console(stderr=True), image) as notify:
        return scan_image(client, reference, patience, platforms=platforms, notify=notify)


def exit_code(outcome: Outcome) -> int:
    """Return the exit code of a wait: of a gate, as long as it is about whether there is a result at all."""
    if outcome.scan.images and all(image.reason is None for image in outcome.scan.images):
        return exits.PASSED
    return exits.TIMED_OUT if outcome.timed_out else exits.NO_VERDICT


def _lines(outcome: Outcome) -> list[str]:
    scan = outcome.scan
    lines = []
    for image in scan.images:
        number = sum(finding.image_digest == image.digest for finding in scan.findings)
        found = f"{number:,} finding{'' if number == 1 else 's'} ({image.scan_type})"
        said = found if image.reason is None else f"no result: {image.reason}"
        lines.append(f"{image.digest} {image.platform or '-'} {image.status} {said}")
    return lines or [f"{scan.digest} - - no result: it holds no image of any platform"]
