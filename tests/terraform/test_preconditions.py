"""Settings that contradict each other are refused at plan, under the names the user gave them."""

from __future__ import annotations

import pytest

from tests.terraform.account import Account
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000"
FOREIGN_KEY = KEY.replace("us-east-1", "eu-west-1")

CONTRADICTIONS = [
    pytest.param(
        {"ecr_kms_key_id": KEY},
        f'ecr_kms_key_id "{KEY}": must be null when ecr_encryption_type is AES256; a key goes with KMS or KMS_DSSE '
        "(ECR encryption at rest).",
        id="a key without KMS",
    ),
    pytest.param(
        {"ecr_create_kms_key": True},
        "ecr_create_kms_key true: must be false when ecr_encryption_type is AES256; a key goes with KMS or KMS_DSSE "
        "(ECR encryption at rest).",
        id="a created key without KMS",
    ),
    pytest.param(
        {"ecr_create_kms_key": True, "ecr_kms_key_id": KEY, "ecr_encryption_type": "KMS"},
        "ecr_create_kms_key true: must be false when ecr_kms_key_id names a key: a repository has one key "
        "(ECR encryption at rest).",
        id="two keys",
    ),
    pytest.param(
        {"ecr_scan_frequency": "CONTINUOUS_SCAN", "ecr_enable_enhanced_scanning": False},
        'ecr_scan_frequency "CONTINUOUS_SCAN": must be SCAN_ON_PUSH when ecr_enable_enhanced_scanning is false: basic '
        "scanning is never continuous (ECR API, PutRegistryScanningConfiguration).",
        id="continuous basic scanning",
    ),
    pytest.param(
        {"ecr_alarm_thresholds": {"CRITICAL": 1, "LOW": 5}},
        'ecr_alarm_thresholds {"CRITICAL":1,"LOW":5}: must be of CRITICAL, HIGH, MEDIUM alone when '
        "ecr_enable_enhanced_scanning and ecr_manage_registry_scanning are true: the events of enhanced scanning count "
        "no other severity (ECR user guide, EventBridge events sent for enhanced scanning).",
        id="a threshold that enhanced scanning never counts",
    ),
    pytest.param(
        {"ecr_image_tag_mutability": "MUTABLE_WITH_EXCLUSION"},
        'ecr_image_tag_mutability "MUTABLE_WITH_EXCLUSION": must be MUTABLE or IMMUTABLE where no '
        "image_tag_mutability_exclusion_filters were given at synth (ECR API, PutImageTagMutability).",
        id="exclusion without filters",
    ),
    pytest.param(
        {"aws_region": "us-iso-east-1"},
        "ecr_enable_enhanced_scanning true, in us-iso-east-1: must be false: Amazon Inspector is not in this region, "
        "as far as ecr_regions_without_inspector says (endpoints of inspector2 in botocore 1.44.8, 2026-11-24).",
        id="a region without Amazon Inspector",
    ),
    pytest.param(
        {"ecr_kms_key_id": FOREIGN_KEY, "ecr_encryption_type": "KMS"},
        f'ecr_kms_key_id "{FOREIGN_KEY}": must be a key of the repository\'s region, us-east-1 '
        "(ECR encryption at rest).",
        id="a key of another region",
    ),
    pytest.param(
        {"ecr_notification_kms_key_id": KEY},
        "ecr_create_notification_kms_key true: must be false when ecr_notification_kms_key_id names a key: a topic has "
        "one key (Amazon SNS encryption at rest).",
        id="two keys of the topic",
    ),
    pytest.param(
        {"ecr_create_notification_kms_key": False},
        "ecr_notification_kms_key_id null: must name a key when ecr_create_notification_kms_key is false: the topic is "
        "always encrypted, and the key that AWS manages for SNS lets neither EventBridge nor CloudWatch publish "
        "(Amazon SNS encryption at rest).",
        id="no key of the topic",
    ),
    pytest.param(
        {"ecr_create_notification_kms_key": False, "ecr_notification_kms_key_id": FOREIGN_KEY},
        f'ecr_notification_kms_key_id "{FOREIGN_KEY}": must be a key of the topic\'s region, us-east-1 '
        "(Amazon SNS encryption at rest).",
        id="a topic's key of another region",
    ),
    pytest.param(
        {"ecr_create_log_kms_key": True, "ecr_log_kms_key_id": KEY},
        "ecr_create_log_kms_key true: must be false when ecr_log_kms_key_id names a key: a log group has one key "
        "(CloudWatch Logs AssociateKmsKey).",
        id="two keys of the logs",
    ),
    pytest.param(
        {"ecr_log_kms_key_id": FOREIGN_KEY, "ecr_enable_scan_logging": False},
        f'ecr_log_kms_key_id "{FOREIGN_KEY}": must be a key of the log group\'s region, us-east-1 '
        "(CloudWatch Logs AssociateKmsKey).",
        id="the logs' key of another region",
    ),
]


@pytest.mark.parametrize(("settings", "message"), CONTRADICTIONS)
def test_a_contradiction_is_refused_at_plan(
    terraform: Terraform, account: Account, settings: dict[str, object], message: str
) -> None:
    assert terraform.refused_plan(settings) == [message]
    assert account.contents()["repositories"] == {}


@pytest.mark.parametrize(
    "settings",
    [
        {"ecr_enable_enhanced_scanning": False},
        {"ecr_regions_without_inspector": []},
        {"ecr_manage_registry_scanning": False},
    ],
    ids=str,
)
def test_a_region_without_amazon_inspector_has_basic_scanning(
    terraform: Terraform, settings: dict[str, object]
) -> None:
    assert terraform.plan({"aws_region": "us-iso-east-1", **settings}).warnings == []
