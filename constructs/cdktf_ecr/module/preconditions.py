"""Rules between the module's settings, for Terraform to check where Python could not."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.collection.rules import OVERRIDES
from cdktf_ecr.model.module.rules import TAG_LIMIT, TAGS
from cdktf_ecr.model.terraform.expressions import Expression, is_expression

if TYPE_CHECKING:
    from cdktf_ecr.model.collection.settings import CollectionSettings
    from cdktf_ecr.model.module.shared_settings import SharedSettings


def preconditions(settings: SharedSettings, *, place: str = "") -> list[dict[str, str]]:
    """Return the preconditions of the repository; rules that Python values alone decide are left out.

    Args:
        settings: The module's settings, without CDKTF tokens.
        place: What stands in front of a setting's name in an error.
    """
    names = {field.name: _shown_name(settings, field.name) for field in dataclasses.fields(settings)}
    found = (each.precondition(vars(settings), names=names, place=place) for each in settings.relations)
    return [each for each in found if each is not None]


def collection_preconditions(settings: CollectionSettings) -> list[dict[str, str]]:
    """Return the preconditions of each repository of a collection.

    Args:
        settings: The collection's settings, without CDKTF tokens.
    """
    if not is_expression(vars(settings)):
        return []
    own: dict[str, Any] = {name: Expression(f"each.value.{name}") for name in OVERRIDES}
    # The key that the collection creates is for those repositories that have a use for it.
    each = dataclasses.replace(settings, repositories={}, create_kms_key=False, **own)
    place = "repository ${each.key}, "
    # The row's tags have Environment among them.
    few_tags = {
        "condition": f"${{length(each.value.tags) <= {TAG_LIMIT + 1}}}",
        "error_message": f"{place}tags ${{jsonencode(each.value.tags)}}: must be at most {TAG_LIMIT} tags, the "
        f"collection's and its own together ({TAGS[0].source}).",
    }
    return [*preconditions(each, place=place), few_tags]


def _shown_name(settings: SharedSettings, name: str) -> str:
    """Return what the user calls a setting: the variable it comes from, if it does."""
    value = getattr(settings, name)
    variable = re.fullmatch(r"var\.(\w+)", value.source) if isinstance(value, Expression) else None
    return variable.group(1) if variable else name
