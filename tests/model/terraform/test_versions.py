from __future__ import annotations

import pytest

from cdktf_ecr import InvalidSettingError
from cdktf_ecr.model.terraform.versions import (
    BLOB_MOUNTING,
    EXCLUSION_FILTERS,
    FEATURES,
    PULL_TIME_EXCLUSION,
    REGION,
    TEMPLATE_EXCLUSION_FILTERS,
    ProviderFeature,
    required_provider,
)


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ([], ">= 5.100, < 7.0"),
        ([REGION], ">= 6.0, < 7.0"),
        ([EXCLUSION_FILTERS, REGION], ">= 6.8, < 7.0"),
        ([EXCLUSION_FILTERS, TEMPLATE_EXCLUSION_FILTERS], ">= 6.10, < 7.0"),
        ([PULL_TIME_EXCLUSION, EXCLUSION_FILTERS], ">= 6.28, < 7.0"),
        (FEATURES, ">= 6.29, < 7.0"),
    ],
    ids=str,
)
def test_the_newest_of_what_is_used_decides(features: list[ProviderFeature], expected: str) -> None:
    assert required_provider(features) == expected
    assert required_provider(reversed(features)) == expected


@pytest.mark.parametrize(
    ("at_least", "expected"),
    [("5.0", "6.29"), ("6.29.3", "6.29"), ("6.100", "6.100"), ("6.30.0", "6.30")],
)
def test_what_others_need_only_ever_raises_it(at_least: str, expected: str) -> None:
    assert required_provider([BLOB_MOUNTING], at_least=at_least) == f">= {expected}, < 7.0"


@pytest.mark.parametrize(
    "at_least", ["7.0", "7.0.0", "10.1", "6", "", ">= 6.0", "6.x", "latest", 6.1, "6.1\n"], ids=repr
)
def test_a_release_that_is_none_or_not_supported_is_refused(at_least: str) -> None:
    with pytest.raises(InvalidSettingError) as refused:
        required_provider(at_least=at_least)

    assert f'at_least {at_least!r}: must be a release of the AWS provider before 7.0, such as "6.14"' in str(
        refused.value
    )
