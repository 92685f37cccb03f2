"""A topic that is told of an image that does not pass."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cdktf_ecr.model.findings.report import FAILED, PASSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cdktf_ecr.cli.aws_options import Aws
    from cdktf_ecr.model.findings.report import ScanReport


@contextmanager
def notifying(topic: str | None, aws: Aws, subject: str) -> Iterator[Callable[[ScanReport], None]]:
    """Tell the topic of what goes wrong, and yield what tells it of a report that does not pass.

    That the topic could not be told is said, and changes no exit code: the verdict counts.

    Args:
        topic: The topic's ARN; None for none.
        aws: How AWS is asked.
        subject: What is judged.

    Raises:
        InvalidSettingError: It is no topic's ARN.
    """
    if topic is None:
        yield lambda _: None
        return
    from cdktf_ecr.model.aws.topics import TOPIC_ARN  # noqa: PLC0415 - few need it

    TOPIC_ARN.check("notify-topic", topic)

    def tell(report: ScanReport) -> None:
        if report.verdict == PASSED:
            return
        said = "breaks the policy" if report.verdict == FAILED else "has no verdict"
        _publish(aws, topic, f"{subject} {said}", _message(report))

    try:
        yield tell
    except Exception as error:
        _publish(aws, topic, f"{subject} could not be judged", f"{subject} could not be judged: {error}\n")
        raise


def _message(report: ScanReport) -> str:
    from cdktf_ecr.report import render  # noqa: PLC0415 - slow to load

    head = [f"{report.verdict}: {report.reason}", f"Image: {report.image}"]
    if report.digest is not None and report.digest not in report.image:
        head.append(f"Digest: {report.digest}")
    return "\n".join([*head, "", render("table", report)])


def _publish(aws: Aws, topic: str, subject: str, message: str) -> None:
    from cdktf_ecr.operations.errors import AwsError  # noqa: PLC0415 - loads botocore
    from cdktf_ecr.operations.notifying import publish  # noqa: PLC0415

    try:
        publish(aws.session(topic.split(":")[3]), topic, subject=f"cdktf-ecr: {subject}", message=message)
    except AwsError as error:
        click.echo(f"error: the topic {topic} was not told: {error}", err=True)
    else:
        click.echo(f"told {topic}", err=True)
