"""What is around the registry, with the real provider.

The emulator has replication (of one rule only) and the registry's policy (only with the two actions of replication):
these are applied, read back, planned again without changes, and destroyed; so is the policy of those who pull through a
cache. It has neither pull-through cache rules, creation templates nor ECR Public, and it refuses
``ecr:BatchImportUpstreamImage`` in a registry's policy: these are validated and planned, and nothing here shows that
AWS accepts them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from cdktf_ecr.model.registry.pull_through_cache import PullThroughCacheRule
from tests.synthesized import SynthesizeProgram
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("registry_app.py")
OWN_ACCOUNT = "123456789012"


@pytest.fixture(scope="module")
def registry_stack(synthesize_program: SynthesizeProgram) -> Callable[[str], Path]:
    return lambda part: synthesize_program(PROGRAM, part) / "library"


def test_replication_and_the_registrys_policy_apply_settle_and_go_away(
    tmp_path: Path, place: Place, emulator: Emulator, registry_stack: Callable[[str], Path]
) -> None:
    emulator.reset()
    ecr = boto3.client(
        "ecr",
        region_name="eu-west-1",
        endpoint_url=emulator.url,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106 - the emulator's
    )
    terraform = place(tmp_path, registry_stack("applied"))
    terraform.validate()

    terraform.apply()

    assert ecr.describe_registry()["replicationConfiguration"]["rules"] == [
        {
            "destinations": [
                {"region": "eu-central-1", "registryId": OWN_ACCOUNT},
                {"region": "eu-west-1", "registryId": "111122223333"},
            ],
            "repositoryFilters": [
                {"filter": "team/", "filterType": "PREFIX_MATCH"},
                {"filter": "prod", "filterType": "PREFIX_MATCH"},
            ],
        }
    ]
    policy = json.loads(ecr.get_registry_policy()["policyText"])
    assert policy["Statement"] == [
        {
            "Sid": "ReplicateByAccounts",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
            "Action": ["ecr:CreateRepository", "ecr:ReplicateImage"],
            "Resource": [f"arn:aws:ecr:eu-west-1:{OWN_ACCOUNT}:repository/team/*"],
        },
        {
            "Sid": "ReplicateProduction",
            "Effect": "Allow",
            "Principal": {"AWS": ["arn:aws:iam::444455556666:root"]},
            "Action": ["ecr:ReplicateImage"],
            "Resource": [f"arn:aws:ecr:eu-west-1:{OWN_ACCOUNT}:repository/prod*"],
        },
    ]
    secret_arn = terraform.outputs()["secret_arn"]
    assert PullThroughCacheRule(prefix="docker-hub", upstream="docker-hub", credential_arn=secret_arn)
    assert terraform.plan().exit_code == 0

    terraform.destroy()

    assert ecr.describe_registry()["replicationConfiguration"]["rules"] == []
    with pytest.raises(ecr.exceptions.RegistryPolicyNotFoundException):
        ecr.get_registry_policy()


def test_what_the_emulator_lacks_is_valid_and_plans(
    tmp_path: Path, place: Place, emulator: Emulator, registry_stack: Callable[[str], Path]
) -> None:
    emulator.reset()
    terraform = place(tmp_path, registry_stack("planned"))
    terraform.validate()

    plan = terraform.plan()

    assert plan.warnings == []
    assert set(plan.changes.values()) == {"create"}
    assert set(plan.changes) >= {
        "aws_ecr_pull_through_cache_rule.docker_hub",
        "aws_ecr_pull_through_cache_rule.k8s",
        "aws_ecr_pull_through_cache_rule.platform",
        "aws_ecr_repository_creation_template.cached",
        "aws_ecr_repository_creation_template.everything_else",
        "aws_ecr_registry_policy.registry",
        "aws_ecrpublic_repository.published",
        "aws_ecrpublic_repository_policy.published",
    }
