"""Lists in the settings: of text, each item once, and known in Python."""

from __future__ import annotations

import pytest

from cdktf_ecr.model.ci_identity import CircleCi, Deployment, GitHubActions
from cdktf_ecr.model.ci_identity.lists import check_items
from cdktf_ecr.model.errors import InvalidSettingError

TOKEN = ["#{TfToken[TOKEN.0]}"]
UUID = "0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0"


def test_each_item_is_kept_once_and_in_order() -> None:
    assert check_items("names", ["b", "a", "b"]) == ("b", "a")


def test_items_may_be_expressions() -> None:
    assert check_items("names", ["${TfToken[TOKEN.0]}", "a"]) == ("${TfToken[TOKEN.0]}", "a")


@pytest.mark.parametrize(
    ("setting", "make"),
    [
        ("project_ids", lambda: CircleCi(organization_id=UUID, project_ids=TOKEN)),
        ("repositories", lambda: GitHubActions(repositories=TOKEN)),
        ("branches", lambda: GitHubActions(repositories=["acme/api"], branches=TOKEN)),
        ("environments", lambda: GitHubActions(repositories=["acme/api"], environments=TOKEN)),
        ("repository_names", lambda: Deployment(repository_names=TOKEN, account_id="1" * 12, region="eu-west-1")),
    ],
)
def test_a_list_that_only_terraform_knows_is_refused(setting: str, make: object) -> None:
    assert callable(make)
    with pytest.raises(InvalidSettingError, match=rf"{setting} .*: must be a list whose length is known in Python"):
        make()


@pytest.mark.parametrize("value", ["a", None, 1, [1], {"a": "b"}])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(InvalidSettingError, match=r"names .*: must be a list of strings"):
        check_items("names", value)
