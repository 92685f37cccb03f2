"""The releases of Terraform and of the AWS provider that know everything our constructs write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cdktf_ecr.model.errors import InvalidSettingError

if TYPE_CHECKING:
    from collections.abc import Iterable

Release: TypeAlias = tuple[int, int]
"""A major and a minor number; what comes after them only mends."""

# startswith, endswith and optional() since 1.3, `nullable` since 1.1, preconditions since 1.2.
TERRAFORM = ">= 1.3"

# The last of the 5.x, which everything but the features below is applied with in the tests, and the first release that
# may break anything.
OLDEST_PROVIDER: Release = (5, 100)
FIRST_UNSUPPORTED_PROVIDER: Release = (7, 0)

_CHANGELOG = "CHANGELOG of hashicorp/terraform-provider-aws"
_RELEASE = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFeature:
    """Something that our constructs write and the AWS provider takes from a release on.

    Attributes:
        title: What it is, for people.
        since: The release.
        source: Where that is said.
        type: The type of the resources that have it; None for nearly every type.
        argument: The argument or block that it is; None for the resource itself.
        value: The value of the argument that it is; None for any.
    """

    title: str
    since: Release
    source: str
    type: str | None = None
    argument: str | None = None
    value: str | None = None


REGION = ProviderFeature(
    title="`region` on resources",
    since=(6, 0),
    source=f"{_CHANGELOG}, 6.0.0, pull request 43075",
    argument="region",
)
EXCLUSION_FILTERS = ProviderFeature(
    title="tags that a repository's mutability does not apply to",
    since=(6, 8),
    source=f"{_CHANGELOG}, 6.8.0, pull request 43642",
    type="aws_ecr_repository",
    argument="image_tag_mutability_exclusion_filter",
)
TEMPLATE_EXCLUSION_FILTERS = ProviderFeature(
    title="the same in a repository creation template",
    since=(6, 10),
    source=f"{_CHANGELOG}, 6.10.0, pull request 43886",
    type="aws_ecr_repository_creation_template",
    argument="image_tag_mutability_exclusion_filter",
)
PULL_TIME_EXCLUSION = ProviderFeature(
    title="principals whose pulls are not recorded",
    since=(6, 28),
    source=f"{_CHANGELOG}, 6.28.0, pull request 45765",
    type="aws_ecr_pull_time_update_exclusion",
)
BLOB_MOUNTING = ProviderFeature(
    title="layers that the repositories of a registry share",
    since=(6, 29),
    source=f"{_CHANGELOG}, 6.29.0, pull request 46092",
    type="aws_ecr_account_setting",
    argument="name",
    value="BLOB_MOUNTING",
)
FEATURES = (REGION, EXCLUSION_FILTERS, TEMPLATE_EXCLUSION_FILTERS, PULL_TIME_EXCLUSION, BLOB_MOUNTING)
"""What not every supported release of the AWS provider knows."""


def required_provider(features: Iterable[ProviderFeature] = (), *, at_least: str | None = None) -> str:
    """Return the version constraint of the AWS provider's releases that know all of some features.

    Args:
        features: What is used.
        at_least: A release that is needed anyway, such as "6.14"; None for none.

    Raises:
        InvalidSettingError: ``at_least`` is no release, or one that is not supported.
    """
    needed = [OLDEST_PROVIDER, *(feature.since for feature in features)]
    if at_least is not None:
        needed.append(_supported(at_least))
    return f">= {_text(max(needed))}, < {_text(FIRST_UNSUPPORTED_PROVIDER)}"


def _supported(at_least: str) -> Release:
    found = _RELEASE.fullmatch(at_least) if isinstance(at_least, str) else None
    release = (int(found[1]), int(found[2])) if found else FIRST_UNSUPPORTED_PROVIDER
    if release >= FIRST_UNSUPPORTED_PROVIDER:
        rule = f'must be a release of the AWS provider before {_text(FIRST_UNSUPPORTED_PROVIDER)}, such as "6.14"'
        raise InvalidSettingError("at_least", at_least, rule, source="cdktf-ecr")
    return release


def _text(release: Release) -> str:
    return f"{release[0]}.{release[1]}"
