"""Every registry that filters can tell apart gets filters that do."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning import coverage as scan_coverage
from cdktf_ecr.model.scanning.configuration import SCAN_FILTER, filter_matches
from cdktf_ecr.model.scanning.coverage import scanning_for

PUSH = "SCAN_ON_PUSH"
CONTINUOUS = "CONTINUOUS_SCAN"


def derived(frequencies: Mapping[str, str | None]) -> dict[str, list[str]]:
    scanning = scanning_for(frequencies, enhanced=True)
    assert {name: scanning.frequency_for(name) for name in frequencies} == frequencies
    return {rule.frequency: list(rule.filters) for rule in scanning.rules}


# Small enough to try every filter, and dense enough that many of these cannot be told apart.
LETTERS = "ab-"
SMALL_NAMES = [
    name
    for length in range(2, 5)
    for name in map("".join, itertools.product(LETTERS, repeat=length))
    if name[0] != "-" != name[-1]
] + ["a---b", "aaaaa", "ababa", "ab-ab"]


@cache
def every_match() -> set[frozenset[str]]:
    """Return the repositories that each legal filter matches, once for those that match the same."""
    filters = (
        text
        for length in range(1, 8)
        for text in map("".join, itertools.product(LETTERS + "*", repeat=length))
        if "**" not in text and SCAN_FILTER.holds(text)
    )
    return {frozenset(filter(matcher(text), SMALL_NAMES)) for text in filters}


def matcher(text: str) -> Callable[[str], object]:
    """Return what tells whether a filter matches, in other words than `filter_matches`."""
    pattern = re.compile(".*".join(map(re.escape, text.split("*"))))
    return pattern.fullmatch if "*" in text else pattern.search


@given(st.dictionaries(st.sampled_from(SMALL_NAMES), st.sampled_from([PUSH, CONTINUOUS, None]), max_size=12))
def test_small_registries_are_refused_exactly_when_no_filters_exist(frequencies: dict[str, str | None]) -> None:
    rising = [None, PUSH, CONTINUOUS]

    def separable(name: str, frequency: str | None) -> bool:
        lower = {other for other, each in frequencies.items() if rising.index(each) < rising.index(frequency)}
        return any(name in match and not match & lower for match in every_match())

    if all(separable(name, frequency) for name, frequency in frequencies.items()):
        derived(frequencies)
    else:
        with pytest.raises(InvalidSettingError, match="no legal filter matches"):
            scanning_for(frequencies, enhanced=True)


WORDS = st.sampled_from(["api", "web", "api-v2", "db", "a--b", "a__b", "my-api", "x.y", "0"])
NAMES = st.lists(WORDS, min_size=1, max_size=3).map("/".join).filter(lambda name: len(name) > 1)
FREQUENCIES = st.sampled_from([PUSH, CONTINUOUS, None])
REGISTRIES = st.dictionaries(NAMES, FREQUENCIES, max_size=25)


def attempt(frequencies: dict[str, str | None]) -> dict[str, list[str]] | str:
    try:
        return derived(frequencies)
    except InvalidSettingError as refusal:
        return str(refusal)


@given(REGISTRIES, st.randoms(use_true_random=False))
def test_every_repository_gets_its_frequency_whatever_the_order(
    frequencies: dict[str, str | None], chance: random.Random
) -> None:
    shuffled = list(frequencies.items())
    chance.shuffle(shuffled)
    assert attempt(frequencies) == attempt(dict(shuffled))


@given(REGISTRIES)
def test_merged_filters_give_every_repository_its_frequency(frequencies: dict[str, str | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan_coverage, "_MOST_FILTERS", 3)
        merged = attempt(frequencies)
    if isinstance(merged, str):
        assert "takes at most 3 filters" in merged or "no legal filter matches" in merged
    else:
        assert all(len(filters) <= 3 for filters in merged.values())


@given(REGISTRIES, NAMES, FREQUENCIES)
def test_one_more_repository_changes_only_filters_that_concern_it(
    frequencies: dict[str, str | None], name: str, frequency: str | None
) -> None:
    frequencies.pop(name, None)
    before, after = attempt(frequencies), attempt({**frequencies, name: frequency})
    if isinstance(before, str) or isinstance(after, str):
        return
    namespace = f"{name.split('/', 1)[0]}/"
    for each in {*before} & {*after}:
        for text in {*before[each]} - {*after[each]} - {"*"}:
            assert filter_matches(text, name) or any(
                other.startswith(namespace) and filter_matches(text, other) for other in frequencies
            )


@pytest.mark.parametrize("seed", range(2))
def test_hundreds_of_repositories_get_the_frequency_of_their_kind_whatever_the_order(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable
    kinds = {kind: chance.choice([PUSH, CONTINUOUS, None]) for kind in ("prod", "dev", "test", "base")}
    names = (f"t{chance.randrange(150)}/{chance.choice([*kinds])}/{chance.randrange(30)}" for _ in range(600))
    frequencies = {name: kinds[name.split("/", 2)[1]] for name in names}
    assert isinstance(attempt(frequencies), dict)
    assert attempt(frequencies) == attempt(dict(sorted(frequencies.items())))
