"""What the application synthesizes under other contexts than the guide's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdktf_ecr import PROFILES
from cdktf_ecr.operations.stack_directory import read_stack
from scripts.update_profiles import PAGE, with_plans
from tests.synthesized import Synthesize
from tests.terraform.account import ACCOUNT_ID, Account
from tests.terraform.conftest import ROOT, Place, PlannedProfile

pytestmark = pytest.mark.terraform

VALUES = ROOT / "examples" / "stack"
LOGS = [f"/aws/events/ecr/inscribe/customer-data-service{end}" for end in ("", "#audit")]
MANAGED_BY_IAM = {
    "Sid": "ManageByIAM",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT_ID}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
ENCRYPTING_LOGS = {
    "Sid": "EncryptLogs",
    "Effect": "Allow",
    "Principal": {"Service": "logs.us-east-1.amazonaws.com"},
    "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {
            "kms:EncryptionContext:aws:logs:arn": [
                f"arn:aws:logs:us-east-1:{ACCOUNT_ID}:log-group:{name}" for name in LOGS
            ]
        }
    },
}


@pytest.mark.parametrize(
    "context",
    [
        {"profile": "guide"},
        {"profile": "hardened"},
        {"state_bucket": "some-bucket", "state_key": "some/key", "state_region": "eu-west-1"},
    ],
    ids=lambda context: " ".join(context.values()),
)
def test_the_configuration_is_valid(
    synthesize: Synthesize, place: Place, tmp_path: Path, context: dict[str, str]
) -> None:
    place(tmp_path, synthesize(**context) / "stacks" / "ecr").validate()


def test_the_hardened_profile_is_applied_and_then_protected_from_destroy(
    synthesize: Synthesize, place: Place, tmp_path: Path, account: Account
) -> None:
    stack = synthesize(profile="hardened") / "stacks" / "ecr"
    terraform = place(tmp_path, stack).with_variables(ecr_enable_notifications="false")
    terraform.apply()

    contents = account.contents()
    (repository,) = contents["repositories"].values()
    key, log_key = sorted(contents["keys"], key=lambda each: str(each["description"]))
    assert repository["mutability"] == "IMMUTABLE"
    assert repository["encryption"] == {"encryptionType": "KMS", "kmsKey": key["arn"]}
    assert key["rotates"]
    assert key["aliases"] == ["alias/ecr/inscribe-customer-data-service-46fb5915"]
    assert account.key_policy(key["arn"]) == {"Version": "2012-10-17", "Statement": [MANAGED_BY_IAM]}
    assert log_key["rotates"]
    assert account.key_policy(log_key["arn"]) == {
        "Version": "2012-10-17",
        "Statement": [MANAGED_BY_IAM, ENCRYPTING_LOGS],
    }
    assert {
        name: (group["retention"], group["key"]) for name, group in contents["log_groups"].items()
    } == dict.fromkeys(LOGS, (365, log_key["arn"]))

    again = terraform.plan(VALUES / "hardened.tfvars")
    assert (again.exit_code, again.changes) == (0, {}), "the profile's file of values is not its defaults"
    another = terraform.refused_plan(VALUES / "guide.tfvars")
    assert any("ecr_create_kms_key true: must be false when ecr_encryption_type is AES256" in each for each in another)

    refused = terraform.refused_destroy()
    # Terraform stops at what depends on the key, which is protected too.
    for error, protected in zip(
        sorted(refused.errors),
        ("aws_ecr_registry_scanning_configuration.this[0]", "aws_ecr_repository.this"),
        strict=True,
    ):
        assert error.startswith(f"Resource {protected} has lifecycle.prevent_destroy set")
    assert account.contents() == contents


def test_the_page_says_what_each_profile_makes_and_costs(planned_profile: PlannedProfile, tmp_path: Path) -> None:
    stacks = {}
    for profile in PROFILES:
        file = tmp_path / f"{profile}.json"
        file.write_text(json.dumps(planned_profile(profile)), encoding="utf-8")
        stacks[profile] = read_stack(file, planned=True)
    text = PAGE.read_text(encoding="utf-8")

    assert text == with_plans(text, stacks), "run: python scripts/update_profiles.py"
    assert "| **Resources** | **54** | **57** | **6** |" in text
    assert "| **For being there, at most** | **$7.60** | **$9.60** | **$0.00** |" in text
