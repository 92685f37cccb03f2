"""The identities of CI pipelines, applied for real; and the guide's stack, applied with the deploy role alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.model.ci_identity.evaluation import allows, listed
from tests.model.ci_identity.test_policies import RECORDED
from tests.synthesized import SynthesizeProgram
from tests.terraform.account import ACCOUNT_ID, Account
from tests.terraform.authorization import recorded_calls
from tests.terraform.conftest import Place
from tests.terraform.emulator import Emulator
from tests.terraform.life import SAME, life
from tests.terraform.runner import Terraform

pytestmark = pytest.mark.terraform

PROGRAM = Path(__file__).with_name("ci_identity_app.py")
CIRCLECI = "oidc.circleci.com/org/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0"
GITHUB = "token.actions.githubusercontent.com"
PROJECT = "org/0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0/project/6a1b2c3d-0000-4000-8000-000000000001"
DEPLOY_ROLE = "inscribe-customer-data-servic-46fb5915-us-east-1-ci-deploy"


@pytest.fixture(scope="module")
def ci_stack(synthesize_program: SynthesizeProgram) -> Path:
    return synthesize_program(PROGRAM) / "ci"


def test_pipelines_get_roles_and_the_guides_stack_is_deployed_with_one(
    tmp_path: Path, place: Place, emulator: Emulator, ci_stack: Path, stack_directory: Path
) -> None:
    emulator.reset()
    identities = place(tmp_path / "ci", ci_stack)
    iam = Account(emulator.url).client("iam")

    identities.apply()

    assert _providers(iam) == {CIRCLECI: [CIRCLECI.rpartition("/")[2]], GITHUB: ["sts.amazonaws.com"]}
    _check_roles(iam)
    again = identities.plan()
    assert (again.exit_code, again.changes, again.warnings) == (0, {}, [])
    policy = iam.get_role_policy(RoleName=DEPLOY_ROLE, PolicyName="deploy")["PolicyDocument"]

    with emulator.recorded():
        _deploy(place(tmp_path / "ecr", stack_directory), emulator, policy)

    assert identities.destroy().totals == (0, 0, 10)
    assert _providers(iam) == {}
    assert iam.list_roles()["Roles"] == []


def test_a_life_changes_every_variable(stack_directory: Path) -> None:
    declared = json.loads((stack_directory / "cdk.tf.json").read_text(encoding="utf-8"))["variable"]
    stages = life("a key's ARN")

    assert {name for name in declared if len({json.dumps(stage.get(name)) for stage in stages}) == 1} == set(SAME)


def _providers(iam: Any) -> dict[str, list[str]]:
    arns = [each["Arn"] for each in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]
    found = [iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn) for arn in arns]
    return {provider["Url"].removeprefix("https://"): provider["ClientIDList"] for provider in found}


def _check_roles(iam: Any) -> None:
    roles = {role["RoleName"]: role for role in iam.list_roles()["Roles"]}
    conditions = {}
    for name, role in roles.items():
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
        issuer = CIRCLECI if name.startswith("inscribe") else GITHUB
        assert statement["Principal"] == {"Federated": f"arn:aws:iam::{ACCOUNT_ID}:oidc-provider/{issuer}"}
        conditions[name] = statement["Condition"]
    anybody, refs = "????????-????-????-????-????????????", ("ref:refs/heads/main", "ref:refs/heads/release/*")
    assert conditions == {
        "inscribe-customer-data-service-46fb5915-us-east-1-ci-build": {
            "StringEquals": {f"{CIRCLECI}:aud": CIRCLECI.rpartition("/")[2]},
            "StringLike": {f"{CIRCLECI}:sub": f"{PROJECT}/user/*"},
        },
        DEPLOY_ROLE: {
            "StringEquals": {f"{CIRCLECI}:aud": CIRCLECI.rpartition("/")[2]},
            "StringLike": {
                f"{CIRCLECI}:sub": f"{PROJECT}/user/{anybody}/vcs-origin/github.com/inscribe/customer-data-service"
                "/vcs-ref/refs/heads/main"
            },
        },
        "web-builder": {
            "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"},
            "StringLike": {f"{GITHUB}:sub": ["repo:acme/web:*", "repo:acme@12/web@34:*"]},
        },
        "team-web-a5cb1ff6-us-east-1-ci-deploy": {
            "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"},
            "StringLike": {
                f"{GITHUB}:sub": [
                    f"repo:{repository}:{context}"
                    for repository in ("acme/web", "acme@12/web@34")
                    for context in (*refs, "environment:production")
                ]
            },
        },
    }
    deploy = iam.get_role(RoleName=DEPLOY_ROLE)["Role"]
    assert deploy["MaxSessionDuration"] == 7200
    assert deploy["PermissionsBoundary"]["PermissionsBoundaryArn"] == "arn:aws:iam::aws:policy/PowerUserAccess"


def _deploy(stack: Terraform, emulator: Emulator, policy: dict[str, Any]) -> None:
    """Lead the stack's life with the deploy role, and fail without one of its actions."""
    account = Account(emulator.url)
    iam = account.client("iam")
    credentials = _role_credentials(account)
    with_role = replace(stack, environment={**stack.environment, **credentials})

    def run(command: Callable[[], Any], document: dict[str, Any]) -> Any:
        text = json.dumps(_as_the_emulator_reads_it(document))
        iam.put_role_policy(RoleName=DEPLOY_ROLE, PolicyName="deploy", PolicyDocument=text)
        with emulator.authorized():
            return command()

    created, *stages = life(account.create_key())
    without = json.loads(json.dumps(policy).replace('"ecr:CreateRepository", ', ""))
    with pytest.raises(AssertionError, match="CreateRepository, https response error StatusCode: 403"):
        run(lambda: with_role.apply(created, "-target=aws_ecr_repository.this"), without)
    assert account.client("ecr").describe_repositories()["repositories"] == []

    assert run(lambda: with_role.apply(created), policy).totals[1:] == (0, 0)
    assert run(lambda: with_role.plan(created), policy).exit_code == 0
    for stage in stages:
        run(partial(with_role.apply, stage), policy)
    run(lambda: with_role.destroy(stages[-1]), policy)

    # The one call that every principal may make.
    everybodys = "sts:GetCallerIdentity"
    calls = recorded_calls(emulator.recording, credentials["AWS_ACCESS_KEY_ID"])
    calls = [call for call in calls if call.action != everybodys]
    recorded = {f"{service}:{name}" for service, names in RECORDED.items() for name in names.split()}
    assert {call.action for call in calls} == {action for action in recorded if not action.startswith("s3:")}
    assert {(call.action, call.resource) for call in calls if not allows(policy, call)} == set()


def _role_credentials(account: Account) -> dict[str, str]:
    """Return the environment of a job that has assumed the deploy role with its token."""
    answer = account.client("sts").assume_role_with_web_identity(
        RoleArn=f"arn:aws:iam::{ACCOUNT_ID}:role/{DEPLOY_ROLE}", RoleSessionName="job", WebIdentityToken="token"
    )
    credentials = answer["Credentials"]
    return {
        "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
        "AWS_SESSION_TOKEN": credentials["SessionToken"],
    }


def _as_the_emulator_reads_it(policy: dict[str, Any]) -> dict[str, Any]:
    """Return a policy's actions alone: the emulator judges nothing else, and calls CloudWatch otherwise."""
    actions = [action for statement in policy["Statement"] for action in listed(statement["Action"])]
    known = [action.replace("cloudwatch:", "monitoring:") for action in actions]
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": known, "Resource": "*"}]}
