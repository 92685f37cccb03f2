"""Whole sets of defaults for the ECR module, by name."""

from __future__ import annotations

from typing import Any, TypeVar

from cdktf_ecr.model.repository.tag_mutability import IMMUTABLE, MUTABLE
from cdktf_ecr.model.terraform.rules import OneOf
from cdktf_ecr.model.terraform.types import checked

from .profile_names import GUIDE, HARDENED, PROFILES
from .shared_settings import SharedSettings

_PROFILE = OneOf(choices=PROFILES, source="cdktf-ecr")

_Settings = TypeVar("_Settings", bound=SharedSettings)


def profile_settings(
    settings: type[_Settings], profile: str = GUIDE, *, exclusion_filters: tuple[str, ...] = ()
) -> _Settings:
    """Return the settings of a profile.

    Args:
        settings: Whose settings they are: `ModuleSettings` or `CollectionSettings`.
        profile: ``guide``: the guide's defaults; ``hardened``: those of `hardened`.
        exclusion_filters: Tags that the mutability does not apply to, which changes it to its ``_WITH_EXCLUSION`` mode;
            needs AWS provider 6.8.

    Raises:
        InvalidSettingError: There is no such profile, or a filter is malformed.
    """
    hardened = checked("profile", profile, _PROFILE) == HARDENED
    differing: dict[str, Any] = {}
    if exclusion_filters:
        differing = {
            "image_tag_mutability_exclusion_filters": exclusion_filters,
            "image_tag_mutability": f"{IMMUTABLE if hardened else MUTABLE}_WITH_EXCLUSION",
        }
    return settings.hardened(**differing) if hardened else settings(**differing)
