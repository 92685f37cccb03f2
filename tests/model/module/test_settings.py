"""`ModuleSettings`: the guide's defaults, and every wrong Python value refused."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from cdktf_ecr.model.collection.settings import CollectionSettings
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.profiles import profile_settings
from cdktf_ecr.model.module.settings import ModuleSettings
from cdktf_ecr.model.terraform.variables import variable_names, variable_of

KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"repository_name": "Team/API"}, r"repository_name 'Team/API': must be 2 to 256 characters .* \(ECR naming"),
        ({"repository_name": None}, "repository_name None: must be a string, not None"),
        ({"image_tag_mutability": "mutable"}, "image_tag_mutability 'mutable': must be one of MUTABLE, IMMUTABLE"),
        (
            {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"},
            "image_tag_mutability .*: must be MUTABLE or",
        ),
        (
            {"image_tag_mutability_exclusion_filters": ("latest",)},
            "image_tag_mutability .*: must be MUTABLE_WITH_",
        ),
        ({"scan_on_push": "true"}, "scan_on_push 'true': must be True or False, not a string"),
        ({"encryption_type": "AES128"}, "encryption_type 'AES128': must be one of AES256, KMS, KMS_DSSE"),
        ({"encryption_type": "KMS", "kms_key_id": "alias/ecr"}, "kms_key_id 'alias/ecr': must be the ARN of a KMS key"),
        ({"kms_key_id": KEY}, "kms_key_id .*: must be null when encryption_type is AES256"),
        ({"create_kms_key": True}, "create_kms_key True: must be false when encryption_type is AES256"),
        (
            {"encryption_type": "KMS", "create_kms_key": True, "kms_key_id": KEY},
            "create_kms_key True: must be false when kms_key_id names a key",
        ),
        ({"enable_enhanced_scanning": 1}, "enable_enhanced_scanning 1: must be True or False, not a number"),
        ({"scan_frequency": "DAILY"}, "scan_frequency 'DAILY': must be one of SCAN_ON_PUSH, CONTINUOUS_SCAN"),
        (
            {"scan_frequency": "CONTINUOUS_SCAN", "enable_enhanced_scanning": False},
            "scan_frequency 'CONTINUOUS_SCAN': must be SCAN_ON_PUSH when enable_enhanced_scanning is false",
        ),
        ({"scan_repository_filters": ()}, r"scan_repository_filters \[\]: must be 1 to 100 filters"),
        ({"scan_repository_filters": "*"}, r"scan_repository_filters '\*': must be a list of strings, not a string"),
        ({"scan_repository_filters": ["a__b"]}, "scan_repository_filters 'a__b': "),
        ({"manage_registry_scanning": None}, "manage_registry_scanning None: must be True or False, not None"),
        ({"max_image_count": 0}, "max_image_count 0: must be a whole number of 1 or more"),
        ({"max_image_count": "10"}, "max_image_count '10': must be a whole number of 1 or more, not a string"),
        ({"dev_image_count": 2.5}, "dev_image_count 2.5: must be a whole number of 1 or more"),
        ({"untagged_image_days": True}, "untagged_image_days True: must be a whole number of 1 or more, not a boolean"),
        ({"enable_scan_logging": "no"}, "enable_scan_logging 'no': must be True or False"),
        ({"log_retention_days": 15}, "log_retention_days 15: must be one of 0, 1, 3, .* days"),
        ({"log_retention_days": "14"}, "log_retention_days '14': must be one of 0, 1, 3"),
        ({"manage_log_resource_policy": 0}, "manage_log_resource_policy 0: must be True or False"),
        ({"pull_account_ids": ["12345678901"]}, "pull_account_ids '12345678901': must be an AWS account id"),
        (
            {"pull_account_ids": [123456789012]},
            "pull_account_ids 123456789012: must be a list of strings",
        ),
        ({"pull_account_ids": "123456789012"}, "pull_account_ids '123456789012': must be a list of strings"),
        ({"pull_account_ids": ["111122223333"] * 2}, "pull_account_ids .*: must not list an account twice"),
        (
            {"ec2_role_boundary_arn": "arn:aws:iam::111122223333:role/x"},
            "ec2_role_boundary_arn .*: must be the ARN of a",
        ),
        ({"create_ec2_role": ""}, "create_ec2_role '': must be True or False"),
        ({"force_delete": "false"}, "force_delete 'false': must be True or False, not a string"),
        ({"environment": "my env"}, "environment 'my env': must be 1 to 64 letters"),
        ({"environment": ""}, "environment '': must be 1 to 64 letters"),
        ({"tags": {"AWS:x": "y"}}, "tags .*: must be a map of at most 47 tags"),
        ({"tags": ["a"]}, r"tags \['a'\]: must be a map, not a list"),
        ({"tags": {"a": 1}}, "tags .*: must be a map of strings, not of a number"),
        ({"tags": {str(n): "" for n in range(48)}}, "tags .*: must be a map of at most 47 tags"),
        ({"log_kms_key_id": "alias/logs"}, "log_kms_key_id 'alias/logs': must be the ARN of a KMS key"),
        ({"metric_namespace": "AWS/ECR"}, "metric_namespace 'AWS/ECR': must be 1 to 255 letters"),
        ({"alarm_thresholds": {"critical": 1}}, "alarm_thresholds 'critical': must be one of CRITICAL"),
        ({"alarm_thresholds": {"HIGH": 0}}, r"alarm_thresholds\[HIGH\] 0: must be a whole number of 1 or more"),
        ({"alarm_thresholds": ["HIGH"]}, r"alarm_thresholds \['HIGH'\]: must be a map"),
        (
            {"alarm_thresholds": {"CRITICAL": 1, "LOW": 5}},
            r"alarm_thresholds .*'LOW': 5}: must be of CRITICAL, HIGH, MEDIUM alone when enable_enhanced_scanning",
        ),
        ({"enable_cloudtrail_audit": "yes"}, "enable_cloudtrail_audit 'yes': must be True or False"),
        ({"enable_notifications": "yes"}, "enable_notifications 'yes': must be True or False"),
        ({"notification_emails": ["team"]}, "notification_emails 'team': must be e-mail addresses"),
        ({"notification_emails": ["a@b.org", "a@b.org"]}, "notification_emails 'a@b.org': must be e-mail addresses"),
        ({"notification_emails": "a@b.org"}, "notification_emails 'a@b.org': must be a list of strings"),
        (
            {"notification_subscriptions": {"team": {"protocol": "mail", "endpoint": "a@b.org"}}},
            r"notification_subscriptions\[team\] .*: must have one of the protocols http, https, email,",
        ),
        (
            {"notification_subscriptions": {"team": {"protocol": "sqs", "endpoint": "https://example.org"}}},
            r"notification_subscriptions\[team\] .*: must have one of the protocols .*, an ARN for the others",
        ),
        (
            {"notification_subscriptions": {"a@b.org": {"protocol": "email", "endpoint": "a@b.org"}}},
            "notification_subscriptions 'a@b.org': its keys must be names of 1 to 64 letters",
        ),
        (
            {"notification_subscriptions": {"https://example.org": "https"}},
            "notification_subscriptions .*: must be a map of objects, each with protocol and endpoint",
        ),
        (
            {"notification_subscriptions": {"team": {"protocol": "https"}}},
            "notification_subscriptions .*: must be a map of objects, each with protocol and endpoint",
        ),
        (
            {"notification_subscriptions": {"team": {"protocol": "sms", "endpoint": 49}}},
            r"notification_subscriptions\['team'\].endpoint 49: must be a string, not a number",
        ),
        ({"notification_subscriptions": ["sqs"]}, "notification_subscriptions .*: must be a map, not a list"),
        ({"notification_severity": "high"}, "notification_severity 'high': must be one of CRITICAL, HIGH"),
        ({"audit_retention_days": 2}, "audit_retention_days 2: must be one of 0, 1, 3"),
        ({"enable_audit_trail": 1}, "enable_audit_trail 1: must be True or False"),
        ({"enable_dashboard": None}, "enable_dashboard None: must be True or False"),
        ({"prevent_destroy": "yes"}, "prevent_destroy 'yes': must be True or False"),
    ],
)
def test_a_wrong_value_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        ModuleSettings(**settings)


@pytest.mark.parametrize("field", dataclasses.fields(ModuleSettings), ids=lambda field: str(field.name))
def test_every_variable_takes_an_expression(field: dataclasses.Field[Any]) -> None:
    settings: dict[str, Any] = {field.name: "${var.x}"}
    if variable_of(field) is None:
        with pytest.raises(InvalidSettingError, match=field.name):
            ModuleSettings(**settings)
    elif field.name == "kms_key_id":
        ModuleSettings(encryption_type="KMS", kms_key_id="${var.x}")
    elif field.name == "create_kms_key":
        ModuleSettings(encryption_type="${var.y}", create_kms_key="${var.x}")
    elif field.name == "notification_kms_key_id":
        ModuleSettings(create_notification_kms_key=False, notification_kms_key_id="${var.x}")
    else:
        assert getattr(ModuleSettings(**settings), field.name) == "${var.x}"


@pytest.mark.parametrize(
    "settings",
    [
        {"enable_enhanced_scanning": False},
        {"manage_registry_scanning": False},
        {"enable_enhanced_scanning": "${var.x}"},
        {"manage_registry_scanning": "${var.x}"},
    ],
    ids=str,
)
def test_a_threshold_on_any_severity_is_taken_where_scanning_may_be_basic(settings: dict[str, Any]) -> None:
    assert ModuleSettings(alarm_thresholds={"LOW": 5}, **settings)


def test_the_hardened_profile_is_stricter_and_can_be_overridden() -> None:
    hardened = ModuleSettings.hardened(repository_name="team/api", prevent_destroy=False)

    assert hardened.image_tag_mutability == "IMMUTABLE"
    assert (hardened.encryption_type, hardened.create_kms_key) == ("KMS", True)
    assert (hardened.create_log_kms_key, hardened.log_retention_days, hardened.audit_retention_days) == (True, 365, 365)
    assert (hardened.create_notification_kms_key, hardened.force_delete) == (True, False)
    assert (hardened.repository_name, hardened.prevent_destroy) == ("team/api", False)


@pytest.mark.parametrize("settings", [ModuleSettings, CollectionSettings])
def test_the_minimal_profile_differs_in_what_watches_alone_and_can_be_overridden(
    settings: type[ModuleSettings | CollectionSettings],
) -> None:
    off: dict[str, Any] = {"enable_scan_logging": False, "enable_notifications": False, "enable_audit_trail": False}

    assert settings.minimal() == settings(**off)
    assert settings.minimal(enable_audit_trail=True).enable_audit_trail is True


@pytest.mark.parametrize(
    ("profile", "made"),
    [
        ("guide", ModuleSettings()),
        ("hardened", ModuleSettings.hardened()),
        ("minimal", ModuleSettings.minimal()),
    ],
)
def test_a_profile_by_its_name(profile: str, made: ModuleSettings) -> None:
    assert profile_settings(ModuleSettings, profile) == made
    filtered = profile_settings(ModuleSettings, profile, exclusion_filters=("latest",))
    assert filtered.image_tag_mutability == f"{made.image_tag_mutability}_WITH_EXCLUSION"
    assert filtered.image_tag_mutability_exclusion_filters == ("latest",)


def test_there_is_no_other_profile() -> None:
    with pytest.raises(InvalidSettingError, match="profile 'harden': must be one of guide, hardened, minimal"):
        profile_settings(ModuleSettings, "harden")


def test_variable_names_take_the_prefix_except_the_environment() -> None:
    names = variable_names(ModuleSettings, "ecr_")

    assert names["repository_name"] == "ecr_repository_name"
    assert names["environment"] == "environment"
    assert "prevent_destroy" not in names
