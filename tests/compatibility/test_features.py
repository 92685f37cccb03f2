"""What a configuration uses is what it has to require."""

from __future__ import annotations

from typing import Any

import pytest

from cdktf_ecr.model.terraform.versions import (
    BLOB_MOUNTING,
    EXCLUSION_FILTERS,
    PULL_TIME_EXCLUSION,
    REGION,
    TEMPLATE_EXCLUSION_FILTERS,
    ProviderFeature,
)
from tests.compatibility.features import features_of
from tests.compatibility.fitting import assert_fits

FILTERS: dict[str, Any] = {"image_tag_mutability_exclusion_filter": [{"filter": "latest", "filter_type": "WILDCARD"}]}


def configuration(type_: str, version: str = ">= 5.100, < 7.0", **arguments: object) -> dict[str, Any]:
    kind, _, name = type_.rpartition(".")
    return {
        "terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}},
        "provider": {"aws": [{"region": "eu-west-1"}]},
        kind or "resource": {name: {"this": arguments}},
    }


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (configuration("aws_ecr_repository", name="api"), set()),
        (configuration("aws_ecr_repository", name="api", region="eu-west-3", **FILTERS), {REGION, EXCLUSION_FILTERS}),
        (configuration("data.aws_region", region="eu-west-3"), {REGION}),
        (configuration("aws_ecr_repository_creation_template", **FILTERS), {TEMPLATE_EXCLUSION_FILTERS}),
        (configuration("aws_ecr_repository", image_tag_mutability_exclusion_filter=[]), set()),
        (configuration("aws_ecr_pull_time_update_exclusion"), {PULL_TIME_EXCLUSION}),
        (configuration("aws_ecr_account_setting", name="REGISTRY_POLICY_SCOPE", value="V2"), set()),
        (configuration("aws_ecr_account_setting", name="BLOB_MOUNTING", value="ENABLED"), {BLOB_MOUNTING}),
    ],
)
def test_a_feature_is_seen_where_it_is_used(found: dict[str, Any], expected: set[ProviderFeature]) -> None:
    assert features_of(found) == expected


@pytest.mark.parametrize("version", [">= 5.100, < 7.0", ">= 6.29, < 7.0", "6.25.0"])
def test_a_range_that_is_not_of_what_is_used_is_found(version: str) -> None:
    with pytest.raises(AssertionError, match=f"it requires {version}, and uses what is in >= 6.8, < 7.0"):
        assert_fits(configuration("aws_ecr_repository", version, name="api", **FILTERS))

    assert_fits(configuration("aws_ecr_repository", ">= 6.8, < 7.0", name="api", **FILTERS))


def test_a_problem_is_found_whatever_the_range() -> None:
    with pytest.raises(AssertionError, match=r"aws_ecr_repository\.this\.tag: there is no such argument"):
        assert_fits(configuration("aws_ecr_repository", name="api", tag="latest"))
