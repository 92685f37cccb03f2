"""Whole sets of defaults for the ECR module, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cdktf_ecr.model.terraform.rules import OneOf
from cdktf_ecr.model.terraform.types import checked

from .profile_names import GUIDE, HARDENED, MINIMAL, PROFILES
from .shared_settings import SharedSettings

if TYPE_CHECKING:
    from collections.abc import Callable

_PROFILE = OneOf(choices=PROFILES, source="cdktf-ecr")

_Settings = TypeVar("_Settings", bound=SharedSettings)


def profile_settings(
    settings: type[_Settings], profile: str = GUIDE, *, exclusion_filters: tuple[str, ...] = ()
) -> _Settings:
    """Return the settings of a profile.

    Args:
        settings: Whose settings they are: `ModuleSettings` or `CollectionSettings`.
        profile: ``guide``: the guide's defaults; ``hardened`` and ``minimal``: those of the methods of these names.
        exclusion_filters: Tags that the mutability does not apply to, which changes it to its ``_WITH_EXCLUSION`` mode;
            needs AWS provider 6.8.

    Raises:
        InvalidSettingError: There is no such profile, or a filter is malformed.
    """
    make: dict[str, Callable[..., _Settings]] = {
        GUIDE: settings,
        HARDENED: settings.hardened,
        MINIMAL: settings.minimal,
    }
    chosen = make[checked("profile", profile, _PROFILE)]
    if not exclusion_filters:
        return chosen()
    return chosen(
        image_tag_mutability=f"{chosen().image_tag_mutability}_WITH_EXCLUSION",
        image_tag_mutability_exclusion_filters=exclusion_filters,
    )
