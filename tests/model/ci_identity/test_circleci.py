"""`CircleCi`: whose jobs a role trusts, told by tokens as CircleCI writes them."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.ci_identity import CircleCi, trust_policy
from cdktf_ecr.model.errors import InvalidSettingError
from tests.model.ci_identity.evaluation import Call, allows

ORG = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0"
OTHER_ORG = "99999999-4b5a-4978-8695-a4b3c2d1e0f0"
PROJECT = "6a1b2c3d-0000-4000-8000-000000000001"
OTHER_PROJECT = "6a1b2c3d-0000-4000-8000-000000000002"
USER = "11111111-2222-4333-8444-555555555555"
ISSUER = f"oidc.circleci.com/org/{ORG}"
PROVIDER_ARN = f"arn:aws:iam::111122223333:oidc-provider/{ISSUER}"
ORIGIN = "github.com/acme/api"

JOB = f"org/{ORG}/project/{PROJECT}/user/{USER}"
MAIN = f"{JOB}/vcs-origin/{ORIGIN}/vcs-ref/refs/heads/main"


def trusts(trust: CircleCi, subject: str, audience: str = ORG) -> bool:
    """Whether AWS accepts a token with this subject and audience."""
    token = {f"{ISSUER}:aud": audience, f"{ISSUER}:sub": subject}
    return allows(trust_policy(trust, PROVIDER_ARN), Call("sts:AssumeRoleWithWebIdentity", context=token))


def circleci(**settings: Any) -> CircleCi:
    return CircleCi(**{"organization_id": ORG, "project_ids": [PROJECT], **settings})


def test_the_trust_policy_is_what_circleci_documents() -> None:
    assert trust_policy(circleci(), PROVIDER_ARN) == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AssumeRoleFromCi",
                "Effect": "Allow",
                "Principal": {"Federated": PROVIDER_ARN},
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": {
                    "StringEquals": {f"{ISSUER}:aud": ORG},
                    "StringLike": {f"{ISSUER}:sub": f"org/{ORG}/project/{PROJECT}/user/*"},
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("settings", "accepted", "refused"),
    [
        pytest.param({}, [JOB, MAIN], [JOB.replace(PROJECT, OTHER_PROJECT)], id="project"),
        pytest.param(
            {"project_ids": [PROJECT, OTHER_PROJECT]},
            [JOB, JOB.replace(PROJECT, OTHER_PROJECT)],
            [JOB.replace(PROJECT, USER)],
            id="projects",
        ),
        pytest.param(
            {"project_ids": [], "whole_organization": True},
            [JOB, MAIN, JOB.replace(PROJECT, OTHER_PROJECT)],
            [f"org/{OTHER_ORG}/project/{PROJECT}/user/{USER}"],
            id="organization",
        ),
        pytest.param(
            {"vcs_origin": ORIGIN},
            [MAIN, MAIN.replace("main", "dev"), MAIN.replace("refs/heads/main", "pull/12")],
            [JOB, MAIN.replace("acme", "fork"), MAIN.replace("api", "api-fork")],
            id="origin",
        ),
        pytest.param(
            {"vcs_origin": ORIGIN, "branches": ["main", "release/*"]},
            [MAIN, MAIN.replace("main", "release/1")],
            [
                JOB,
                f"{MAIN}2",
                MAIN.replace("heads", "tags"),
                MAIN.replace("main", "releases"),
                MAIN.replace("acme", "fork"),
            ],
            id="branches",
        ),
        pytest.param(
            {"vcs_origin": ORIGIN, "tags": ["v*"]},
            [MAIN.replace("heads/main", "tags/v1")],
            [MAIN, MAIN.replace("main", "v1")],
            id="tags",
        ),
    ],
)
def test_jobs_are_told_apart(settings: dict[str, Any], accepted: list[str], refused: list[str]) -> None:
    trust = circleci(**settings)

    assert [subject for subject in accepted if not trusts(trust, subject)] == []
    assert [subject for subject in refused if trusts(trust, subject)] == []
    assert not trusts(trust, accepted[0], audience=OTHER_ORG)


@pytest.mark.parametrize("scope", [{}, {"project_ids": [], "whole_organization": True}])
def test_a_forks_branch_cannot_spell_the_trusted_subject(scope: dict[str, Any]) -> None:
    fork = f"{JOB}/vcs-origin/github.com/fork/api/vcs-ref/refs/heads"
    trust = circleci(vcs_origin=ORIGIN, branches=["main"], **scope)

    assert trusts(trust, MAIN)
    assert not trusts(trust, f"{fork}/x/vcs-origin/{ORIGIN}/vcs-ref/refs/heads/main")
    assert not trusts(trust, f"{fork}/user/{USER}/vcs-origin/{ORIGIN}/vcs-ref/refs/heads/main")


def test_branches_and_tags_limit_the_jobs_and_an_origin_alone_does_not() -> None:
    assert circleci(vcs_origin=ORIGIN, branches=["main"]).limited
    assert circleci(vcs_origin=ORIGIN, tags=["v*"]).limited
    assert not circleci(vcs_origin=ORIGIN).limited


def test_expressions_are_left_to_terraform() -> None:
    trust = CircleCi(organization_id="${var.org}", project_ids=["${var.project}"])

    assert trust.issuer == "oidc.circleci.com/org/${var.org}"
    assert trust.subjects == ("org/${var.org}/project/${var.project}/user/*",)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"organization_id": ORG.upper()},
            f"organization_id '{ORG.upper()}': must be the organization's id, a UUID in",
        ),
        ({"organization_id": "acme"}, "organization_id 'acme': must be the organization's id"),
        ({"organization_id": f"{ORG}\n"}, "organization_id .*: must be the organization's id"),
        ({"organization_id": None}, "organization_id None: must be a string"),
        ({"project_ids": ["*"]}, r"project_ids '\*': must be the project's id"),
        ({"project_ids": PROJECT}, "project_ids .*: must be a list of strings, not a string"),
        ({"project_ids": ["#{TfToken[TOKEN.0]}"]}, "project_ids .*: must be a list whose length is known in Python"),
        ({"vcs_origin": 5}, "vcs_origin 5: must be a string, not a number"),
        ({"tags": "${var.tags}"}, "tags .*: must be a list whose length is known in Python"),
        ({"project_ids": []}, r"project_ids \[\]: must name projects, or be empty and whole_organization True"),
        ({"whole_organization": True}, r"project_ids \[.*\]: must name projects, or be empty and whole_organization"),
        ({"whole_organization": "yes"}, "whole_organization 'yes': must be True or False"),
        ({"branches": ["main"]}, "vcs_origin None: must be a repository's address.*fork's branch of the same name"),
        ({"tags": ["v1"]}, "vcs_origin None: must be a repository's address"),
        ({"vcs_origin": "https://github.com/acme/api"}, "vcs_origin .*: must be a repository's address"),
        ({"vcs_origin": "github.com/acme/api.git"}, "vcs_origin .*: must be a repository's address"),
        ({"vcs_origin": "github.com/acme/*"}, "vcs_origin .*: must be a repository's address"),
        ({"vcs_origin": "github.com/acme"}, "vcs_origin .*: must be a repository's address"),
        ({"vcs_origin": ORIGIN, "branches": "main"}, "branches 'main': must be a list of strings"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        circleci(**settings)
