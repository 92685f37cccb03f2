"""`EcrStack`: what it promises its users: variables, outputs, addresses, state, portability."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cdktf import Testing as _Testing
from syrupy.assertion import SnapshotAssertion

import cdktf_ecr  # noqa: F401 - before cdktf, which starts Node
from cdktf_ecr import InvalidSettingError, ModuleSettings
from stacks.ecr_stack import EcrStack
from stacks.options import StackOptions
from tests.synthesized import Synthesize, addresses, parsed

# Addresses are a promise: a renamed one destroys and recreates what it stood for.
ADDRESSES = {
    "aws_cloudwatch_dashboard.scan_dashboard",
    "aws_cloudwatch_log_group.scan_audit",
    "aws_cloudwatch_log_group.scan_logs",
    "aws_cloudwatch_log_resource_policy.ecr_events",
    "aws_cloudwatch_metric_alarm.scan_alarms_failures",
    "aws_cloudwatch_metric_alarm.scan_alarms_findings",
    "aws_cloudwatch_metric_alarm.scan_alarms_not_scanned",
    "aws_ecr_lifecycle_policy.this",
    "aws_ecr_registry_scanning_configuration.this",
    "aws_ecr_repository.this",
    "aws_ecr_repository_policy.this",
    "aws_iam_instance_profile.ec2_pull",
    "aws_iam_policy.ec2_pull",
    "aws_iam_role.ec2_pull",
    "aws_iam_role_policy.ec2_pull",
    "aws_kms_alias.this",
    "aws_kms_key.scan_logs",
    "aws_kms_key.scan_notifications",
    "aws_kms_key.this",
    "aws_sns_topic.scan_notifications",
    "aws_sns_topic_policy.scan_notifications",
    "aws_sns_topic_subscription.scan_notifications",
    "aws_sqs_queue.scan_undelivered",
    "aws_sqs_queue_policy.scan_undelivered",
    "data.aws_caller_identity.this_key",
    "data.aws_partition.current",
    "data.aws_region.current",
    *(
        f"aws_cloudwatch_event_{part}.scan_{events}"
        for part in ("rule", "target")
        for events in (
            "audit_actions",
            "audit_calls",
            "audit_registry_calls",
            "basic_notifications",
            "enhanced_notifications",
            "finding_notifications",
            "logs_findings",
            "logs_scans",
        )
    ),
    *(
        f"aws_cloudwatch_log_metric_filter.scan_metrics_{key}"
        for severity in ("critical", "high", "medium", "low", "informational", "undefined", "untriaged")
        for key in (severity, f"{severity}_none", f"total_{severity}")
    ),
    *(
        f"aws_cloudwatch_log_metric_filter.scan_metrics_{key}"
        for key in ("total", "total_none", "scans_completed", "scans_failed", "not_scanned")
    ),
}

# The guide's variables with the guide's defaults.
GUIDE_DEFAULTS = {
    "ecr_repository_name": "inscribe/customer-data-service",
    "ecr_image_tag_mutability": "MUTABLE",
    "ecr_scan_on_push": True,
    "ecr_encryption_type": "AES256",
    "ecr_kms_key_id": None,
    "ecr_enable_enhanced_scanning": True,
    "ecr_scan_frequency": "SCAN_ON_PUSH",
    "ecr_max_image_count": 10,
    "ecr_dev_image_count": 5,
    "ecr_untagged_image_days": 1,
    "ecr_enable_scan_logging": True,
    "ecr_log_retention_days": 14,
}

# Null where their part is switched off.
NULLABLE_OUTPUTS = {
    "ecr_audit_log_group_name",
    "ecr_dashboard_name",
    "ecr_ec2_role_arn",
    "ecr_instance_profile_name",
    "ecr_kms_key_arn",
    "ecr_notification_topic_arn",
    "ecr_pull_policy_arn",
    "ecr_scan_log_group_name",
}
OUTPUTS = NULLABLE_OUTPUTS | {
    "ecr_alarm_arns",
    "ecr_lifecycle_policy",
    "ecr_registry_id",
    "ecr_repository_arn",
    "ecr_repository_name",
    "ecr_repository_url",
    "ecr_scan_configuration",
}


@pytest.fixture(scope="module")
def guide(stack_directory: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((stack_directory / "cdk.tf.json").read_text())
    return loaded


def in_process(**options: Any) -> dict[str, Any]:
    """Synthesize a stack with other options without paying for another process."""
    stack = EcrStack(_Testing.app(stub_version=True), "ecr", options=StackOptions(**options))
    loaded: dict[str, Any] = json.loads(_Testing.synth(stack))
    return loaded


def test_the_guide_stack(guide: dict[str, Any], json_snapshot: SnapshotAssertion) -> None:
    assert addresses(guide) == ADDRESSES
    assert set(guide["output"]) == OUTPUTS
    defaults = {name: variable["default"] for name, variable in guide["variable"].items()}
    assert {name: defaults[name] for name in GUIDE_DEFAULTS} == GUIDE_DEFAULTS
    assert parsed(guide) == json_snapshot


def test_cdktf_deploy_is_told_only_of_outputs_that_are_always_there(guide: dict[str, Any]) -> None:
    """Its output screen crashes on an output that is null, which Terraform leaves out of the state."""
    known = guide["//"]["outputs"]["ecr"]

    assert known.keys() == OUTPUTS - NULLABLE_OUTPUTS


def test_every_variable_is_typed_described_and_optional(guide: dict[str, Any]) -> None:
    for name, variable in guide["variable"].items():
        assert variable["type"], name
        assert variable["description"].endswith("."), name
        assert "default" in variable, name
        assert name in {"aws_region", "environment"} or name.startswith("ecr_")


def test_every_variable_is_used(guide: dict[str, Any]) -> None:
    elsewhere = json.dumps({key: value for key, value in guide.items() if key != "variable"})

    assert [name for name in guide["variable"] if f"var.{name}" not in elsewhere] == []


def test_the_hardened_stack_has_the_same_addresses_and_stricter_defaults(json_snapshot: SnapshotAssertion) -> None:
    hardened = in_process(profile="hardened")

    assert addresses(hardened) == ADDRESSES
    defaults = {name: variable["default"] for name, variable in hardened["variable"].items()}
    assert defaults["ecr_image_tag_mutability"] == "IMMUTABLE"
    assert defaults["ecr_encryption_type"] == "KMS"
    assert defaults["ecr_create_kms_key"] is defaults["ecr_create_log_kms_key"] is True
    assert defaults["ecr_log_retention_days"] == defaults["ecr_audit_retention_days"] == 365
    assert hardened["resource"]["aws_ecr_repository"]["this"]["lifecycle"]["prevent_destroy"] is True
    assert parsed(hardened) == json_snapshot


def test_the_minimal_stack_is_the_same_with_what_watches_switched_off(guide: dict[str, Any]) -> None:
    minimal = in_process(profile="minimal")

    defaults, guides = ({name: each["default"] for name, each in one["variable"].items()} for one in (minimal, guide))
    assert {name: default for name, default in defaults.items() if default != guides[name]} == {
        "ecr_enable_scan_logging": False,
        "ecr_enable_notifications": False,
        "ecr_enable_audit_trail": False,
    }
    assert parsed(minimal["resource"]) == parsed(guide["resource"])


def test_exclusion_filters_come_with_the_provider_that_knows_them() -> None:
    stack = in_process(image_tag_mutability_exclusion_filters=("latest",))

    repository = stack["resource"]["aws_ecr_repository"]["this"]
    assert repository["image_tag_mutability_exclusion_filter"] == [{"filter": "latest", "filter_type": "WILDCARD"}]
    assert stack["variable"]["ecr_image_tag_mutability"]["default"] == "MUTABLE_WITH_EXCLUSION"
    assert stack["terraform"]["required_providers"]["aws"]["version"] == ">= 6.8, < 7.0"


def test_the_provider_is_a_range(guide: dict[str, Any]) -> None:
    assert guide["terraform"]["required_providers"] == {
        "aws": {"source": "hashicorp/aws", "version": ">= 5.100, < 7.0"}
    }


def test_the_local_state_lies_outside_the_output_directory(guide: dict[str, Any]) -> None:
    path = guide["terraform"]["backend"]["local"]["path"]

    assert os.path.normpath(Path("cdktf.out", "stacks", "ecr", path)) == "terraform.ecr.tfstate"


def test_a_bucket_in_the_context_keeps_the_state_locked_and_encrypted(synthesize: Synthesize) -> None:
    out = synthesize(state_bucket="our-terraform-state", state_region="eu-west-1")
    synthesized = json.loads((out / "stacks" / "ecr" / "cdk.tf.json").read_text())

    assert synthesized["terraform"]["backend"] == {
        "s3": {
            "bucket": "our-terraform-state",
            "key": "cdktf-ecr/ecr.tfstate",
            "region": "eu-west-1",
            "encrypt": True,
            "use_lockfile": True,
        }
    }
    assert synthesized["terraform"]["required_version"] == ">= 1.10"


def test_the_output_names_no_path_of_the_machine_that_wrote_it(synthesize: Synthesize) -> None:
    root = Path(__file__).resolve().parents[2]

    for file in synthesize().rglob("*.json"):
        text = file.read_text()
        assert str(root) not in text, file
        assert str(Path.home()) not in text, file
        assert re.search(r'"/(?:home|root|tmp|var|Users|private)\b', text) is None, file


def test_two_directories_hold_the_same_bytes(synthesize: Synthesize) -> None:
    first, second = synthesize(), synthesize(another_key_changes_nothing=True)

    for file in first.rglob("[!.]*.json"):
        assert (second / file.relative_to(first)).read_bytes() == file.read_bytes(), file


@pytest.mark.parametrize(
    ("context", "message"),
    [
        ({"profile": "harden"}, "profile 'harden': must be one of guide, hardened, minimal"),
        ({"state_bucket": "Our_State"}, "state_bucket 'Our_State': (must be the name of a bucket|must be a string)"),
        ({"state_bucket": ["a"]}, "state_bucket .*: (must be the name of a bucket|must be a string)"),
        ({"state_key": "x.tfstate"}, "state_key 'x.tfstate': needs a state_bucket"),
        (
            {"image_tag_mutability_exclusion_filters": "latest"},
            "image_tag_mutability_exclusion_filters 'latest': must be a list of strings",
        ),
        ({"image_tag_mutability_exclusion_filters": ""}, "image_tag_mutability_exclusion_filters '': must be a list"),
        ({"profile": ["guide"]}, r"profile \['guide'\]: must be a string"),
        ({"state_bucket": "our-state", "state_region": 5}, "state_region 5: must be a string"),
        (
            {"state_bucket": "our-state", "state_region": "Ireland"},
            "state_region 'Ireland': must be the code of an AWS",
        ),
        (
            {"image_tag_mutability_exclusion_filters": ["a b"]},
            "image_tag_mutability_exclusion_filters 'a b': must be 1 to 128 letters",
        ),
    ],
)
def test_a_wrong_context_is_refused(context: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        StackOptions.from_context(context).defaults(ModuleSettings)


def test_the_application_says_what_is_wrong_without_a_traceback(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = {
        **os.environ,
        "CDKTF_CONTEXT_JSON": '{"profile": "harden"}',
        "CDKTF_OUTDIR": str(tmp_path / "out"),
        "PYTHONPATH": str(root / "constructs"),
    }

    ran = subprocess.run(
        [sys.executable, "main.py"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )

    assert ran.returncode == 1
    assert "error: profile 'harden': must be one of guide, hardened, minimal (context in cdktf.json)" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "out").exists()
