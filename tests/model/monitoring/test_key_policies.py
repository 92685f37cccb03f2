"""What the policies of the topic's key and the log groups' key allow, and what they refuse to be made of."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr import InvalidSettingError, log_key_statements, notification_key_statements
from cdktf_ecr.model.access.key_policies import key_policy

ACCOUNT = "111122223333"
GROUP = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/events/ecr/team/api"
PAGE = Path(__file__).resolve().parents[3] / "docs" / "keys.md"


def test_a_keys_own_account_manages_it_and_nobody_else() -> None:
    root = f"arn:aws:iam::{ACCOUNT}:root"
    assert key_policy(root) == {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "ManageByIAM", "Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}
        ],
    }


def test_only_cloudwatchs_statement_names_the_account() -> None:
    use = {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey*"], "Resource": "*"}
    assert notification_key_statements(ACCOUNT) == [
        {"Sid": "EncryptEvents", "Principal": {"Service": "events.amazonaws.com"}, **use},
        {
            "Sid": "EncryptAlarms",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
            **use,
        },
    ]


def test_cloudwatch_logs_encrypts_these_log_groups_alone() -> None:
    assert log_key_statements([GROUP, f"{GROUP}#audit"], region="eu-west-1") == [
        {
            "Sid": "EncryptLogs",
            "Effect": "Allow",
            "Principal": {"Service": "logs.eu-west-1.amazonaws.com"},
            "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            "Resource": "*",
            "Condition": {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": [GROUP, f"{GROUP}#audit"]}},
        }
    ]


# As the AWS provider's aws_service_principal says for the service "logs".
@pytest.mark.parametrize(
    ("partition", "domain"),
    [
        ("aws", "amazonaws.com"),
        ("aws-us-gov", "amazonaws.com"),
        ("aws-eusc", "amazonaws.com"),
        ("aws-cn", "amazonaws.com.cn"),
        ("aws-iso", "c2s.ic.gov"),
        ("aws-iso-b", "sc2s.sgov.gov"),
    ],
)
def test_cloudwatch_logs_has_a_principal_in_each_region_and_partition(partition: str, domain: str) -> None:
    (statement,) = log_key_statements([GROUP], region="xx-west-1", partition=partition)
    assert statement["Principal"] == {"Service": f"logs.xx-west-1.{domain}"}


def test_what_terraform_alone_knows_stands_in_its_language() -> None:
    (statement,) = log_key_statements("${var.groups}", region="${var.region}", partition="${var.partition}")

    assert statement["Condition"] == {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "${var.groups}"}}
    domains = '"aws-cn": "amazonaws.com.cn", "aws-iso": "c2s.ic.gov", "aws-iso-b": "sc2s.sgov.gov"'
    assert statement["Principal"] == {
        "Service": f'logs.${{var.region}}.${{lookup({{{domains}}}, var.partition, "amazonaws.com")}}'
    }
    assert "${var.account}" in json.dumps(notification_key_statements("${var.account}"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"log_group_arns": []}, r"log_group_arns \[\]: must be at least one ARN"),
        ({"log_group_arns": [f"{GROUP}:*"]}, "log_group_arns .*: must be a log group's ARN, without the ':[*]'"),
        ({"log_group_arns": ["/aws/events/ecr/team/api"]}, "log_group_arns .*: must be a log group's ARN"),
        ({"log_group_arns": GROUP}, "log_group_arns .*: must be a list of strings"),
        ({"region": "europe"}, "region 'europe': must be the code of an AWS region"),
        ({"partition": "gcp"}, "partition 'gcp': must be a partition"),
    ],
)
def test_what_is_none_is_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        log_key_statements(**{"log_group_arns": [GROUP], "region": "eu-west-1", **arguments})


def test_the_page_on_keys_shows_these_statements() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]

    groups = [f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/events/ecr/team/api{end}" for end in ("", "#audit")]
    assert shown == [notification_key_statements(ACCOUNT), log_key_statements(groups, region="eu-west-1")]
