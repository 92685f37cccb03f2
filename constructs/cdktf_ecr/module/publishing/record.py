"""What an exported module is, as its files say it: an export over it must not make another of it unnoticed."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.module.profile_names import GUIDE, HARDENED, PROFILES
from cdktf_ecr.model.module.profiles import profile_settings
from cdktf_ecr.model.repository.encryption import AES256

from .descriptions import ECR, ECR_REPOSITORIES
from .files import COMMENT, MAIN, VARIABLES, VERSIONS, is_generated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cdktf_ecr.model.module.shared_settings import SharedSettings

    from .descriptions import ModuleDescription

_DISTRIBUTION = "cdktf-ecr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What an exported module is.

    Attributes:
        module: The module's name; None where its files do not tell.
        profile: The profile whose defaults its inputs have; None for other defaults.
        exclusion_filters: The tags that the mutability does not apply to.
        version: The version of cdktf-ecr that wrote it; None where that is not known.
    """

    module: str | None
    profile: str | None
    exclusion_filters: tuple[str, ...] = ()
    version: str | None = None

    def __str__(self) -> str:
        """Name what it is, for an error."""
        if self.module is None:
            return "an export that does not say what it is"
        filters = "".join(f" and exclusion filter {each}" for each in self.exclusion_filters)
        return f"module {self.module} with {self.profile or 'other'} defaults{filters}"

    def is_alike(self, other: Record) -> bool:
        """Whether both are the same but for the version that wrote them; what is not known is like nothing."""
        if self.module is None:
            return False
        return dataclasses.replace(self, version=other.version) == other

    def as_comment(self) -> dict[str, Any]:
        """Return what is written into the module's files."""
        return {
            "module": self.module,
            "profile": self.profile,
            "exclusion_filters": list(self.exclusion_filters),
            "cdktf_ecr": self.version,
        }


def record_of(description: ModuleDescription, settings: SharedSettings) -> Record:
    """Return what a module with some defaults is.

    Args:
        description: The module.
        settings: The defaults of its inputs; those of required inputs do not matter.
    """
    filters = settings.image_tag_mutability_exclusion_filters
    own = {name: getattr(settings, name) for name in description.required}
    profiles = {each: profile_settings(type(settings), each, exclusion_filters=filters) for each in PROFILES}
    alike = (each for each, defaults in profiles.items() if dataclasses.replace(defaults, **own) == settings)
    return Record(
        module=description.name, profile=next(alike, None), exclusion_filters=filters, version=library_version()
    )


def recorded(directory: Path) -> Record | None:
    """Return what the module in a directory is; None if cdktf-ecr has written none there.

    Args:
        directory: A directory, which need not be there.
    """
    texts = {name: _generated(directory / name) for name in (MAIN, VARIABLES, VERSIONS)}
    if all(text is None for text in texts.values()):
        return None
    main, variables, versions = (_parsed(text) for text in texts.values())
    comment = versions.get(COMMENT)
    try:
        if not isinstance(comment, dict):
            return _judged(main["resource"]["aws_ecr_repository"]["this"], variables["variable"])
        return Record(
            module=comment["module"],
            profile=comment["profile"],
            exclusion_filters=tuple(comment["exclusion_filters"]),
            version=comment["cdktf_ecr"],
        )
    except (KeyError, TypeError):
        return Record(module=None, profile=None)


def library_version() -> str | None:
    """Return the version of the installed library; None where it runs without being installed."""
    try:
        return metadata.version(_DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None


def _judged(repository: Mapping[str, Any], inputs: Mapping[str, Any]) -> Record:
    """Return what a module is that was exported before there were records: one of two modules, with two profiles."""
    filters = repository.get("image_tag_mutability_exclusion_filter", ())
    return Record(
        module=ECR.name if "repository_name" in inputs else ECR_REPOSITORIES.name,
        profile=GUIDE if inputs["encryption_type"]["default"] == AES256 else HARDENED,
        exclusion_filters=tuple(each["filter"] for each in filters),
    )


def _generated(file: Path) -> str | None:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text if is_generated(text) else None


def _parsed(text: str | None) -> Mapping[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
