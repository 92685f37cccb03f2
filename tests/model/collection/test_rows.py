"""The row of each repository, as Terraform's for_each gets it."""

from __future__ import annotations

import json

from cdktf_ecr.model.collection.rows import collection_rows
from cdktf_ecr.model.collection.rules import OVERRIDES
from cdktf_ecr.model.collection.settings import CollectionSettings


def test_a_row_holds_every_setting_and_no_null_that_jsii_would_drop() -> None:
    settings = CollectionSettings(
        pull_account_ids=("111122223333",), repositories={"team/api": {"max_image_count": 3, "tags": {"A": "b"}}}
    )

    rows = collection_rows(settings)

    assert isinstance(rows, dict)
    assert list(rows["team/api"]) == list(OVERRIDES)
    assert rows["team/api"]["kms_key_id"] == "${null}"
    assert rows["team/api"]["max_image_count"] == 3
    assert rows["team/api"]["pull_account_ids"] == ["111122223333"]
    assert rows["team/api"]["tags"] == {"Environment": "production", "A": "b"}
    assert json.loads(json.dumps(rows)) == rows


def test_an_environment_among_the_tags_takes_precedence() -> None:
    settings = CollectionSettings(
        environment="staging", repositories={"team/api": {}, "team/web": {"tags": {"Environment": "own"}}}
    )

    rows = collection_rows(settings)

    assert isinstance(rows, dict)
    assert [rows[name]["tags"] for name in rows] == [{"Environment": "staging"}, {"Environment": "own"}]


def test_tags_and_environment_may_be_expressions() -> None:
    settings = CollectionSettings(
        environment="${var.stage}", tags="${var.tags}", repositories={"team/api": {"tags": {"A": "b"}}}
    )

    rows = collection_rows(settings)

    assert isinstance(rows, dict)
    assert rows["team/api"]["tags"] == '${merge({"Environment": var.stage}, merge(var.tags, {"A": "b"}))}'


def test_without_repositories_there_are_no_rows() -> None:
    assert collection_rows(CollectionSettings()) == {}


def test_rows_of_an_expression_are_one() -> None:
    rows = collection_rows(CollectionSettings(repositories="${var.repositories}"))

    assert isinstance(rows, str)
    assert rows.startswith("${{for name, own in var.repositories : name => {image_tag_mutability = ")
