"""IAM's simulator and Access Analyzer against our expectations."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdktf_ecr.model.access.iam import Access, access_policy, pull_policy, push_policy
from cdktf_ecr.model.monitoring.repositories import MonitoredRepository
from cdktf_ecr.model.repository import derived_names as names
from cdktf_ecr.model.repository.derived_names import NameRule
from cdktf_ecr.operations.doctor.asking import Asking
from cdktf_ecr.operations.doctor.check import Check, Outcome
from cdktf_ecr.operations.proving.documents import identity_policy, repository_policy, resource_policy, trust_policy_of
from cdktf_ecr.operations.proving.policies import prove_policy
from cdktf_ecr.operations.proving.roles import prove_role
from cdktf_ecr.operations.proving.subject import Role
from tests.operations.proving.conftest import ROLES, STATEMENT, TEAM_API, name, role_arn
from tests.standin.account import DENIED, Account
from tests.standin.validators import Given, simulate

TEAM_WEB = MonitoredRepository(name="team/web", arn=TEAM_API.arn.replace("api", "web"))


def proved(
    asking: Asking,
    kind: NameRule,
    *documents: dict[str, object],
    repositories: tuple[MonitoredRepository, ...] = (TEAM_API,),
) -> list[Check]:
    """Prove a role: the one that is there, or one with these policies."""
    texts = tuple(json.dumps(document) for document in documents) or None
    role = Role(name=name(kind), kind=kind, arn=role_arn(kind), repositories=repositories, documents=texts)
    return list(prove_role(asking.client("iam"), role))


@pytest.mark.parametrize("kind", ROLES, ids=lambda kind: kind.suffix)
def test_iam_agrees_on_the_roles(asking: Asking, account: Account, kind: NameRule) -> None:
    (deployed,) = proved(asking, kind)
    (planned,) = proved(asking, kind, ROLES[kind])

    assert (deployed.outcome, deployed.action) == (Outcome.PASS, "iam:SimulatePrincipalPolicy")
    assert (planned.outcome, planned.action) == (Outcome.PASS, "iam:SimulateCustomPolicy")
    assert {one["PolicySourceArn"] for one in account.asked("iam", "SimulatePrincipalPolicy")} == {role_arn(kind)}


EVERY_REPOSITORY = f"{TEAM_API.arn.removesuffix(TEAM_API.name)}*"


@pytest.mark.parametrize(
    ("kind", "document", "differences"),
    [
        pytest.param(
            names.PULL_ROLE,
            pull_policy(EVERY_REPOSITORY),
            {"ecr:BatchGetImage on {nobodys}: AWS says allowed, we expected that it is denied"},
            id="pulls from every repository",
        ),
        pytest.param(
            names.PULL_ROLE,
            access_policy(TEAM_API.arn, [Access.PULL, Access.PUSH]),
            {"ecr:PutImage on {own}: AWS says allowed, we expected that it is denied"},
            id="pushes as well",
        ),
        pytest.param(
            names.CI_BUILD_ROLE,
            push_policy(TEAM_API.arn),
            {"ecr:DescribeImageScanFindings on {own}: AWS says implicitDeny, we expected that it is allowed"},
            id="cannot read scans",
        ),
        pytest.param(
            names.CI_DEPLOY_ROLE,
            {"Statement": [{"Action": ["iam:PutRolePolicy"], "Resource": "*"}]},
            {
                "iam:PutRolePolicy on {role}: AWS says allowed, we expected that it is denied",
                "ecr:CreateRepository on {own}: AWS says implicitDeny, we expected that it is allowed",
            },
            id="can change itself",
        ),
    ],
)
def test_a_disagreement_says_on_which_action(
    asking: Asking, kind: NameRule, document: dict[str, object], differences: set[str]
) -> None:
    checks = proved(asking, kind, document)

    nobodys = TEAM_API.arn.replace("team/api", "cdktf-ecr/nobodys")
    places = {"nobodys": nobodys, "own": TEAM_API.arn, "role": role_arn(kind)}
    assert {f"role {name(kind)}, {one.format(**places)}" for one in differences} <= {check.found for check in checks}
    assert {check.outcome for check in checks} == {Outcome.FAIL}


def test_a_role_is_asked_about_each_repository_that_it_is_for(asking: Asking) -> None:
    both = (TEAM_API, TEAM_WEB)
    (agreed,) = proved(asking, names.PULL_ROLE, pull_policy([one.arn for one in both]), repositories=both)
    lacking = proved(asking, names.PULL_ROLE, pull_policy(TEAM_API.arn), repositories=both)

    assert (agreed.outcome, agreed.found.endswith("allowed and denied, with team/api, team/web")) == (
        Outcome.PASS,
        True,
    )
    assert {check.found.partition(" on ")[2] for check in lacking} == {
        f"{TEAM_WEB.arn}: AWS says implicitDeny, we expected that it is allowed"
    }


def test_a_role_for_many_repositories_is_tried_on_three(asking: Asking, account: Account) -> None:
    many = tuple(
        MonitoredRepository(name=f"team/{number}", arn=TEAM_API.arn.replace("api", f"{number}")) for number in range(20)
    )

    (check,) = proved(asking, names.PULL_ROLE, pull_policy([one.arn for one in many]), repositories=many)

    asked = {one["ResourceArns"][0] for one in account.asked("iam", "SimulateCustomPolicy")}
    assert {one.arn for one in many} & asked == {one.arn for one in many[:3]}
    assert check.found.endswith("with team/0, team/1, team/2 (of 20 repositories)")


def test_an_explicit_deny_is_told_as_such(asking: Asking, account: Account) -> None:
    def denied(given: Given) -> Given:
        answer = simulate([json.dumps(ROLES[names.PULL_ROLE])], given)
        return {"EvaluationResults": [{**one, "EvalDecision": "explicitDeny"} for one in answer["EvaluationResults"]]}

    account.answers["iam", "SimulatePrincipalPolicy"] = denied

    found = [check.found for check in proved(asking, names.PULL_ROLE)]

    assert len(found) == 4
    assert all("AWS says explicitDeny, we expected that it is allowed" in one for one in found)


def test_what_iam_does_not_answer_is_not_proved(asking: Asking, account: Account) -> None:
    def short(given: Given) -> Given:
        answer = simulate([json.dumps(ROLES[names.PULL_ROLE])], given)
        return {
            "EvaluationResults": [one for one in answer["EvaluationResults"] if one["EvalActionName"] != "ecr:PutImage"]
        }

    account.answers["iam", "SimulatePrincipalPolicy"] = short

    (check,) = proved(asking, names.PULL_ROLE)

    assert (check.outcome, "says nothing of ecr:PutImage on" in check.found) == (Outcome.SKIP, True)


@pytest.mark.parametrize("document", [(), (ROLES[names.PULL_ROLE],)], ids=["deployed", "planned"])
def test_a_denied_simulation_is_no_agreement(asking: Asking, account: Account, document: tuple[Any, ...]) -> None:
    account.answers["iam", "SimulatePrincipalPolicy"] = account.answers["iam", "SimulateCustomPolicy"] = DENIED

    (check,) = proved(asking, names.PULL_ROLE, *document)

    operation = "SimulateCustomPolicy" if document else "SimulatePrincipalPolicy"
    assert (check.outcome, check.action) == (Outcome.SKIP, f"iam:{operation}")


POLICIES = {
    "trust": trust_policy_of("r", "{}"),
    "identity": identity_policy("p", "{}"),
    "resource": resource_policy("q", "{}"),
    "repository": repository_policy(
        "team/api", TEAM_API.arn, json.dumps({"Version": "2012-10-17", "Statement": STATEMENT})
    ),
}


@pytest.mark.parametrize(
    ("policy", "type_", "resource_type"),
    [
        ("trust", "RESOURCE_POLICY", "AWS::IAM::AssumeRolePolicyDocument"),
        ("identity", "IDENTITY_POLICY", None),
        ("resource", "RESOURCE_POLICY", None),
        ("repository", "RESOURCE_POLICY", None),
    ],
)
def test_access_analyzer_is_told_what_kind_of_policy_it_is(
    asking: Asking, account: Account, policy: str, type_: str, resource_type: str | None
) -> None:
    (check,) = prove_policy(asking.client("accessanalyzer"), POLICIES[policy])

    (asked,) = account.asked("accessanalyzer", "ValidatePolicy")
    assert (asked["policyType"], asked.get("validatePolicyResourceType")) == (type_, resource_type)
    assert (check.outcome, check.found) == (
        Outcome.PASS,
        f"{POLICIES[policy].name}: IAM Access Analyzer finds nothing",
    )


def test_a_repositorys_policy_is_given_the_resource_that_ecr_leaves_out() -> None:
    (statement,) = json.loads(POLICIES["repository"].document)["Statement"]

    assert statement == {**STATEMENT, "Resource": TEAM_API.arn}


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("ERROR", Outcome.FAIL),
        ("SECURITY_WARNING", Outcome.FAIL),
        ("WARNING", Outcome.WARN),
        ("SUGGESTION", Outcome.WARN),
    ],
)
def test_what_access_analyzer_finds(asking: Asking, account: Account, kind: str, outcome: Outcome) -> None:
    finding = {
        "findingType": kind,
        "issueCode": "INVALID_ACTION",
        "findingDetails": "The action ecr:Pull does not exist.",
        "learnMoreLink": "https://docs.aws.amazon.com/x",
        "locations": [],
    }
    account.answers["accessanalyzer", "ValidatePolicy"] = lambda given: (
        {"findings": [finding]} if given.get("nextToken") else {"findings": [], "nextToken": "n"}
    )

    (check,) = prove_policy(asking.client("accessanalyzer"), POLICIES["identity"])

    assert check.outcome is outcome
    assert check.found == f"p: {kind} INVALID_ACTION: The action ecr:Pull does not exist."
    assert check.meaning == "https://docs.aws.amazon.com/x"


def test_a_denied_validation_is_no_agreement(asking: Asking, account: Account) -> None:
    account.answers["accessanalyzer", "ValidatePolicy"] = DENIED

    (check,) = prove_policy(asking.client("accessanalyzer"), POLICIES["identity"])

    assert (check.outcome, check.action) == (Outcome.SKIP, "access-analyzer:ValidatePolicy")
