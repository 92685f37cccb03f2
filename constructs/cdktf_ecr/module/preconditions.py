"""Rules between the module's settings, for Terraform to check where Python could not."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.inspector import INSPECTOR_ENDPOINTS
from cdktf_ecr.model.collection.rules import OVERRIDES
from cdktf_ecr.model.errors import InvalidSettingError
from cdktf_ecr.model.module.rules import TAG_LIMIT, TAGS
from cdktf_ecr.model.terraform.expressions import Expression, is_expression, operand_of, source_of
from cdktf_ecr.model.terraform.relations import preconditions_of
from cdktf_ecr.model.terraform.variables import called

if TYPE_CHECKING:
    from collections.abc import Collection

    from cdktf_ecr.model.collection.settings import CollectionSettings
    from cdktf_ecr.model.module.settings import ModuleSettings
    from cdktf_ecr.model.module.shared_settings import SharedSettings
    from cdktf_ecr.model.repository.encryption import KeyInRegion

_ENHANCED = "enable_enhanced_scanning"
_PLACE = "repository ${each.key}, "


def preconditions(
    settings: SharedSettings, *, place: str = "", about: Collection[str] | None = None
) -> list[dict[str, str]]:
    """Return the preconditions of the repository; rules that Python values alone decide are left out.

    Args:
        settings: The module's settings, without CDKTF tokens.
        place: What stands in front of a setting's name in an error.
        about: Settings, to take only the rules that one of them is in; by default all are taken.
    """
    relations = [
        each for each in settings.relations if about is None or not {*each.condition.settings}.isdisjoint(about)
    ]
    return preconditions_of(vars(settings), relations, place=place)


def inspector_preconditions(settings: SharedSettings, region: str) -> list[dict[str, str]]:
    """Return what Terraform checks before it has a registry scanned by Amazon Inspector: that the region has it.

    Args:
        settings: The module's settings, without CDKTF tokens.
        region: The registry's region, or a Terraform expression of it.

    Raises:
        InvalidSettingError: The region is known not to have it.
    """
    enhanced, without = settings.enable_enhanced_scanning, settings.regions_without_inspector
    if enhanced is False:
        return []
    name, listed = (called(each, getattr(settings, each)) for each in (_ENHANCED, "regions_without_inspector"))
    words = f"must be false: Amazon Inspector is not in this region, as far as {listed} says"
    if not is_expression((enhanced, without, region)):
        if region in without:
            raise InvalidSettingError(name, enhanced, words, source=f"{INSPECTOR_ENDPOINTS}, {region}")
        return []
    return [
        {
            "condition": Expression(f"!{operand_of(enhanced)} || !contains({source_of(without)}, {source_of(region)})"),
            "error_message": f"{name} true, in {region}: {words} ({INSPECTOR_ENDPOINTS}).",
        }
    ]


def key_preconditions(settings: ModuleSettings, rule: KeyInRegion) -> list[dict[str, str]]:
    """Return what Terraform checks of the region of a repository's key; `Repository` itself does where that is known.

    Args:
        settings: The module's settings, without CDKTF tokens.
        rule: The rule of the region's keys.

    Raises:
        InvalidSettingError: The key is known to be of another region.
    """
    key = settings.kms_key_id
    rule.check("kms_key_id", key)
    return rule.preconditions(called("kms_key_id", key), key) if isinstance(rule.region, Expression) else []


def collection_key_preconditions(settings: CollectionSettings, rule: KeyInRegion) -> list[dict[str, str]]:
    """Return what Terraform checks of the region of the key of each repository of a collection.

    Args:
        settings: The collection's settings, without CDKTF tokens.
        rule: The rule of the region's keys.

    Raises:
        InvalidSettingError: A key is known to be of another region.
    """
    keys = {"kms_key_id": settings.kms_key_id}
    if not isinstance(settings.repositories, Expression):
        keys |= {f"repositories[{name!r}].kms_key_id": settings.of(name).kms_key_id for name in settings.repositories}
    for setting, key in keys.items():
        rule.check(setting, key)
    each = Expression("each.value.kms_key_id")
    unknown = [key for key in keys.values() if rule.preconditions("kms_key_id", key)]
    if not unknown and not isinstance(settings.repositories, Expression):
        return []
    return rule.preconditions("kms_key_id", each, place=_PLACE)


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
    # The row's tags have Environment among them.
    few_tags = {
        "condition": f"${{length(each.value.tags) <= {TAG_LIMIT + 1}}}",
        "error_message": f"{_PLACE}tags ${{jsonencode(each.value.tags)}}: must be at most {TAG_LIMIT} tags, the "
        f"collection's and its own together ({TAGS[0].source}).",
    }
    return [*preconditions(each, place=_PLACE, about=OVERRIDES), few_tags]
