"""A changed setting changes the resource it belongs to, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.runner import Terraform

# One apply serves all these plans, so they stay on one worker.
pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("changes")]

CHANGES = [
    pytest.param({"ecr_max_image_count": 20}, {"aws_ecr_lifecycle_policy.this": "replace"}, id="image count"),
    pytest.param(
        {"ecr_log_retention_days": 30}, {"aws_cloudwatch_log_group.scan_logs[0]": "update"}, id="log retention"
    ),
    pytest.param(
        {"ecr_scan_frequency": "CONTINUOUS_SCAN"},
        {"aws_ecr_registry_scanning_configuration.this[0]": "update"},
        id="scan frequency",
    ),
    pytest.param(
        {"ecr_enable_enhanced_scanning": False},
        {"aws_ecr_registry_scanning_configuration.this[0]": "update"},
        id="basic scanning",
    ),
    pytest.param(
        {"ecr_scan_on_push": False},
        {
            "aws_ecr_registry_scanning_configuration.this[0]": "update",
            "aws_ecr_repository.this": "update",
        },
        id="scan on push",
    ),
    pytest.param(
        {"ecr_manage_registry_scanning": False},
        {"aws_ecr_registry_scanning_configuration.this[0]": "delete"},
        id="registry left alone",
    ),
    pytest.param(
        {"ecr_pull_account_ids": ["111122223333"]}, {"aws_ecr_repository_policy.this[0]": "create"}, id="pull accounts"
    ),
    pytest.param({"ecr_image_tag_mutability": "IMMUTABLE"}, {"aws_ecr_repository.this": "update"}, id="tag mutability"),
    pytest.param({"ecr_force_delete": True}, {"aws_ecr_repository.this": "update"}, id="force delete"),
    pytest.param(
        {"ecr_create_ec2_role": False},
        {
            "aws_iam_role.ec2_pull[0]": "delete",
            "aws_iam_role_policy_attachment.ec2_pull[0]": "delete",
            "aws_iam_instance_profile.ec2_pull[0]": "delete",
        },
        id="no role",
    ),
    pytest.param(
        {"ecr_manage_log_resource_policy": False},
        {"aws_cloudwatch_log_resource_policy.ecr_events[0]": "delete"},
        id="log resource policy elsewhere",
    ),
    pytest.param(
        {"ecr_enable_scan_logging": False},
        {
            "aws_cloudwatch_log_group.scan_logs[0]": "delete",
            "aws_cloudwatch_event_rule.scan_logs[0]": "delete",
            "aws_cloudwatch_event_target.scan_logs[0]": "delete",
            "aws_cloudwatch_log_resource_policy.ecr_events[0]": "delete",
        },
        id="no logging",
    ),
    pytest.param(
        {"ecr_tags": {"Team": "data"}, "environment": "staging"},
        {
            "aws_ecr_repository.this": "update",
            "aws_iam_policy.ec2_pull": "update",
            "aws_iam_role.ec2_pull[0]": "update",
            "aws_iam_instance_profile.ec2_pull[0]": "update",
            "aws_cloudwatch_log_group.scan_logs[0]": "update",
            "aws_cloudwatch_event_rule.scan_logs[0]": "update",
        },
        id="tags",
    ),
]


@pytest.fixture(scope="module")
def applied(
    place: Place, emulator: Emulator, stack_directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Terraform:
    """The stack with the guide's defaults, applied."""
    emulator.reset()
    terraform = place(tmp_path_factory.mktemp("changes"), stack_directory)
    terraform.apply()
    return terraform


@pytest.mark.parametrize(("changed", "expected"), CHANGES)
def test_a_change_touches_only_what_it_is_about(
    applied: Terraform, changed: dict[str, object], expected: dict[str, str]
) -> None:
    assert applied.plan(changed).changes == expected


def test_a_change_of_the_encryption_is_seen_to_replace_the_repository(applied: Terraform) -> None:
    changes = applied.plan({"ecr_encryption_type": "KMS", "ecr_create_kms_key": True}).changes
    assert changes["aws_ecr_repository.this"] == "replace"
    assert {address for address, action in changes.items() if action == "create"} == {
        "aws_kms_key.this[0]",
        "aws_kms_alias.this[0]",
    }
