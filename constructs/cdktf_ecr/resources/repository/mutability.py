"""Whether tags can be moved, as `Repository` is told."""

from __future__ import annotations

from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.repository.tag_mutability import MODES_WITH_EXCLUSION, TAG_MUTABILITY, TagMutability
from cdktf_ecr.model.terraform.types import checked


def tag_mutability_of(tag_mutability: TagMutability | str) -> TagMutability:
    """Return whether tags can be moved, of which a mode without filters says all there is.

    Raises:
        InvalidSettingError: It is no mode, or one that needs filters.
    """
    if isinstance(tag_mutability, TagMutability):
        return tag_mutability
    mode = checked("tag_mutability", tag_mutability, TAG_MUTABILITY)
    if mode in MODES_WITH_EXCLUSION:
        rule = f"needs filters: give a TagMutability(mode={mode!r}, exclusion_filters=[...])"
        raise InvalidSettingError("tag_mutability", mode, rule, source=TAG_MUTABILITY.source)
    return TagMutability(mode=mode)
