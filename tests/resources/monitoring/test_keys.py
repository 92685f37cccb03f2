"""The keys of a monitoring's topic and logs: given or created, of the right region, one each."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from cdktf import TerraformStack, TerraformVariable
from cdktf_cdktf_provider_aws.provider import AwsProvider

from cdktf_ecr import (
    CollectionSettings,
    EcrCollection,
    EcrModule,
    InvalidSettingError,
    ModuleSettings,
    MonitoredRepository,
    MonitoringSettings,
    ScanMonitoring,
    declare_variables,
    log_key_statements,
    notification_key_statements,
)
from cdktf_ecr.resources.repository.encryption_key import EncryptionKey
from tests.synthesized import Synth

ACCOUNT = "111122223333"
API = MonitoredRepository(name="team/api", arn=f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/team/api")
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ELSEWHERE = KEY.replace("eu-west-1", "us-east-1")
GROUP = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/events/ecr/team"
GIVEN: dict[str, Any] = {"create_notification_kms_key": False, "notification_kms_key_id": KEY}


def watch(stack: TerraformStack, **settings: Any) -> ScanMonitoring:
    return ScanMonitoring(
        stack,
        "monitoring",
        repositories=[API],
        settings=MonitoringSettings(**settings),
        name="team",
        address="scan",
        region="eu-west-1",
        account_id=ACCOUNT,
        partition="aws",
    )


def test_a_given_key_encrypts_the_topic_and_none_is_created(new_stack: TerraformStack, synth: Synth) -> None:
    monitoring = watch(new_stack, **GIVEN)

    resources = synth()["resource"]

    assert "aws_kms_key" not in resources
    assert resources["aws_sns_topic"]["scan_notifications"]["kms_master_key_id"] == KEY
    assert "lifecycle" not in resources["aws_sns_topic"]["scan_notifications"]
    assert monitoring.notifications is not None
    assert monitoring.notifications.topic.key is None


def test_a_key_of_its_own_lets_eventbridge_and_cloudwatch_publish(new_stack: TerraformStack, synth: Synth) -> None:
    watch(new_stack)

    resources = synth()["resource"]

    (key,) = resources["aws_kms_key"].values()
    assert key["policy"]["Statement"][1:] == notification_key_statements(ACCOUNT)
    topic = resources["aws_sns_topic"]["scan_notifications"]
    assert topic["kms_master_key_id"] == "${aws_kms_key.scan_notifications.arn}"
    policy = resources["aws_sns_topic_policy"]["scan_notifications"]["policy"]
    conditions = re.findall(r'"Service": "(\w+)[^}]*}, "Action": "sns:Publish", "Resource": [^,}]+(, "Cond)?', policy)
    assert conditions == [("events", ""), ("cloudwatch", ', "Cond')]
    assert f'"Condition": {{"StringEquals": {{"aws:SourceAccount": "{ACCOUNT}"}}}}' in policy


def test_a_variable_chooses_the_topics_key(new_stack: TerraformStack, synth: Synth) -> None:
    variables = [("create", "bool"), ("key", "string"), ("notify", "bool")]
    create, key, notify = (TerraformVariable(new_stack, name, type=type_) for name, type_ in variables)
    watch(
        new_stack,
        enable_notifications=notify.boolean_value,
        create_notification_kms_key=create.boolean_value,
        notification_kms_key_id=key.string_value,
    )

    resources = synth()["resource"]

    created, given, told = (
        f"local.scan_{each}"
        for each in ("create_notification_kms_key", "notification_kms_key_id", "enable_notifications")
    )
    assert resources["aws_kms_key"]["scan_notifications"]["count"] == f"${{({told}) && ({created}) ? 1 : 0}}"
    topic = resources["aws_sns_topic"]["scan_notifications"]
    assert topic["kms_master_key_id"] == f"${{{created} ? one(aws_kms_key.scan_notifications[*].arn) : {given}}}"
    assert [check["condition"] for check in topic["lifecycle"]["precondition"]] == [
        f"${{!{created} || {given} == null}}",
        f"${{!{told} || {created} || {given} != null}}",
        f'${{try(split(":", {given})[3], "eu-west-1") == "eu-west-1"}}',
    ]


def test_a_key_of_their_own_encrypts_both_log_groups_and_nothing_else(new_stack: TerraformStack, synth: Synth) -> None:
    monitoring = watch(new_stack, create_log_kms_key=True, enable_notifications=False)

    resources = synth()["resource"]

    (key,) = resources["aws_kms_key"].values()
    assert list(resources["aws_kms_key"]) == ["scan_logs"]
    assert (key["enable_key_rotation"], key["deletion_window_in_days"]) == (True, 30)
    assert key["policy"]["Statement"][0]["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    assert key["policy"]["Statement"][1:] == log_key_statements([GROUP, f"{GROUP}#audit"], region="eu-west-1")
    groups = resources["aws_cloudwatch_log_group"].values()
    assert {group["kms_key_id"] for group in groups} == {"${aws_kms_key.scan_logs.arn}"}
    arns = {f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:{group['name']}" for group in groups}
    assert arns == set(key["policy"]["Statement"][1]["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"])
    assert monitoring.log_key is not None


@pytest.mark.parametrize(
    "settings",
    [{"create_log_kms_key": True, "enable_scan_logging": False, "enable_audit_trail": False}, {"log_kms_key_id": KEY}],
    ids=["no logs", "a given key"],
)
def test_without_a_use_for_it_the_logs_have_no_key(
    new_stack: TerraformStack, synth: Synth, settings: dict[str, Any]
) -> None:
    assert watch(new_stack, enable_notifications=False, **settings).log_key is None

    resources = synth().get("resource", {})

    assert "aws_kms_key" not in resources
    keys = {group["kms_key_id"] for group in resources.get("aws_cloudwatch_log_group", {}).values()}
    assert keys == ({KEY} if "log_kms_key_id" in settings else set())


def test_a_variable_chooses_the_logs_key(new_stack: TerraformStack, synth: Synth) -> None:
    create = TerraformVariable(new_stack, "create", type="bool").boolean_value
    watch(new_stack, create_log_kms_key=create, log_kms_key_id="${var.key}", enable_notifications=False)

    resources = synth()["resource"]

    create_own = "local.scan_create_log_kms_key"
    (key,) = resources["aws_kms_key"].values()
    assert key["count"] == f"${{{create_own} ? 1 : 0}}"
    assert [check["condition"] for check in key["lifecycle"]["precondition"]] == [
        f"${{!{create_own} || var.key == null}}"
    ]
    for group in resources["aws_cloudwatch_log_group"].values():
        assert group["kms_key_id"] == f"${{{create_own} ? one(aws_kms_key.scan_logs[*].arn) : var.key}}"
        (check,) = group["lifecycle"]["precondition"]
        assert check == {
            "condition": '${try(split(":", var.key)[3], "eu-west-1") == "eu-west-1"}',
            "error_message": "key ${jsonencode(var.key)}: must be a key of the log group's region, eu-west-1 "
            "(CloudWatch Logs AssociateKmsKey).",
        }


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {**GIVEN, "notification_kms_key_id": ELSEWHERE},
            f"notification_kms_key_id '{ELSEWHERE}': must be a key of the topic's region, eu-west-1 (Amazon SNS",
        ),
        (
            {"log_kms_key_id": ELSEWHERE},
            f"log_kms_key_id '{ELSEWHERE}': must be a key of the log group's region, eu-west-1 (CloudWatch Logs",
        ),
    ],
    ids=["topic", "logs"],
)
def test_a_key_of_another_region_is_refused(new_stack: TerraformStack, settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        watch(new_stack, **settings)


@pytest.mark.parametrize("construct", [EcrModule, EcrCollection])
def test_a_module_whose_region_is_known_refuses_it_too(new_stack: TerraformStack, construct: Any) -> None:
    AwsProvider(new_stack, "aws", region="eu-west-1")
    kind = ModuleSettings if construct is EcrModule else CollectionSettings
    with pytest.raises(InvalidSettingError, match=r"^notification_kms_key_id .*: must be a key of the topic's region"):
        construct(new_stack, "module", settings=kind(**{**GIVEN, "notification_kms_key_id": ELSEWHERE}))


@pytest.mark.parametrize("construct", [EcrModule, EcrCollection])
def test_a_module_of_variables_names_them(new_stack: TerraformStack, synth: Synth, construct: Any) -> None:
    defaults = ModuleSettings() if construct is EcrModule else CollectionSettings()
    construct(new_stack, "module", settings=declare_variables(new_stack, prefix="ecr_", defaults=defaults))

    text = json.dumps(synth()["resource"]["aws_sns_topic"])

    for name in ("ecr_create_notification_kms_key", "ecr_notification_kms_key_id"):
        assert f"{name} ${{jsonencode(var.{name})}}: must " in text
    assert "must be false when ecr_notification_kms_key_id names a key" in text


def test_the_images_key_is_managed_by_the_account_of_its_provider(new_stack: TerraformStack, synth: Synth) -> None:
    EncryptionKey(new_stack, "images", repository_name="team/api")
    EncryptionKey(new_stack, "known", repository_name="team/web", account_id=ACCOUNT, partition="aws-cn")

    synthesized = synth()

    keys = synthesized["resource"]["aws_kms_key"]
    looked_up = (
        "arn:${data.aws_partition.images_key.partition}:iam::${data.aws_caller_identity.images_key.account_id}:root"
    )
    assert f'"Principal": {{"AWS": "{looked_up}"}}' in keys["images"]["policy"]
    assert keys["known"]["policy"]["Statement"][0]["Principal"] == {"AWS": f"arn:aws-cn:iam::{ACCOUNT}:root"}
    assert set(synthesized["data"]) == {"aws_partition", "aws_caller_identity"}
