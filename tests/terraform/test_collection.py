"""A collection of repositories applied for real, from Python and from HCL, and what it refuses at plan."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.synthesized import SynthesizeProgram
from tests.terraform.account import ACCOUNT_ID, EMPTY, Account, Contents
from tests.terraform.conftest import ROOT, Bare, Example, Place
from tests.terraform.emulator import Emulator
from tests.terraform.runner import Terraform

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("collection")]

PROGRAM = Path(__file__).with_name("collection_app.py")
KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000"
PUSH, CONTINUOUS = "SCAN_ON_PUSH", "CONTINUOUS_SCAN"
UNWATCHED = {"enable_scan_logging": False, "enable_audit_trail": False, "enable_notifications": False}


PULLING = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


@pytest.fixture(scope="module")
def collection_stacks(synthesize_program: SynthesizeProgram) -> Path:
    """The directory of the application's stacks."""
    return synthesize_program(PROGRAM)


def test_repositories_of_python_apply_settle_and_go_away(
    tmp_path: Path, place: Place, emulator: Emulator, collection_stacks: Path
) -> None:
    emulator.reset()
    account = Account(emulator.url, region="eu-west-1")
    terraform = place(tmp_path, collection_stacks / "few")

    terraform.apply()

    found = account.contents()
    repositories = found["repositories"]
    assert {name: repository["mutability"] for name, repository in repositories.items()} == {
        "team/api": "IMMUTABLE",
        "team/api.v2": "MUTABLE",
        "jobs": "IMMUTABLE",
        "quiet": "IMMUTABLE",
    }
    assert counts(repositories["team/api"]) == [30, 30, 5, 5, 5, 1]
    assert counts(repositories["jobs"]) == [10, 10, 5, 5, 5, 7]
    (key,) = found["keys"]
    assert {name: repository["encryption"] for name, repository in repositories.items()} == {
        "jobs": {"encryptionType": "AES256"},
        **{name: {"encryptionType": "KMS", "kmsKey": key["arn"]} for name in ("team/api", "team/api.v2", "quiet")},
    }
    shared_tags = {"Environment": "staging", "Team": "everybody"}
    assert repositories["team/api"]["tags"] == shared_tags
    assert repositories["team/api.v2"]["tags"] == {**shared_tags, "Team": "API", "Größe": "groß"}
    assert {name: pullers(repository) for name, repository in repositories.items()} == {
        "team/api": {"111122223333", "444455556666"},
        "team/api.v2": {"444455556666"},
        "jobs": set(),
        "quiet": set(),
    }
    assert filters(found) == {CONTINUOUS: ["*team/api"], PUSH: ["jobs", "team/api.v2"]}
    assert deployers_repository(account) == f"arn:aws:ecr:eu-west-1:{ACCOUNT_ID}:repository/team/api"
    assert terraform.plan().exit_code == 0

    terraform.destroy()

    assert account.contents() == EMPTY

    # As many as few registries have, in the same place, which has its provider already.
    shutil.copy(collection_stacks / "many" / "cdk.tf.json", terraform.directory)
    terraform.validate()


def test_repositories_of_hcl_share_one_of_everything_and_leave_each_other_alone(
    account: Account, example: Example
) -> None:
    terraform = example("many-repositories")

    terraform.apply()

    found = account.contents()
    billing, search, sandbox = "inscribe/billing", "inscribe/search", "inscribe/sandbox.v2"
    assert {name: repository["mutability"] for name, repository in found["repositories"].items()} == {
        billing: "IMMUTABLE",
        search: "IMMUTABLE",
        sandbox: "MUTABLE",
    }
    assert counts(found["repositories"][billing]) == [20, 20, 5, 5, 5, 1]
    assert pullers(found["repositories"][billing]) == {"111122223333"}
    assert found["repositories"][search]["policy"] is None
    assert found["repositories"][sandbox]["tags"] == {
        "Environment": "production",
        "Project": "Inscribe",
        "Team": "Research",
    }
    assert filters(found) == {CONTINUOUS: [billing], PUSH: ["*"]}
    assert [len(found[kind]) for kind in ("log_resource_policies", "dashboards", "roles", "topics")] == [1, 1, 1, 0]
    (policy,) = found["policies"].values()
    assert sorted(arn.partition("repository/")[2] for arn in policy["document"]["Statement"][1]["Resource"]) == sorted(
        found["repositories"]
    )
    assert terraform.outputs()["repository_urls"] == {
        name: account.repository_url(name) for name in found["repositories"]
    }
    assert terraform.plan().exit_code == 0

    kept = {"scan_frequency": CONTINUOUS, "max_image_count": 20, "pull_account_ids": ["111122223333"]}
    settings = {"repositories": {billing: kept, "inscribe/new": {}, search: {}}}
    planned = terraform.plan(settings, refresh=False).changes

    def actions(name: str) -> set[str]:
        return {action for address, action in planned.items() if f'["{name}' in address}

    assert {name: actions(name) for name in (billing, search, sandbox, "inscribe/new")} == {
        billing: set(),
        search: set(),
        sandbox: {"delete"},
        "inscribe/new": {"create"},
    }
    shared = {action for address, action in planned.items() if '["inscribe/' not in address}
    assert shared == {"update"}

    terraform.destroy()

    assert account.contents() == EMPTY


@pytest.fixture(scope="module")
def variables(bare: Bare, tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """The module's variables alone, which need no provider."""
    directory = tmp_path_factory.mktemp("variables")
    shutil.copy(ROOT / "modules" / "ecr-repositories" / "variables.tf.json", directory)
    return bare(directory).with_variables(collection_name="inscribe")


@pytest.mark.parametrize(
    ("repositories", "shown", "rule"),
    [
        ({"Team/API": {}, "web": {}}, ["Team/API"], "each name must be 2 to 256 characters of lower-case letters"),
        ({"größe": {}}, ["größe"], "each name must be 2 to 256 characters"),
        ({"a" * 257: {}}, ["a" * 257], "each name must be 2 to 256 characters"),
        ({"team/api": None, "web": {}}, ["team/api"], "each must be an object of settings; {} for none (cdktf-ecr)"),
        ({"team/api": {"image_tag_mutability": "mutable"}}, "mutable", "image_tag_mutability must be one of MUTABLE,"),
        ({"team/api": {"scan_frequency": "DAILY"}}, "DAILY", "scan_frequency must be one of SCAN_ON_PUSH, CONT"),
        ({"team/api": {"encryption_type": "AES"}}, "AES", "encryption_type must be one of AES256, KMS, KMS_DSSE"),
        ({"team/api": {"kms_key_id": "alias/ecr"}}, "alias/ecr", "kms_key_id must be the ARN of a KMS key"),
        ({"team/api": {"max_image_count": 0}}, 0, "max_image_count must be a whole number of 1 or more"),
        ({"team/api": {"dev_image_count": 1.5}}, 1.5, "dev_image_count must be a whole number of 1 or more"),
        ({"team/api": {"untagged_image_days": -1}}, -1, "untagged_image_days must be a whole number of 1 or more"),
        ({"team/api": {"pull_account_ids": ["1"]}}, ["1"], "pull_account_ids each account id must be an AWS account"),
        (
            {"team/api": {"pull_account_ids": ["111122223333"] * 2}},
            ["111122223333"] * 2,
            "pull_account_ids must not list an account twice",
        ),
        ({"team/api": {"tags": {"aws:x": "y"}}}, {"aws:x": "y"}, "tags must be a map of at most 47 tags"),
    ],
)
def test_a_wrong_value_is_refused_and_the_repository_named(
    variables: Terraform, repositories: Contents, shown: object, rule: str
) -> None:
    (error,) = variables.refused_plan({"repositories": {**repositories, "other": {"max_image_count": 1}}})

    if not rule.startswith("each "):
        shown, rule = {"team/api": shown}, f"in each repository, {rule}"
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    assert error.startswith(f"repositories {text}: {rule}")


@pytest.mark.parametrize("value", [["team/api"], "team/api", {"team/api": {"max_image_count": "ten"}}])
def test_a_value_of_another_type_is_refused(variables: Terraform, value: object) -> None:
    (error,) = variables.refused_plan({"repositories": value})
    assert "repositories" in error


def test_every_legal_value_is_accepted(variables: Terraform) -> None:
    longest, nulls = "a" * 256, {"max_image_count": None, "tags": None, "kms_key_id": None, "pull_account_ids": None}
    for repositories in ({}, {longest: {}, "a1": nulls}, {"team/api": {"encryption_type": "KMS", "kms_key_id": KEY}}):
        assert variables.plan({"repositories": repositories}).warnings == []


@pytest.fixture
def module(example: Example) -> Terraform:
    """The module, as the root."""
    terraform = example("many-repositories")
    directory = terraform.directory.parents[1] / "modules" / "ecr-repositories"
    (directory / "provider.tf").write_text('provider "aws" {\n  region = "us-east-1"\n}\n', encoding="utf-8")
    return replace(terraform, directory=directory).with_variables(collection_name="inscribe")


def test_contradictions_are_refused_at_plan_and_the_repository_named(module: Terraform, account: Account) -> None:
    # Every filter that matches the first of these matches the others too.
    alike = {"a" * 254: {}, "a" * 255: {"scan_on_push": False}, "a" * 256: {"scan_on_push": False}}
    errors = module.refused_plan(
        {
            "repositories": {
                **alike,
                "key": {"kms_key_id": KEY},
                "continuous": {"scan_frequency": CONTINUOUS},
                "exclusion": {"image_tag_mutability": "MUTABLE_WITH_EXCLUSION"},
                "tags": {"tags": {f"own{number}": "" for number in range(10)}},
            },
            "tags": {f"shared{number}": "" for number in range(38)},
            "enable_enhanced_scanning": False,
            "create_kms_key": True,
            **UNWATCHED,
        }
    )

    assert sorted(error.split(": must ")[0].split(" {")[0] for error in errors) == sorted(
        [
            "create_kms_key true",
            f'repository key, kms_key_id "{KEY}"',
            f'repository continuous, scan_frequency "{CONTINUOUS}"',
            'repository exclusion, image_tag_mutability "MUTABLE_WITH_EXCLUSION"',
            "repository tags, tags",
            f"repositories {json.dumps(sorted(alike)[1:], separators=(',', ':'))}",
        ]
    )
    by_start = {error.split(" ")[1]: error for error in errors}
    assert "must be null when encryption_type is AES256; a key goes with KMS or KMS_DSSE" in by_start["key,"]
    assert "must be at most 47 tags, the collection's and its own together" in by_start["tags,"]
    (misses,) = [error for error in errors if error.startswith("repositories ")]
    assert "put those of one frequency under a namespace of their own, or pass scan_repository_filters" in misses

    # One filter for each of 101 repositories is one more than the registry takes.
    repositories: Contents = {f"team-{number}": {} for number in range(101)} | {"quiet": {"scan_on_push": False}}

    (error,) = module.refused_plan({"repositories": repositories, **UNWATCHED})

    assert error.startswith("repositories: must need at most 100 filters of one frequency: give them the frequency of")
    assert account.contents()["repositories"] == {}


def counts(repository: Contents) -> list[int]:
    return [rule["selection"]["countNumber"] for rule in repository["lifecycle_policy"]["rules"]]


def pullers(repository: Contents) -> set[str]:
    """Return the accounts that the repository's policy lets pull."""
    statements = repository["policy"]["Statement"] if repository["policy"] else []
    accounts: set[str] = set()
    for statement in statements:
        assert sorted(statement["Action"]) == PULLING
        principals = statement["Principal"]["AWS"]
        listed = [principals] if isinstance(principals, str) else principals
        accounts |= {arn.split(":")[4] for arn in listed}
    return accounts


def filters(found: Contents) -> dict[str, list[str]]:
    """Return the filters of each frequency."""
    rules: list[dict[str, Any]] = found["registry_scanning"]["rules"]
    return {rule["scanFrequency"]: [each["filter"] for each in rule["repositoryFilters"]] for rule in rules}


def deployers_repository(account: Account) -> str:
    """Return what the deployer may push to."""
    iam = account.client("iam")
    (name,) = iam.list_role_policies(RoleName="deployer")["PolicyNames"]
    statements = iam.get_role_policy(RoleName="deployer", PolicyName=name)["PolicyDocument"]["Statement"]
    (resource,) = [each["Resource"] for each in statements if "ecr:PutImage" in each["Action"]]
    return str(resource)
