from __future__ import annotations

import re
from typing import Any

import botocore.session
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import REPOSITORY_NAME_LENGTH, check_repository_name
from tests.model.repository.legal_names import LEGAL_NAMES

SESSION: Any = botocore.session.get_session()
NAME = SESSION.get_service_model("ecr").shape_for("RepositoryName").metadata

NEAR_MISSES = st.text(alphabet="az09._-/A \n", max_size=10) | st.text(alphabet="a/", min_size=250, max_size=260)


def accepts(name: str) -> bool:
    try:
        check_repository_name(name)
    except InvalidSettingError:
        return False
    return True


@pytest.mark.parametrize(
    "name", ["api", "team/api", "0day", "a--b", "a__b", "a.b_c-d/e", "a---------b", "ab", "a" * 256, "a/b/c/d"]
)
def test_legal_names_are_returned_as_they_are(name: str) -> None:
    assert check_repository_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a",
        "a" * 257,
        "Team/API",
        "-api",
        "api-",
        "a//b",
        "/api",
        "api/",
        "a___b",
        "a..b",
        "a b",
        "api\n",
        "api:v1",
        "é1",
    ],
)
def test_illegal_names_are_refused_with_the_rule(name: str) -> None:
    with pytest.raises(InvalidSettingError) as refusal:
        check_repository_name(name)
    shown = repr(name) if len(name) < 200 else f"'{name[:199]}... (259 characters)"
    assert str(refusal.value) == (
        f"repository_name {shown}: must be 2 to 256 characters of lower-case letters and digits, in words joined by "
        "'.', '_', '__' or hyphens, in path segments joined by '/' (ECR naming rules)"
    )


def test_a_name_that_is_no_string_is_refused_under_the_name_of_its_setting() -> None:
    with pytest.raises(InvalidSettingError, match=re.escape("ecr_repository_name 7: must be a string, not a number")):
        check_repository_name(7, setting="ecr_repository_name")


def test_the_limits_are_those_of_the_service() -> None:
    assert (NAME["min"], NAME["max"]) == REPOSITORY_NAME_LENGTH


@settings(max_examples=40)
@given(st.from_regex(NAME["pattern"], fullmatch=True))
def test_what_the_service_calls_a_name_is_accepted(name: str) -> None:
    assert accepts(name) == (NAME["min"] <= len(name) <= NAME["max"])


@given(LEGAL_NAMES | NEAR_MISSES | st.text())
def test_names_are_refused_exactly_when_the_service_refuses_them(name: str) -> None:
    by_service = NAME["min"] <= len(name) <= NAME["max"] and re.fullmatch(NAME["pattern"], name) is not None
    assert accepts(name) == by_service
