"""Where a lifecycle policy is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.lifecycle import standard_policy
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.lifecycle.policies import policy_in_file, policy_in_force, policy_in_stack
from cdktf_ecr.operations.references import RepositoryReference
from cdktf_ecr.operations.stack_directory import PLAN, StackResource, StackResources, read_stack
from tests.standin.account import Account
from tests.standin.server import Fault

TEXT = standard_policy().to_json()
SAVED = Path(__file__).parent.parent / "terraform"


@pytest.mark.parametrize("form", [TEXT, json.dumps({"registryId": "1", "lifecyclePolicyText": TEXT})])
def test_a_file_as_ecr_takes_it_or_prints_it(tmp_path: Path, form: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(form, encoding="utf-8")

    assert policy_in_file(file) == standard_policy()


@pytest.mark.parametrize("text", ["{", "[]", '{"rules": []}', '{"lifecyclePolicyText": 1}'])
def test_a_file_that_ecr_would_refuse(tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidSettingError, match=r"^policy '.*': is not a lifecycle policy that ECR accepts: "):
        policy_in_file(file)


def test_the_policy_in_force(account: Account, session: AwsSession) -> None:
    account.answers["ecr", "GetLifecyclePolicy"] = {"lifecyclePolicyText": TEXT}
    reference = RepositoryReference(repository="team/api", registry_id="210987654321")

    assert policy_in_force(session.client("ecr"), reference) == standard_policy()
    assert account.asked("ecr", "GetLifecyclePolicy") == [{"repositoryName": "team/api", "registryId": "210987654321"}]


def test_no_policy_in_force(account: Account, session: AwsSession) -> None:
    account.answers["ecr", "GetLifecyclePolicy"] = Fault("LifecyclePolicyNotFoundException")

    with pytest.raises(InvalidSettingError, match="has no lifecycle policy in force: name one with --policy"):
        policy_in_force(session.client("ecr"), RepositoryReference(repository="team/api"))


@pytest.mark.parametrize("file", ["plan.json", "state.json"])
def test_the_policy_of_a_real_stack(file: str) -> None:
    """In a plan only the repository beside it says whose it is."""
    assert policy_in_stack(read_stack(SAVED / file), "team/api") == standard_policy()


def stack(*resources: tuple[str, str | None, dict[str, Any], set[str]]) -> StackResources:
    return StackResources(
        source=PLAN,
        all=tuple(
            StackResource(
                address=address,
                type=address.rpartition("aws_")[1] + address.rpartition("aws_")[2].partition(".")[0],
                index=index,
                values=values,
                unknown=frozenset(unknown),
            )
            for address, index, values, unknown in resources
        ),
    )


def test_each_repository_of_a_stack_has_its_own() -> None:
    other = standard_policy(max_image_count=3)
    both = stack(
        ('aws_ecr_repository.this["a"]', "a", {"name": "team/a"}, set()),
        ('aws_ecr_repository.this["b"]', "b", {"name": "team/b"}, set()),
        ("module.x.aws_ecr_repository.this", None, {"name": "team/x"}, set()),
        ('aws_ecr_lifecycle_policy.this["a"]', "a", {"policy": TEXT}, {"repository"}),
        ('aws_ecr_lifecycle_policy.this["b"]', "b", {"policy": other.to_json()}, {"repository"}),
        ("module.x.aws_ecr_lifecycle_policy.this", None, {}, {"repository", "policy"}),
    )

    assert policy_in_stack(both, "team/a") == standard_policy()
    assert policy_in_stack(both, "team/b") == other
    with pytest.raises(InvalidSettingError, match=r"only after the apply: module\.x\.aws_ecr_lifecycle_policy\.this"):
        policy_in_stack(both, "team/x")
    with pytest.raises(InvalidSettingError, match="which has one for team/a, team/b, team/x "):
        policy_in_stack(both, "team/c")


def test_a_stack_without_policies() -> None:
    with pytest.raises(InvalidSettingError, match="which has one for no repository"):
        policy_in_stack(stack(), "team/a")
