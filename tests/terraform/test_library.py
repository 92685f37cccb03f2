"""Every construct, in an application of somebody else's, applied for real."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import boto3
import pytest

from tests.synthesized import SynthesizeProgram
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("library_app.py")


@pytest.fixture(scope="module")
def library_stack(synthesize_program: SynthesizeProgram) -> Path:
    return synthesize_program(PROGRAM) / "library"


def test_every_construct_applies_settles_and_goes_away(
    tmp_path: Path, place: Place, emulator: Emulator, library_stack: Path, moved: Path
) -> None:
    emulator.reset()
    ecr = boto3.client(
        "ecr",
        region_name="eu-west-1",
        endpoint_url=emulator.url,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106 - the emulator's
    )
    terraform = place(tmp_path, library_stack)

    terraform.apply()

    names = {repository["repositoryName"] for repository in ecr.describe_repositories()["repositories"]}
    assert names == {"staging/api", "team/web.v2", "team/jobs"}
    policy = json.loads(ecr.get_repository_policy(repositoryName="staging/api")["policyText"])
    principals = [statement["Principal"] for statement in policy["Statement"]]
    assert principals[0] == {"AWS": "arn:aws:iam::123456789012:role/deployer"} or principals[0] == {
        "AWS": ["arn:aws:iam::123456789012:role/deployer"]
    }
    jobs = json.loads(ecr.get_repository_policy(repositoryName="team/jobs")["policyText"])["Statement"]
    assert [statement["Sid"] for statement in jobs] == ["PullByAccounts", "GrantPushToOrganizations"]
    assert jobs[0]["Principal"] == {"AWS": [f"arn:aws:iam::{each}:root" for each in ("111122223333", "444455556666")]}
    with pytest.raises(ecr.exceptions.RepositoryPolicyNotFoundException):
        ecr.get_repository_policy(repositoryName="team/web.v2")
    for output, name in (("api_uris", "staging/api"), ("jobs_uris", "team/jobs")):
        assert terraform.outputs()[output] == [
            f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}:v1",
            f"123456789012.dkr-ecr.eu-west-1.on.aws/{name}:v1",
        ]
    lifecycle = json.loads(ecr.get_lifecycle_policy(repositoryName="team/jobs")["lifecyclePolicyText"])
    assert [rule["selection"]["countNumber"] for rule in lifecycle["rules"]] == [3, 3, 5, 5, 5, 1]
    rules = ecr.get_registry_scanning_configuration()["scanningConfiguration"]["rules"]
    assert {rule["scanFrequency"]: len(rule["repositoryFilters"]) for rule in rules} == {
        "CONTINUOUS_SCAN": 2,
        "SCAN_ON_PUSH": 1,
    }
    assert terraform.plan().exit_code == 0

    # The same program, moved to CDK Terrain: nothing changes, and it can be destroyed from there.
    shutil.copy(moved / "library_app/stacks/library/cdk.tf.json", terraform.directory)
    assert terraform.plan().exit_code == 0

    terraform.destroy()

    assert ecr.describe_repositories()["repositories"] == []
