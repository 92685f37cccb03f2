"""Which of the features that the AWS provider has not always had a configuration uses, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdktf_ecr.model.terraform.versions import FEATURES, OLDEST_PROVIDER, ProviderFeature, Release
from tests.compatibility.checker import Block, blocks


def features_of(configuration: Mapping[str, Any]) -> set[ProviderFeature]:
    """Return the features that the resources and data sources of a configuration use."""
    return {
        feature
        for block in blocks(configuration)
        for feature in FEATURES
        if not block.type.startswith("provider.") and _uses(block, feature)
    }


def oldest_release(configuration: Mapping[str, Any]) -> Release:
    """Return the oldest release of the provider that knows everything a configuration uses."""
    return max([OLDEST_PROVIDER, *(feature.since for feature in features_of(configuration))])


def _uses(block: Block, feature: ProviderFeature) -> bool:
    if feature.type not in (None, block.type):
        return False
    if feature.argument is None:
        return True
    given = block.body.get(feature.argument)
    return given not in (None, []) and feature.value in (None, given)
