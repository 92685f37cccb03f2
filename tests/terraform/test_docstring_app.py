"""An application as somebody writes it who has read the docstrings alone, applied for real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.account import ACCOUNT_ID, EMPTY, Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

NAMES = ["payments/api", "payments/worker", "payments/web"]
TASKS = "arn:aws:iam::111122223333:role/tasks"


@pytest.fixture
def terraform(tmp_path: Path, library_examples: Path, place: Place) -> Terraform:
    """The example, of whatever release of the provider there is here."""
    stack = tmp_path / "stack"
    stack.mkdir()
    written = library_examples / "service_platform" / "cdktf.out" / "stacks" / "platform" / "cdk.tf.json"
    configuration = json.loads(written.read_text(encoding="utf-8"))
    configuration["terraform"]["required_providers"]["aws"]["version"] = ">= 5.100"
    configuration["terraform"]["backend"]["local"]["path"] = str(tmp_path / "terraform.tfstate")
    (stack / "cdk.tf.json").write_text(json.dumps(configuration), encoding="utf-8")
    return place(tmp_path, stack)


def test_it_applies_settles_and_goes_away(terraform: Terraform, emulator: Emulator) -> None:
    emulator.reset()
    terraform.apply()

    account = Account(emulator.url, "eu-west-1")
    contents = account.contents()
    repositories = contents["repositories"]
    assert set(repositories) == set(NAMES)
    for name, repository in repositories.items():
        assert principals(repository["policy"]) == {"arn:aws:iam::444455556666:root", TASKS}
        assert terraform.outputs()[f"{name.rpartition('/')[2]}_url"].endswith(f"eu-west-1.amazonaws.com/{name}")
    (build,) = (role for name, role in contents["roles"].items() if name.endswith("-ci-build"))
    pushed = {arn for statement in build["inline"]["build"]["Statement"] for arn in listed(statement["Resource"])}
    assert pushed >= {f"arn:aws:ecr:eu-west-1:{ACCOUNT_ID}:repository/{name}" for name in NAMES}
    (topic,) = contents["topics"].values()
    queue = f"arn:aws:sqs:eu-west-1:{ACCOUNT_ID}:tickets"
    assert topic["subscriptions"] == [("email", "team@example.org"), ("sqs", queue)]
    assert list(contents["dashboards"]) == [terraform.outputs()["dashboard"]]
    assert len(contents["alarms"]) == 2 * len(NAMES) + 1  # One on images that cannot be scanned, for all of them.
    assert len(contents["log_resource_policies"]) == 1
    again = terraform.plan()
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])

    terraform.destroy()

    assert account.contents() == EMPTY


def principals(policy: dict[str, Any]) -> set[str]:
    return {arn for statement in policy["Statement"] for arn in listed(statement["Principal"]["AWS"])}


def listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
