"""AWS tags: what is accepted, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.aws.tags import TagCase, check_tags
from cdktf_ecr.model.errors import InvalidSettingError


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"Team": ""},
        {"k" * 128: "v" * 256},
        {str(n): "x" for n in range(50)},
        {"Schlüssel": "${var.x}" * 99},
        {"a b_.:/=+-@": "名前 ½"},
    ],
)
def test_legal_tags(tags: dict[str, str]) -> None:
    assert check_tags(tags) == tags


@pytest.mark.parametrize(
    "tags",
    [
        {"": "x"},
        {"k" * 129: "x"},
        {"k": "v" * 257},
        {"k": "R&D"},
        {"k\n": "x"},
        {"k": "e\u0301"},
        {"aws:cloudformation": "x"},
        {"AWS:x": "x"},
        {str(n): "x" for n in range(51)},
        {1: "x"},
        {"k": 1},
        {"k": None},
        [("k", "v")],
        None,
    ],
)
def test_illegal_tags_are_refused(tags: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"^tags .*must be a map of at most 50 tags.*\(AWS tagging rules\)$"):
        check_tags(tags)


@pytest.mark.parametrize(
    ("tags", "accepted"),
    [
        ({}, True),
        ({"Environment": "test", "Team": "a"}, True),
        ({"environment": "test"}, False),
        ({"ENVIRONMENT": "test"}, False),
        ({"Team": "a", "team": "b"}, False),
        ({"Straße": "a", "STRASSE": "b"}, True),
    ],
)
def test_keys_that_differ_only_in_case_are_refused(tags: dict[str, str], *, accepted: bool) -> None:
    rule = TagCase(ours=("Environment",))

    assert rule.holds(tags) is accepted
    if not accepted:
        message = "^tags .*: its keys must differ in more than upper and lower case, and be written Environment where"
        with pytest.raises(InvalidSettingError, match=message):
            rule.check("tags", tags)
