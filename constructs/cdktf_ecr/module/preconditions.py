"""Rules between the module's settings, for Terraform to check where Python could not."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from cdktf_ecr.model import module_rules as rules
from cdktf_ecr.model.encryption import AES256
from cdktf_ecr.model.expressions import expression_of, interpolate
from cdktf_ecr.model.scanning import CONTINUOUS_SCAN
from cdktf_ecr.model.values import is_expression
from cdktf_ecr.model.variables import renamed

if TYPE_CHECKING:
    from cdktf_ecr.model.module_settings import ModuleSettings
    from cdktf_ecr.model.variables import Rule


def preconditions(settings: ModuleSettings) -> list[dict[str, str]]:
    """Return the preconditions of the repository; rules that Python values alone decide are left out.

    Args:
        settings: The module's settings, without CDKTF tokens.
    """
    key, create_key = expression_of(settings.kms_key_id), expression_of(settings.create_kms_key)
    has_kms = f'{expression_of(settings.encryption_type)} != "{AES256}"'
    frequency, enhanced = expression_of(settings.scan_frequency), expression_of(settings.enable_enhanced_scanning)
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
        _precondition(settings, names[0], condition, rule)
        for names, condition, rule in checks
        if any(is_expression(getattr(settings, name)) for name in names)
    ]


def _precondition(settings: ModuleSettings, name: str, condition: str, rule: Rule) -> dict[str, str]:
    names = {field.name: _shown_name(settings, field.name) for field in dataclasses.fields(settings)}
    message = rule.message(name, expression_of(getattr(settings, name)))
    return {"condition": interpolate(condition), "error_message": renamed(message, names)}


def _shown_name(settings: ModuleSettings, name: str) -> str:
    """Return what the user calls a setting: the variable it comes from, if it does."""
    value = getattr(settings, name)
    variable = re.fullmatch(r"\$\{var\.(\w+)\}", value) if isinstance(value, str) else None
    return variable.group(1) if variable else name
