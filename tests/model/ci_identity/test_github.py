"""`GitHubActions`: whose jobs a role trusts, told by tokens as GitHub writes them."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.ci_identity import GitHubActions, trust_policy
from cdktf_ecr.model.errors import InvalidSettingError
from tests.model.ci_identity.evaluation import Call, allows, statements

ISSUER = "token.actions.githubusercontent.com"
PROVIDER_ARN = f"arn:aws:iam::111122223333:oidc-provider/{ISSUER}"
STS = "sts.amazonaws.com"
MAIN = "repo:acme/api:ref:refs/heads/main"


def trusts(trust: GitHubActions, subject: str, audience: str = STS) -> bool:
    """Whether AWS accepts a token with this subject and audience."""
    token = {f"{ISSUER}:aud": audience, f"{ISSUER}:sub": subject}
    return allows(trust_policy(trust, PROVIDER_ARN), Call("sts:AssumeRoleWithWebIdentity", context=token))


def test_one_branch_is_compared_letter_for_letter() -> None:
    trust = GitHubActions(repositories=["acme/api"], branches=["main"])

    (statement,) = statements(trust_policy(trust, PROVIDER_ARN))

    assert statement["Condition"] == {"StringEquals": {f"{ISSUER}:aud": STS, f"{ISSUER}:sub": MAIN}}


def test_a_wildcard_makes_it_a_comparison_of_patterns() -> None:
    trust = GitHubActions(repositories=["acme/api"], branches=["main", "release/*"])

    (statement,) = statements(trust_policy(trust, PROVIDER_ARN))

    assert statement["Condition"] == {
        "StringEquals": {f"{ISSUER}:aud": STS},
        "StringLike": {f"{ISSUER}:sub": [MAIN, "repo:acme/api:ref:refs/heads/release/*"]},
    }


@pytest.mark.parametrize(
    ("settings", "accepted", "refused"),
    [
        pytest.param(
            {"repositories": ["acme/api"]},
            [MAIN, "repo:acme/api:pull_request", "repo:acme/api:environment:prod"],
            ["repo:acme/api-2:ref:refs/heads/main", "repo:evil/api:ref:refs/heads/main", "repo:acme/API:pull_request"],
            id="repository",
        ),
        pytest.param(
            {"repositories": ["acme/api"], "branches": ["main"]},
            [MAIN],
            ["repo:acme/api:pull_request", "repo:acme/api:environment:main", f"{MAIN}2", MAIN.replace("heads", "tags")],
            id="branch",
        ),
        pytest.param(
            {"repositories": ["acme/api"], "tags": ["v*"]},
            ["repo:acme/api:ref:refs/tags/v1"],
            [MAIN, "repo:acme/api:ref:refs/heads/v1"],
            id="tags",
        ),
        pytest.param(
            {"repositories": ["acme/api", "acme/web"], "environments": ["prod", "eu:1"]},
            ["repo:acme/api:environment:prod", "repo:acme/web:environment:eu%3A1"],
            [MAIN, "repo:acme/api:environment:production"],
            id="environments",
        ),
        pytest.param(
            {"repositories": ["acme/api"], "branches": ["main"], "pull_requests": True},
            [MAIN, "repo:acme/api:pull_request"],
            ["repo:acme/api:ref:refs/heads/dev"],
            id="pull requests",
        ),
        pytest.param(
            {"repositories": ["acme@12/api@34"], "branches": ["main"]},
            ["repo:acme@12/api@34:ref:refs/heads/main"],
            [MAIN, "repo:acme@12/api@35:ref:refs/heads/main", "repo:acme@1/api@34:ref:refs/heads/main"],
            id="immutable subject",
        ),
        pytest.param(
            {"organization": "acme", "branches": ["main"]},
            [MAIN, "repo:acme/web:ref:refs/heads/main"],
            ["repo:acme2/api:ref:refs/heads/main", "repo:acme/api:ref:refs/heads/dev"],
            id="organization",
        ),
        pytest.param(
            {"organization": "acme@12"},
            ["repo:acme@12/web@5:pull_request"],
            [MAIN, "repo:acme@123/web@5:pull_request"],
            id="organization with immutable subjects",
        ),
    ],
)
def test_jobs_are_told_apart(settings: dict[str, Any], accepted: list[str], refused: list[str]) -> None:
    trust = GitHubActions(**settings)

    assert [subject for subject in accepted if not trusts(trust, subject)] == []
    assert [subject for subject in refused if trusts(trust, subject)] == []
    assert not trusts(trust, accepted[0], audience="sts.amazonaws.com.cn")


def test_the_audience_can_be_the_one_of_another_partition() -> None:
    trust = GitHubActions(repositories=["acme/api"], branches=["main"], audience="sts.amazonaws.com.cn")

    assert trusts(trust, MAIN, audience="sts.amazonaws.com.cn")


def test_terraform_escapes_the_name_of_an_environment_that_it_alone_knows() -> None:
    jobs = GitHubActions(repositories=["acme/api"], environments=['${var.prod ? "eu:1" : "test"}'])

    assert jobs.subjects == ('repo:acme/api:environment:${replace(var.prod ? "eu:1" : "test", ":", "%3A")}',)


@pytest.mark.parametrize(
    ("settings", "limited"),
    [
        ({}, False),
        ({"branches": ["main"]}, True),
        ({"tags": ["v*"]}, True),
        ({"environments": ["prod"]}, True),
        ({"pull_requests": True}, False),
        ({"branches": ["main"], "pull_requests": True}, False),
    ],
)
def test_pull_requests_are_no_limit(settings: dict[str, Any], *, limited: bool) -> None:
    assert GitHubActions(repositories=["acme/api"], **settings).limited is limited


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, r"repositories \[\]: must name repositories, or be empty and organization say whose"),
        (
            {"repositories": ["acme/api"], "organization": "acme"},
            r"repositories \['acme/api'\]: must name repositories",
        ),
        ({"repositories": "acme/api"}, "repositories 'acme/api': must be a list of strings"),
        ({"repositories": ["#{TfToken[TOKEN.0]}"]}, "repositories .*: must be a list whose length is known in Python"),
        ({"repositories": ["acme/api"], "branches": "${var.all}"}, "branches .*: must be a list whose length is known"),
        ({"repositories": ["acme/api"], "environments": "${var.all}"}, "environments .*: must be a list whose length"),
        (
            {"repositories": ["acme/api"], "pull_requests": "${var.pull}"},
            "pull_requests .*: must be True or False, kno",
        ),
        ({"organization": 5}, "organization 5: must be a string, not a number"),
        ({"repositories": ["acme/api"], "audience": 5}, "audience 5: must be a string, not a number"),
        ({"repositories": ["*"]}, r"repositories '\*': must be 'owner/name' or 'owner@id/name@id', without wildcards"),
        ({"repositories": ["acme/*"]}, "without wildcards"),
        ({"repositories": ["*/api"]}, "without wildcards"),
        ({"repositories": ["acme"]}, "repositories 'acme': must be 'owner/name'"),
        ({"repositories": ["acme/api:pull_request"]}, "must be 'owner/name'"),
        ({"repositories": ["acme/.."]}, "must be 'owner/name'"),
        ({"repositories": ["acme@12/api"]}, "must be 'owner/name'"),
        ({"repositories": ["acme@*/api@*"]}, "must be 'owner/name'"),
        ({"repositories": ["acme@0/api@1"]}, "must be 'owner/name'"),
        ({"repositories": ["acme@12/..@3"]}, "must be 'owner/name'"),
        ({"repositories": ["https://github.com/acme/api"]}, "must be 'owner/name'"),
        ({"repositories": ["acme/ápi"]}, "must be 'owner/name'"),
        ({"organization": "*"}, r"organization '\*': must be the name of an organization or user"),
        ({"organization": ""}, "organization '': must be the name of an organization or user"),
        ({"organization": "acme/api"}, "organization 'acme/api': must be the name"),
        ({"repositories": ["acme/api"], "environments": ["a\nb"]}, "environments .*: must be an environment's name"),
        ({"repositories": ["acme/api"], "environments": [""]}, "environments '': must be an environment's name"),
        ({"repositories": ["acme/api"], "pull_requests": "no"}, "pull_requests 'no': must be True or False"),
        ({"repositories": ["acme/api"], "audience": "*"}, r"audience '\*': must be a URL or host"),
    ],
)
def test_a_wrong_setting_is_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        GitHubActions(**settings)
