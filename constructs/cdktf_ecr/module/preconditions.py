"""Rules between the module's settings, for Terraform to check where Python could not."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from cdktf_ecr.model.aws.tags import TAGGING_RULES
from cdktf_ecr.model.collection.rules import OVERRIDES
from cdktf_ecr.model.module import rules
from cdktf_ecr.model.repository.encryption import AES256
from cdktf_ecr.model.scanning.configuration import CONTINUOUS_SCAN
from cdktf_ecr.model.terraform.expressions import expression_of, interpolate
from cdktf_ecr.model.terraform.values import is_expression
from cdktf_ecr.model.terraform.variables import Rule, renamed

if TYPE_CHECKING:
    from cdktf_ecr.model.collection.settings import CollectionSettings
    from cdktf_ecr.model.module.shared_settings import SharedSettings

_MERGED_TAGS = Rule(f"must be at most {rules.TAG_LIMIT} tags, the collection's and its own together", TAGGING_RULES)


def preconditions(settings: SharedSettings, *, place: str = "") -> list[dict[str, str]]:
    """Return the preconditions of the repository; rules that Python values alone decide are left out.

    Args:
        settings: The module's settings, without CDKTF tokens.
        place: What stands in front of a setting's name in an error.
    """
    key, create_key = _operand(settings.kms_key_id), _operand(settings.create_kms_key)
    has_kms = f'{_operand(settings.encryption_type)} != "{AES256}"'
    frequency, enhanced = _operand(settings.scan_frequency), _operand(settings.enable_enhanced_scanning)
    is_exclusion = f'endswith({expression_of(settings.image_tag_mutability)}, "_WITH_EXCLUSION")'
    exclusions_given = bool(settings.image_tag_mutability_exclusion_filters)
    checks: list[tuple[tuple[str, ...], str, Rule]] = [
        (("kms_key_id", "encryption_type"), f"{key} == null || {has_kms}", rules.KEY_NEEDS_KMS),
        (("create_kms_key", "encryption_type"), f"!{create_key} || {has_kms}", rules.CREATED_KEY_NEEDS_KMS),
        (("create_kms_key", "kms_key_id"), f"!{create_key} || {key} == null", rules.ONE_KEY),
        (
            ("scan_frequency", "enable_enhanced_scanning"),
            f'{frequency} != "{CONTINUOUS_SCAN}" || {enhanced}',
            rules.CONTINUOUS_NEEDS_ENHANCED,
        ),
        (
            ("image_tag_mutability",),
            is_exclusion if exclusions_given else f"!{is_exclusion}",
            rules.FILTERS_NEED_EXCLUSIONS if exclusions_given else rules.EXCLUSIONS_NEED_FILTERS,
        ),
    ]
    return [
        _precondition(settings, names[0], condition, rule, place)
        for names, condition, rule in checks
        if any(is_expression(getattr(settings, name)) for name in names)
    ]


def collection_preconditions(settings: CollectionSettings) -> list[dict[str, str]]:
    """Return the preconditions of each repository of a collection.

    Args:
        settings: The collection's settings, without CDKTF tokens.
    """
    if not any(is_expression(getattr(settings, field.name)) for field in dataclasses.fields(settings)):
        return []
    own: dict[str, Any] = {name: interpolate(f"each.value.{name}") for name in OVERRIDES}
    # The key that the collection creates is for those repositories that have a use for it.
    each = dataclasses.replace(settings, repositories={}, create_kms_key=False, **own)
    place = "repository ${each.key}, "
    # The row's tags have Environment among them.
    few_tags = f"length(each.value.tags) <= {rules.TAG_LIMIT + 1}"
    return [*preconditions(each, place=place), _precondition(each, "tags", few_tags, _MERGED_TAGS, place)]


def _operand(value: object) -> str:
    """Return ``value`` as an expression that binds more tightly than any operator beside it."""
    text = expression_of(value)
    return text if not is_expression(value) or re.fullmatch(r"[\w.]+", text) else f"({text})"


def _precondition(settings: SharedSettings, name: str, condition: str, rule: Rule, place: str) -> dict[str, str]:
    names = {field.name: _shown_name(settings, field.name) for field in dataclasses.fields(settings)}
    message = rule.message(name, expression_of(getattr(settings, name)))
    return {"condition": interpolate(condition), "error_message": place + renamed(message, names)}


def _shown_name(settings: SharedSettings, name: str) -> str:
    """Return what the user calls a setting: the variable it comes from, if it does."""
    value = getattr(settings, name)
    variable = re.fullmatch(r"\$\{var\.(\w+)\}", value) if isinstance(value, str) else None
    return variable.group(1) if variable else name
