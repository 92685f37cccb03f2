"""Grants, applied for real: what arrives in the account is what the synthesized JSON says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.iam_simulator.planned import Plan
from tests.synthesized import SynthesizeProgram, parsed
from tests.terraform.account import ACCOUNT_ID, Account
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("grants_app.py")
REGION = "eu-west-1"
IMPORTED = "arn:aws-cn:ecr:cn-north-1:000011112222:repository/my-repository/a.b"


@pytest.fixture(scope="module")
def grants_stack(synthesize_program: SynthesizeProgram) -> Path:
    return synthesize_program(PROGRAM) / "grants"


def test_grants_apply_settle_and_go_away(tmp_path: Path, place: Place, emulator: Emulator, grants_stack: Path) -> None:
    emulator.reset()
    account = Account(emulator.url, region=REGION)
    ecr, iam = account.client("ecr"), account.client("iam")
    ecr.create_repository(repositoryName="team/existing")
    terraform = place(tmp_path, grants_stack)
    terraform.validate()

    terraform.apply()

    plan = Plan(
        parsed(json.loads((grants_stack / "cdk.tf.json").read_text(encoding="utf-8"))),
        ACCOUNT_ID,
        REGION,
        {
            "aws_iam_role.runner.arn": f"arn:aws:iam::{ACCOUNT_ID}:role/runner",
            "var.account": "777788889999",
            "var.imported_arn": IMPORTED,
        },
    )
    for repository in plan.repositories():
        name = repository.arn.partition("repository/")[2]
        written = json.loads(ecr.get_repository_policy(repositoryName=name)["policyText"])
        assert normalized(written) == normalized(repository.policy)
    for kind, name, provider, count in (
        ("role", "ci", None, 2),
        ("role", "runner", "aws.workload", 1),
        ("user", "ann", None, 2),
    ):
        names = getattr(iam, f"list_{kind}_policies")(**{f"{kind.title()}Name": name})["PolicyNames"]
        written = [inline_policy(iam, kind, name, policy) for policy in names]
        assert len(written) == count
        assert sorted(map(normalized, written)) == sorted(map(normalized, plan.identity_policies(kind, name, provider)))
    sids = [statement["Sid"] for statement in policy_of(ecr, "team/api")["Statement"]]
    assert sids == [
        "PullByAccounts",
        "GrantPull",
        "GrantPullToOrganizations",
        "GrantPullToServices1",
        "GrantPushToOrganizations",
    ]
    url = f"{ACCOUNT_ID}.dkr.ecr.{REGION}.amazonaws.com/team/existing"
    assert terraform.outputs() == {
        "existing_seen": [
            "team/existing",
            f"arn:aws:ecr:{REGION}:{ACCOUNT_ID}:repository/team/existing",
            url,
            ACCOUNT_ID,
        ],
        "imported_seen": [
            "my-repository/a.b",
            IMPORTED,
            "000011112222.dkr.ecr.cn-north-1.amazonaws.com.cn/my-repository/a.b",
            "000011112222",
        ],
    }
    api = f"arn:aws:ecr:{REGION}:{ACCOUNT_ID}:repository/team/api"
    ecr.tag_resource(resourceArn=api, tags=[{"Key": "Owner", "Value": "somebody else, whose tags are ignored"}])
    assert terraform.plan().exit_code == 0

    terraform.destroy()

    assert [found["repositoryName"] for found in ecr.describe_repositories()["repositories"]] == ["team/existing"]
    assert iam.list_roles()["Roles"] == iam.list_users()["Users"] == []


def policy_of(ecr: Any, name: str) -> dict[str, Any]:
    return dict(json.loads(ecr.get_repository_policy(repositoryName=name)["policyText"]))


def inline_policy(iam: Any, kind: str, name: str, policy: str) -> Any:
    answer = getattr(iam, f"get_{kind}_policy")(**{f"{kind.title()}Name": name, "PolicyName": policy})
    document = answer["PolicyDocument"]
    return json.loads(unquote(document)) if isinstance(document, str) else document


def normalized(policy: Any) -> str:
    """Return a policy as text; the provider writes a list of one as its only item, and sorts."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return sorted(value) if len(value) > 1 else value[0]
        return [plain(item) for item in value] if isinstance(value, list) else value

    return json.dumps(plain(policy), sort_keys=True)
