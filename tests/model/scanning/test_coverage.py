from __future__ import annotations

import itertools
import random
import re
from collections.abc import Mapping
from typing import Any

import pytest

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.scanning import coverage as scan_coverage
from cdktf_ecr.model.scanning.configuration import (
    SCAN_FILTER_COUNT,
    RegistryScanning,
    ScanRule,
)
from cdktf_ecr.model.scanning.coverage import check_coverage, scanning_for

PUSH = "SCAN_ON_PUSH"
CONTINUOUS = "CONTINUOUS_SCAN"
MOST = SCAN_FILTER_COUNT[1]


def derived(frequencies: Mapping[str, str | None], *, enhanced: bool = True) -> dict[str, list[str]]:
    scanning = scanning_for(frequencies, enhanced=enhanced)
    assert {name: scanning.frequency_for(name) for name in frequencies} == frequencies
    return {rule.frequency: list(rule.filters) for rule in scanning.rules}


@pytest.mark.parametrize(
    ("frequencies", "expected"),
    [
        pytest.param({}, {PUSH: ["*"]}, id="nothing listed"),
        pytest.param({"team/api": PUSH, "web": PUSH}, {PUSH: ["*"]}, id="all on push"),
        pytest.param({"team/api": CONTINUOUS, "web": CONTINUOUS}, {CONTINUOUS: ["*"]}, id="all continuous"),
        pytest.param({"team/api": None, "web": None}, {}, id="none at all"),
        pytest.param(
            {"team/api": CONTINUOUS, "web": PUSH},
            {PUSH: ["*"], CONTINUOUS: ["team/api"]},
            id="both frequencies",
        ),
        pytest.param(
            {"team/api": CONTINUOUS, "web": None},
            {CONTINUOUS: ["team/api"]},
            id="continuous or not",
        ),
        pytest.param({"team/api": PUSH, "web": None}, {PUSH: ["team/api"]}, id="on push or not"),
        pytest.param(
            {"team/api": CONTINUOUS, "team/web": PUSH, "team/jobs": PUSH, "sandbox": None},
            {PUSH: ["team/*"], CONTINUOUS: ["team/api"]},
            id="on push also matches what continuous scanning takes",
        ),
        pytest.param(
            {"team/api": CONTINUOUS, "api": PUSH, "sandbox": None},
            {PUSH: ["api"], CONTINUOUS: ["team/api"]},
            id="a name contained in one that is scanned more often",
        ),
    ],
)
def test_the_rules_are_as_broad_as_the_repositories_allow(
    frequencies: dict[str, str | None], expected: dict[str, list[str]]
) -> None:
    assert derived(frequencies) == expected


@pytest.mark.parametrize(
    ("wanted", "spared", "filters"),
    [
        pytest.param(["team/api", "team/web"], ["shop/api"], ["team/*"], id="a namespace of several"),
        pytest.param(["team/api"], ["shop/api"], ["team/api"], id="a namespace of one"),
        pytest.param(["team/api", "team/web"], ["team/db"], ["team/api", "team/web"], id="a namespace divided"),
        pytest.param(
            ["org/a/x", "org/a/y", "org/b/z"], ["org"], ["org/*"], id="the outermost namespace, not its namesake"
        ),
        pytest.param(
            ["org/a/x", "org/a/y", "org/b/z"], ["org/b/w"], ["org/a/*", "org/b/z"], id="the outermost that agrees"
        ),
        pytest.param(["a--b/x", "a--b/y"], ["cc"], ["a-*-b/*"], id="a namespace that is no filter"),
        pytest.param(
            ["a--b/x", "a--b/y"], ["a-c-b/z"], ["a-*-b/x", "a-*-b/y"], id="its filter matches another namespace"
        ),
        pytest.param(["team/api"], ["team/api-v2"], ["*team/api"], id="contained at the start of another"),
        pytest.param(["team/api"], ["my-team/api"], ["team/api*"], id="contained at the end of another"),
        pytest.param(["team/api"], ["my-team/api-v2"], ["team/api*"], id="contained in the middle of another"),
        pytest.param(["team/api"], ["team/api-v2", "my-team/api"], ["team/*api"], id="contained at both ends"),
        pytest.param(
            ["team/api"], ["team/api-v2", "my-team/api", "team/web-api"], ["t*eam/api"], id="and behind the slash"
        ),
        pytest.param(["a-b/c-d"], ["a-b/c-dx", "xa-b/c-d", "a-b/xc-d"], ["a-*b/c-d"], id="separators before letters"),
        pytest.param(["a-b/cd"], ["a-b/cdx", "xa-b/cd"], ["a-b/*cd"], id="slashes before other separators"),
        pytest.param(["a--b"], ["cc"], ["a-*-b"], id="two hyphens"),
        pytest.param(["a----b"], ["cc"], ["a-*-b"], id="four hyphens"),
        pytest.param(["a----b"], ["a--b"], ["a-*-*-*-b"], id="four hyphens and not two"),
        pytest.param(["a----b", "a---b"], ["cc"], ["a-*-b"], id="one filter for two names"),
        pytest.param(["a__b/c--d"], ["a_b/c-d"], ["a_*_b/c-*-d"], id="two places"),
        pytest.param(["api", "api-web"], ["db"], ["api", "api-web"], id="one contained in another keeps its own"),
        pytest.param(["a" * 255], ["bb"], ["a" * 255], id="as long as a filter may be"),
        pytest.param(["a" * 256], ["bb"], ["a" * 255], id="longer than a filter may be"),
        pytest.param(["b" + "a" * 255], ["cc"], ["b" + "a" * 254], id="longer, cut at the end"),
        pytest.param(["a" * 254 + "/b"], ["cc"], ["a" * 253 + "/b"], id="longer, not cut behind a separator"),
        pytest.param(["a" * 255], ["a" * 254 + "b"], ["a" * 255], id="long neighbours"),
        pytest.param(["a" * 253 + "/bc"], ["a" * 253 + "/bd"], ["a" * 252 + "/bc"], id="long, cut at the start"),
        pytest.param(["a" * 255], ["a" * 255 + "b"], ["*" + "a" * 254], id="long, with a wildcard"),
        pytest.param(["a--" * 85 + "b"], ["cc"], ["a*" * 85 + "b"], id="long, with hyphens"),
    ],
)
@pytest.mark.parametrize(("frequency", "other"), [(CONTINUOUS, PUSH), (CONTINUOUS, None), (PUSH, None)])
def test_derived_filters(
    wanted: list[str], spared: list[str], filters: list[str], frequency: str, other: str | None
) -> None:
    frequencies = {**dict.fromkeys(wanted, frequency), **dict.fromkeys(spared, other)}
    assert derived(frequencies)[frequency] == filters


@pytest.mark.parametrize(
    ("wanted", "spared", "obstacles"),
    [
        (["aa"], ["aaa"], "'aa' without 'aaa' (SCAN_ON_PUSH)"),
        (
            ["ab"],
            ["abx", "a-b", "xab"],
            "'ab' without 'a-b' (SCAN_ON_PUSH), 'abx' (SCAN_ON_PUSH), 'xab' (SCAN_ON_PUSH)",
        ),
        (["api/api"], ["api/api/api"], "'api/api' without 'api/api/api' (SCAN_ON_PUSH)"),
        (["a--b"], ["a---b"], "'a--b' without 'a---b' (SCAN_ON_PUSH)"),
        (["aa", "bb", "c--d", "web"], ["aaa", "bbb"], "'aa' without 'aaa' (SCAN_ON_PUSH); 'bb' without 'bbb' (SCAN"),
    ],
)
def test_repositories_that_no_filter_tells_apart_are_named(
    wanted: list[str], spared: list[str], obstacles: str
) -> None:
    with pytest.raises(InvalidSettingError) as refusal:
        scanning_for({**dict.fromkeys(wanted, CONTINUOUS), **dict.fromkeys(spared, PUSH)}, enhanced=True)
    assert str(refusal.value).startswith(f"scan_frequency 'CONTINUOUS_SCAN': no legal filter matches {obstacles}")
    assert str(refusal.value).endswith(
        ": give them the same frequency, rename some, put those of one frequency under a namespace of their own, or "
        "pass filters yourself (ECR scanning filters)"
    )


def test_only_the_first_ten_repositories_that_no_filter_tells_apart_are_named() -> None:
    letters = "abcdefghijkl"
    frequencies = {letter * 2: CONTINUOUS for letter in letters} | {letter * 3: None for letter in letters}
    with pytest.raises(
        InvalidSettingError, match=re.escape("'jj' without 'jjj' (None); and 2 more: give them")
    ) as refusal:
        scanning_for(frequencies, enhanced=True)
    assert "kk" not in str(refusal.value)


def words(count: int) -> list[str]:
    """Return words of which none is in another, and which have neither start nor end for themselves."""
    return [f"{first}{second}" for first, second in itertools.product("abcdefghijklmnopqrst", repeat=2)][:count]


def test_as_many_repositories_as_filters_are_not_merged() -> None:
    wanted = [f"team/{word}-api" for word in words(MOST)]
    frequencies = {**dict.fromkeys(wanted, CONTINUOUS), "team/web": PUSH}
    assert derived(frequencies)[CONTINUOUS] == sorted(wanted)


@pytest.mark.parametrize(
    ("pattern", "other", "filters"),
    [
        pytest.param("team/prod-{}", "team/dev-{}", ["team/prod-*"], id="start"),
        pytest.param("team/{}-prod", "team/{}-dev", ["*-prod"], id="end"),
        pytest.param("{0}/prod/{0}", "{0}/dev/{0}", ["*/prod/*"], id="inner word"),
        pytest.param("team/p{}", "team/d{}", ["team/p*"], id="letters where no whole words agree"),
        pytest.param("team/{}p", "team/{}d", ["*p"], id="letters at the end"),
        pytest.param("{0}/all/{0}p", "{0}/all/{0}d", ["*p"], id="not an inner word both sides have"),
        pytest.param("te--am/p-{}", "te--am/d-{}", ["te-*-am/p-*"], id="a start that is no filter"),
        pytest.param("team/{}p--q", "team/{}d--q", ["*p-*-q"], id="an end that is no filter"),
    ],
)
def test_more_repositories_than_filters_are_merged_by_what_they_share(
    pattern: str, other: str, filters: list[str]
) -> None:
    names = words(MOST + 50)
    wanted, spared = ([text.format(word) for word in names] for text in (pattern, other))
    frequencies = {**dict.fromkeys(wanted, CONTINUOUS), **dict.fromkeys(spared, PUSH)}
    assert derived(frequencies)[CONTINUOUS] == filters


def test_namespaces_are_merged_as_repositories_are() -> None:
    frequencies: dict[str, str | None] = {"sandbox/web": PUSH, "sandbox/api": PUSH}
    for word in words(MOST + 1):
        frequencies |= {f"team-{word}/api": CONTINUOUS, f"team-{word}/web": CONTINUOUS}
    assert derived(frequencies)[CONTINUOUS] == ["team-*"]


def test_the_filter_that_merges_most_goes_first_and_merging_stops_as_soon_as_the_limit_is_kept() -> None:
    wanted = [f"team/{word}-api" for word in words(MOST - 1)] + ["shop-api", "shop-web", "shop-jobs", "blog-web"]
    spared = [f"team/{word}-web" for word in words(MOST - 1)] + ["shop", "blog"]
    filters = derived({**dict.fromkeys(wanted, CONTINUOUS), **dict.fromkeys(spared, PUSH)})[CONTINUOUS]
    assert filters == ["*-api", "blog-web", "shop-jobs", "shop-web"]


def test_merging_counts_the_merged_filters_too() -> None:
    ends = iter(words(400))
    wanted = [f"team/{word}-{next(ends)}z" for word in words(70) for _ in range(2)]
    spared = [f"team/{word}" for word in words(70)] + [f"shop/{word}z" for word in words(400)]
    filters = derived({**dict.fromkeys(wanted, CONTINUOUS), **dict.fromkeys(spared, PUSH)})[CONTINUOUS]
    assert len(filters) == MOST
    assert sum(text.endswith("-*") for text in filters) == 40


def test_more_than_the_limit_names_repositories_of_both_sides() -> None:
    chance = random.Random(0)  # noqa: S311 - repeatable
    frequencies = {f"team/{word}": chance.choice([CONTINUOUS, PUSH]) for word in words(400)}
    with pytest.raises(InvalidSettingError) as refusal:
        scanning_for(frequencies, enhanced=True)
    assert str(refusal.value) == (
        "scan_frequency 'CONTINUOUS_SCAN': takes at most 100 filters, and none were found that tell 'team/ac', "
        "'team/aj', 'team/ak', 'team/am', 'team/an', 'team/ap', 'team/ar', 'team/as', 'team/bb', 'team/bf', and 195 "
        "more from 'team/aa', 'team/ab', 'team/ad', 'team/ae', 'team/af', 'team/ag', 'team/ah', 'team/ai', 'team/al', "
        "'team/ao', and 185 more; give them the same frequency, rename some, put those of one frequency under a "
        "namespace of their own, or pass filters yourself (ECR API, PutRegistryScanningConfiguration)"
    )


def test_a_frequency_basic_scanning_does_not_have_is_refused() -> None:
    message = (
        "scan_frequency 'CONTINUOUS_SCAN': must be SCAN_ON_PUSH when scan_type is BASIC, or None "
        "(repository 'team/api') (ECR API, PutRegistryScanningConfiguration)"
    )
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        scanning_for({"web": PUSH, "team/api": CONTINUOUS}, enhanced=False)
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        check_coverage(RegistryScanning.basic(), {"web": PUSH, "team/api": CONTINUOUS})


@pytest.mark.parametrize("enhanced", [False, True])
def test_the_type_is_the_one_asked_for(*, enhanced: bool) -> None:
    expected = "ENHANCED" if enhanced else "BASIC"
    for frequencies in ({}, {"web": None}, {"web": PUSH}, {"web": PUSH, "api": None}):
        assert scanning_for(frequencies, enhanced=enhanced).scan_type == expected


@pytest.mark.parametrize(
    ("frequencies", "message"),
    [
        ({"Team/API": PUSH}, "repository_name 'Team/API': must be 2 to 256 characters"),
        ({7: PUSH}, "repository_name 7: must be a string, not a number"),
        ({"é1": None}, "repository_name 'é1': must be 2 to 256 characters"),
        ({"${var.name}": PUSH}, "repository_name '${var.name}': must be known in Python to tell which filters match"),
        ({"api": "${var.f}"}, "scan_frequency '${var.f}': must be known in Python to tell which filters match"),
        (
            {"api": "MANUAL"},
            "scan_frequency 'MANUAL': must be SCAN_ON_PUSH or CONTINUOUS_SCAN when scan_type is ENHANC",
        ),
        ({"api": ""}, "scan_frequency '': must be SCAN_ON_PUSH or CONTINUOUS_SCAN when scan_type is ENHANCED, or None"),
        ({"api": False}, "scan_frequency False: must be SCAN_ON_PUSH or CONTINUOUS_SCAN"),
        ({"api": [PUSH]}, "scan_frequency ['SCAN_ON_PUSH']: must be SCAN_ON_PUSH or CONTINUOUS_SCAN"),
        (["api"], "frequencies ['api']: must map repository names to SCAN_ON_PUSH, CONTINUOUS_SCAN or None"),
        ("api", "frequencies 'api': must map repository names"),
        (None, "frequencies None: must map repository names"),
    ],
)
def test_malformed_frequencies_are_refused(frequencies: Any, message: str) -> None:
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        scanning_for(frequencies, enhanced=True)
    with pytest.raises(InvalidSettingError, match=re.escape(message)):
        check_coverage(RegistryScanning.enhanced(), frequencies)


@pytest.mark.parametrize("enhanced", ["true", 1, None, "${var.enhanced}"])
def test_whether_scanning_is_enhanced_is_decided_in_python(enhanced: Any) -> None:
    with pytest.raises(InvalidSettingError, match=r"enhanced .*: must be True or False"):
        scanning_for({"api": PUSH}, enhanced=enhanced)


EXPLICIT = RegistryScanning(
    scan_type="ENHANCED",
    rules=[
        ScanRule(frequency=PUSH, filters=["team/*", "shop"]),
        ScanRule(frequency=CONTINUOUS, filters=["*api", "prod*", "*-api"]),
    ],
)


def test_filters_that_cover_every_repository_pass() -> None:
    check_coverage(EXPLICIT, {"team/web": PUSH, "my-shop": PUSH, "team/api": CONTINUOUS, "sandbox": None})
    check_coverage(EXPLICIT, {})
    check_coverage(RegistryScanning.basic(filters=[]), {"sandbox": None})
    check_coverage(RegistryScanning(scan_type="${var.type}", rules=EXPLICIT.rules), {"team/api": CONTINUOUS})


@pytest.mark.parametrize(
    ("frequencies", "advice"),
    [
        ({"web": PUSH}, "'web' gets None instead of SCAN_ON_PUSH, add 'web' to SCAN_ON_PUSH"),
        ({"web": CONTINUOUS}, "'web' gets None instead of CONTINUOUS_SCAN, add 'web' to CONTINUOUS_SCAN"),
        (
            {"team/web": CONTINUOUS, "team/web-2": PUSH},
            "'team/web' gets SCAN_ON_PUSH instead of CONTINUOUS_SCAN, add '*team/web' to CONTINUOUS_SCAN",
        ),
        (
            {"web": PUSH, "web-2": CONTINUOUS},
            "'web' gets None instead of SCAN_ON_PUSH, add 'web' to SCAN_ON_PUSH; 'web-2'",
        ),
        ({"a--b": PUSH}, "'a--b' gets None instead of SCAN_ON_PUSH, add 'a-*-b' to SCAN_ON_PUSH"),
        ({"aa": PUSH, "aaa": None}, "'aa' gets None instead of SCAN_ON_PUSH, which no filter can mend"),
        ({"team/web": None}, "'team/web' gets SCAN_ON_PUSH instead of None, narrow 'team/*' (ECR"),
        ({"prod": PUSH}, "'prod' gets CONTINUOUS_SCAN instead of SCAN_ON_PUSH, narrow 'prod*' (ECR"),
        (
            {"team/my-api": PUSH},
            "'team/my-api' gets CONTINUOUS_SCAN instead of SCAN_ON_PUSH, narrow '*api', '*-api' (ECR",
        ),
        (
            {"team/api": None},
            "'team/api' gets CONTINUOUS_SCAN instead of None, narrow 'team/*', '*api' (ECR",
        ),
    ],
)
def test_repositories_scanned_otherwise_are_named_with_what_to_do(
    frequencies: dict[str, str | None], advice: str
) -> None:
    with pytest.raises(InvalidSettingError) as refusal:
        check_coverage(EXPLICIT, frequencies)
    assert str(refusal.value).startswith(
        "scan_repository_filters ['team/*', 'shop', '*api', 'prod*', '*-api']: must scan each repository as often as "
        f"it shall be: {advice}"
    )


def test_the_first_ten_repositories_scanned_otherwise_are_named() -> None:
    frequencies: dict[str, str | None] = {f"sandbox-{number:02}": PUSH for number in reversed(range(12))}
    with pytest.raises(
        InvalidSettingError, match=re.escape("add 'sandbox-09' to SCAN_ON_PUSH; and 2 more (ECR")
    ) as refusal:
        check_coverage(EXPLICIT, frequencies)
    assert "sandbox-10" not in str(refusal.value)


def test_filters_only_terraform_knows_are_not_judged() -> None:
    with pytest.raises(InvalidSettingError, match="must be known in Python"):
        check_coverage(RegistryScanning.basic(filters=["${var.filter}"]), {"api": PUSH})


def test_filters_that_were_derived_wrongly_do_not_get_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_coverage, "_filters", lambda *_: ["web"])
    with pytest.raises(InvalidSettingError, match="'api' gets None instead of SCAN_ON_PUSH"):
        scanning_for({"api": PUSH, "web": PUSH}, enhanced=False)
