"""The variables of a pipeline."""

from __future__ import annotations

import pytest

from cdktf_ecr.operations.doctor.check import Outcome
from cdktf_ecr.operations.doctor.pipeline import service_of
from tests.operations.doctor import healthy
from tests.operations.doctor.conftest import Examine

GITHUB = {"AWS_DEFAULT_REGION": "us-east-1", "ACTIONS_ID_TOKEN_REQUEST_URL": "https://example.com"}


@pytest.mark.parametrize(("ci", "environment"), [("circleci", healthy.CI_VARIABLES), ("github", GITHUB)])
def test_everything_is_set(examine: Examine, ci: str, environment: dict[str, str]) -> None:
    (check,) = examine("ci-variables", ci=ci, environment=environment)

    assert check.outcome is Outcome.PASS


@pytest.mark.parametrize("ci", ["circleci", "github"])
@pytest.mark.parametrize(
    "missing", ["AWS_REGION", "AWS_ACCOUNT_ID", "CIRCLE_OIDC_TOKEN_V2", "ACTIONS_ID_TOKEN_REQUEST_URL"]
)
def test_one_is_missing(examine: Examine, ci: str, missing: str) -> None:
    complete = {**healthy.CI_VARIABLES, **GITHUB, "AWS_DEFAULT_REGION": ""}
    needed = {"circleci": healthy.CI_VARIABLES, "github": {"AWS_REGION": "", "ACTIONS_ID_TOKEN_REQUEST_URL": ""}}[ci]

    checks = examine("ci-variables", ci=ci, environment={**complete, missing: ""})

    if missing in needed:
        (check,) = checks
        assert check.outcome is Outcome.FAIL
        assert f"{missing} " in check.found
    else:
        assert [check.outcome for check in checks] == [Outcome.PASS]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"AWS_ACCESS_KEY_ID": "AKIA"}, "AWS_ACCESS_KEY_ID is a long-lived key"),
        ({"DOCKERHUB_USERNAME": "me"}, "DOCKERHUB_USERNAME is still set"),
        (
            {"DOCKERHUB_USERNAME": "me", "DOCKERHUB_PASSWORD": "x"},
            "DOCKERHUB_PASSWORD, DOCKERHUB_USERNAME are still set",
        ),
    ],
)
def test_what_should_not_be_set(examine: Examine, more: dict[str, str], found: str) -> None:
    (check,) = examine("ci-variables", environment={**healthy.CI_VARIABLES, **more})

    assert (check.outcome, check.found) == (Outcome.WARN, found)


def test_temporary_keys_are_well(examine: Examine) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "ASIA", "AWS_SESSION_TOKEN": "t"}

    assert examine("ci-variables", environment={**healthy.CI_VARIABLES, **keys})[0].outcome is Outcome.PASS


def test_no_pipeline(examine: Examine) -> None:
    (check,) = examine("ci-variables", ci=None)

    assert check.outcome is Outcome.SKIP


@pytest.mark.parametrize(
    ("environment", "service"),
    [({"CIRCLECI": "true"}, "circleci"), ({"GITHUB_ACTIONS": "true"}, "github"), ({"CI": "true"}, None), ({}, None)],
)
def test_which_service_this_is(environment: dict[str, str], service: str | None) -> None:
    assert service_of(environment) == service
