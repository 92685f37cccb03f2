from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.registry.prefixes import namespace_prefix
from cdktf_ecr.model.terraform.types import checked
from tests.model.registry.service_model import accepts


def check(prefix: object) -> str:
    return str(checked("prefix", prefix, namespace_prefix(30, source="test")))


@pytest.mark.parametrize("prefix", ["ROOT", "root", "ab", "docker-hub", "a.b_c-d/e1", "0x", "a" * 30, "${var.prefix}"])
def test_a_prefix_is_taken_as_it_is(prefix: str) -> None:
    assert check(prefix) == prefix


@pytest.mark.parametrize(
    "prefix",
    [
        "",
        "a",
        "a" * 31,
        "Docker",
        "docker-hub/",
        "/a1",
        "a//b",
        "a__b",
        "a--b",
        "-ab",
        "ab-",
        "a*",
        "éé",
        "ab\n",
    ],
)
def test_a_malformed_prefix_is_refused_with_the_rule(prefix: str) -> None:
    with pytest.raises(InvalidSettingError, match=r"^prefix .* must be ROOT, or 2 to 30 lower-case .* ECR adds it"):
        check(prefix)


@pytest.mark.parametrize("prefix", [None, 7, ["ab"], b"ab"])
def test_a_prefix_is_a_string(prefix: object) -> None:
    with pytest.raises(InvalidSettingError, match="must be a string"):
        check(prefix)


@given(st.text("ab0._-/R", max_size=32) | st.just("ROOT"))
def test_what_is_taken_ecr_takes(prefix: str) -> None:
    try:
        check(prefix)
    except InvalidSettingError:
        return
    assert accepts("PullThroughCacheRuleRepositoryPrefix", prefix)
    assert accepts("Prefix", prefix)
