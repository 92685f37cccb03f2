"""The plain Terraform module, used from HCL as its examples do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.account import Account
from tests.terraform.conftest import ROOT, Attach, Bare, Example, install
from tests.terraform.runner import Terraform

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("module")]

NAME = "inscribe/customer-data-service"
FLAT = Path(__file__).with_name("flat") / "main.tf"

# A subscriber whose endpoint is known after the apply only, and keys whose ARNs are.
QUEUE = """
resource "aws_kms_key" "ours" {}

resource "aws_sqs_queue" "tickets" {
  name = "tickets"
}

module "told" {
  source = "../../modules/ecr"

  repository_name            = "inscribe/told"
  manage_registry_scanning   = false
  manage_log_resource_policy = false
  notification_subscriptions = { tickets = { protocol = "sqs", endpoint = aws_sqs_queue.tickets.arn } }

  create_notification_kms_key = false
  notification_kms_key_id     = aws_kms_key.ours.arn
  log_kms_key_id              = aws_kms_key.ours.arn
}
"""

EXAMPLES = sorted(file.parent.name for file in (ROOT / "examples").glob("*/main.tf"))


def test_every_example_in_hcl_is_here() -> None:
    assert EXAMPLES == ["adopt-with-import", "adopt-with-moved", "many-repositories", "terraform-module"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_formatted(bare: Bare, name: str) -> None:
    assert bare(ROOT).is_formatted(ROOT / "examples" / name / "main.tf")


@pytest.mark.parametrize(
    ("name", "required"), [("ecr", ["repository_name"]), ("ecr-repositories", ["collection_name", "repositories"])]
)
def test_a_module_is_valid_by_itself_and_makes_nothing_that_nobody_named(
    bare: Bare, attach: Attach, tmp_path: Path, name: str, required: list[str]
) -> None:
    module = bare(shutil.copytree(ROOT / "modules" / name, tmp_path / name))

    install(module)

    attach(module).validate()
    refused = attach(module).refused_plan(None)
    assert sorted(each.split('"')[1] for each in refused) == required
    assert all("is not set, and has no default value" in each for each in refused)


def test_several_copies_apply_and_settle(account: Account, example: Example) -> None:
    terraform = example("terraform-module")
    terraform.validate()

    terraform.apply()

    found = account.contents()
    assert {name: repository["mutability"] for name, repository in found["repositories"].items()} == {
        NAME: "MUTABLE",
        "inscribe/worker": "MUTABLE",
        "inscribe/billing": "IMMUTABLE",
        "inscribe/search": "IMMUTABLE",
    }
    assert found["registry_scanning"]["scanType"] == "ENHANCED"
    assert len(found["log_resource_policies"]) == 1
    assert _kept_releases(found, "inscribe/search") == 20
    assert terraform.outputs()["repository_urls"] == {
        name: account.repository_url(name) for name in found["repositories"]
    }
    assert terraform.plan().exit_code == 0

    without_one = {"services": {"inscribe/search": {"max_image_count": 20}}}
    changes = terraform.plan(without_one, refresh=False).changes
    assert set(changes.values()) == {"delete"}
    assert {address.split('"')[1] for address in changes} == {"inscribe/billing"}

    (terraform.directory / "queue.tf").write_text(QUEUE, encoding="utf-8")
    terraform.init()
    planned = terraform.plan(refresh=False).changes
    assert planned['module.told.aws_sns_topic_subscription.scan_notifications["tickets"]'] == "create"
    assert [address for address in planned if "aws_kms_key" in address] == ["aws_kms_key.ours"]


def test_a_flat_configuration_is_adopted_by_moving(account: Account, example: Example) -> None:
    terraform = _deployed_flat(account, example("adopt-with-moved"))

    planned = terraform.plan().changes

    assert planned["module.ecr.aws_ecr_repository.this"] == "update"
    assert planned["module.ecr.aws_ecr_lifecycle_policy.this"] == "replace"
    assert not {address for address, action in planned.items() if action == "delete"} - {
        "module.ecr.aws_ecr_repository_policy.this[0]"
    }
    _assert_adopted(account, terraform)


def test_what_another_state_holds_is_adopted_by_importing(account: Account, example: Example) -> None:
    terraform = _deployed_flat(account, example("adopt-with-import"))
    (terraform.directory / "terraform.tfstate").unlink()

    run = terraform.apply()

    imported = {message["hook"]["resource"]["addr"] for message in run.messages if message["type"] == "apply_start"}
    assert "module.ecr.aws_ecr_repository.this" in imported
    _assert_adopted(account, terraform)


def _deployed_flat(account: Account, terraform: Terraform) -> Terraform:
    """Apply the flat configuration, push an image, and leave its state to the example."""
    ours = terraform.directory / "main.tf"
    theirs = ours.read_text(encoding="utf-8")
    shutil.copy(FLAT, ours)
    terraform.apply()
    account.push_image(NAME)
    ours.write_text(theirs, encoding="utf-8")
    return terraform


def _assert_adopted(account: Account, terraform: Terraform) -> None:
    created = _created(account)
    terraform.apply({})
    assert _created(account) == created
    assert [image["imageTag"] for image in account.client("ecr").list_images(repositoryName=NAME)["imageIds"]] == ["v1"]
    rules = account.contents()["repositories"][NAME]["lifecycle_policy"]["rules"]
    assert [rule["selection"].get("tagPatternList") for rule in rules][:2] == [["v*"], ["release*"]]
    assert terraform.plan().exit_code == 0


def _created(account: Account) -> Any:
    (repository,) = account.client("ecr").describe_repositories(repositoryNames=[NAME])["repositories"]
    return repository["createdAt"]


def _kept_releases(found: dict[str, Any], repository: str) -> int:
    return int(found["repositories"][repository]["lifecycle_policy"]["rules"][0]["selection"]["countNumber"])
