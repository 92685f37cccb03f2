"""Telling a topic of Amazon SNS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import aws_errors

if TYPE_CHECKING:
    from .aws import AwsSession

# Publish, parameters Subject and Message (SNS API reference): ASCII, fewer than 100 characters; 256 KiB.
_SUBJECT_LENGTH = 99
_MESSAGE_BYTES = 262_144


def publish(session: AwsSession, topic_arn: str, *, subject: str, message: str) -> None:
    """Publish a message. Needs sns:Publish, and what an encrypted topic's key asks for.

    Args:
        session: A session in the topic's region.
        topic_arn: The topic.
        subject: What emails have as their subject; what does not fit is cut.
        message: The text; likewise.

    Raises:
        AwsError: AWS refused, or could not be reached.
    """
    with aws_errors("sns"):
        session.client("sns").publish(
            TopicArn=topic_arn,
            Subject="".join(one if " " <= one <= "~" else "?" for one in subject)[:_SUBJECT_LENGTH],
            Message=message.encode()[:_MESSAGE_BYTES].decode(errors="ignore"),
        )
