"""Whole sets of defaults for the ECR module, by name."""

from __future__ import annotations

from typing import Any

from .module_settings import ModuleSettings
from .tag_mutability import IMMUTABLE, MUTABLE
from .values import check_choice

GUIDE = "guide"
HARDENED = "hardened"
PROFILES = (GUIDE, HARDENED)


def profile_settings(profile: str = GUIDE, *, exclusion_filters: tuple[str, ...] = ()) -> ModuleSettings:
    """Return the settings of a profile.

    Args:
        profile: ``guide``: the guide's defaults; ``hardened``: those of `ModuleSettings.hardened`.
        exclusion_filters: Tags that the mutability does not apply to, which changes it to its ``_WITH_EXCLUSION`` mode;
            needs AWS provider 6.8.

    Raises:
        InvalidSettingError: There is no such profile, or a filter is malformed.
    """
    hardened = check_choice("profile", profile, PROFILES, source="profiles") == HARDENED
    settings: dict[str, Any] = {}
    if exclusion_filters:
        settings = {
            "image_tag_mutability_exclusion_filters": exclusion_filters,
            "image_tag_mutability": f"{IMMUTABLE if hardened else MUTABLE}_WITH_EXCLUSION",
        }
    return ModuleSettings.hardened(**settings) if hardened else ModuleSettings(**settings)
