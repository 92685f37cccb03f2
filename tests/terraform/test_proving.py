"""What Terraform applied, found by its names and put to AWS's validators as the stand-in plays them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.operations.aws import AwsSession
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.proving.deployed import deployed
from cdktf_ecr.operations.proving.everything import prove
from cdktf_ecr.operations.proving.planned import in_stack
from cdktf_ecr.operations.stack_directory import read_stack
from tests.standin import account as standin
from tests.standin.validators import VALIDATORS, Given, simulate
from tests.terraform.emulator import Emulator
from tests.terraform.provider import hand_over_credentials
from tests.terraform.runner import Terraform
from tests.terraform.test_stack_directory import use

pytestmark = pytest.mark.terraform

ACCOUNT, REGION = "123456789012", "us-east-1"
TEAM_API = MonitoredRepository(name="team/api", arn=f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/team/api")


@pytest.fixture
def asking(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Asking]:
    """An account that is moto's, but for the validators, which moto does not have."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")

    def simulated(given: Given) -> Given:
        iam = AwsSession(region=REGION, endpoint_url=emulator.url).client("iam")
        role = given["PolicySourceArn"].rpartition("/")[2]
        names = iam.list_role_policies(RoleName=role)["PolicyNames"]
        documents = [iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"] for name in names]
        return simulate([json.dumps(document) for document in documents], given)

    def previewed(_: Given) -> dict[str, Any]:
        return {"status": "COMPLETE", "previewResults": []}

    answers: dict[tuple[str, str], standin.Answer] = {
        **VALIDATORS,
        ("iam", "SimulatePrincipalPolicy"): simulated,
        ("ecr", "StartLifecyclePolicyPreview"): {"status": "IN_PROGRESS"},
        ("ecr", "GetLifecyclePolicyPreview"): previewed,
    }
    with standin.Account(answers=answers, moto=emulator.url).listening() as account:
        yield Asking(AwsSession(region=REGION, endpoint_url=account.url))


@pytest.mark.usefixtures("account")
def test_what_terraform_plans_and_applies_is_found_and_agreed_on(
    terraform: Terraform, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(terraform, monkeypatch)
    hand_over_credentials(terraform.environment)
    place = {"account_id": ACCOUNT, "partition": "aws", "region": REGION}
    variables = ["ecr_repository_name=team/api", 'ecr_pull_account_ids=["111122223333"]']

    planned = prove(asking, in_stack(read_stack(terraform.directory, variables=variables), **place))
    terraform.apply({"ecr_repository_name": "team/api", "ecr_pull_account_ids": ["111122223333"]})
    applied = prove(asking, in_stack(read_stack(terraform.directory), **place))
    found = prove(asking, deployed(asking, TEAM_API))

    assert Outcome.FAIL not in {check.outcome for check in planned}
    # The scans' and the findings' rules, worked out, that of pushes, and that of basic notifications.
    passed = Counter(check.name for check in planned if check.outcome is Outcome.PASS)
    assert (passed["prove-event-patterns"], passed["prove-metric-filters"]) == (4, 11)
    for checks in (applied, found):
        assert [check.found for check in checks if check.outcome is not Outcome.PASS] == []
        assert {check.name for check in checks} == {
            "prove-event-patterns",
            "prove-metric-filters",
            "prove-role-permissions",
            "prove-policies",
            "prove-lifecycle",
        }
    assert Counter(check.name for check in found) == Counter(check.name for check in applied)
