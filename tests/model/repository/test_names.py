from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.names import REPOSITORY_NAME_LENGTH, check_repository_name, safe_name

if TYPE_CHECKING:
    pass

SESSION: Any = botocore.session.get_session()
NAME = SESSION.get_service_model("ecr").shape_for("RepositoryName").metadata
ROLE_NAME = SESSION.get_service_model("iam").shape_for("roleNameType").metadata
RULE_NAME = SESSION.get_service_model("events").shape_for("RuleName").metadata
# CreateTopic and CreateAlias describe their names in prose only.
TOPIC_NAME = {"max": 256, "pattern": "[A-Za-z0-9_-]+"}
ALIAS_NAME = {"max": 250, "pattern": "[a-zA-Z0-9/_-]+"}

# Built by hand: legal by construction, of every length, and many times faster than from_regex on the same pattern.
SEPARATORS = st.sampled_from([".", "_", "__", "-", "---", "/"])
WORDS = st.text(alphabet="ab01", min_size=1, max_size=5)
LEGAL_NAMES = st.builds(
    lambda padding, start, rest: ("a" * padding + start + "".join(map("".join, rest)))[:256].rstrip("._-/"),
    st.sampled_from([0, 1, 40, 240, 255]),
    WORDS,
    st.lists(st.tuples(SEPARATORS, WORDS), max_size=8),
).filter(lambda name: len(name) >= 2)
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


@pytest.mark.parametrize(
    ("limit", "rules"),
    [
        pytest.param(64, ROLE_NAME, id="IAM role"),
        pytest.param(64, RULE_NAME, id="EventBridge rule"),
        pytest.param(256, TOPIC_NAME, id="SNS topic"),
        pytest.param(250, ALIAS_NAME, id="KMS alias"),
    ],
)
@given(name=LEGAL_NAMES)
def test_a_safe_name_is_legal_for_every_legal_repository(limit: int, rules: dict[str, str], name: str) -> None:
    derived = safe_name(name, limit=limit)
    assert len(derived) <= limit <= int(rules["max"])
    assert re.fullmatch(rules["pattern"], derived, re.ASCII)


def test_a_safe_name_says_what_it_was_made_from() -> None:
    digest = hashlib.sha256(b"team/api.v2").hexdigest()
    assert safe_name("team/api.v2", limit=64) == f"team-api-v2-{digest[:8]}"
    assert safe_name("a" * 256, limit=64).startswith("a" * 55 + "-")


@pytest.mark.parametrize("others", [["a/b", "a-b", "a.b", "a_b", "a__b", "a--b"], ["a" * 100, "a" * 101, "a" * 256]])
def test_nearly_equal_repositories_do_not_share_a_safe_name(others: list[str]) -> None:
    assert len({safe_name(name, limit=64) for name in others}) == len(others)


NEAR_COLLISIONS = st.tuples(LEGAL_NAMES, st.sampled_from("/-._"), st.sampled_from("/-._")).map(
    lambda drawn: (f"{drawn[0][:200]}{drawn[1]}end", f"{drawn[0][:200]}{drawn[2]}end")
)


@given(NEAR_COLLISIONS | st.tuples(LEGAL_NAMES, LEGAL_NAMES), st.sampled_from([32, 64, 256]))
def test_different_repositories_never_share_a_safe_name(names: tuple[str, str], limit: int) -> None:
    first, second = names
    assume(first != second)
    assert safe_name(first, limit=limit) != safe_name(second, limit=limit)
