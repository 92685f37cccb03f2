"""What checkov, which judges Terraform plans by rules of its own, has to say of the stack of each profile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.conftest import ROOT, PlannedProfile
from tests.terraform.runner import Settings, Terraform
from tests.unavailable import unavailable

pytestmark = pytest.mark.terraform

SCANS, AUDIT = "aws_cloudwatch_log_group.scan_logs[0]", "aws_cloudwatch_log_group.scan_audit[0]"
REPOSITORY = "aws_ecr_repository.this"
ENCRYPTED_LOGS, KEPT_FOR_A_YEAR, ENCRYPTED_BY_KMS, IMMUTABLE = "CKV_AWS_158", "CKV_AWS_338", "CKV_AWS_136", "CKV_AWS_51"
ENCRYPTED_TOPIC, ROTATING, WITH_A_POLICY = "CKV_AWS_26", "CKV_AWS_7", "CKV2_AWS_64"
SCANNED_ON_PUSH = "CKV_AWS_163"

# What the guide asks for fails these; everything else passes.
GUIDES_OWN = {
    (IMMUTABLE, REPOSITORY): "the guide's default of ecr_image_tag_mutability is MUTABLE",
    (ENCRYPTED_BY_KMS, REPOSITORY): "the guide's default of ecr_encryption_type is AES256",
    (KEPT_FOR_A_YEAR, SCANS): "the guide's default of ecr_log_retention_days is 14",
    (ENCRYPTED_LOGS, SCANS): "the guide encrypts by AWS's own keys, which cost nothing",
    (ENCRYPTED_LOGS, AUDIT): "the guide encrypts by AWS's own keys, which cost nothing",
}
HARDENED_KEYS = ("aws_kms_key.this[0]", "aws_kms_key.scan_logs[0]", "aws_kms_key.scan_notifications[0]")


@pytest.fixture(scope="session")
def checkov() -> str:
    """The executable, which is in an environment of its own."""
    own = ROOT / ".venv-checkov" / "bin" / "checkov"
    found = str(own) if own.is_file() else shutil.which("checkov")
    if found is None:
        unavailable("checkov is not installed: `make checkov` puts it into .venv-checkov")
    return found


def test_the_guides_defaults_fail_what_they_are_known_to_fail(
    checkov: str, planned_profile: PlannedProfile, tmp_path: Path
) -> None:
    passed, failed = scanned(checkov, as_planned(planned_profile("guide")), tmp_path)

    assert failed == set(GUIDES_OWN)
    topics_key = "aws_kms_key.scan_notifications[0]"
    assert {(ENCRYPTED_TOPIC, "aws_sns_topic.scan_notifications[0]"), (WITH_A_POLICY, topics_key)} <= passed


def test_the_minimal_profile_fails_what_the_guides_repository_does_and_nothing_else(
    checkov: str, planned_profile: PlannedProfile, tmp_path: Path
) -> None:
    passed, failed = scanned(checkov, as_planned(planned_profile("minimal")), tmp_path)

    assert failed == {(check, resource) for check, resource in GUIDES_OWN if resource == REPOSITORY}
    assert (SCANNED_ON_PUSH, REPOSITORY) in passed


def test_the_hardened_profile_passes_everything(checkov: str, planned_profile: PlannedProfile, tmp_path: Path) -> None:
    passed, failed = scanned(checkov, as_planned(planned_profile("hardened")), tmp_path)

    assert failed == set()
    assert set(GUIDES_OWN) | {(KEPT_FOR_A_YEAR, AUDIT)} <= passed
    assert {(check, key) for check in (ROTATING, WITH_A_POLICY) for key in HARDENED_KEYS} <= passed


def verdicts(
    checkov: str, stack: Terraform, settings: Settings = None
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return which checks pass and which fail on which of a stack's resources."""
    return scanned(checkov, as_planned(stack.saved_plan(settings)), stack.directory)


def as_planned(plan: dict[str, Any]) -> dict[str, Any]:
    """Return a plan without the expressions of arguments that it says are null.

    checkov takes a reference to another resource for a value even so: a log group whose key is
    ``condition ? key : null`` would pass for an encrypted one.
    """
    changes: dict[str, list[dict[str, Any]]] = {}
    for each in plan["resource_changes"]:
        changes.setdefault(f"{each['type']}.{each['name']}", []).append(each["change"])
    for resource in plan["configuration"]["root_module"]["resources"]:
        instances = changes.get(resource["address"], [])
        for argument in list(resource.get("expressions", {})):
            settled = [not each["after_unknown"].get(argument) for each in instances]
            if instances and all(settled) and all(each["after"].get(argument) is None for each in instances):
                del resource["expressions"][argument]
    return plan


def scanned(checkov: str, plan: dict[str, Any], directory: Path) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return which checks pass and which fail on which resources of a plan."""
    file = directory / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AWS_"))}
    done = subprocess.run(
        [checkov, "-f", str(file), "--framework", "terraform_plan", "--output", "json", "--skip-download"],
        cwd=directory,
        env={**environment, "HOME": str(directory)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    results = json.loads(done.stdout)["results"]
    assert results["parsing_errors"] == []
    passed, failed = (
        {(each["check_id"], each["resource"]) for each in results[f"{verdict}_checks"]}
        for verdict in ("passed", "failed")
    )
    return passed, failed
