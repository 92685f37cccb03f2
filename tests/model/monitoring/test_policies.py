from __future__ import annotations

import re

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.policies import dead_letter_policy, log_delivery_policy, topic_policy

LOG_GROUP = "arn:aws:logs:us-east-1:111122223333:log-group:/aws/events/ecr/team/api"


def test_log_delivery_policy() -> None:
    assert log_delivery_policy(f"{LOG_GROUP}:*") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "DeliverEvents",
                "Effect": "Allow",
                "Principal": {"Service": ["events.amazonaws.com", "delivery.logs.amazonaws.com"]},
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": f"{LOG_GROUP}:*",
            },
        ],
    }
    assert log_delivery_policy("${var.groups}")["Statement"][0]["Resource"] == "${var.groups}"  # type: ignore[index]


@pytest.mark.parametrize("arn", [LOG_GROUP, "/aws/events/ecr", "*", f"{LOG_GROUP}:log-stream:x"])
def test_a_log_group_without_its_streams_is_refused(arn: str) -> None:
    message = f"log_group_arns {arn!r}: must be a log group's ARN followed by ':*': events are put into its log streams"
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        log_delivery_policy(arn)


def test_topic_policy() -> None:
    topic = "arn:aws:sns:us-east-1:111122223333:scans"
    assert topic_policy(topic, "111122223333") == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "PublishEvents",
                "Effect": "Allow",
                "Principal": {"Service": "events.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic,
            },
            {
                "Sid": "PublishAlarms",
                "Effect": "Allow",
                "Principal": {"Service": "cloudwatch.amazonaws.com"},
                "Action": "sns:Publish",
                "Resource": topic,
                "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}},
            },
        ],
    }


def test_the_alarms_account_is_one() -> None:
    with pytest.raises(InvalidSettingError, match="account_id '1111': must be an AWS account id"):
        topic_policy("arn:aws:sns:us-east-1:111122223333:scans", "1111")


@pytest.mark.parametrize(
    "policy",
    [
        log_delivery_policy("${var.arn}"),
        topic_policy("${var.arn}", "${var.account}"),
        dead_letter_policy("${var.arn}", ["${var.rule}"]),
    ],
)
def test_every_statement_has_an_alphanumeric_sid_of_its_own(policy: dict[str, list[dict[str, str]]]) -> None:
    sids = [statement["Sid"] for statement in policy["Statement"]]
    assert len(set(sids)) == len(sids)
    assert all(sid.isalnum() for sid in sids)
