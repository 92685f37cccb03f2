"""The names in the deploy role's policy are those the constructs give, of every repository in a namespace too."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.ci_identity.deployed_names import check_repository_pattern, deployed_name, monitoring_names
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.monitoring.names import NAME_RULES, monitoring_name
from cdktf_ecr.model.repository.names import derived_name

words = st.from_regex("[a-z0-9]+(?:[._-][a-z0-9]+){0,4}", fullmatch=True).filter(lambda word: len(word) <= 60)
namespaces = st.lists(words, min_size=1, max_size=2).map("/".join).filter(lambda name: len(name) > 1)


def matches(pattern: str, name: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None


@given(namespaces, words, st.sampled_from(sorted(NAME_RULES)))
def test_a_namespace_covers_what_watches_its_repositories(namespace: str, word: str, kind: str) -> None:
    assert matches(monitoring_names(kind, f"{namespace}/*"), monitoring_name(kind, f"{namespace}/{word}"))


@given(namespaces, words, st.integers(min_value=64, max_value=256))
def test_a_namespace_covers_the_names_that_derive_from_its_repositories(namespace: str, word: str, limit: int) -> None:
    name = derived_name(f"{namespace}/{word}", limit=limit, prefix="ecr/", suffix="-ecr-pull")
    assert matches(deployed_name(f"{namespace}/*", limit=limit, prefix="ecr/", suffix="-ecr-pull"), name)


@given(namespaces, st.sampled_from(sorted(NAME_RULES)))
def test_a_repository_has_the_names_the_constructs_give(name: str, kind: str) -> None:
    assert monitoring_names(kind, name) == monitoring_name(kind, name)


@pytest.mark.parametrize(
    ("repository", "name"),
    [
        ("team/api", "team-api-0c8d3215-ecr-pull"),
        ("team/*", "team-*-ecr-pull"),
        ("a.b/c/*", "a-b-c-*-ecr-pull"),
        (f"{'x' * 100}/*", f"{'x' * 46}*-ecr-pull"),
    ],
)
def test_a_namespace_becomes_a_pattern(repository: str, name: str) -> None:
    assert deployed_name(repository, limit=64, suffix="-ecr-pull") == name


def test_a_namespace_leaves_its_neighbours_alone() -> None:
    assert not matches(deployed_name("team/*", limit=64), derived_name("teams/api", limit=64))
    assert not matches(deployed_name("team/*", limit=64), derived_name("team", limit=64).replace("team-", "team_"))


@pytest.mark.parametrize("name", ["team/api", "team/*", "a/b/*", "a/*", "${var.name}"])
def test_a_name_or_namespace_is_accepted(name: str) -> None:
    check_repository_pattern("repository_names", name)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("*", r"repository_names '\*': must be 2 to 256 characters"),
        ("/*", r"repository_names '/\*': a namespace must be 2 to 256 characters"),
        ("team*", r"repository_names 'team\*': must be 2 to 256 characters"),
        ("team/*/*", r"repository_names 'team/\*/\*': a namespace must be 2 to 256 characters"),
        (f"{'a' * 255}/*", r"repository_names .*: a namespace must be 2 to 256 characters"),
        ("Team/api", "repository_names 'Team/api': must be 2 to 256 characters"),
        ("${var.team}/*", "repository_names .*: must be a namespace known in Python"),
    ],
)
def test_anything_else_is_refused(name: str, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=message):
        check_repository_pattern("repository_names", name)
